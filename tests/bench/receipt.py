#!/usr/bin/env python3
"""How long a receipt takes from the touch to the cut, on a simulated printer of 150 mm/s: over the network and over serial
lines. Aimed at: two seconds over the network for a usual receipt (180 mm). Prints, asserts no times."""
import os
import socket
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../journeys"))
from house import Display, House, wait_until  # noqa: E402
from test_visits import wait_said  # noqa: E402
from visit import Visit  # noqa: E402

BUILD = os.environ.get("LC_BUILD", "build")
AIMED_MS = 2000
PAPER_MM_S = 150


def houses():
    """Name, options of the house, speed of the line."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    yield "network, 80 mm", {"config": {"devices": {"printer": f"escpos:tcp:127.0.0.1:{port}"}},
                             "sim": ["--printer-tcp", str(port)]}, "0", "80"
    yield "network, 58 mm", {"config": {"devices": {"printer": f"escpos:tcp:127.0.0.1:{port}?width=384"}},
                             "sim": ["--printer-tcp", str(port)]}, "0", "58"
    yield "115200 baud, 80 mm", {}, "115200", "80"
    yield "9600 baud, 80 mm", {}, "9600", "80"


def millimetres(house):
    return float(house.sim("printer", "state").split("mm=")[1].split()[0])


def ready_to_print(house):
    """A receipt that did not come, of an application handed in, and a printer that is mended: one touch brings it."""
    house.sim("printer", "fault", "offline")
    Visit(house).whole()
    wait_said(house, "回执没打出来", 60)
    house.sim("printer", "fault", "none")
    wait_said(house, "打印机好了", 60)
    time.sleep(2)  # who reads that has not pressed yet; meanwhile it throws away what it held


def row(house, name, baud, paper):
    house.sim("printer", "paper", paper)
    house.sim("printer", "baud", baud)
    ready_to_print(house)
    moved, begun = millimetres(house), time.monotonic()
    house.tap("print")
    papers = wait_until(house.papers, "the receipt cut", 300, 0.001)
    took, moved = (time.monotonic() - begun) * 1000, millimetres(house) - moved
    wait_said(house, "回执打好了", 60)
    size = os.path.getsize(house.paper(papers[0])[:-4] + ".bin")
    print(f"{name:22} {moved:5.0f} mm {size:8} bytes {took:8.0f} ms {moved / PAPER_MM_S * 1000:8.0f} ms", flush=True)


def main():
    print(f"from the touch to the cut, at {PAPER_MM_S} mm/s; over the network {AIMED_MS} ms are aimed at")
    print(f"{'line':22} {'paper':>8} {'sent':>14} {'took':>11} {'paper alone':>11}")
    for name, extra, baud, paper in houses():
        with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
            with House(BUILD, state, Display(), extra={**extra, "fast": False}) as house:
                row(house, name, baud, paper)
    return 0


if __name__ == "__main__":
    sys.exit(main())
