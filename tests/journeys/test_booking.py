#!/usr/bin/env python3
"""约老人体检 through the real window: a day, a time, the paper; come again and give it back; somebody else was faster."""
import json
import os
import sqlite3
import ssl
import sys
import time
import urllib.request
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402

STATION = 2  # may come at a time


def begin(house):
    visit = Visit(house)
    visit.begin("jiankang-yuyue")
    return visit


def to_days(house):
    """From standby to the days of the nearest place, with Wang's card."""
    visit = begin(house)
    visit.lay_card()
    house.wait("form")
    house.touch("choice.where.station")
    house.touch("next")
    wait_until(lambda: house.widget("field.phone"), "the phone")
    house.digits(PHONE, house.touch)
    house.touch("key.done")
    wait_said(house, "哪天去")
    return visit


def to_question(house):
    """The second day's second time, up to being asked once more."""
    to_days(house)
    house.touch("next")
    wait_said(house, "先点一个")
    house.touch("pick.1")
    house.touch("next")
    wait_said(house, "几点去")
    house.touch("pick.1")
    house.touch("next")
    wait_until(lambda: house.tree()["overlay"] == "confirm", "being asked once more")


def leave(house):
    house.sim("idcard", "remove")
    house.touch("finish")
    house.wait("rating")
    house.touch("exit")
    house.wait("standby")
    time.sleep(1.5)


def rows(house, sql):
    with sqlite3.connect(house.path("platform.db")) as store:
        return store.execute(sql).fetchall()


def identity(number):
    """Another person of 65 or older, of an area that is not assigned."""
    body = f"34119919440312{number:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


def elsewhere(house, number, **what):
    """Asked of the platform by another kiosk."""
    with open(house.path("keys", "token"), encoding="utf-8") as file:
        token = file.read().strip()
    body = {"service": "jiankang-yuyue", "person": {"name": "赵春梅", "number": identity(number)}, **what}
    request = urllib.request.Request(
        f"https://127.0.0.1:{house.port}/v1/online", json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    context = ssl.create_default_context(cafile=house.path("keys", "ca.crt"))
    with urllib.request.urlopen(request, context=context, timeout=20) as answer:
        return json.load(answer)


def uuid7():
    stamp = int(time.time() * 1000).to_bytes(6, "big")
    raw = bytearray(stamp + os.urandom(10))
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))


def fill(house, at_ms):
    """Other people take what is left at the station then."""
    for number in range(1, STATION + 1):
        answer = elsewhere(house, number, kind="booking", case=uuid7(), pick=f"station.{at_ms // 60000}")
        assert answer["ticket"]["state"] == "booked", answer


def picked_ms(house):
    """The second time of the second day at the station."""
    times = [at for (at,) in rows(house, "SELECT at_ms FROM slot WHERE place='station' ORDER BY at_ms")]
    day = 24 * 3600 * 1000
    first = times[0]
    second_day = [at for at in times if at >= first + day - day // 4]
    return second_day[1]


def journey_book_and_give_back(house):
    to_question(house)
    house.touch("stay")
    house.touch("next")
    house.touch("submit")
    house.wait("result")
    wait_said(house, "约好了")
    assert "高郢社区卫生服务站" in say(house) and "社保卡" in say(house), "where, or with what, is not said"
    wait_until(house.papers, "the paper, by itself")
    wait_said(house, "预约单打好了")
    ((number, phone, guest),) = rows(house, "SELECT number, phone, guest FROM booking WHERE cancelled_ms=0")
    assert phone == PHONE and len(guest) == 32
    assert rows(house, "SELECT sum(taken) FROM slot") == [(1,)]
    listed = house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                       "--keys", house.path("keys"), "bookings")
    assert number in listed and PHONE in listed and "王" not in listed, listed
    leave(house)

    begin(house)  # the same person again: shown, without a question of the form
    house.sim("idcard", "present", WANG)
    house.wait("result")
    wait_said(house, "您约过了")
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
    house.touch("stay")
    house.touch("unbook")
    wait_until(lambda: house.tree()["overlay"] == "confirm", "being asked once more")
    house.touch("stay")
    assert rows(house, "SELECT sum(taken) FROM slot") == [(1,)], "given back without a yes"
    house.touch("unbook")
    house.touch("submit")
    wait_said(house, "取消好了")
    assert rows(house, "SELECT sum(taken) FROM slot") == [(0,)], "the place is not free again"
    assert rows(house, f"SELECT phone FROM booking WHERE number='{number}'") == [("",)]

    house.touch("retry")  # and another one in the same visit
    house.wait("form")
    house.touch("choice.where.centre")
    house.touch("next")
    wait_until(lambda: house.widget("key.unknown"), "the phone")
    house.touch("key.unknown")
    wait_said(house, "哪天去")
    house.touch("pick.0")
    house.touch("next")
    house.touch("pick.0")
    house.touch("next")
    house.touch("submit")
    wait_said(house, "约好了")
    assert rows(house, "SELECT place, phone FROM booking WHERE cancelled_ms=0") == [("centre", "")]
    assert not house.platform_records(), "a booking is no record of a person"


def journey_a_worker_makes_a_saturday(house):
    """Times that the calendar does not have: there at the next question."""
    day = time.time() + 24 * 3600
    while time.localtime(day).tm_wday != 5:
        day += 24 * 3600
    house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys",
              house.path("keys"), "slots", "make", "jiankang-yuyue", "station", time.strftime("%Y-%m-%dT08:00", time.localtime(day)),
              "09:00", "3")
    to_days(house)
    assert "周六" in say(house) and "周日" not in say(house), say(house)


def journey_somebody_else_was_faster(house):
    to_question(house)
    at_ms = picked_ms(house)
    fill(house, at_ms)
    house.touch("submit")
    wait_said(house, "刚被别人约走了")
    assert rows(house, "SELECT count(*) FROM booking") == [(STATION,)]
    house.touch("pick.1")  # the same day: that time is full now
    house.touch("next")
    wait_said(house, "几点去")
    assert not house.widget("pick.1")["enabled"] and house.widget("pick.2")["enabled"]
    assert "约满了" in say(house)
    house.touch("pick.2")
    house.touch("next")
    house.touch("submit")
    house.wait("result")
    wait_said(house, "约好了")
    assert rows(house, f"SELECT taken FROM slot WHERE place='station' AND at_ms={at_ms}") == [(STATION,)]
    assert rows(house, "SELECT count(*) FROM booking") == [(STATION + 1,)]


def journey_line_lost(house):
    """The line breaks between the question and the booking: nobody is told that it stands, and once more is once."""
    to_question(house)
    house.end("platform")
    house.touch("submit")
    house.wait("result")
    wait_said(house, "还没收到回话")
    house.start_platform()
    wait_until(lambda: "断网" not in say(house), "the line back")
    house.touch("retry")
    wait_said(house, "约好了")
    assert rows(house, "SELECT sum(taken) FROM slot") == [(1,)]


def journey_offline(house):
    """Without the line nothing is promised; who to call stands there."""
    house.end("platform")
    wait_until(lambda: house.tree()["screen"] == "standby", "standby")
    visit = begin(house)
    visit.lay_card(read=False)
    house.wait("result")
    wait_said(house, "断网了，现在约不了")
    assert "打电话问" in say(house)


if __name__ == "__main__":
    sys.exit(main(globals()))
