#!/usr/bin/env python3
"""Of paying, of a call for help and of a rating nothing of the person is left once the queue is drained, be it in memory, in the
database with its free pages and WAL, in the spool or in logs; also when a program died in the midst; and neither program leaves
a core image when it does. Give names to run some of the tests."""
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "journeys"))
from house import of_process, wait_until  # noqa: E402
from test_memory import go_away, in_a_house, search, search_files, search_house  # noqa: E402
from test_payment import CODE, orders, phone, to_code  # noqa: E402
from visit import Visit  # noqa: E402

PAID = ("payment code",)


def kinds(house, which="state<>1"):
    """Of the rows of the outbox, those that wait."""
    path = urllib.parse.quote(house.path("kiosk", "kiosk.db"))
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return sorted(kind for kind, in database.execute(f"SELECT kind FROM outbox WHERE {which}"))
    finally:
        database.close()


def drained(house):
    wait_until(lambda: not kinds(house), "the queue to be drained", 90)
    time.sleep(1)


def in_memory(house, texts, what):
    found, _ = search(house.processes["kiosk"].pid, texts)
    assert found, f"not even while {what}: the search looks in the wrong place"


def paying(house, texts):
    """Paid by the code of a telephone; given up; and the power lost after a telephone paid."""
    texts = texts + [CODE]
    visit, _ = to_code(house)
    in_memory(house, texts, "paying")
    house.sim("scanner", "show", CODE)
    house.wait("done")
    visit.leave()
    drained(house)
    search_house(house, texts, "it was paid", PAID)
    to_code(house)
    house.tap("back")
    house.tap("exit")
    house.wait("review")
    go_away(house)
    drained(house)
    search_house(house, texts, "paying was given up", PAID)
    _, url = to_code(house)
    house.processes["agent"].send_signal(signal.SIGSTOP)
    assert phone(house, url, pay=True)[0] == 200
    house.end("kiosk", signal.SIGKILL)
    house.processes["agent"].send_signal(signal.SIGCONT)
    house.start_kiosk()
    wait_until(lambda: sorted(orders(house).values()) == ["cancelled", "filed", "refunded"], "the money going back")
    drained(house)
    assert "void" in kinds(house, "1"), "nothing was said of it: the test tests nothing"
    search_house(house, texts, "the power was lost while paying", PAID)


def called(house, texts):
    """Who is known calls for help without a line, and rates: the rows wait sealed, then go."""
    house.end("platform")
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("materials")
    in_memory(house, texts, "the form is filled")
    house.tap("sos")
    wait_until(lambda: house.tree()["overlay"] == "emergency", "the page of an emergency")
    house.tap("call_staff")
    wait_until(lambda: "emergency" in kinds(house), "the call waiting")
    house.tap("close")
    visit.bring_materials()
    visit.sign()
    visit.submit()
    house.tap("finish")
    house.wait("rating")
    house.tap("rate.5")
    for reason in [w["id"] for w in house.tree()["widgets"] if w["id"].startswith("reason.")]:
        house.tap(reason)
    house.sim("idcard", "remove")
    house.tap("finish")
    house.wait("standby")
    time.sleep(1)
    waiting = kinds(house)
    assert {"application", "emergency", "rating"} <= set(waiting), waiting
    search_house(house, texts, "a call, an application and a rating that wait")
    house.start_platform()
    drained(house)
    search_house(house, texts, "they were drained")


def dies(house, name):
    """By a fault of its own, as the kernel sees it; does it leave a core image?"""
    process = house.processes.pop(name)
    os.kill(process.pid, signal.SIGABRT)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -signal.SIGABRT  # or it is waited for again
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGABRT, f"{name}: {status}"
    return os.WCOREDUMP(status)


def crashed(house, texts):
    """Both die in the middle of a visit, from a shell that allows images of any size."""
    Visit(house).begin()
    house.sim("idcard", "present", os.path.join(HERE, "..", "journeys", "cards", "wang-xiulan.json"))
    house.wait("form")
    in_memory(house, texts, "a person is there")
    for name in ("kiosk", "agent"):
        assert not dies(house, name), f"{name} left a core image"
    files = search_files(house.path("kiosk"), texts)
    assert not files, files
    house.start_agent()
    house.start_kiosk()
    house.wait("standby")
    search_house(house, texts, "both died in a visit")


def leaves_an_image(folder):
    """Does any other program, under the same limits? What it leaves is in the folder, or wherever this machine puts it."""
    process = subprocess.Popen(["sleep", "60"], cwd=folder)
    wait_until(lambda: "sleep" in of_process(process.pid, "comm"), "sleep")
    os.kill(process.pid, signal.SIGABRT)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -signal.SIGABRT
    return os.WCOREDUMP(status)


def test_paying():
    in_a_house(paying)


def test_called():
    in_a_house(called)


def test_crashed():
    """Under the same limits another program leaves an image; where none does, only the limits themselves are looked at."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    def journey(house, texts):
        print("another program leaves an image here:", leaves_an_image(house.state))
        crashed(house, texts)
    in_a_house(journey)


def main():
    tests = (test_paying, test_called, test_crashed)
    wanted, failed = sys.argv[1:], 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        try:
            test()
            print(f"ok {test.__name__}", flush=True)
        except AssertionError as error:
            print(f"FAILED {test.__name__}: {error}", flush=True)
            failed += 1
    print(f"{len(wanted or tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
