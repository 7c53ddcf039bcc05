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
from house import say, wait_said, wait_until  # noqa: E402
from test_booking import rows, to_question  # noqa: E402
from test_keys import Blind, grabbed  # noqa: E402
from test_outbox import outbox  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402

LINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "line.py")
WORDS = "一共交了 36 个月，都记上了"
MEANWHILE = "在替您问，后天有结果"


def ctl(house, *words):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), *words)


def decline_larger_letters(house):
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
    house.touch("stay")


def hand(house, word):
    """The line, as a person in ./run takes it away."""
    house.run(sys.executable, LINE, house.path("line-switch"), word)


def leave_number(house, name="社保查询"):
    """From the page without an answer to the receipt; returns its number."""
    house.touch("answer.later")
    house.wait("form")
    house.digits(PHONE, house.touch)
    return send_number(house, name)


def send_number(house, name):
    papers = len(house.papers())
    house.touch("key.done")
    house.wait("review")
    assert name in say(house), say(house)
    house.touch("submit")
    house.wait("done")
    number = Visit(house).receipt_number()
    wait_until(lambda: len(house.papers()) > papers, "the receipt")
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
    house.wait("result")
    decline_larger_letters(house)
    wait_said(house, f"编号 {number[:4]} {number[4:8]} {number[8:]}")
    wait_said(house, "收到您问的：社保查询")


def journey_line_cut_and_back(house):
    """The line is silent: seconds are counted, then the number is left; the line comes back, and staff answer."""
    visit = Visit(house, house.touch)
    visit.begin("shebao-chaxun")
    house.processes["agent"].send_signal(signal.SIGSTOP)  # a line that is silent: the question waits
    visit.lay_card(WANG, read=False)
    house.wait("sending")
    wait_said(house, "最多再等 ")
    first = say(house).split("最多再等 ")[1].split()[0]
    wait_until(lambda: "最多再等 " in say(house) and f"最多再等 {first} " not in say(house), "a second fewer")
    house.wait("result")
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
    record = wait_until(house.platform_records, "the record")[0]
    assert record["receipt"] == number and record["answers"]["phone"] == PHONE
    assert record["asked"]["service"] == "shebao-chaxun" and record["asked"]["department"] == "县人社局", record["asked"]
    assert "liu-hua about shebao-chaxun" in ctl(house, "list") and "王" not in ctl(house, "list")
    assert json.loads(ctl(house, "show", number))["asked"]["name"] == "社保查询"
    assert record["asked"]["why"] == "late" and record["asked"]["wish"] == "", record["asked"]
    assert re.fullmatch(rf"{number}  20\S+ \d\d:\d\d  received    {PHONE}  社保查询\n", ctl(house, "requests")), ctl(house, "requests")
    ctl(house, "message", number, MEANWHILE)
    assert ctl(house, "requests").endswith(f"社保查询; written: {MEANWHILE}\n"), ctl(house, "requests")
    read_answer(house, number)
    assert "窗口说：" + MEANWHILE in say(house) and "有回话了" not in say(house), say(house)
    leave(house)
    ctl(house, "reply", number, WORDS)
    assert ctl(house, "requests") == "" and number in ctl(house, "list")
    read_answer(house, number)
    assert "窗口说：" + WORDS in say(house) and "有回话了" in say(house), say(house)
    assert "都办完了" in say(house) and "告诉您结果" not in say(house), say(house)
    assert "办好了" not in say(house)


def journey_offline_from_the_first_tile(house):
    """Without the line the tile is open, and says what can be done; called off, the question's page is there again."""
    house.end("platform")
    visit = Visit(house, house.touch)
    house.touch("start")
    house.wait("home")
    wait_said(house, "断网，能留话")
    house.touch("service.shebao-chaxun")
    house.wait("service")
    wait_said(house, "断网，可以留话")
    house.touch("next")
    visit.lay_card(WANG, read=False)
    house.wait("result")
    decline_larger_letters(house)
    wait_said(house, "断网了，查不到最新的")
    house.touch("answer.later")
    house.wait("form")
    house.touch("back")
    house.wait("service")
    house.touch("next")
    house.wait("result")
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
    house.wait("sending")
    wait_said(house, "最多再等 ")
    house.touch("back")
    house.wait("service")
    house.processes["agent"].send_signal(signal.SIGCONT)
    assert not house.platform_records()


def find_request(house, about):
    return next(r for r in house.platform_records() if r["asked"]["service"] == about)


