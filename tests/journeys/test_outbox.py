#!/usr/bin/env python3
"""The queue of a kiosk in bad days: a site without a line, a damaged file, a disk without room. Each time what was promised
reaches the platform once, and people are told what to do. Give names to run some of the journeys."""
import contextlib
import datetime
import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import Skipped, main  # noqa: E402
from house import House, as_root, wait_until  # noqa: E402
from keeper import Keeper  # noqa: E402
from visit import Visit  # noqa: E402

PAGE = 1024
MIB = 1024 * 1024
NEW_S = 10  # app/base/call.h
LATER_S = 2 * 3600 + 5 * 60
MOMENT_S = 15  # of a platform that is down: the resident was told, and the call is late


def say(house):
    return " ".join(f"{w['label']} {w['value'] or ''} {w.get('detail') or ''}" for w in house.tree()["widgets"])


def whole_visit(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    return visit


def file_one(house):
    visit = whole_visit(house)
    visit.submit()
    number = visit.receipt_number()
    visit.leave()
    return number


def receipts(house):
    """Of what the platform holds, notes apart."""
    return sorted(r["receipt"] for r in house.platform_records() if r.get("receipt"))


def outbox(house, *words, check=True):
    return subprocess.run((house.program("kioskctl"), "--config", house.path("kiosk.conf"), "outbox", *words),
                          capture_output=True, text=True, check=check)


def desk(house, *words):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), *words)


def check_signature(house, medium, batch, text):
    """By OpenSSL's own program; one letter more, and the platform takes nothing."""
    name = os.path.join(medium, batch)
    subprocess.run(("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-content", name, "-in",
                    name.replace(".json", ".p7s"), "-CAfile", house.path("keys", "ca.crt"), "-purpose", "any", "-no_check_time",
                    "-out", os.devnull), check=True, capture_output=True)
    with open(name, "w", encoding="utf-8") as file:
        file.write(text + " ")
    refused = subprocess.run((house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys",
                              house.path("keys"), "import", name), capture_output=True, text=True, check=False)
    assert refused.returncode == 1 and "its signature does not hold" in refused.stderr, refused
    assert receipts(house) == []
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def journey_carried_by_hand(house):
    """No line at all: an application is filed, exported, taken by the platform from the medium, and its signed answer settles
    it; one that was altered is refused before and after, the same answer again is known and changes nothing."""
    house.end("platform")
    number = file_one(house)
    listed = outbox(house, "list").stdout
    assert number in listed and "pending" in listed, listed
    row = next(line for line in listed.splitlines() if number in line).split()[0]
    outbox(house, "annotate", row, "线路报修，已登记")
    shown = outbox(house, "show", row).stdout
    assert "线路报修，已登记" in shown and "application" in shown, shown
    for person in ("王秀兰", "19900010001"):
        assert person not in listed + shown
    bad = outbox(house, "annotate", row, "电话 19900010001", check=False)
    assert bad.returncode == 1 and "numbers of people" in bad.stderr, bad
    medium = house.path("medium")
    os.mkdir(medium)
    said = outbox(house, "export", medium).stdout
    assert said.startswith("2 items in 1 signed files"), said  # the application, and how the visit was rated
    batch, = [n for n in os.listdir(medium) if n.endswith(".batch.json")]
    with open(os.path.join(medium, batch), encoding="utf-8") as file:
        text = file.read()
    assert number not in text and "王秀兰" not in text, "the medium tells of a person"
    assert "pending" in outbox(house, "list").stdout, "exported rows stay"
    check_signature(house, medium, batch, text)
    desk(house, "import", os.path.join(medium, batch))
    assert receipts(house) == [number]
    answer = os.path.join(medium, batch.replace(".batch.json", ".ack.json"))
    with open(answer, encoding="utf-8") as file:
        signed = json.load(file)
    forged = os.path.join(medium, "forged.ack.json")
    with open(forged, "w", encoding="utf-8") as file:
        json.dump({**signed, "payload": signed["payload"][:-8] + "AAAAAAA="}, file)
    assert outbox(house, "import", forged, check=False).returncode == 1
    assert "pending" in outbox(house, "list").stdout
    said = outbox(house, "import", answer).stdout
    assert "2 accepted" in said, said
    assert outbox(house, "list").stdout == ""
    assert "accepted" in outbox(house, "list", "all").stdout
    again = outbox(house, "import", answer).stdout
    assert "known before, nothing was changed: 2 settled, 0 not" in again, again
    assert outbox(house, "import", forged, check=False).returncode == 1
    house.start_platform()
    house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys",
              house.path("keys"), "import", os.path.join(medium, batch))  # the same batch again is no harm
    assert receipts(house) == [number]


