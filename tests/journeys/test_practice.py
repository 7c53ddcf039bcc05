#!/usr/bin/env python3
"""练一练 through the real window: the four exercises by finger, praised one after the other, and nothing stays of them."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_said, wait_until  # noqa: E402
from visit import NAME_STROKES  # noqa: E402


def begin(house):
    house.wait("standby")
    house.touch("start")
    house.wait("home")
    house.touch("practice")
    house.wait("practice")
    wait_said(house, "练习，不会真的办")


def journey_one_after_the_other(house):
    begin(house)
    house.touch("drink.2")
    wait_said(house, "选对了")
    house.touch("next")
    wait_said(house, "照着写")
    house.touch("next")
    wait_said(house, "再写几笔")  # nothing was written yet
    house.draw("signature", NAME_STROKES)
    wait_until(lambda: house.widget("ink.undo")["enabled"], "the strokes")
    house.touch("next")
    wait_said(house, "写得好")
    house.touch("next")
    wait_until(lambda: house.widget("field.exercise"), "the keys")
    house.digits("19900000002", house.touch)
    house.touch("key.done")
    wait_said(house, "有一位不一样")
    house.touch("key.delete")
    house.digits("1", house.touch)
    house.touch("key.done")
    wait_said(house, "按得对")
    house.touch("next")
    wait_until(lambda: house.widget("pretend"), "the card")
    house.touch("pretend")
    wait_said(house, "认出来了：张*习")
    assert not house.platform_records() and not house.papers(), "practice left something behind"
    house.touch("next")
    house.wait("services")
    house.touch("practice.end")
    house.wait("home")


def journey_by_choice_and_out(house):
    """Left half-way, the pad and the field are empty when one comes back."""
    begin(house)
    house.touch("exercise.1")
    wait_said(house, "照着写")
    house.draw("signature", NAME_STROKES)
    wait_until(lambda: house.widget("ink.undo")["enabled"], "the strokes")
    house.touch("back")
    wait_said(house, "您喜欢喝什么")
    house.touch("exercise.1")
    wait_said(house, "照着写")
    assert not house.widget("ink.undo")["enabled"], "the strokes are still there"
    house.touch("back")
    wait_said(house, "您喜欢喝什么")
    for digits in ("199", ""):
        house.touch("exercise.2")
        wait_until(lambda: house.widget("field.exercise"), "the keys")
        assert not house.widget("field.exercise")["value"], "the digits are still there"
        house.digits(digits, house.touch)
        house.touch("practice.end")
        house.wait("home")
        house.touch("practice")
        house.wait("practice")


if __name__ == "__main__":
    sys.exit(main(globals()))
