"""kioskctl devices beside a running kiosk and without one: what it lists is what happened, and a trial is printed."""
import os
import subprocess
import sys
import tempfile

from house import Display, House, wait_until

YEAR_S = 365 * 24 * 3600


class Ctl:
    def __init__(self, house):
        self.house = house

    def __call__(self, *words):
        done = subprocess.run([self.house.program("kioskctl"), "--config", self.house.path("kiosk.conf"), *words],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def row(self, slot):
        """The line of a device, as words; None while it is not listed."""
        status, said = self("devices")
        assert status == 0, said
        return next((line for line in said.splitlines() if line.startswith(slot + " ")), None)

    def wait_for(self, slot, *parts):
        return wait_until(lambda: (line := self.row(slot)) and all(part in line for part in parts) and line,
                          f"kioskctl devices: {slot} with {parts}: {self.row(slot)}", pause_s=0.2)


def while_it_runs(house, ctl):
    ctl.wait_for("idcard", "ready", "05.01-20080805-0000012345-0678901234")  # what the module says of itself
    assert ctl.row("keypad") is None, "a device that is switched off is listed"
    house.sim("printer", "fault", "paper-out")
    ctl.wait_for("printer", "attention", "paper-out")
    status, said = ctl("devices", "test", "printer")
    assert status == 1 and "paper-out" in said, (status, said)
    house.sim("printer", "fault", "none")
    ctl.wait_for("printer", "ready")

    paper = house.path("paper")
    os.makedirs(paper)
    house.sim("printer", "output", paper)
    status, said = ctl("devices", "test", "printer")
    assert (status, said) == (0, "printer: done\n"), (status, said)
    assert os.path.exists(os.path.join(paper, "1.png")), os.listdir(paper)
    status, said = ctl("devices", "test", "idcard")
    assert (status, said) == (0, "idcard: ready\n"), (status, said)

    house.tap("start")
    house.wait("home")
    status, said = ctl("devices", "test", "printer")
    assert status == 1 and "between two visits" in said, (status, said)
    ctl.wait_for("display", "ready")
    for only_told in ("idcard", "display"):
        status, said = ctl("devices", "test", only_told)
        assert (status, said) == (0, f"{only_told}: ready\n"), (status, said)
    house.sim("scanner", "fault", "unplug")
    ctl.wait_for("scanner", "absent", "1 lost")
    house.sim("scanner", "fault", "none")
    ctl.wait_for("scanner", "ready")


def under_a_wrong_clock(house, ctl):
    """The kiosk counts the platform's time, and whoever asks it for a trial has to."""
    house.end("agent")
    for years in (-3, 3):
        house.set_clock(years * YEAR_S)
        status, said = ctl("devices", "test", "scanner")
        assert (status, said) == (0, "scanner: ready\n"), (years, status, said)


def without_it(house, ctl):
    house.end("kiosk")
    status, said = ctl("devices")
    assert status == 0 and "does not run" in said, said
    status, said = ctl("devices", "test", "printer")
    assert (status, said) == (0, "printer: ready\n"), (status, said)
    assert os.path.exists(house.path("paper", "2.png")), "the trial was not printed"
    status, said = ctl("devices", "test", "display")
    assert status == 1 and "only a running kiosk sees it" in said, (status, said)
    status, said = ctl("devices", "test", "kettle")
    assert status == 2 and "no device is called kettle" in said, (status, said)


def main():
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        off = {"config": {"devices": {"keypad": "none"}}}
        with House(os.environ["LC_BUILD"], state, Display(), extra=off) as house:
            ctl = Ctl(house)
            while_it_runs(house, ctl)
            under_a_wrong_clock(house, ctl)
            without_it(house, ctl)
    print("devices: listed, tried, lost and found")


if __name__ == "__main__":
    sys.exit(main())