def agent_elsewhere(house, *before):
    """The agent in a namespace that only root may make: hours later, or after another boot."""
    house.spawn("agent", *as_root("unshare", *before), "sh", "-c", 'trap \'kill $!\' TERM; "$@" & wait; wait', "sh",
                house.program("kiosk-agent"), "--config", house.path("kiosk.conf"))


def later(house):
    agent_elsewhere(house, "-T", "--boottime", str(LATER_S))


def a_moment_later(house):
    agent_elsewhere(house, "-T", "--boottime", str(MOMENT_S))


def day_at(start):
    """Of a call that is pressed now, at the kiosk's place."""
    hours = 8 - (LATER_S / 3600 if start is later else 0)
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + hours * 3600))


def mark_of(line, seconds):
    """How late the desk says that a call is; in seconds, what such a call may be: so long, and what this machine took."""
    mark = line.split("emergency", 1)[1].strip()
    late = re.fullmatch(r"迟到 (\d+) 秒", mark)
    if late is None:
        return mark
    assert max(seconds[0], NEW_S + 1) <= int(late[1]) <= seconds[1], (line, seconds)
    return "迟到 秒" if seconds[0] else ""


def after_another_boot(house):
    other = house.path("boot_id")
    with open(other, "w", encoding="ascii") as file:
        file.write("00000000-0000-4000-8000-000000000000\n")
    agent_elsewhere(house, "-m", "sh", "-c", f'mount --bind {other} /proc/sys/kernel/random/boot_id && exec "$@"', "sh")


def journey_a_call_under_a_wrong_clock(house):
    """Pressed without a line and with the clock years off: sent hours later it is late, or seconds after the page said that nobody
    was reached; at once it is new, and after another boot nobody can tell. The agent hears the right time with its first answer,
    and that makes nothing of it new."""
    for room in (("-T", "--boottime", "60"), ("-m",)):
        if subprocess.run(as_root("unshare", *room, "true"), capture_output=True, check=False).returncode:
            raise Skipped("this machine lets nobody make a namespace")
    for years in (-3, 3):
        for start, mark, seconds in ((later, "迟到 2 小时 5 分", 0), (a_moment_later, "迟到 秒", MOMENT_S), (House.start_agent, "", 0),
                                     (after_another_boot, "时间不明，可能是以前按的", 0)):
            before = len(desk(house, "notes").splitlines())
            house.end("platform")
            house.end("agent")
            house.set_clock(years * 365 * 24 * 3600)
            pressed, days = time.monotonic(), {day_at(start)}
            house.tap("sos")
            house.tap("call_staff")
            wait_until(lambda: "emergency" in outbox(house, "list").stdout, "the call in the queue")
            house.tap("close")
            house.start_platform()
            start(house)
            lines = wait_until(lambda old=before: desk(house, "notes").splitlines()[old:], "the call")
            took = math.ceil(time.monotonic() - pressed) + 1
            assert len(lines) == 1 and mark_of(lines[0], (seconds, seconds + took)) == mark, (years, mark, lines)
            days.add(day_at(start))  # midnight may fall in between
            assert any(day in lines[0] for day in days), (days, lines)


def journey_damaged_file(house):
    """The first pages of the queue's file are overwritten while nothing runs: the next start sets it aside, brings the
    application back, delivers it, and the platform's staff read of it."""
    house.end("platform")
    number = file_one(house)
    house.end("kiosk")
    house.end("agent")
    path = house.path("kiosk", "kiosk.db")
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        file.write(os.urandom(PAGE))
    house.start_agent()
    house.start_kiosk()
    aside = [n for n in os.listdir(house.path("kiosk")) if ".corrupt-" in n and n.endswith(tuple("0123456789"))]
    assert len(aside) == 1 and os.path.getsize(house.path("kiosk", aside[0])) == size, aside
    listed = outbox(house, "list").stdout
    assert number in listed and "set aside" in listed, listed
    house.start_platform()
    wait_until(lambda: receipts(house) == [number], "the application, once", pause_s=0.5)
    wait_until(lambda: "store damaged" in desk(house, "notes"), "the note about the damage", pause_s=0.5)
    house.end("kiosk")
    house.start_kiosk()
    assert desk(house, "notes").count("store damaged") == 1, "told twice"


