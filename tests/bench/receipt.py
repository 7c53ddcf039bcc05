#!/usr/bin/env python3
"""How long a receipt takes from the touch to the cut, on a simulated printer of 150 mm/s: over the network and over serial
lines. Aimed at: two seconds over the network for a usual receipt (180 mm). Prints, asserts no times."""
import contextlib
import os
import socket
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../journeys"))
from house import Display, House, wait_said, wait_until  # noqa: E402
from visit import Visit  # noqa: E402

BUILD = os.environ.get("LC_BUILD", "build")
AIMED_MS = 2000
PAPER_MM_S = 150


def network(options=""):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {"config": {"devices": {"printer": f"escpos:tcp:127.0.0.1:{port}{options}"}}, "sim": ["--printer-tcp", str(port)]}


def houses():
    """Name, options of the house, speed of the line, paper. The slowest line is a minute of waiting: with LC_LONG."""
    yield "network, 80 mm", network(), "0", "80"
    yield "network, 58 mm", network("?width=384"), "0", "58"
    yield "115200 baud, 80 mm", {}, "115200", "80"
    if os.environ.get("LC_LONG"):
        yield "9600 baud, 80 mm", {}, "9600", "80"


def millimetres(house):
    return float(house.sim("printer", "state").split("mm=")[1].split()[0])


def ready_to_print(house):
    """A receipt that did not come, of an application handed in, and a printer that is mended: one touch brings it."""
    house.sim("printer", "fault", "offline")
    Visit(house).whole()
    wait_said(house, "回执没打出来")
    house.sim("printer", "fault", "none")
    wait_said(house, "打印机好了")
    time.sleep(2)  # who reads that has not pressed yet; meanwhile it throws away what it held


def prepare(house, baud, paper):
    house.sim("printer", "paper", paper)
    house.sim("printer", "baud", baud)
    ready_to_print(house)


def row(house, name):
    moved, begun = millimetres(house), time.monotonic()
    house.tap("print")
    papers = wait_until(house.papers, "the receipt cut", 300, 0.001)
    took, moved = (time.monotonic() - begun) * 1000, millimetres(house) - moved
    wait_said(house, "回执打好了")
    size = os.path.getsize(house.paper(papers[0])[:-4] + ".bin")
    print(f"{name:22} {moved:5.0f} mm {size:8} bytes {took:8.0f} ms {moved / PAPER_MM_S * 1000:8.0f} ms", flush=True)


def main():
    print(f"from the touch to the cut, at {PAPER_MM_S} mm/s; over the network {AIMED_MS} ms are aimed at")
    print(f"{'line':22} {'paper':>8} {'sent':>14} {'took':>11} {'paper alone':>11}")
    with contextlib.ExitStack() as stack, ThreadPoolExecutor() as pool:
        ready = {}
        for name, extra, baud, paper in houses():
            state = stack.enter_context(tempfile.TemporaryDirectory(prefix="linchuang-"))
            house = stack.enter_context(House(BUILD, state, Display(), extra={**extra, "fast": False}))
            ready[name] = house, pool.submit(prepare, house, baud, paper)
        for _, prepared in ready.values():
            prepared.result()
        for name, (house, _) in ready.items():  # one at a time: nobody else draws or prints
            row(house, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
