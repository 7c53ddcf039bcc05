#!/usr/bin/env python3
"""Every fault of the card reader in a whole visit: which page follows, what it says to do, and that the visit ends well
another way (docs/devices.md has the table). And the reader behind a gateway."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from ports import free_port  # noqa: E402
from test_community import leave, report  # noqa: E402
from visit import WANG, Visit  # noqa: E402

GONE = ("读卡口现在用不了", "请叫工作人员来认")
UNREAD = ("没读到您的身份证", "照片朝上放平")


def at_identify(house):
    visit = Visit(house)
    visit.begin()
    wait_until(lambda: "正在等您的身份证" in say(house), "the page waiting for a card")
    return visit


def asks_for_help(house):
    """The way on that every one of these pages has."""
    house.tap("call_staff")
    wait_said(house, "工作人员")


def ends(house):
    house.sim("idcard", "remove")
    house.sim("idcard", "fault", "none")
    house.tap("exit") if house.widget("exit") else house.tap("home")
    house.automation.ask(do="clock", advance_ms=600000)
    house.automation.ask(do="clock", advance_ms=600000)
    house.wait("standby")


def fault_says(house, fault, words, lay=True):
    at_identify(house)
    house.sim("idcard", "fault", fault)
    if lay:
        house.sim("idcard", "present", WANG)
    for word in words:
        wait_said(house, word)
    assert house.tree()["screen"] == "identify", house.tree()["screen"]
    asks_for_help(house)
    ends(house)


def journey_faults_have_a_page(house):
    fault_says(house, "read-fail", UNREAD)
    fault_says(house, "bad-checksum", UNREAD)
    fault_says(house, "bad-checksum", GONE, lay=False)
    fault_says(house, "mute", GONE)
    fault_says(house, "unplug", GONE)


def journey_no_card_is_waited_for(house):
    """A dead coil looks like nobody's card: the page goes on waiting, and offers the other way from the start."""
    at_identify(house)
    house.sim("idcard", "fault", "no-card")
    house.sim("idcard", "present", WANG)
    time.sleep(2)
    assert house.tree()["screen"] == "identify" and "没带身份证" in say(house), say(house)
    house.sim("idcard", "fault", "none")
    house.wait("form", overlay="offer_large")


def reads_in_spite_of(house, fault):
    visit = at_identify(house)
    house.sim("idcard", "fault", fault)
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    number = visit.receipt_number()
    house.sim("idcard", "fault", "none")
    house.sim("idcard", "remove")
    visit.leave()
    return number


def journey_noise_and_pieces_do_not_matter(house):
    numbers = [reads_in_spite_of(house, "noise"), reads_in_spite_of(house, "split")]
    records = wait_until(lambda: len(house.platform_records()) == 2 and house.platform_records(), "both records")
    assert sorted(r["receipt"] for r in records) == sorted(numbers), records


def journey_unplugged_in_every_step(house):
    """Once the card was read nothing needs the reader: pulled out and put back at every page, the visit goes to its end."""
    def plug(out):
        house.sim("idcard", "fault", "unplug" if out else "none")
        time.sleep(0.4)

    plug(True)  # in standby
    house.wait("standby")
    plug(False)
    visit = at_identify(house)
    visit.lay_card()
    house.wait("form")
    plug(True)
    visit.fill_form()
    plug(False)
    visit.bring_materials()
    plug(True)
    visit.sign()
    house.wait("review")
    plug(False)
    plug(True)
    visit.submit()
    house.wait("done")
    plug(False)
    number = visit.receipt_number()
    visit.leave()
    records = wait_until(house.platform_records, "the record")
    assert [r["receipt"] for r in records] == [number]


def journey_without_a_reader_other_things_get_done(house):
    house.sim("idcard", "fault", "unplug")
    visit = Visit(house)
    visit.begin()
    wait_said(house, GONE[0])
    house.tap("home")
    house.wait("home")
    house.automation.ask(do="clock", advance_ms=121000)
    house.wait("home", overlay="timeout")
    house.automation.ask(do="clock", advance_ms=46000)
    house.wait("standby")
    report(house)
    leave(house)
    assert wait_until(house.platform_records, "the report")[0]["kind"] == "report"


def journey_card_is_called_for_at_the_end(house):
    """请拿好您的身份证: on the last page while it lies there, gone with it; and what stays on is told to staff."""
    visit = at_identify(house)
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    wait_said(house, "请拿好您的身份证")
    house.sim("idcard", "remove")
    wait_until(lambda: "请拿好您的身份证" not in say(house), "the card seen to leave")
    assert house.tree()["screen"] == "done"
    visit.leave()
    assert "还在读卡口" not in say(house), say(house)


def journey_a_card_that_begins_a_visit_is_not_called_back(house):
    house.wait("standby")
    house.reader_looked()
    house.automation.ask(do="spoken")
    house.sim("idcard", "present", WANG)
    house.wait("home", overlay="offer_large")
    assert "请拿好" not in say(house), say(house)


PORT = free_port()


def journey_gateway(house):
    """Behind a gateway: a whole visit; the line lost while waiting for the card, and back."""
    Visit(house).whole()
    Visit(house).leave()
    visit = at_identify(house)
    house.sim("idcard", "fault", "unplug")
    wait_said(house, GONE[0])
    house.sim("idcard", "fault", "none")
    wait_until(lambda: GONE[0] not in say(house), "the reader coming back")
    house.reader_looked()
    visit.lay_card()
    house.wait("form")


journey_gateway.house = {"extra": {"sim": ("--idcard-tcp", str(PORT)),
                                   "config": {"devices": {"idcard": f"sam:tcp:127.0.0.1:{PORT}"}}}}

if __name__ == "__main__":
    sys.exit(main(globals()))