def ask(house, service, said):
    """From standby to a page that says so, larger letters declined."""
    visit = Visit(house, house.touch)
    visit.begin(service)
    visit.lay_card(WANG, read=False)
    house.wait("result")
    decline_larger_letters(house)
    wait_said(house, said)


def journey_booking_certificate_and_progress(house):
    """Each is a request of its own about what was asked; of a booking with the time that was wished, under the same case."""
    to_question(house)
    slots = rows(house, "SELECT at_ms FROM slot")
    hand(house, "off")
    house.touch("submit")
    house.wait("result")
    wait_said(house, "还没收到回话")
    house.touch("answer.later")
    house.wait("form")
    assert house.widget("field.phone")["value"].startswith(PHONE[:3]), "the number is asked for a second time"
    numbers = [send_number(house, "约老人体检")]
    leave(house)
    for service, name in (("canbao-zhengming", "参保证明"), ("ban-shi-jindu", "查进度")):
        ask(house, service, "断网了")
        numbers.append(leave_number(house, name))
        leave(house)
    hand(house, "on")
    house.end("agent")
    house.start_agent()  # one that was without a line for long waits longer between its tries
    wait_until(lambda: len(house.platform_records()) == 3, "all three")
    records = house.platform_records()
    assert sorted(r["receipt"] for r in records) == sorted(numbers)
    assert all(r["answers"]["phone"] == PHONE for r in records)
    asked = find_request(house, "jiankang-yuyue")["asked"]
    assert asked["answers"] == {"where": "station", "phone": PHONE}, asked["answers"]
    assert asked["pick"].startswith("station.") and int(asked["pick"].split(".")[1]) * 60000 in [at for (at,) in slots], asked
    assert asked["case"] != find_request(house, "jiankang-yuyue")["id"] and asked["at"]
    assert not find_request(house, "canbao-zhengming")["asked"]["pick"]
    ask(house, "ban-shi-jindu", "第 1 件，共 3 件")


def journey_english_large_by_keypad(house):
    """Who hears it in English leaves a number by the keypad, and the receipt's page says so in English."""
    me = Blind(house)
    grabbed(house)
    house.end("platform")
    house.touch("start")
    house.wait("home")
    house.touch("large_font")
    house.touch("language")
    house.wait("language")
    house.touch("language.en")
    house.wait("home")
    me.jack("in")
    me.until("What would you like to do?")
    me.choose("Social")
    house.wait("service")
    me.choose("Look it up")
    house.wait("identify")
    house.reader_looked()  # no hand is faster: the field must have been seen empty
    house.sim("idcard", "present", WANG)
    house.wait("result")
    me.until("We text you the answer")
    me.choose("Leave your mobile number")
    house.wait("form")
    house.digits(PHONE)
    me.choose("Done")
    house.wait("review")
    me.choose("All right, send it")
    house.wait("done")
    tree = house.tree()
    assert tree["mode"] == "large" and tree["locale"].startswith("en"), tree["mode"]
    number = Visit(house).receipt_number()
    me.choose("Next page")
    wait_said(house, "Social security")
    assert not re.search("[一-鿿]", say(house).replace("中文", "")), say(house)
    house.start_platform()
    records = wait_until(house.platform_records, "the record", 90)
    assert [r["receipt"] for r in records] == [number]


def journey_platform_killed_before_its_answer(house):
    """It holds the request, and dies while its answer is under way: the kiosk sends it again, and it is there once."""
    hand(house, "silent")
    ask(house, "shebao-chaxun", "留个手机号")
    house.touch("answer.later")
    house.wait("form")
    house.digits(PHONE, house.touch)
    house.touch("key.done")
    house.wait("review")
    house.cable.delay_s = 2  # of each piece of an answer
    hand(house, "on")
    house.touch("submit")
    wait_until(lambda: rows(house, "SELECT count(*) FROM submission") == [(1,)], "the platform holding it")
    house.end("platform", signal.SIGKILL)
    hand(house, "off")  # and what was under way is lost
    house.wait("done")
    number = Visit(house).receipt_number()
    assert number in outbox(house, "list").stdout, "it was answered before: nothing is tried here"
    house.cable.delay_s = 0
    house.start_platform()
    hand(house, "on")
    wait_until(lambda: number not in outbox(house, "list").stdout, "the answer at the kiosk", 90)
    assert [r["receipt"] for r in house.platform_records()] == [number]
    assert rows(house, "SELECT count(*) FROM submission") == [(1,)]


if __name__ == "__main__":
    sys.exit(main(globals(), extra={"cable": True}))
