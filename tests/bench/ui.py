#!/usr/bin/env python3
"""Figures of the window under Xvfb in software: tap and focus in every mode and size, start, memory; with the word idle, what a
kiosk uses that nobody touches. Prints; asserts nothing timed."""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "journeys"))
from cabinet import cabinet_config  # noqa: E402
from house import Display, House, of_process  # noqa: E402

BUILD = os.environ.get("LC_BUILD", "build")
PROBER = os.path.join(BUILD, "tests/bench/prober")
FLOOR = os.path.join(BUILD, "tests/bench/bench_floor")
LONG = bool(os.environ.get("LC_LONG"))
# There and back, of each mode and size; p99 is then the slowest of them.
ROUNDS = int(os.environ.get("LC_ROUNDS") or (50 if LONG else 4))
MODES = {"standard": None, "large": "large_font", "contrast": "contrast", "seated": "seated"}  # the switch of each
# Every mode on the first size; on a lying one, what most people see. All of all with LC_LONG.
SIZES = {size: list(MODES) for size in ((1080, 1920), (1920, 1080), (1280, 1024), (768, 1366))} if LONG else \
    {(1080, 1920): list(MODES), (1920, 1080): ["standard"]}
STARTS = 7 if LONG else 3
READY_S = 3  # what everybody sees is got ready in the first second of standby (app/kiosk/warm.h)
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


def press(house, name):
    """Also what stands on a later page of a list."""
    while not (answer := house.automation.ask(do="tap", id=name)).get("ok"):
        if not answer.get("page"):
            raise AssertionError(f"tap {name}: {answer}")
        house.automation.ask(do="tap", id="page.next")


def switch(house, mode):
    """On and, at the second time, off again. Yellow on black is switched in the help."""
    name = MODES[mode]
    if name == "contrast":
        house.tap("help")
        press(house, name)
        house.automation.ask(do="key", key="Escape")
    elif name:
        press(house, name)
    house.wait("home")
    house.still()


def reactions(house, mode):
    tile = next(w for w in house.tree()["widgets"] if w["id"].startswith("service."))
    row(house.display, house.size, mode, middle(tile) + middle(house.widget("back")))


def row(display, size, mode, places):
    taps = prober(display, "tap", str(ROUNDS), *places)
    keys = prober(display, "key", str(2 * ROUNDS), "Tab")
    print(f"{'x'.join(map(str, size)):<10} {mode:<9} | {taps[0]:6.2f} {taps[1]:6.2f} | {keys[0]:6.2f} {keys[1]:6.2f} "
          f"| {taps[2]:3.0f} {keys[2]:3.0f}", flush=True)


def floor(size):
    """What a full frame and a field cost on this display when nothing is drawn in them, measured as the kiosk is."""
    display = Display(*size)
    width, height = map(str, size)
    bare = subprocess.Popen([FLOOR, width, height], env={**os.environ, "DISPLAY": display.name})
    try:
        row(display, size, "floor", ["50", "50", "50", "50"])
    finally:
        bare.terminate()
        bare.wait()
        display.stop()


def all_reactions(state):
    print(f"{'':<20} | tap (aim 8, 12) | key (aim 2, 5) | n    median and slowest one in a hundred, ms, to the last changed pixel")
    for size, modes in SIZES.items():
        floor(size)
        with House(BUILD, state, Display(*size), size=size) as house:
            house.wait("standby")
            time.sleep(READY_S)
            house.tap("start")
            house.wait("home")
            for mode in modes:
                switch(house, mode)
                reactions(house, mode)
                switch(house, mode)


def wake_ups(pid):
    """Times that any of its threads gave up the processor by itself, and so was woken: other programs are not counted."""
    switches = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="utf-8") as file:
            switches += sum(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))
    return switches


def run_time_s(pid):
    """Nanosecond accounting of the scheduler, summed over threads."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat", encoding="utf-8") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def idle(houses):
    """Of several at once, by name and aim in percent: none of them does anything."""
    pids = {name: house.processes["kiosk"].pid for name, (house, _) in houses.items()}
    aims = {name: aim for name, (_, aim) in houses.items()}
    for house, _ in houses.values():
        house.automation.socket.close()
    time.sleep(12)  # the reader is looked at more often for a moment after a visit
    before = {name: (run_time_s(pid), wake_ups(pid)) for name, pid in pids.items()}
    time.sleep(IDLE_S)
    for name, pid in pids.items():
        run, switches = run_time_s(pid) - before[name][0], wake_ups(pid) - before[name][1]
        print(f"idle {name}: {run / IDLE_S * 100:.3f} % of a core, {switches / IDLE_S:.2f} wake-ups/s (aim <= {aims[name]} %)")


def pss_mib(pid):
    return next(int(line.split()[1]) for line in of_process(pid, "smaps_rollup").splitlines() if line.startswith("Pss:")) / 1024


def starts_ms(house):
    return sorted(prober(house.display, "start", house.program("kiosk"), "--config", house.path("kiosk.conf"))[0]
                  for _ in range(STARTS))


def reactions_memory_start():
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        all_reactions(state)
        with House(BUILD, state, Display()) as house:
            house.wait("standby")
            house.tap("start")
            house.wait("home")
            print(f"memory: {pss_mib(house.processes['kiosk'].pid):.1f} MiB PSS (aim 45)")  # while no other shares its pages
            house.end("kiosk")
            print(f"start to complete first page: median {starts_ms(house)[STARTS // 2]:.1f} ms, n {STARTS} (aim 100)")


def three_idle():
    nothing = {"config": {"devices": {"idcard": "none", "scanner": "none", "printer": "none"}}}
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state, tempfile.TemporaryDirectory(prefix="linchuang-") as bare, \
            tempfile.TemporaryDirectory(prefix="linchuang-") as full:
        with House(BUILD, state, Display()) as house, House(BUILD, bare, Display(), extra=nothing) as other, \
                House(BUILD, full, Display(), extra=cabinet_config()) as all_of_it:
            house.wait("standby")
            house.tap("start")
            house.wait("home")
            house.tap("exit") if house.widget("exit") else None
            other.wait("standby")
            all_of_it.wait("standby")
            idle({"with ID-card reader, scanner and printer on their wires": (house, 0.05), "without devices": (other, 0.05),
                  "with every device of a cabinet": (all_of_it, 0.5)})


def main():
    if sys.argv[1:] == ["idle"]:
        three_idle()
    else:
        reactions_memory_start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
