#!/usr/bin/env python3
"""The simulated faults that have no journey of their own, each in a whole visit: the screen that follows says what to do,
the visit is finished another way, and the platform has it once. The card readers, the printers, the document camera and
the mains have theirs (test_idcard, test_social, test_printer, test_certificate, test_camera, test_cabinet)."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from cabinet import DEVICES, cabinet_config  # noqa: E402
from house import wait_until  # noqa: E402
from test_devices import Ctl  # noqa: E402
from visit import Visit  # noqa: E402

CODES_GONE = "扫码口现在用不了"


def says(house, text, yes=True):
    wait_until(lambda: (text in str(house.tree()["widgets"])) == yes, f"{text} on {house.tree()['screen']}: {yes}")


def to_materials(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("materials")
    return visit


def finish(house, visit):
    """Without a code: the papers come later. The platform has it once."""
    for name in sorted({w["id"] for w in house.tree()["widgets"] if w["id"].startswith("later.") and w["enabled"]}):
        house.tap(name)
    house.tap("next")
    visit.sign()
    visit.submit()
    number = visit.receipt_number()
    visit.leave()
    sent = [r for r in house.platform_records() if r["kind"] == "application" and r["receipt"] == number]
    assert len(sent) == 1, [r["receipt"] for r in house.platform_records()]


def journey_the_scanner_is_pulled_out(house):
    visit = to_materials(house)
    house.sim("scanner", "fault", "unplug")
    says(house, CODES_GONE)
    house.sim("scanner", "fault", "none")
    says(house, CODES_GONE, False)
    house.sim("scanner", "fault", "unplug")
    says(house, CODES_GONE)
    finish(house, visit)
    house.sim("scanner", "fault", "none")


def journey_the_camera_of_codes(house):
    """Dark, still, pulled out."""
    visit = to_materials(house)
    house.sim("scanner-camera", "fault", "black")
    says(house, "太暗了")
    house.sim("scanner-camera", "fault", "none")
    says(house, "太暗了", False)
    for fault in ("stall", "unplug"):
        house.sim("scanner-camera", "fault", fault)
        says(house, CODES_GONE)
        house.sim("scanner-camera", "fault", "none")
        says(house, CODES_GONE, False)
    house.sim("scanner-camera", "fault", "unplug")
    says(house, CODES_GONE)
    finish(house, visit)
    house.sim("scanner-camera", "fault", "none")


journey_the_camera_of_codes.house = {
    "extra": cabinet_config() | {"config": {"devices": {**DEVICES, "scanner": "camera:{wires}/scanner-camera?size=1280x720"}}}}


def journey_the_keypad_loses_keys(house):
    """What was lost is pressed again; a finger may go on at any time."""
    house.wait("standby")
    house.sim("keypad", "fault", "dropped")
    house.sim("keypad", "fault", "none")
    house.sim("keypad", "press", "select")
    wait_until(lambda: house.tree()["screen"] == "home", "the key after the loss opens the house")

    def gone():  # while the page is read aloud its clock stands
        house.automation.ask(do="clock", advance_ms=60000)
        return house.tree()["screen"] == "standby"
    wait_until(gone, "nobody any more", pause_s=0.2)
    visit = to_materials(house)
    house.sim("keypad", "fault", "unplug")
    finish(house, visit)
    house.sim("keypad", "fault", "none")


def emergency(house, text):
    house.tap("sos")
    wait_until(lambda: house.tree()["overlay"] == "emergency", "the page of an emergency")
    house.tap("call_staff")
    says(house, text)
    house.tap("close")
    wait_until(lambda: house.tree()["overlay"] is None, "the page beneath")


def journey_the_telephone(house):
    """In the middle of a visit, which goes on: each way in which a call fails is said as it is."""
    visit = to_materials(house)
    for fault in ("mute", "unplug"):
        house.sim("phone", "fault", fault)
        emergency(house, "电话打不出去" if fault == "mute" else "警报开着")
        house.sim("phone", "fault", "none")
        Ctl(house).wait_for("phone", "ready")
    house.tap("sos")
    wait_until(lambda: house.tree()["overlay"] == "emergency", "the page of an emergency")
    house.tap("call_staff")
    wait_until(lambda: "call=ringing " in house.sim("phone", "state"), "it rings")
    house.sim("phone", "busy")
    says(house, "再打一次电话")
    house.tap("close")
    wait_until(lambda: house.tree()["overlay"] is None, "the page beneath")
    finish(house, visit)


def journey_alarm_lamps_heat(house):
    """Lamps and heat are nobody's before the screen; without its alarm the page of an emergency does not speak of one."""
    ctl = Ctl(house)
    visit = to_materials(house)
    house.sim("lamp", "fault", "unplug")
    house.sim("temperature", "80")
    ctl.wait_for("lamp", "absent")
    house.sim("alarm", "fault", "unplug")
    ctl.wait_for("alarm", "absent")
    house.tap("sos")
    wait_until(lambda: house.tree()["overlay"] == "emergency", "the page of an emergency")
    house.tap("call_staff")
    wait_until(lambda: "call=ringing " in house.sim("phone", "state"), "it rings")
    says(house, "警报开着", False)
    house.tap("close")
    wait_until(lambda: house.tree()["overlay"] is None, "the page beneath")
    finish(house, visit)
    for name in ("lamp", "alarm"):
        house.sim(name, "fault", "none")
        ctl.wait_for(name, "ready")


if __name__ == "__main__":
    sys.exit(main(globals(), extra=cabinet_config()))
