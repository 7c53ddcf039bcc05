#!/usr/bin/env python3
"""留个手机号 through the real window: a question that gets no answer counts down, a number is left, and the answer is read here."""
import json
import os
import re
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402

WORDS = "一共交了 36 个月，都记上了"


def say(house):
    """All that the screen says now, second lines too, in one string."""
    return " ".join(f"{w['label']} {w['detail'] or ''} {w['value'] or ''}" for w in house.tree()["widgets"])


def wait_said(house, text, timeout_s=20):
    wait_until(lambda: text in say(house), f"the screen saying {text}", timeout_s)


def ctl(house, *words):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), *words)


def decline_larger_letters(house):
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered", 20)
    house.touch("stay")


def leave_number(house):
    """From the page without an answer to the receipt; returns its number."""
    house.touch("answer.later")
    house.wait("form", timeout_s=20)
    house.digits(PHONE, house.touch)
    house.touch("key.done")
    house.wait("review")
    assert "您问的" in say(house) and "社保查询" in say(house), say(house)
    house.touch("submit")
    house.wait("done", timeout_s=40)
    number = Visit(house).receipt_number()
    wait_until(house.papers, "the receipt", 20)
    return number


def on_disk(house, text):
    """The files of the kiosk's state folder that hold this text."""
    found = []
    for folder, _, names in os.walk(house.path("kiosk")):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    if text.encode() in file.read():
                        found.append(path)
    return found


def leave(house):
    house.sim("idcard", "remove")
    house.touch("exit")
    house.wait("standby")
    time.sleep(1.5)


def read_answer(house, number):
    visit = Visit(house, house.touch)
    visit.begin("ban-shi-jindu")
    visit.lay_card(WANG, read=False)
    house.wait("result", timeout_s=20)
    decline_larger_letters(house)
    wait_said(house, f"编号 {number[:4]} {number[4:8]} {number[8:]}")
    wait_said(house, "收到您问的：社保查询")


def journey_line_cut_and_back(house):
    """The line is silent: seconds are counted, then the number is left; the line comes back, and staff answer."""
    visit = Visit(house, house.touch)
    visit.begin("shebao-chaxun")
    house.processes["agent"].send_signal(signal.SIGSTOP)  # a line that is silent: the question waits
    visit.lay_card(WANG, read=False)
    house.wait("sending", timeout_s=20)
    wait_said(house, "最多再等 ")
    first = say(house).split("最多再等 ")[1].split()[0]
    wait_until(lambda: "最多再等 " in say(house) and f"最多再等 {first} " not in say(house), "a second fewer", 5)
    house.wait("result", timeout_s=30)
    decline_larger_letters(house)
    wait_said(house, "等了很久，还没有回音")
    house.end("agent", signal.SIGKILL)
    number = leave_number(house)
    assert "替您存好了" in say(house) and "您问的：社保查询" in say(house), say(house)
    assert "有结果了，会给您发短信" in say(house) and "199****" in say(house)
    leave(house)
    assert on_disk(house, number), "the number is not even in the queue: nothing would be found"
    assert not on_disk(house, PHONE) and not on_disk(house, "王秀兰"), "somebody's data lies on the disk unsealed"

    house.start_agent()
    record = wait_until(house.platform_records, "the record", 60)[0]
    assert record["receipt"] == number and record["answers"]["phone"] == PHONE
    assert record["asked"]["service"] == "shebao-chaxun" and record["asked"]["department"] == "县人社局", record["asked"]
    assert "liu-hua about shebao-chaxun" in ctl(house, "list") and "王" not in ctl(house, "list")
    assert json.loads(ctl(house, "show", number))["asked"]["name"] == "社保查询"
    assert record["asked"]["why"] == "late" and record["asked"]["wish"] == "", record["asked"]
    assert re.fullmatch(rf"{number}  20\S+ \d\d:\d\d  received    {PHONE}  社保查询\n", ctl(house, "requests")), ctl(house, "requests")
    ctl(house, "message", number, WORDS)
    assert ctl(house, "requests") == "" and number in ctl(house, "list")
    read_answer(house, number)
    assert "窗口说：" + WORDS in say(house) and "有回话了" in say(house), say(house)
    assert "都办完了" in say(house) and "告诉您结果" not in say(house), say(house)
    leave(house)
    ctl(house, "set-state", number, "done", WORDS)
    read_answer(house, number)
    assert "有回话了" in say(house) and "办好了" not in say(house)


def journey_offline_from_the_first_tile(house):
    """Without the line the tile is open, and says what can be done; called off, the question's page is there again."""
    house.end("platform")
    visit = Visit(house, house.touch)
    house.touch("start")
    house.wait("home")
    wait_said(house, "断网，能留话", 60)
    house.touch("service.shebao-chaxun")
    house.wait("service")
    wait_said(house, "断网，可以留话")
    house.touch("next")
    visit.lay_card(WANG, read=False)
    house.wait("result", timeout_s=30)
    decline_larger_letters(house)
    wait_said(house, "断网了，查不到最新的")
    house.touch("answer.later")
    house.wait("form")
    house.touch("back")
    house.wait("service")
    house.touch("next")
    house.wait("result", timeout_s=30)
    number = leave_number(house)
    leave(house)
    house.start_platform()
    records = wait_until(house.platform_records, "the record", 90)
    assert [r["receipt"] for r in records] == [number]


def journey_called_off(house):
    """While it counts, 返回 leads back to the question, and nothing is left behind."""
    visit = Visit(house, house.touch)
    visit.begin("shebao-chaxun")
    house.processes["agent"].send_signal(signal.SIGSTOP)
    visit.lay_card(WANG, read=False)
    house.wait("sending", timeout_s=20)
    wait_said(house, "最多再等 ")
    house.touch("back")
    house.wait("service")
    house.processes["agent"].send_signal(signal.SIGCONT)
    assert not house.platform_records()


if __name__ == "__main__":
    sys.exit(main(globals()))
