#!/usr/bin/env python3
"""Load beside faults: good batches, the whole table of hostile requests and lines that break off, from several sides at once.
The platform stays up, grows neither in memory nor in descriptors, and holds each application that it acknowledged once.
An hour with LC_LONG=1, else seconds."""
import os
import random
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../journeys"))
from hostile import Request, dumped, run, stored, table  # noqa: E402
from house import as_root, of_process, wait_until  # noqa: E402

LONG = bool(os.environ.get("LC_LONG"))
SECONDS = 3600 if LONG else 10
PAUSE_S = 1 if LONG else 0.05  # between two rounds of a side: an hour shall fit on a disk
SIDES, GOOD, BROKEN = 4 if LONG else 2, 20, 6  # beside other tests two are enough
PHASES = 20 if LONG else 4  # after each the platform rests, and is measured: while it works, bodies of 8 MiB come and go
GROWTH_KIB = 4 << 10  # from the first rest to the last: what the allocator may find torn
SPARE = 4  # descriptors: a line that is being closed


class Side(threading.Thread):
    """One stream of rounds; what went wrong stays in `fault`, what was acknowledged as stored in `stored`."""

    def __init__(self, platform, seed, until):
        super().__init__(daemon=True)
        self.platform, self.random, self.until = platform, random.Random(seed), until
        self.stored, self.rounds, self.fault = 0, 0, None

    def run(self):
        try:
            while time.monotonic() < self.until and not self.fault:
                self.round()
                self.rounds += 1
                time.sleep(PAUSE_S)
        except Exception as error:  # pylint: disable=broad-except
            self.fault = repr(error)

    def round(self):
        good = self.platform.events(GOOD)
        requests = [Request("good", 202, items=[""] * GOOD, body=dumped(good)),
                    Request("health", 200, method="GET", path="/v1/health"), *table(self.platform, self.random)]
        for request in requests:
            if time.monotonic() >= self.until:
                return
            fault = request.judge(*request.send(self.platform))
            if fault:
                self.fault = f"{request.name}: {fault}"
                return
            self.stored += stored([request])
        for _ in range(BROKEN):
            self.break_off(dumped(good))

    def break_off(self, body):
        """A request cut after any byte, by an end or a reset: it may be stored, being a repeat, or not; nobody waits."""
        head = (f"POST /v1/submissions HTTP/1.1\r\nHost: x\r\n"
                f"Content-Type: application/cloudevents-batch+json\r\nContent-Length: {len(body)}\r\n\r\n").encode()
        sent = (head + body)[:self.random.randrange(len(head) + len(body))]
        line = socket.create_connection(("127.0.0.1", self.platform.port), 10)
        if self.random.random() < 0.2:
            line.sendall(self.random.randbytes(200))  # not even TLS
        else:
            line = self.platform.cards["own"].wrap_socket(line, server_hostname="127.0.0.1")
            line.sendall(sent)
        if self.random.random() < 0.5:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        line.close()


def resident_kib(pid):
    return next(int(line.split()[1]) for line in of_process(pid, "status").splitlines() if line.startswith("VmRSS"))


def descriptors(pid):
    return len(subprocess.run(as_root("ls", f"/proc/{pid}/fd"), capture_output=True, text=True, check=True).stdout.split())


def phase(platform, number):
    """All sides at once; how many were acknowledged, and how many rounds it took."""
    until = time.monotonic() + SECONDS / PHASES
    sides = [Side(platform, number * SIDES + side, until) for side in range(SIDES)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    assert platform.process.poll() is None, f"kiosk-platform died with {platform.process.returncode}"
    faults = [side.fault for side in sides if side.fault]
    assert not faults, faults
    return sum(side.stored for side in sides), sum(side.rounds for side in sides)


def test(platform):
    pid, kept, rounds, rests = platform.process.pid, 0, 0, []
    open_at_rest = descriptors(pid)
    for number in range(PHASES):
        more, done = phase(platform, number)
        kept, rounds = kept + more, rounds + done
        wait_until(lambda: descriptors(pid) <= open_at_rest + SPARE, f"descriptors down to {open_at_rest}", pause_s=0.2)
        rests.append(resident_kib(pid))
    held = platform.listed()
    print(f"{SECONDS} s, {rounds} rounds, {kept} applications acknowledged, {held} held; "
          f"resident KiB at each rest {rests}; descriptors {open_at_rest} before, {descriptors(pid)} after")
    assert held == kept, "not exactly once"
    assert rests[-1] <= rests[0] + GROWTH_KIB, f"grew from {rests[0]} to {rests[-1]} KiB"


if __name__ == "__main__":
    run(test)
