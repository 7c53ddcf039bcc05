#!/usr/bin/env python3
"""SIGKILL at random moments: every application whose 'done' was shown reaches the platform exactly once.

LC_KILLS and LC_SEED set count and seed; 20 by default, 200 with ./test --long.
"""
import os
import random
import signal
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "journeys"))
from house import Display, House, JourneyError, wait_until  # noqa: E402
from visit import Visit  # noqa: E402

SAVING_S = 0.05  # every second kill falls between the wish to submit and a moment after 'done'


class Killer(threading.Thread):
    """Kills kiosk, agent or both once, a random while after it was armed: at the visit's start, or at its submit."""

    def __init__(self, house, rng, saving, visit_s):
        super().__init__(daemon=True)
        self.house, self.saving = house, saving
        self.after = rng.uniform(0, SAVING_S if saving else visit_s)
        self.whom = rng.choice([("kiosk",), ("agent",), ("kiosk", "agent")])
        self.armed, self.killed, self.ended = threading.Event(), threading.Event(), threading.Event()

    def press(self, name):
        if self.saving and name == "submit":
            self.armed.set()
        return self.house.tap(name)

    def run(self):
        self.armed.wait()
        if self.ended.wait(self.after):
            return
        for name in self.whom:
            process = self.house.processes.get(name)
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()  # gone, not going: who looks next must not find it still alive
        self.killed.set()


def revive(house):
    for name, start in (("agent", house.start_agent), ("kiosk", house.start_kiosk)):
        if not house.alive(name):
            house.processes.pop(name, None)
            line = house.path("kiosk", "line")
            if name == "agent" and os.path.exists(line):
                os.unlink(line)
            start()


def settle(house):
    house.sim("idcard", "remove")
    revive(house)
    if house.tree()["screen"] != "standby":
        house.automation.ask(do="clock", advance_ms=400000)
        house.automation.ask(do="clock", advance_ms=400000)
    house.wait("standby")
    house.reader_looked()


def whole_visit(house, shown):
    """How long one takes on this machine: every second kill falls anywhere in it."""
    begun = time.monotonic()
    visit = Visit(house)
    visit.whole()
    shown.append(visit.receipt_number())
    visit.leave()
    took = time.monotonic() - begun
    settle(house)
    return took


def one_visit(house, rng, shown, saving, visit_s):
    killer = Killer(house, rng, saving, visit_s)
    killer.start()
    if not saving:
        killer.armed.set()
    try:
        visit = Visit(house, killer.press)
        visit.whole()
        shown.append(visit.receipt_number())
        visit.leave()
    except (JourneyError, AssertionError, OSError, ValueError) as error:
        if not killer.killed.is_set():
            killer.join(1)
        if not killer.killed.is_set():
            raise error
    finally:
        killer.ended.set()
        killer.armed.set()
        killer.join()
    settle(house)
    return killer.killed.is_set()


def main():
    kills = int(os.environ.get("LC_KILLS") or (200 if os.environ.get("LC_LONG") else 20))
    seed = int(os.environ.get("LC_SEED") or 20260318)
    rng, shown, killed, saving = random.Random(seed), [], 0, 0
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        with House(os.environ.get("LC_BUILD", "build"), state, Display()) as house:
            visit_s = whole_visit(house, shown)
            while killed < kills:
                at_submit = killed % 2 == 1
                one = one_visit(house, rng, shown, at_submit, visit_s)
                killed, saving = killed + one, saving + (one and at_submit)
            revive(house)

            def arrived():
                return set(shown) <= {r["receipt"] for r in house.platform_records()}
            wait_until(arrived, "every application that was shown as done", 120, 1)
            time.sleep(2)
            receipts = [r["receipt"] for r in house.platform_records()]
            ids = [r["id"] for r in house.platform_records()]
    lost = set(shown) - set(receipts)
    print(f"kill: seed {seed}, {killed} kills in visits of {visit_s:.1f} s, {saving} of them within "
          f"{SAVING_S * 1000:.0f} ms of the submit, {len(shown)} shown as done, {len(receipts)} at the platform, "
          f"{len(lost)} lost, {len(ids) - len(set(ids))} duplicates")
    return 1 if lost or len(set(ids)) != len(ids) or len(set(receipts)) != len(receipts) else 0


if __name__ == "__main__":
    sys.exit(main())
