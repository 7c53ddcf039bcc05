#!/usr/bin/env python3
"""A form put aside and taken up again, through the real window: the kiosk is started anew in between."""
import glob
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import PHONE, Visit  # noqa: E402

DIGITS, WRONG = "480215", "480216"
IDLE_MS = 121 * 1000
DAY_MS = 24 * 3600 * 1000


def overlay(house, name):
    wait_until(lambda: house.tree()["overlay"] == name, f"the overlay {name}")


def state(house, widget):
    wait_until(lambda: house.widget(widget), f"{widget} on the page")


def nothing_waits(house, why):
    time.sleep(0.5)  # what the desk would have said by then
    assert house.tree()["overlay"] is None and not house.widget("draft"), why
    house.sim("idcard", "remove")


def code(house, digits):
    house.digits(digits)
    house.tap("key.done")


def keep(house, visit, ask=None):
    """Two questions answered, then away: by 退出, or by what asks otherwise."""
    ask = ask or (lambda: house.tap("exit"))
    visit.begin()
    visit.lay_card()
    house.wait("form")
    house.tap("key.done")
    visit.pick_community()
    house.tap("next")
    house.digits(PHONE)
    ask()
    house.tap("draft.keep")
    house.wait("draft")
    code(house, DIGITS)
    code(house, DIGITS)
    state(house, "finish")
    house.sim("idcard", "remove")
    house.tap("finish")
    house.wait("standby")


def come_back(house, visit):
    house.tap("start")
    house.wait("home")
    visit.lay_card()
    overlay(house, "offer_draft")
    house.tap("draft")
    house.wait("draft")


def journey_kept_restarted_and_handed_in(house):
    visit = Visit(house)
    keep(house, visit)
    for path in glob.glob(os.path.join(house.state, "**"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                assert PHONE.encode() not in file.read(), f"{path} holds what was typed"
    house.end("kiosk")
    house.start_kiosk()
    come_back(house, visit)
    code(house, WRONG)
    wait_until(lambda: any("还能试 4 次" in w["label"] for w in house.tree()["widgets"]), "the tries left")
    code(house, DIGITS)
    house.wait("form")
    shown = house.widget("field.phone")["value"].replace(" ", "")  # covered: it stands there from before
    assert shown == PHONE[:3] + "****" + PHONE[-4:], f"the answer is not there again: {shown}"
    house.tap("key.done")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    visit.leave()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert records[0]["answers"]["phone"] == PHONE
    house.tap("start")  # what came of it is handed in: nothing waits any more
    house.wait("home")
    visit.lay_card()
    nothing_waits(house, "the draft outlived its submission")


def journey_kept_restarted_under_a_wrong_clock(house):
    """The machine's clock is years behind the platform's time: a start goes by the latter, as the day does that a form is kept."""
    for program in ("agent", "platform", "kiosk"):
        house.end(program)
    house.set_clock(3 * 365 * DAY_MS // 1000)
    house.start_kiosk()
    visit = Visit(house)
    keep(house, visit)
    house.end("kiosk")
    house.start_kiosk()
    come_back(house, visit)


def journey_five_wrong_tries(house):
    visit = Visit(house)
    keep(house, visit)
    come_back(house, visit)
    for left in (4, 3, 2, 1):
        code(house, WRONG)
        wait_until(lambda n=left: any(f"还能试 {n} 次" in w["label"] for w in house.tree()["widgets"]), "the tries left")
    code(house, WRONG)
    state(house, "next")
    house.tap("next")
    house.wait("home")
    nothing_waits(house, "it is offered although it is erased")


def journey_kept_when_time_is_up(house):
    """Whoever is asked 您还在吗 may put it aside as well; then nothing is cleared that was filled in."""
    visit = Visit(house)

    def wait():
        house.automation.ask(do="clock", advance_ms=IDLE_MS)
        house.wait("form", overlay="timeout")

    keep(house, visit, wait)
    come_back(house, visit)
    code(house, DIGITS)
    house.wait("form")
    shown = house.widget("field.phone")["value"].replace(" ", "")
    assert shown == PHONE[:3] + "****" + PHONE[-4:], f"the answer is not there again: {shown}"


def journey_gone_after_a_day(house):
    visit = Visit(house)
    keep(house, visit)
    house.automation.ask(do="clock", advance_ms=DAY_MS)
    house.tap("start")
    house.wait("home")
    visit.lay_card()
    nothing_waits(house, "it is offered after its day")


if __name__ == "__main__":
    sys.exit(main(globals()))
