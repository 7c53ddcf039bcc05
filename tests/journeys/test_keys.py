#!/usr/bin/env python3
"""Input nodes through the real window: a keypad whose keys and plug nobody else hears, and a scanner that types."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import WANG, Visit  # noqa: E402

STEPS = 80  # no page has more to come to


class Blind:
    """Presses keys of the simulated keypad and hears; looks at nothing."""

    def __init__(self, house):
        self.house, self.heard = house, []

    def listen(self):
        self.heard = self.house.automation.ask(do="spoken")["spoken"]
        return self.heard

    def press(self, *keys):
        self.listen()  # what was said before is not the answer
        for key in keys:
            self.house.sim("keypad", "press", key)
        return wait_until(self.listen, f"a word after {keys}")

    def jack(self, place):
        self.house.sim("keypad", "jack", place)

    def seek(self, words):
        for _ in range(STEPS):
            if words in self.press("next")[-1]:
                return
        raise AssertionError(f"the keypad does not come to {words}: at last it said {self.heard}")

    def choose(self, words):
        self.seek(words)
        return self.press("select")

    def until(self, words, timeout_s=40):
        wait_until(lambda: any(words in s for s in self.heard) or any(words in s for s in self.listen()),
                   f"the voice saying {words}", timeout_s)


def grabbed(house, device="keypad"):
    wait_until(lambda: "grabbed=host" in house.sim(device, "state"), f"the {device}'s node being grabbed")


def headphones(house):
    """The voice that the plug switched on."""
    return next((w["selected"] for w in house.tree()["widgets"] if w["id"] == "voice"), None)


def journey_by_keypad_node(house):
    """From standby to the form, then the plug goes out and the keypad with it; a finger finishes the visit."""
    me = Blind(house)
    grabbed(house)
    me.jack("in")
    me.until("您要办什么事？")
    assert headphones(house), "the plug does not switch the voice on"
    me.choose("高龄津贴")
    me.until("请点“开始办”")
    me.press("select")
    me.until("请刷一下身份证")
    house.wait("identify")
    house.reader_looked()
    house.sim("idcard", "present", WANG)
    me.until("字要不要大一点？")
    me.press("back")
    me.until("您现在住在哪儿？")
    me.press("down")
    me.press("up")
    for key in ("louder", "quieter", "slower", "faster"):
        me.press(key)  # each is answered aloud
    house.sim("keypad", "fault", "unplug")
    wait_until(lambda: not headphones(house), "the voice ending with the keypad")
    house.sim("keypad", "fault", "none")  # put back, with the plug still in
    grabbed(house)
    wait_until(lambda: headphones(house), "the voice coming back with the plug")
    me.jack("out")
    wait_until(lambda: not headphones(house), "silence when the plug is out")
    visit = Visit(house)
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    number = visit.receipt_number()
    visit.leave()
    records = wait_until(house.platform_records, "the record")
    assert [r["receipt"] for r in records] == [number]


def journey_a_key_opens_the_house(house):
    grabbed(house)
    Blind(house).press("down")
    house.wait("home")
    assert headphones(house), "whoever feels for the keypad hears nothing"


def journey_somebody_else_holds_the_keypad(house):
    """It is no use to us then, and everything else goes on; let go, it is ours again."""
    grabbed(house)
    house.sim("keypad", "fault", "taken")
    Visit(house).begin()
    assert "grabbed=another" in house.sim("keypad", "state")
    house.sim("keypad", "fault", "none")
    grabbed(house)


def journey_a_scanner_that_types(house):
    grabbed(house, "scanner")
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("materials")
    house.sim("scanner", "fault", "unplug")
    house.sim("scanner", "fault", "none")
    grabbed(house, "scanner")
    house.sim("scanner", "type", "lclicence:1:611:DEMO-0088")
    wait_until(lambda: (row := house.widget("later.0")) is None or not row["enabled"], "the code being taken")
    assert house.tree()["screen"] == "materials", "the keys of the scanner reached the window"


def journey_a_scanner_that_is_told_to_read(house):
    """Its light is on while a code is asked for, and at no other time; a paper held there before waits."""
    house.sim("scanner", "trigger", "de2120")
    visit = Visit(house)
    visit.begin()
    wait_until(lambda: "reads=yes" in house.sim("scanner", "state"), "its light while a code may say who comes")
    visit.lay_card()
    house.wait("form")
    wait_until(lambda: "reads=no" in house.sim("scanner", "state"), "its light going out with the page")
    house.sim("scanner", "show", "lclicence:1:611:DEMO-0088")
    visit.fill_form()
    house.wait("materials")
    wait_until(lambda: (row := house.widget("later.0")) is None or not row["enabled"], "the code being taken")
    wait_until(lambda: "reads=yes" in house.sim("scanner", "state"), "the scanner being told again")
    for name in sorted(w["id"] for w in house.tree()["widgets"] if w["id"].startswith("later.") and w["enabled"]):
        visit.press(name)
    visit.press("next")
    house.wait("signature")
    wait_until(lambda: "reads=no" in house.sim("scanner", "state"), "its light going out with the page")


journey_a_scanner_that_is_told_to_read.house = {
    "extra": {"config": {"devices": {"scanner": "serial:{wires}/scanner?trigger=de2120"}}}}
journey_a_scanner_that_types.house = {"extra": {"config": {"devices": {"scanner": "evdev:{wires}/wedge"}}}}

if __name__ == "__main__":
    sys.exit(main(globals()))
