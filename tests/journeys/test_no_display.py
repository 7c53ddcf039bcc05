"""A display that is not there at the start, or goes in the middle of a visit; and a cabinet without sound."""
import os
import subprocess
import sys
import tempfile

from house import Display, House, JourneyError, wait_until

ENDS_S = 10


def ctl(house, *words):
    return subprocess.run([house.program("kioskctl"), "--config", house.path("kiosk.conf"), *words], capture_output=True,
                          text=True, check=False).stdout


def without_a_display(house):
    """Not there at the start: it ends with a sentence, so that the service manager starts it again."""
    environment = {**{k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")},
                   "SDL_VIDEODRIVER": "x11", **house.nodes()}
    for display in (None, ":4711"):
        env = {**environment, **({"DISPLAY": display} if display else {})}
        done = subprocess.run([house.program("kiosk"), "--config", house.path("kiosk.conf")], capture_output=True, text=True,
                              timeout=ENDS_S, env=env, check=False)
        assert done.returncode == 1, (display, done.returncode, done.stderr)
        last = done.stderr.strip().splitlines()[-1]
        assert last.startswith("kiosk: ") and last.count(": ") >= 2, last


def a_display_that_goes(house):
    """The window's server ends: so does the kiosk, at once, and the next start finds a cabinet without a visit."""
    house.tap("start")
    house.wait("home")
    kiosk = house.processes["kiosk"]
    house.display.stop()
    status = kiosk.wait(ENDS_S)
    assert status not in (0, None), status
    house.processes.pop("kiosk")
    house.display = Display()
    house.start_kiosk()
    house.wait("standby")


def without_sound(build, state):
    extra = {"env": {"SDL_AUDIODRIVER": "nothing-like-it"}}
    with House(build, state, Display(), extra=extra) as house:
        house.wait("standby")
        house.tap("start")
        house.wait("home")
        house.tap("voice")
        house.tap("voice")
        house.tap("services")
        house.wait("services")
        row = wait_until(lambda: next((line for line in ctl(house, "devices").splitlines() if line.startswith("sound ")), None),
                         "kioskctl devices: a row of the sound", pause_s=0.2)
        if "absent" not in row:
            raise JourneyError(f"sound that is not there: {row}")


def main():
    build = os.environ["LC_BUILD"]
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        with House(build, os.path.join(state, "one"), Display()) as house:
            house.wait("standby")
            a_display_that_goes(house)
            house.end("kiosk")
            without_a_display(house)
        without_sound(build, os.path.join(state, "two"))
    print("no display, no sound: said, and started again")


if __name__ == "__main__":
    sys.exit(main())
