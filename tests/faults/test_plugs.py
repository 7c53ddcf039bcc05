#!/usr/bin/env python3
"""Every device of a cabinet pulled out and put back, again and again: each is ready in the end, no descriptor is left over, and
a visit goes through. LC_PLUGS sets how often; 5 by default, 100 with ./test --long.
"""
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "journeys"))
from cabinet import DEVICES, PLUGS, cabinet_config  # noqa: E402
from house import Display, House, JourneyError, as_root, wait_until  # noqa: E402
from test_devices import Ctl  # noqa: E402
from visit import Visit  # noqa: E402

TIMES = int(os.environ.get("LC_PLUGS") or (100 if os.environ.get("LC_LONG") else 5))


def descriptors(house):
    """What the kiosk holds open, as links of /proc tell it, without the numbers that are new each time; and without its
    database, of which SQLite keeps the descriptor of a night's check for the next one (unixClose)."""
    pid = house.processes["kiosk"].pid
    done = subprocess.run(as_root("find", f"/proc/{pid}/fd", "-type", "l", "-printf", r"%l\n"), capture_output=True, text=True,
                          check=False)
    return sorted(re.sub(r"(?<=^/dev/pts/)\d+|(?<=:)\[\d+\]", "N", line) for line in done.stdout.splitlines()
                  if line and os.path.basename(line) != "kiosk.db")


def all_are(ctl, state, slots):
    wait_until(lambda: (said := states(ctl)) and all(said.get(slot) == state for slot in slots),
               f"every device is {state}", pause_s=0.2)


def states(ctl):
    rows = (line.split() for line in ctl("devices")[1].splitlines() if line)
    return {row[0]: row[1] for row in rows if len(row) > 1}


def pull_and_put_back(house, ctl):
    gone = [slot for slots in PLUGS.values() for slot in slots]
    for fault, state in (("unplug", "absent"), ("none", "ready")):
        for plug in random.sample(list(PLUGS), len(PLUGS)):
            house.sim(plug, "fault", fault)
        all_are(ctl, state, gone)


def wobble(house):
    """A loose plug: out and in again before anybody can tell."""
    for plug in PLUGS:
        house.sim(plug, "fault", "unplug")
        house.sim(plug, "fault", "none")


def main():
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state, \
            House(os.environ["LC_BUILD"], state, Display(), extra=cabinet_config()) as house:
        ctl = Ctl(house)
        house.wait("standby")
        all_are(ctl, "ready", DEVICES)
        pull_and_put_back(house, ctl)  # what is opened at the first need is open now
        before = descriptors(house)
        for _ in range(TIMES):
            pull_and_put_back(house, ctl)
            wobble(house)
        all_are(ctl, "ready", DEVICES)
        try:
            wait_until(lambda: descriptors(house) == before, "as many descriptors as before")
        except JourneyError as error:
            raise JourneyError(f"{error}: {Counter(descriptors(house)) - Counter(before)} more") from None
        Visit(house).whole()
    print(f"plugs: {len(PLUGS)} devices, each pulled out {2 * TIMES} times, {len(before)} descriptors before and after")


if __name__ == "__main__":
    sys.exit(main())
