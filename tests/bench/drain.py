#!/usr/bin/env python3
"""One table: how fast a full outbox goes to a real platform, beside paho's file persistence into mosquitto with the same payloads;
and what each loses when the power of its disk is cut. Prints the times and asserts none; that ours loses nothing is asserted."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../faults"))
import cuts_peers  # noqa: E402
from loop_disk import in_own_mounts, why_not  # noqa: E402

BUILD = os.environ.get("LC_BUILD", "build")
CUTS = 30 if os.environ.get("LC_LONG") else 3
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
DURABLE = {"outbox to kiosk-platform": "both sides", "paho to mosquitto": "neither"}
NOT_CUT = "not cut here: root and loop devices are needed"


def print_rates():
    said = subprocess.run([os.path.join(BUILD, "tests", "bench", "bench_drain"), BUILD], stdout=subprocess.PIPE, text=True, check=True).stdout
    *rates, (rows, ratio) = (line.split("\t") for line in said.splitlines())
    print(f"drain of {rows}, ratio {ratio}; medians of three, least and most; processor at either end, paho's with its queueing")
    print(f"{'':26}{'rows/s':>8}{'':20}{'durable':12}us a row")
    for name, median, least, most, ours, theirs in rates:
        print(f"{name:26}{median:>8} {'(' + least + ' to ' + most + ')':19}{DURABLE[name]:12}{ours} and {theirs}")


def print_losses(name, peer, cut_here):
    """How many were lost."""
    if not cut_here:
        print(f"{name:26}{NOT_CUT}")
        return 0
    promised, lost, losing = cuts_peers.losses(peer, CUTS, MEMORY)
    print(f"{name:26}{promised:>8}{lost:>8}   in {losing} of {CUTS} cuts", flush=True)
    return lost


def main():
    cut_here = why_not() is None
    if cut_here:
        in_own_mounts([sys.executable, os.path.abspath(__file__)])
    print_rates()
    print(f"the power of the disk is cut\n{'':26}{'promised':>8}{'lost':>8}", flush=True)
    lost = print_losses("outbox to kiosk-platform", cuts_peers.drain, cut_here)
    of_peers = print_losses("paho, its files", cuts_peers.paho, cut_here)
    of_peers += print_losses("mosquitto, acknowledged", cuts_peers.mosquitto, cut_here)
    return 1 if lost or (cut_here and not of_peers) else 0  # a cut that takes nothing from anybody shows nothing


if __name__ == "__main__":
    sys.exit(main())
