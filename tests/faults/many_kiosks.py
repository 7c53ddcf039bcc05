#!/usr/bin/env python3
"""A fleet's day: many kiosks with certificates (many_kiosks.c) against two platforms behind nginx (packaging/nginx) on one
PostgreSQL. In the morning one platform is killed; later all are away for ten simulated minutes, for five of which nginx
answers 503. Nothing may be lost, nothing twice, and who comes back must not come all at once.

LC_LONG: 10,000 kiosks. LC_KIOSKS, LC_SEED choose others."""
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "journeys")]
import nginx  # noqa: E402
from ports import free_port  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("LC_BUILD", os.path.join(ROOT, "build"))
LONG = bool(os.environ.get("LC_LONG"))
KIOSKS = int(os.environ.get("LC_KIOSKS") or (10000 if LONG else 300))
SEED = os.environ.get("LC_SEED", "20617")
LOOK_S = 300 if LONG else 120  # of a fleet of that size; the short day asks oftener, to be more than chance
PEAK = 1.2  # of the normal load, after the outage
START_S = 30
PLATFORM = os.path.join(BUILD, "kiosk-platform")


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(port, name):
    end = time.monotonic() + START_S
    while not answers(port):
        if time.monotonic() > end:
            sys.exit(f"many_kiosks: {name} does not answer on port {port}: see its log in the folder")
        time.sleep(0.02)


class Site:
    """What stands in a data centre: PostgreSQL, two platforms, nginx; in a folder of its own."""

    def __init__(self, folder):
        self.folder, self.running = folder, {}
        self.port, self.ports = free_port(), [free_port(), free_port()]
        self.keys = os.path.join(folder, "keys")
        subprocess.run([PLATFORM, "keys", "init", self.keys], check=True, stdout=subprocess.DEVNULL)
        self.server = os.path.join(ROOT, "tests/postgres/server.sh"), os.path.join(folder, "uri")
        subprocess.run([self.server[0], "start", self.server[1], "on" if LONG else "off"], check=True, stdout=subprocess.DEVNULL)
        with open(self.server[1], encoding="ascii") as file:
            self.store = file.read().strip()
        self.nginx = nginx.write(folder, self.keys, self.port, self.ports)
        for index in range(2):
            self.start_platform(index)
        self.start_nginx()

    def spawn(self, name, *command):
        with open(os.path.join(self.folder, name + ".log"), "ab") as log:
            self.running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start_platform(self, index):
        name, port = f"platform{index}", self.ports[index]
        self.spawn(name, PLATFORM, "--store", self.store, "--listen", f"127.0.0.1:{port}", "--keys", self.keys,
                   "--behind-proxy", "--public", f"https://127.0.0.1:{self.port}")
        wait_for(port, name)

    def start_nginx(self):
        self.spawn("nginx", *self.nginx)
        wait_for(self.port, "nginx")

    def end(self, name, how=signal.SIGTERM):
        process = self.running.pop(name, None)
        if process:
            process.send_signal(how)
            process.wait(30)

    def ask(self, sql):
        return subprocess.run(["psql", "-X", "-A", "-t", "-F", " ", "-c", sql, self.store], check=True, capture_output=True,
                              text=True).stdout.split()

    def close(self):
        for name in list(self.running):
            self.end(name)
        subprocess.run([self.server[0], "stop", self.server[1]], check=False, stdout=subprocess.DEVNULL)

    # What the day asks for.

    def one(self):
        self.end("platform1", signal.SIGKILL)
        self.start_platform(1)

    def away(self):
        for name in ("nginx", "platform0", "platform1"):
            self.end(name)

    def half(self):
        self.start_nginx()

    def back(self):
        for index in range(2):
            self.start_platform(index)


def processor_s(site):
    """Seconds of processor time of what runs now, by program; of nginx its workers too."""
    tick, spent = os.sysconf("SC_CLK_TCK"), {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:
                stat = file.read()
        except OSError:
            continue
        name, fields = stat[stat.index("(") + 1:stat.rindex(")")], stat[stat.rindex(")") + 2:].split()
        ours = {process.pid for process in site.running.values()}
        if int(entry) in ours or int(fields[1]) in ours:
            spent[name] = spent.get(name, 0) + (int(fields[11]) + int(fields[12])) / tick
    return spent


def live(site):
    command = [os.path.join(BUILD, "tests/many_kiosks"), f"127.0.0.1:{site.port}", site.keys, str(KIOSKS), str(LOOK_S), SEED]
    figures = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as day:
        for line in day.stdout:
            word = line.strip()
            if word in ("one", "away", "half", "back"):
                if word == "away":
                    print("processor until the outage:", {name: round(s, 1) for name, s in processor_s(site).items()})
                getattr(site, word)()
                day.stdin.write("done\n")
                day.stdin.flush()
                continue
            print(line, end="")
            found = re.fullmatch(r"([a-z0-9_]+) ([0-9.]+)", word)
            if found:
                figures[found[1]] = float(found[2])
    if day.returncode:
        sys.exit(f"many_kiosks ended with {day.returncode}: see above")
    return figures


def judge(site, figures):
    handed = int(figures["handed_in"])
    rows, ids, receipts, kiosks = map(int, site.ask(
        "SELECT count(*), count(DISTINCT id), count(DISTINCT receipt), count(DISTINCT kiosk) FROM submission"))
    told, = map(int, site.ask("SELECT count(*) FROM heartbeat"))
    print(f"in the store: {rows} submissions of {kiosks} kiosks; heartbeats of {told}")
    faults = []
    if not rows == ids == receipts == handed or handed < KIOSKS:
        faults.append(f"handed in {handed}, in the store {rows}")
    if figures["rejected"] or figures["stored"] + figures["duplicate"] != handed:
        faults.append("not every one was acknowledged")
    if figures["back_peak"] > PEAK:
        faults.append(f"after the outage {figures['back_peak']} times the normal load in one minute: more than {PEAK}")
    if told != KIOSKS:
        faults.append(f"{told} of {KIOSKS} kiosks told how they are")
    return faults


def main():
    with tempfile.TemporaryDirectory(prefix="linchuang-fleet-") as folder:
        os.chmod(folder, 0o755)
        site = Site(folder)
        try:
            faults = judge(site, live(site))
        finally:
            site.close()
    print("\n".join(faults) or "nothing lost, nothing twice, and nobody in a crowd")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
