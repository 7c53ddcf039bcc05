#!/usr/bin/env python3
"""Handwriting in the real window: characters of the stroke data written on the pad, chosen, and found in the field."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from strokes import candidates, pad_of, strokes_of, write_by_finger, write_by_socket  # noqa: E402
from visit import Visit  # noqa: E402


def clear_field(house, name):
    while house.widget(name)["value"]:
        house.tap("key.delete")


def journey_written_by_hand(house):
    """喆 is beyond GB 2312, and no key types it: it is written, in the ordinary letters and in the large ones."""
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    while not house.widget("field.address"):
        house.tap("next")
    house.touch("key.hand")
    clear_field(house, "field.address")
    write_by_finger(house, "王喆")
    assert house.widget("field.address")["value"] == "王喆"
    house.draw("pad", strokes_of("十", *pad_of(house)))
    wait_until(lambda: candidates(house).get("十") == "cand.0", "十 as the likeliest")
    house.touch("key.undo")
    wait_until(lambda: candidates(house).get("一") == "cand.0", "一 after a stroke was taken back")
    house.touch("key.rewrite")
    assert not candidates(house), "rewriting left candidates"
    house.touch("key.pinyin")
    assert house.widget("key.q") and not house.widget("pad")
    house.tap("large_font")
    assert house.widget("pad"), "large letters do not begin with the pad"
    write_by_socket(house, "家")
    for stroke in strokes_of("园", *pad_of(house)):
        house.automation.ask(do="stroke", id="pad", points=stroke)
    house.tap("key.done")  # the likeliest goes in, and is seen, before the page goes
    wait_until(lambda: house.widget("field.address")["value"] == "王喆家园", "园 in the field")
    house.tap("key.done")
    assert not house.widget("field.address"), "done with an empty pad does not go on"


def journey_without_the_strokes(house):
    """A kiosk that lacks the matcher's file offers no pad, in large letters neither."""
    visit = Visit(house)
    visit.begin()
    visit.lay_card(large=True)
    house.wait("form")
    while not house.widget("field.address"):
        house.tap("next")
    assert house.widget("key.a") and not house.widget("pad") and not house.widget("key.hand")


journey_without_the_strokes.house = {"extra": {"config": {"assets": {"strokes": "/nonexistent/strokes.bin"}}}}


if __name__ == "__main__":
    sys.exit(main(globals()))
