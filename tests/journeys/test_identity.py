#!/usr/bin/env python3
"""A code on the telephone instead of the card: known by it, once; used, wrong and without a line the card still leads on."""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from test_progress import ctl  # noqa: E402
from visit import Visit  # noqa: E402

NUMBER, NAME = "341199194305120041", "王秀兰"


def code(house):
    return ctl(house, "identity", told=f"{NUMBER}\n{NAME}\n").strip()


def journey_known_by_a_code(house):
    visit = Visit(house)
    visit.begin("ban-shi-jindu")
    assert "扫手机亮证码" in say(house), say(house)
    shown = code(house)
    house.sim("scanner", "show", shown)
    house.wait("result")
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
    house.tap("stay")
    house.tap("exit")
    house.wait("standby")
    visit.begin()
    house.sim("scanner", "show", shown)
    wait_said(house, "这个亮证码没认出来")
    house.sim("scanner", "show", "https://example.invalid/advert")
    wait_said(house, "这个码认不出您是谁")
    house.end("platform")
    house.sim("scanner", "show", "lcidentity:1:0123456789ABCDEFGHJK")
    wait_said(house, "没有网络，认不了亮证码")
    visit.lay_card()
    house.wait("form")
    for name in ("kiosk", "agent", "platform"):
        with open(house.path(name + ".log"), encoding="utf-8") as log:
            text = log.read()
        assert shown not in text and shown[13:] not in text and NUMBER not in text, f"{name}.log tells"


def journey_nobody_shows_it(house):
    """Number and name of a code that is over go from the platform by themselves."""
    code(house)
    house.end("platform")
    database = sqlite3.connect(house.path("platform.db"))

    def left():
        return database.execute("SELECT count(*) FROM identity_code").fetchone()[0]
    with database:
        assert database.execute("UPDATE identity_code SET until_ms=1").rowcount == 1
    house.start_platform()
    wait_until(lambda: left() == 0, "the code being forgotten")
    database.close()


if __name__ == "__main__":
    sys.exit(main(globals()))
