#!/usr/bin/env python3
"""An emergency without the line: the real window, a relay for the alarm, a modem for the telephone, both simulated."""
import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402

NUMBER = "02000000000"


def says(house, text):
    wait_until(lambda: text in str(house.tree()["widgets"]), f"the page says {text}")


def alarm(house, state):
    wait_until(lambda: house.sim("alarm", "state").startswith(f"ok 1={state} "), f"the alarm is {state}")


def phone(house, state):
    wait_until(lambda: f"call={state} " in house.sim("phone", "state"), f"the telephone is {state}")


def call(house):
    house.tap("sos")
    wait_until(lambda: house.tree()["overlay"] == "emergency", "the page of an emergency")
    house.tap("call_staff")


def journey_without_the_line(house):
    """Alarm on, number dialled, somebody speaks: then the alarm is still; 回去 hangs up."""
    house.wait("standby")
    house.end("agent")
    call(house)
    alarm(house, "on")
    phone(house, "ringing")
    assert f"dialled={NUMBER}" in house.sim("phone", "state")
    says(house, "正在响铃")
    house.sim("phone", "answer")
    says(house, "电话接通了")
    alarm(house, "off")
    house.tap("close")
    phone(house, "none")


def journey_nobody_answers(house):
    """It says so, and offers to dial once more; a modem that is pulled out is no telephone."""
    call(house)
    phone(house, "ringing")
    house.sim("phone", "none")
    says(house, "没人接")
    alarm(house, "on")
    house.sim("alarm", "fault", "unplug")
    house.sim("alarm", "fault", "none")
    alarm(house, "on")  # put back, it sounds again
    house.tap("close")
    alarm(house, "off")


def ends_in_a_call(house, how):
    house.wait("standby")
    call(house)
    phone(house, "ringing")
    alarm(house, "on")
    house.end("kiosk", how)


def dials_anew(house):
    house.start_kiosk()
    house.wait("standby")
    phone(house, "none")
    alarm(house, "off")
    call(house)
    phone(house, "ringing")
    house.tap("close")
    phone(house, "none")


def journey_ended_in_good_order(house):
    """A kiosk that is asked to end leaves neither a call nor a horn behind."""
    ends_in_a_call(house, signal.SIGTERM)
    phone(house, "none")
    alarm(house, "off")
    dials_anew(house)


def journey_killed_in_a_call(house):
    """One that died does, until it is there again; and the next emergency dials."""
    ends_in_a_call(house, signal.SIGKILL)
    assert "call=ringing " in house.sim("phone", "state")
    dials_anew(house)


def journey_it_cannot_be_dialled(house):
    """Nobody is said not to have answered who was never called."""
    house.wait("standby")
    house.sim("phone", "no-sim")
    call(house)
    says(house, "电话打不出去")


CONFIG = {"config": {"devices": {"alarm": "serial:{wires}/alarm?kind=lcus",
                                 "phone": "modem:{wires}/phone?number=" + NUMBER}}}

if __name__ == "__main__":
    sys.exit(main(globals(), extra=CONFIG))