def spoil_index(path):
    """An index that lacks a row, as damage leaves it: quick_check at start does not look there."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        kept = db.execute("SELECT * FROM sqlite_schema WHERE name='outbox_due'").fetchone()
        db.execute("PRAGMA writable_schema=ON")
        db.execute("DELETE FROM sqlite_schema WHERE name='outbox_due'")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("INSERT INTO outbox(id, kind, service, receipt, created_ms, keyid, size_kib, body) VALUES("
                   "randomblob(16), 'unheard-of', '', '', 0, '', 0, x'00')")
        db.execute("PRAGMA writable_schema=ON")
        db.execute("INSERT INTO sqlite_schema VALUES(?, ?, ?, ?, ?)", kept)


def until(hour):
    """Seconds to the middle of that hour of tomorrow, at the kiosk's place."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    return ((now + datetime.timedelta(days=1)).replace(hour=hour, minute=30) - now).total_seconds()


def journey_damage_found_at_night(house):
    """An index of the queue is damaged, which no start sees: at half past two nobody is there, it is found, kiosk and agent end,
    and as ./run starts them anew the file is set aside, the application comes back, is delivered, and the platform's staff read of it."""
    house.end("platform")
    number = file_one(house)
    house.end("kiosk")
    house.end("agent")
    spoil_index(house.path("kiosk", "kiosk.db"))
    house.set_clock(until(hour=2))
    house.start_agent()
    house.start_kiosk()
    assert not [n for n in os.listdir(house.path("kiosk")) if ".corrupt-" in n], "a start has seen it"
    said = []
    keeper = Keeper(house, ("agent", "kiosk"), said.append)
    wait_until(lambda: keeper.look() and [n for n in os.listdir(house.path("kiosk")) if ".corrupt-" in n], "it is set aside", 150, 0.5)
    wait_until(lambda: keeper.look() and house.alive("agent") and house.alive("kiosk"), "both are there again", 60, 0.5)
    assert {line.split()[0] for line in said} == {"agent", "kiosk"}, said
    assert not os.path.exists(house.path("kiosk", "kiosk.db.doubt"))
    assert number in outbox(house, "list").stdout
    house.start_platform()
    wait_until(lambda: receipts(house) == [number], "the application, once", pause_s=0.5)
    wait_until(lambda: "store damaged" in desk(house, "notes"), "the note about the damage", pause_s=0.5)


def journey_disk_without_room(house):
    """On a small disk that somebody else fills in the middle of a visit: the visit in hand is finished, the next is not
    begun and the page says where the window is; with room again all goes on."""
    house.end("kiosk")
    house.end("agent")
    state, kept = house.path("kiosk"), house.path("kept")
    os.rename(state, kept)
    os.mkdir(state, 0o700)
    if subprocess.run(("mount", "-t", "tmpfs", "-o", "size=160m,mode=0700", "none", state), check=False).returncode:
        raise Skipped("a small disk cannot be mounted here, run as root")
    try:
        house.start_agent()
        house.start_kiosk()
        visit = whole_visit(house)
        hog = os.path.join(state, "hog")
        with open(hog, "wb") as file:
            room = os.statvfs(state)
            os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - 40 * MIB)
        visit.submit()
        first = visit.receipt_number()
        visit.leave()
        house.tap("start")
        house.wait("home")
        house.tap("service.gaoling-jintie")
        house.wait("service")
        wait_until(lambda: "存满了" in say(house), "the page about the full machine")
        assert house.widget("next") is None, "it can be begun all the same"
        assert "一楼大厅" in say(house) and "8:30" in say(house), say(house)
        assert house.tree()["screen"] == "service"
        house.automation.ask(do="clock", advance_ms=130 * 1000)  # nobody is there any more
        wait_until(lambda: house.tree()["overlay"] == "timeout", "the warning")
        house.automation.ask(do="clock", advance_ms=70 * 1000)
        house.wait("standby")
        os.unlink(hog)
        house.tap("start")
        house.wait("home")
        house.tap("service.gaoling-jintie")
        house.wait("service")
        wait_until(lambda: house.widget("next"), "room being found")
        house.tap("next")
        house.wait("identify")
        house.tap("exit")
        house.wait("standby")
        second = file_one(house)
        wait_until(lambda: receipts(house) == sorted([first, second]), "both applications", pause_s=0.5)
    finally:
        house.end("kiosk")
        house.end("agent")
        subprocess.run(("umount", "-l", state), check=False)


if __name__ == "__main__":
    sys.exit(main(globals()))
