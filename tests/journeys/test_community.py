#!/usr/bin/env python3
"""What happens in the community, through the real window, up to what the platform holds."""
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402


def report(house, phone=PHONE):
    """From standby to the page that says it is there; no card lies anywhere."""
    house.wait("standby")
    house.touch("start")
    house.wait("home")
    house.touch("service.bao-wenti")
    house.wait("service")
    house.touch("next")
    house.wait("form")
    assert "紧急求助" in say(house), "fire and injury have no way on"
    house.touch("choice.kind.charging")
    house.touch("next")
    house.touch("choice.where.here")
    house.touch("next")
    wait_until(lambda: house.widget("field.words"), "the words")
    house.touch("key.done")
    wait_until(lambda: house.widget("field.phone"), "the phone")
    house.digits(phone, house.touch)
    house.touch("key.done")
    house.wait("review")
    assert "姓名" not in say(house), "a report asks for a name"
    house.touch("submit")
    house.wait("done")


def leave(house):
    house.touch("finish")
    house.wait("rating")
    house.touch("exit")
    house.wait("standby")


def journey_report(house):
    report(house)
    wait_said(house, "网格员")
    assert "以前" in say(house), "nobody says when"
    number = Visit(house).receipt_number()
    wait_until(house.papers, "the paper")
    leave(house)
    records = wait_until(house.platform_records, "the record")
    assert len(records) == 1 and records[0]["receipt"] == number and records[0]["kind"] == "report"
    assert records[0]["answers"] == {"kind": "charging", "where": "here", "phone": PHONE}, records[0]["answers"]
    assert "person" not in records[0], "a report without a card names somebody"


def journey_report_offline(house):
    house.end("platform")
    report(house, "")
    wait_said(house, "网一通就派人")
    assert "短信" not in say(house), "a message is promised to nobody's number"
    number = Visit(house).receipt_number()
    leave(house)
    house.start_platform()
    wait_until(house.platform_records, "the record after the line came back", 90)
    time.sleep(3)
    assert [r["receipt"] for r in house.platform_records()] == [number], "not exactly once"


def ballot(house):
    """From standby to the question, with Wang's card."""
    visit = Visit(house)
    visit.begin("tou-piao")
    visit.lay_card()
    house.wait("form")
    return visit


def journey_vote(house):
    visit = ballot(house)
    assert "486 人里，0 人投过了" in say(house), "no turnout"
    house.touch("plan")
    wait_said(house, "维修资金")
    house.touch("close")
    house.wait("form")
    house.touch("pick.1")
    house.touch("next")
    wait_until(lambda: house.tree()["overlay"] == "confirm", "being asked once more")
    assert "不同意建" in say(house)
    house.touch("stay")
    house.touch("next")
    house.touch("submit")
    house.wait("result")
    wait_said(house, "投好了")
    assert "同意" not in say(house), "the last page tells what was voted"
    house.touch("print")
    wait_until(house.papers, "the paper")
    house.sim("idcard", "remove")
    house.touch("finish")
    house.wait("rating")
    house.touch("exit")
    house.wait("standby")
    time.sleep(1.5)
    visit.begin("tou-piao")  # the same person again
    visit.house.sim("idcard", "present", WANG)
    house.wait("result")
    wait_said(house, "您投过了")
    with sqlite3.connect(house.path("platform.db")) as store:
        assert store.execute("SELECT option, ballots FROM tally").fetchall() == [("no", 1)]
        voters = store.execute("SELECT voter FROM voter").fetchall()
        assert len(voters) == 1 and len(voters[0][0]) == 32
    assert not house.platform_records(), "a vote is no record of a person"


def journey_vote_line_lost(house):
    """The line breaks between the question and the vote: nobody is told that it is in, and once more is once."""
    ballot(house)
    house.touch("pick.0")
    house.touch("next")
    wait_until(lambda: house.tree()["overlay"] == "confirm", "being asked once more")
    house.end("platform")
    house.touch("submit")
    house.wait("result")
    wait_said(house, "还没收到回话")
    house.start_platform()
    wait_until(lambda: "断网" not in say(house), "the line back")
    house.touch("retry")
    wait_said(house, "投好了")
    with sqlite3.connect(house.path("platform.db")) as store:
        assert store.execute("SELECT option, ballots FROM tally").fetchall() == [("yes", 1)]


if __name__ == "__main__":
    sys.exit(main(globals()))
