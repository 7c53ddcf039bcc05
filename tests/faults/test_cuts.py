#!/usr/bin/env python3
"""The plug is pulled at random moments: what the kiosk promised is on the disk, and receipt numbers go on.

A real file system on a loop device: the writer is stopped and the file behind the device copied, so that nothing is in the copy
that the disk had not got; the copy is mounted, looked at, and worked on. The same with synchronous=NORMAL must lose
something, or the test proves nothing. LC_CUTS and LC_SEED set count and seed. The same cut for both ends of the line, and for
peers: tests/bench/drain.py.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

from loop_disk import LoopDisk, cut, in_own_mounts, why_not

BUILD = os.environ.get("LC_BUILD", "build")
PROGRAM = os.path.join(BUILD, "tests", "faults", "store_cuts")
LONG = bool(os.environ.get("LC_LONG"))
A_KIOSK_LASTS = 20  # cuts; then a new one begins on a new disk
UNSYNCED = "PRAGMA synchronous=NORMAL"
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Tally:
    """What became of the promises of some cuts."""

    def __init__(self):
        self.cuts = self.held = self.lost = self.torn = self.losing = self.unreadable = 0

    def add(self, words):
        held, lost, torn, why = words.split(maxsplit=3)
        self.cuts += 1
        self.held, self.lost, self.torn = self.held + int(held), self.lost + int(lost), self.torn + int(torn)
        self.losing += int(lost) > 0
        self.unreadable += why != "whole"

    def __str__(self):
        return (f"{self.cuts} cuts, {self.held} promises held, {self.lost} lost in {self.losing} cuts, {self.torn} torn, "
                f"{self.unreadable} unreadable databases")


def work_and_cut(disk, state, told, rng, pragmas):
    """A writer works for a random while; what it told is added to `told`."""
    command = [PROGRAM, "write", state, str(rng.getrandbits(31))] + ([pragmas] if pragmas else [])
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as writer:
        writer.stdin.write("".join(told).encode())
        writer.stdin.close()
        heard = [writer.stdout.readline()]
        until = time.monotonic() + rng.uniform(0, 0.4)
        while time.monotonic() < until and heard[-1]:
            heard.append(writer.stdout.readline())
        if not heard[-1]:
            raise RuntimeError("the writer ended by itself")
        cut(disk, writer)
        heard += writer.stdout.readlines()
    told += [line.decode() for line in heard if line.endswith(b"\n")]


def look(state, told, pragmas):
    """The checker's words. It adds a row of its own, the next one."""
    seen = subprocess.run([PROGRAM, "check", state] + ([] if pragmas else ["numbers"]), input="".join(told), text=True,
                          stdout=subprocess.PIPE, check=False)
    numbers = [int(line.split()[0]) for line in told if line[0].isdigit()]
    told.append(f"{max(numbers, default=-1) + 1} 0\n")
    return seen.stdout.strip() or f"0 0 0 the checker ended with {seen.returncode}"


def cut_often(count, rng, pragmas=None, lasts=A_KIOSK_LASTS):
    tally = Tally()
    while tally.cuts < count:
        with tempfile.TemporaryDirectory(prefix="linchuang-", dir=MEMORY) as folder:
            disk, told = LoopDisk(folder), []
            state = os.path.join(disk.root, "state")
            for _ in range(min(lasts, count - tally.cuts)):
                work_and_cut(disk, state, told, rng, pragmas)
                words = look(state, told, pragmas)
                tally.add(words)
                if not pragmas and not words.endswith(" 0 0 whole"):
                    print(f"cut {tally.cuts}: {words}")
            disk.unmount()
    return tally


def main():
    reason = why_not()
    if reason:
        print(f"skipped: {reason}")
        return 77
    in_own_mounts([sys.executable, os.path.abspath(__file__)])
    cuts = int(os.environ.get("LC_CUTS") or (200 if LONG else 8))
    seed = int(os.environ.get("LC_SEED") or 20261127)
    rng = random.Random(seed)
    durable = cut_often(cuts, rng)
    print(f"outbox, synchronous=FULL, seed {seed}: {durable}", flush=True)
    unsynced = cut_often(30 if LONG else 8, rng, UNSYNCED, 1)
    print(f"outbox, synchronous=NORMAL, seed {seed}: {unsynced}", flush=True)
    return 1 if durable.lost or durable.torn or durable.unreadable or not unsynced.lost else 0


if __name__ == "__main__":
    sys.exit(main())
