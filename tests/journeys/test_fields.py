#!/usr/bin/env python3
"""Fields through the real window: what the card says instead of the keys, time for who uses a keypad, a service by a word."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from strokes import write_by_finger  # noqa: E402
from visit import CARDS, WANG, Visit  # noqa: E402


def say(house):
    """All that the screen says now, in one string."""
    return " ".join(f"{w['label']} {w['value'] or ''}" for w in house.tree()["widgets"])


def begin_and_identify(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    return visit


def journey_the_card_still_knows_what_was_deleted(house):
    begin_and_identify(house)

    def address():
        return next(w["value"] for w in house.tree()["widgets"] if w["id"] == "field.address")
    whole = address()
    for _ in range(3):
        house.automation.ask(do="key", key="BackSpace")
    assert address() == whole[:-3], address()
    house.tap("card.address")
    assert address() == whole, address()
    assert not any(w["id"] == "card.address" for w in house.tree()["widgets"])
    house.automation.ask(do="type", text="X")  # and the keys go on from there
    assert address() == whole + "X", address()


def journey_another_card_says_its_number(house):
    """Whose number is asked for may lay their card down: it is masked, and sent; one's own is refused."""
    zhang = os.path.join(CARDS, "zhang-wei.json")
    with open(zhang, encoding="utf-8") as file:
        number = json.load(file)["number"]
    visit = begin_and_identify(house)
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    house.wait("review")

    def field():
        return next(w for w in house.tree()["widgets"] if w["id"] == "field.spouse_number")
    while not any(w["id"] == "edit.spouse_number" for w in house.tree()["widgets"]):
        house.tap("submit")  # reads on
    house.tap("edit.spouse_number")
    house.wait("form")
    for card in (WANG, zhang):
        house.sim("idcard", "remove")
        house.sim("idcard", "present", card)
        if card == WANG:
            wait_until(lambda: "这是您自己的身份证" in say(house), "being told that it is one's own card")
            assert not field()["value"], field()
    wait_until(lambda: field()["value"] == "341***********0014", "the number of the other card")
    assert number not in say(house).replace(" ", "") and "自己的身份证" not in say(house)
    house.tap("key.done")
    visit.submit()
    records = wait_until(house.platform_records, "the record")
    assert records[0]["answers"]["spouse_number"] == number, records[0]["answers"]
    assert records[0]["person"]["name"] == "王秀兰", records[0]["person"]


def journey_keypad_is_waited_for(house):
    """Whoever goes from key to key has 240 s, then 60 s; with the visit it is over."""
    begin_and_identify(house)
    house.automation.ask(do="key", key="Tab")
    house.automation.ask(do="clock", advance_ms=121000)
    assert house.tree()["overlay"] is None, house.tree()["overlay"]
    house.automation.ask(do="clock", advance_ms=119000)
    house.wait("form", overlay="timeout")
    house.automation.ask(do="key", key="Escape")
    house.wait("form", overlay=None)
    house.automation.ask(do="clock", advance_ms=241000)
    house.wait("form", overlay="timeout")
    house.automation.ask(do="clock", advance_ms=46000)
    house.wait("form", overlay="timeout")
    house.automation.ask(do="clock", advance_ms=15000)
    house.wait("standby")
    house.tap("start")
    house.wait("home")
    house.automation.ask(do="clock", advance_ms=121000)
    house.wait("home", overlay="timeout")


def open_search(house):
    house.touch("services")
    house.wait("services")
    house.touch("search")
    house.wait("search")


def journey_a_service_is_found_by_a_word(house):
    """By letters, by hand and not at all; what was written is gone when one leaves."""
    house.wait("standby")
    house.touch("start")
    house.wait("home")
    open_search(house)
    for key in "tj":  # the first letters of 体检, that no list of candidates begins with
        house.touch("key." + key)
    assert house.widget("service.jiankang-yuyue"), "nothing is told while one writes"
    house.touch("key.done")
    house.wait("search")
    assert not house.widget("key.q") and house.widget("service.jiankang-yuyue"), say(house)
    house.touch("search")  # another word, from an empty field
    assert not house.widget("field.search")["value"]
    house.touch("key.hand")
    write_by_finger(house, "老")
    house.touch("key.done")
    wait_until(lambda: house.widget("service.laonian-youdai"), "the senior card")
    house.touch("service.laonian-youdai")
    house.wait("service")
    house.touch("back")  # to the others that were found
    house.wait("search")
    assert house.widget("service.laonian-youdai")
    house.touch("home")
    house.wait("home")
    open_search(house)
    assert not house.widget("field.search")["value"], "what was written outlives its page"
    house.automation.ask(do="type", text="火箭")
    house.touch("key.done")
    assert "没找到" in say(house) and house.widget("call_staff"), say(house)
    house.touch("services")
    house.wait("services")


if __name__ == "__main__":
    sys.exit(main(globals()))
