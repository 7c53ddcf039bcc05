#!/usr/bin/env python3
"""Figures of the window in one run, under Xvfb in software: start, tap, focus, memory, idle. Prints; asserts nothing timed."""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "journeys"))
from house import Display, House, of_process  # noqa: E402

BUILD = os.environ.get("LC_BUILD", "build")
PROBER = os.path.join(BUILD, "tests/bench/prober")
IDLE_S = int(os.environ.get("LC_IDLE_S") or 60)  # the clock in the header moves once a minute: a whole minute is the fair window


def prober(display, *words):
    done = subprocess.run([PROBER, *words], env={**os.environ, "DISPLAY": display.name}, capture_output=True, text=True,
                          check=False)
    if done.returncode:
        raise AssertionError(f"prober {words[0]}: {done.stderr.strip()}")
    return [float(part) for part in done.stdout.split()]


def middle(widget):
    x, y, width, height = widget["rect"]
    return [str(x + width // 2), str(y + height // 2)]


def processor_s(pid):
    total, switches = 0, 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
        with open(f"/proc/{pid}/task/{task}/status", encoding="utf-8") as file:
            switches += sum(int(line.split()[1]) for line in file if "ctxt_switches" in line)
    return total / os.sysconf("SC_CLK_TCK"), switches


def run_time_s(pid):
    """Nanosecond accounting of the scheduler, summed over threads."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat", encoding="utf-8") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def idle(house, name):
    pid = house.processes["kiosk"].pid
    house.automation.socket.close()
    time.sleep(12)  # the reader is looked at more often for a moment after a visit
    before, (_, switches) = run_time_s(pid), processor_s(pid)
    time.sleep(IDLE_S)
    after, (_, later) = run_time_s(pid), processor_s(pid)
    print(f"idle {name}: {(after - before) / IDLE_S * 100:.3f} % of a core, {(later - switches) / IDLE_S:.2f} wake-ups/s "
          f"(aim <= 0.05 %)")


def pss_mib(pid):
    return next(int(line.split()[1]) for line in of_process(pid, "smaps_rollup").splitlines() if line.startswith("Pss:")) / 1024


def main():
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        with House(BUILD, state, Display()) as house:
            house.wait("standby")
            house.tap("start")
            house.wait("home")
            tile = next(w for w in house.tree()["widgets"] if w["id"].startswith("service."))
            back = house.widget("back")
            taps = prober(house.display, "tap", "50", *middle(tile), *middle(back))
            print(f"tap to changed page: median {taps[0]:.2f} ms, p99 {taps[1]:.2f} ms, n {taps[2]:.0f} (aims 8, 12)")
            keys = prober(house.display, "key", "50", "Tab")
            print(f"key to changed pixels: median {keys[0]:.2f} ms, p99 {keys[1]:.2f} ms, n {keys[2]:.0f} (aims 2, 5)")
            print(f"memory: {pss_mib(house.processes['kiosk'].pid):.1f} MiB PSS (aim 45)")
            house.tap("exit") if house.widget("exit") else None
            idle(house, "with ID-card reader, scanner and printer on their wires")
            house.end("kiosk")
            starts = sorted(prober(house.display, "start", house.program("kiosk"), "--config", house.path("kiosk.conf"))[0]
                            for _ in range(7))
            print(f"start to complete first page: median {starts[3]:.1f} ms, n 7 (aim 100)")
        nothing = {"config": {"devices": {"idcard": "none", "scanner": "none", "printer": "none"}}}
        with House(BUILD, state, Display(), extra=nothing) as house:
            house.wait("standby")
            idle(house, "without devices")
    return 0


if __name__ == "__main__":
    sys.exit(main())
