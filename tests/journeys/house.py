"""The whole product on one machine, for tests, the tour and the demo: platform, simulated devices, agent, kiosk.

Everything runs in a private state folder on free ports and is stopped by `stop`. Touches are real: XTEST through
xdotool on the kiosk's own window, or a touch screen's own events (finger.py); the automation socket tells where things
stand.
"""
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

from line import Line
from ports import free_port

READY_S = 60  # patience: nothing is timed by it
LOOKS = 6  # answers of the reader
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))


class JourneyError(Exception):
    """What happened: what to look at."""


def wait_until(condition, what, timeout_s=READY_S, pause_s=0.02):
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(pause_s)
    raise JourneyError(f"{what}: not within {timeout_s} s")


def say(house):
    """All that the screen says now, second lines too, in one string."""
    return " ".join(f"{w['label']} {w['detail'] or ''} {w['value'] or ''}" for w in house.tree()["widgets"])


def wait_said(house, text):
    wait_until(lambda: text in say(house), f"the screen saying {text}")


def as_root(*command):
    """The command for what only root may do: a mount, the memory of a program that allows no core image."""
    return [*command] if os.geteuid() == 0 else ["sudo", "-n", *command]


def of_process(pid, name):
    """A file of /proc/PID that shows memory: of a program that allows no core image only root may read it."""
    return subprocess.run(as_root("cat", f"/proc/{pid}/{name}"), capture_output=True, text=True, check=True).stdout


