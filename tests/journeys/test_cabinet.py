#!/usr/bin/env python3
"""A cabinet with every device: its door, and the mains that are lost in the middle of a visit."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from cabinet import DEVICES, cabinet_config  # noqa: E402
from house import wait_until  # noqa: E402
from test_devices import Ctl  # noqa: E402
from test_draft import DIGITS, code, come_back, keep  # noqa: E402
from visit import Visit  # noqa: E402

SHUT_DOWN = "off_command"
POWER = {"off_command": "touch {wires}/" + SHUT_DOWN}
NO_MAINS = "停电了"


def says(house, text, yes=True):
    wait_until(lambda: (text in str(house.tree()["widgets"])) == yes, f"{text} on the page: {yes}")


def everything(ctl):
    """Every device, ready; the mouth of the printer is empty."""
    for slot in DEVICES:
        ctl.wait_for(slot, "ready")


def ended_well(house):
    kiosk = house.processes.pop("kiosk")
    assert kiosk.wait(30) == 0, "it did not end well: see kiosk.log"
    assert os.path.exists(house.path("wires", SHUT_DOWN)), "off_command did not run"


def staff_know(house, what):
    """The platform lists it among what kiosks told the people on duty, once."""
    desk = (house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
            "--keys", house.path("keys"), "notes")
    wait_until(lambda: [line.split()[3:] for line in house.run(*desk).splitlines()].count(what) == 1,
               f"{what} among the notes", pause_s=0.5)


def mains_are_back(house):
    house.sim("power", "back")
    house.start_kiosk()
    house.wait("standby")
    everything(Ctl(house))


def journey_door(house):
    ctl = Ctl(house)
    everything(ctl)
    house.sim("door", "open")
    ctl.wait_for("door", "attention", "door-open")
    house.sim("door", "force")
    ctl.wait_for("door", "attention", "forced")
    staff_know(house, ["device", "door", "forced"])
    house.sim("door", "close")
    ctl.wait_for("door", "ready")


def journey_battery_low_after_sending(house):
    """Mains that come back end nothing; when the battery is low, what was sent without the line is on the disk."""
    visit = Visit(house)
    house.end("platform")
    visit.begin()
    visit.lay_card()
    house.wait("form")
    house.sim("power", "lost")
    says(house, NO_MAINS)
    Ctl(house).wait_for("power", "attention", "mains-lost")
    house.sim("power", "back")
    says(house, NO_MAINS, False)
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    number = visit.receipt_number()
    house.sim("power", "low")
    ended_well(house)
    house.sim("idcard", "remove")
    house.start_platform()
    mains_are_back(house)
    records = wait_until(house.platform_records, "the record after the mains came back", 90)
    assert [r["receipt"] for r in records] == [number], records


def journey_put_aside_in_the_dark(house):
    """Who is still filling in may put it aside, and finds it again when the machine is."""
    visit = Visit(house)

    def lose():
        house.sim("power", "lost")
        says(house, NO_MAINS)
        house.tap("exit")

    keep(house, visit, lose)
    house.sim("power", "low")
    ended_well(house)
    mains_are_back(house)
    come_back(house, visit)
    code(house, DIGITS)
    house.wait("form")


def journey_grace_is_over(house):
    """Nobody has to do anything: after grace_s it ends, whatever page is shown."""
    visit = Visit(house)
    visit.begin()
    house.sim("power", "lost")
    ended_well(house)
    mains_are_back(house)


def journey_wire_out_in_the_dark(house):
    """The input of the UPS that falls out in a power cut brings no mains back: the grace runs on."""
    Visit(house).begin()
    house.sim("power", "lost")
    says(house, NO_MAINS)
    house.sim("gpio", "fault", "unplug")
    Ctl(house).wait_for("power", "absent")
    says(house, NO_MAINS)
    ended_well(house)
    with open(house.path("kiosk.log"), encoding="utf-8") as log:
        assert "the mains are back" not in log.read(), "an input that is gone was taken for the mains"
    house.sim("gpio", "fault", "none")
    mains_are_back(house)


journey_grace_is_over.house = {"extra": cabinet_config(power={**POWER, "grace_s": 1})}
journey_wire_out_in_the_dark.house = {"extra": cabinet_config(power={**POWER, "grace_s": 6})}

if __name__ == "__main__":
    sys.exit(main(globals(), extra=cabinet_config(power=POWER)))