class Display:
    """A virtual display of the panel's size, at 24 bit, with a number that nobody uses."""

    TRIES = 5  # two displays that start at once may reach for the same number

    def __init__(self, width=1080, height=1920):
        for _ in range(self.TRIES):
            read, write = os.pipe()
            self.process = subprocess.Popen(self.command(width, height, str(write)), pass_fds=[write],
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            os.close(write)
            with os.fdopen(read) as said:
                number = self.named(said.readline())
            self.name = ":" + number
            if number and self.answers() and self.process.poll() is None:
                return
            self.stop()
        raise JourneyError(f"{type(self).__name__} does not start: see whether /tmp/.X11-unix can be written")

    def command(self, width, height, said):
        """The server to run; it writes its number to the descriptor `said`."""
        return ["Xvfb", "-displayfd", said, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]

    def named(self, said):
        """The display's number, from what it said; empty when it ended without a word."""
        return said.strip()

    def answers(self):
        return subprocess.run(["xdpyinfo", "-display", self.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode == 0

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def picture(self, path):
        """What a person sees, asked of the display, not of the kiosk."""
        subprocess.run(["import", "-display", self.name, "-window", "root", "png:" + path], check=True)

    def stroke(self, points):
        """Down at the first point, over the others, up at the last: pointer events by XTEST, so of a mouse."""
        words = ["mousemove", *points[0], "mousedown", "1"]
        for point in points[1:]:
            words += ["mousemove", *point]
        subprocess.run(["xdotool", *map(str, words), "mouseup", "1"], env={**os.environ, "DISPLAY": self.name},
                       check=True)


class Automation:
    """One connection to the kiosk's automation socket: a JSON object a line, answered in order."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(90)  # more than any wait asks for
        self.socket.connect(path)
        self.file = self.socket.makefile("rw", encoding="utf-8")

    def ask(self, **request):
        self.file.write(json.dumps(request, ensure_ascii=False) + "\n")
        self.file.flush()
        line = self.file.readline()
        if not line:
            raise JourneyError("the kiosk closed the automation socket: see kiosk.log")
        return json.loads(line)


class House:
    """Programs of one kiosk and its platform; each can be stopped, killed and started by itself."""

    def __init__(self, build, state, display=None, size=(1080, 1920), keep_state=False, fullscreen=False, extra=None):
        self.build, self.state = os.path.abspath(build), os.path.abspath(state)
        self.display, self.size, self.fullscreen = display, size, fullscreen
        self.extra = extra or {}
        self.processes, self.port, self.automation, self.cable = {}, None, None, None
        self.line = self.extra.get("config", {}).get("platform", {}).get("line", self.path("kiosk", "line"))
        if not keep_state:
            shutil.rmtree(self.state, ignore_errors=True)
        os.makedirs(self.path("wires"), exist_ok=True)
        os.makedirs(self.path("kiosk"), mode=0o700, exist_ok=True)

    def path(self, *parts):
        return os.path.join(self.state, *parts)

    def program(self, name):
        return os.path.join(self.build, name)

    def run(self, *command, check=True, told=None):
        """What it prints; `told` is its standard input."""
        done = subprocess.run(command, capture_output=True, text=True, check=False, input=told)
        if check and done.returncode:
            raise JourneyError(f"{' '.join(command[:4])}: exit {done.returncode}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def spawn(self, name, *command, env=None):
        log = open(self.path(name + ".log"), "ab")
        self.processes[name] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **(env or {})})
        log.close()

    def alive(self, name):
        process = self.processes.get(name)
        return process is not None and process.poll() is None

    def end(self, name, how=signal.SIGTERM):
        process = self.processes.pop(name, None)
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise JourneyError(f"{name}: did not stop within 10 s of {how!r}: see {name}.log") from None

    def set_clock(self, off_s):
        """What the kiosk holds for the time: so far from it, and told by the platform in an earlier boot only (base/known_time.c).
        The agent's next answer puts it right."""
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            boot = file.read().strip()
        delta = time.time() + off_s - time.clock_gettime(time.CLOCK_BOOTTIME)
        with open(self.path("kiosk", "clock"), "r+b") as file:  # in place: it is mapped
            file.write(struct.pack("<8s40sqqq", b"lctime1", boot.encode(), int(delta * 1000), int(time.time() * 1000), 0))

    # The four programs.

    def start_platform(self):
        keys = self.path("keys")
        if os.path.exists(os.path.join(keys, "tls.crt")) and not os.path.exists(os.path.join(keys, "hash.key")):
            raise JourneyError(f"{self.state} was made by an older release: remove it and start again")
        if not os.path.exists(os.path.join(keys, "tls.crt")):
            self.run(self.program("kiosk-platform"), "keys", "init", keys,
                     *(["--demo-token"] if self.extra.get("demo_token", True) else []), *self.extra.get("keys_options", []))
        self.port = self.port or free_port()  # the same one when it is started again
        log = self.path("platform.log")
        seen = os.path.getsize(log) if os.path.exists(log) else 0
        self.spawn("platform", self.program("kiosk-platform"), "--store", "sqlite:" + self.path("platform.db"),
                   "--listen", f"127.0.0.1:{self.port}", "--keys", keys,
                   "--catalog", os.path.join(ROOT, "assets/catalog"), *self.extra.get("platform_options", []))

        def listening():
            if not self.alive("platform"):
                raise JourneyError("kiosk-platform ended at its start: see platform.log")
            with open(log, encoding="utf-8") as text:
                text.seek(seen)
                return "listening on" in text.read()
        wait_until(listening, "kiosk-platform listening")

    def start_sim(self):
        self.spawn("sim", self.program("kiosk-sim"), "--dir", self.path("wires"),
                   *(["--fast"] if self.extra.get("fast", True) else []), *self.extra.get("sim", []))
        wait_until(lambda: os.path.exists(self.path("wires", "control")), "kiosk-sim's control socket")

    def sim(self, *words):
        return self.run(self.program("kiosk-sim"), "--dir", self.path("wires"), "ctl", *words).strip()

    def nodes(self):
        """What a program runs with that shall find the simulated nodes (docs/simulated-devices.md)."""
        return {"LD_PRELOAD": self.program("libkiosk-sim-nodes.so"), "KIOSK_SIM_NODES": self.path("wires")}

    def write_config(self):
        wires = self.path("wires")
        lines = {
            "kiosk": {"mode": "demo", "number": "20617", "place": "高郢社区", "place_en": "Gaoying", "region": "341122100006",
                      "station": "GY01",
                      "state": self.path("kiosk")},
            "screen": {},
            "devices": {"idcard": f"sam:{wires}/idcard", "scanner": f"serial:{wires}/scanner",
                        "printer": f"escpos:{wires}/printer", "keypad": f"evdev:{wires}/keypad"},
            "platform": {"url": f"https://127.0.0.1:{self.cable.port if self.cable else self.port}", "identity": self.path("identity"),
                         "progress_url": f"https://127.0.0.1:{self.port}/p/", "line": self.line},
            "assets": {"catalog": os.path.join(ROOT, "assets/catalog"), "locale": os.path.join(self.build, "locale"),
                       "pinyin": os.path.join(self.build, "pinyin"),
                       "strokes": os.path.join(self.build, "handwriting/strokes.bin"),
                       "regions": os.path.join(self.build, "regions.bin")},
            "help": {"phone": "12345", "window_hours": "8:30 到 17:30", "window_hours_en": "8:30 to 17:30",
                     "address": "高郢社区便民服务站，一楼大厅"},
        }
        for section, values in self.extra.get("config", {}).items():
            lines.setdefault(section, {}).update(
                {key: str(value).replace("{wires}", wires) for key, value in values.items()})
        with open(self.path("kiosk.conf"), "w", encoding="utf-8") as file:
            for section, values in lines.items():
                file.write(f"[{section}]\n" + "".join(f"{key}={value}\n".replace("{wires}", wires) for key, value in values.items()) + "\n")

    def token(self, kiosk="20617"):
        """A new one-time token, as the code that staff scan."""
        said = self.run(self.program("kiosk-platform"), "ctl", "--store", "sqlite:" + self.path("platform.db"), "--keys",
                        self.path("keys"), "enrol-token", kiosk, "--public", f"https://127.0.0.1:{self.port}")
        return said.split("code ", 1)[1].strip()

    def enrol(self, kiosk="20617"):
        self.run(self.program("kioskctl"), "--config", self.path("kiosk.conf"), "enrol", "--code", self.token(kiosk))

    def start_agent(self):
        self.spawn("agent", self.program("kiosk-agent"), "--config", self.path("kiosk.conf"))
        wait_until(lambda: os.path.exists(self.line), "kiosk-agent's line socket")

    def start_kiosk(self, options=()):
        path = self.path("automation")
        if os.path.exists(path):
            os.unlink(path)
        self.spawn("kiosk", self.program("kiosk"), "--config", self.path("kiosk.conf"), "--automation", path,
                   "--size", f"{self.size[0]}x{self.size[1]}", *(["--fullscreen"] if self.fullscreen else []), *options,
                   env={**self.nodes(), **({"DISPLAY": self.display.name} if self.display else {}), **self.extra.get("env", {})})

        def connected():
            if not self.alive("kiosk"):
                raise JourneyError("kiosk ended at its start: see kiosk.log")
            try:
                return Automation(path)
            except OSError:
                return None
        self.automation = wait_until(connected, "the kiosk's automation socket")
        if self.display and self.display.name:
            self.still()  # the window is there and drawn: a touch before that would fall beside it
            time.sleep(0.4)

    def start(self):
        self.start_platform()
        if self.extra.get("cable"):  # between the two, to be cut: see line.py
            self.cable = Line(self.port, self.path("line-switch"))
        self.start_sim()
        self.write_config()
        if not os.path.exists(self.path("identity", "kiosk.pem")):
            self.enrol()
        self.start_agent()
        self.start_kiosk()
        return self

    def stop(self):
        for name in ("page", "vnc", "kiosk", "agent", "sim", "platform"):
            try:
                self.end(name)
            except JourneyError as error:
                print(f"house: {error}", file=sys.stderr)
        if self.cable:
            self.cable.stop()
        if self.display:
            self.display.stop()
            self.display = None

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.show_logs()
            self.stop()
            raise

    def __exit__(self, kind, *_):
        if kind is not None:
            self.show_logs()
        self.stop()

    def show_logs(self, lines=25):
        for name in ("platform", "sim", "agent", "kiosk"):
            path = self.path(name + ".log")
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as text:
                    tail = text.readlines()[-lines:]
                if tail:
                    print(f"--- {name}.log\n" + "".join(tail), file=sys.stderr)

    # What a person does and sees.

    def tree(self):
        return self.automation.ask(do="tree")

    def widget(self, name, tree=None):
        for widget in (tree or self.tree())["widgets"]:
            if widget["id"] == name:
                return widget
        return None

    def wait(self, screen, timeout_s=READY_S, **what):
        answer = self.automation.ask(do="wait", screen=screen, timeout_ms=int(timeout_s * 1000), **what)
        if not answer.get("ok"):
            tree = self.tree()
            said = " | ".join(w["label"] for w in tree["widgets"] if w["role"] in ("heading", "text", "status"))
            raise JourneyError(f"waited for {screen}: it is {tree['screen']} / {tree['overlay']}: {said}")
        return answer

    def touch(self, name):
        """A real touch in the middle of a widget, as the display makes them."""
        tree = self.offered(name)
        self.display.stroke([self.middle(name, tree)])
        self.settled(tree)

    def offered(self, name):
        """The page, once it has that widget to be pressed: a slow machine turns it later than a hand expects."""
        def there():
            tree = self.tree()
            widget = self.widget(name, tree)
            return tree if widget and widget["enabled"] else None
        try:
            return wait_until(there, name)
        except JourneyError:
            tree = self.tree()
            raise JourneyError(f"no {name} to be pressed on {tree['screen']} / {tree['overlay']}: " +
                               " ".join(w["id"] for w in tree["widgets"] if w["id"] and w["enabled"])) from None

    def middle(self, name, tree=None):
        """Where a finger meets a widget that can be pressed."""
        x, y, width, height = self.widget(name, tree or self.offered(name))["rect"]
        return x + width // 2, y + height // 2

    def settled(self, before, timeout_s=3):
        """After a touch: something was drawn, or nothing changes for a while."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if self.tree()["frame"] != before["frame"]:
                break
            time.sleep(0.01)
        time.sleep(0.45)  # the same place is dead for 400 ms after a page change

    def tap(self, name):
        """By the automation socket, for journeys that are about something else than the finger."""
        answer = None

        def taken():
            nonlocal answer
            answer = self.automation.ask(do="tap", id=name)
            return answer.get("ok")
        try:
            wait_until(taken, name)
        except JourneyError:
            tree = self.tree()
            raise JourneyError(f"tap {name} on {tree['screen']} / {tree['overlay']}: {answer}") from None
        return answer

    def digits(self, text, press=None):
        press = self.touch_key if press == self.touch else press or self.tap
        for digit in text:
            press("key." + digit)

    def touch_key(self, name):
        """A real touch on a key that fills a field: the page stays, so the next one need not wait."""
        def values(tree):
            return [w["value"] for w in tree["widgets"] if w["id"].startswith("field.")]
        tree = self.tree()
        self.display.stroke([self.middle(name, tree)])
        wait_until(lambda: values(self.tree()) != values(tree), f"{name} in its field", 5)

    def draw(self, name, strokes):
        """A finger over a widget, in parts of its width and height."""
        for stroke in strokes:
            self.display.stroke(self.spots(name, stroke))
        self.still()

    def still(self):
        """The pointer's last events were taken: nothing was drawn for a moment."""
        before = None
        while (now := self.tree()["frame"]) != before:
            before = now
            time.sleep(0.05)

    def spots(self, name, parts):
        """Points of the window from parts of a widget's width and height."""
        x, y, width, height = self.widget(name)["rect"]
        return [(int(x + px * width), int(y + py * height)) for px, py in parts]

    def screenshot(self, path):
        answer = self.automation.ask(do="screenshot", path=os.path.abspath(path))
        if not answer.get("ok"):
            raise JourneyError(f"screenshot {path}: {answer}")

    def reader_looked(self):
        """The card reader has seen how its field is since now: twice find, chip, find. One that is pulled out or mute sees
        nothing."""
        def state():
            return dict(word.split("=") for word in self.sim("idcard", "state").split() if "=" in word)
        before = int(state()["answers"])
        wait_until(lambda: (now := state())["plugged"] == "no" or now["fault"] == "mute" or not self.alive("kiosk")
                   or int(now["answers"]) >= before + LOOKS, "the reader looking at its field")

    # What the platform holds.

    def platform_records(self):
        out = self.path("records")
        shutil.rmtree(out, ignore_errors=True)
        self.run(self.program("kiosk-platform"), "ctl", "--store", "sqlite:" + self.path("platform.db"),
                 "--keys", self.path("keys"), "export", out)
        records = []
        for name in sorted(os.listdir(out)) if os.path.isdir(out) else []:
            with open(os.path.join(out, name), encoding="utf-8") as file:
                records.append(json.load(file))
        return records

    def papers(self):
        folder = self.path("wires", "paper")
        return sorted(int(name[:-4]) for name in os.listdir(folder) if name.endswith(".png")) if os.path.isdir(folder) else []

    def paper(self, number):
        return self.path("wires", "paper", f"{number}.png")
