#!/usr/bin/env python3
"""How a kiosk comes in and stays in: enrolled by a code that holds once, let in by its certificate alone; revoked, and back
again; keys rotated and certificate renewed while it runs. Give names to run some of the journeys."""
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time

import zxingcpp
from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import Visit  # noqa: E402

LOOK_S = 1
NEVER_GIVEN = "VBCX-21KV-SFCK-X97E-KBDN-2QNJ-88BX"  # whole: its last two signs are right


def platform(house, *words):
    return house.run(house.program("kiosk-platform"), *words)


def desk(house, *words):
    return platform(house, "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys", house.path("keys"), *words)


def kioskctl(house, *words):
    return subprocess.run([house.program("kioskctl"), "--config", house.path("kiosk.conf"), *words], capture_output=True,
                          text=True, check=False)


def identity(house, name):
    with open(house.path("identity", name), encoding="ascii") as file:
        return file.read()


def log_of(house, name):
    with open(house.path(name + ".log"), encoding="utf-8", errors="replace") as file:
        return file.read()


def told(house, who):
    return any(f"{who}: " in line and "has revoked it" in line and "enrol it again" in line
               for line in log_of(house, "agent").splitlines())


def waiting(house):
    return int(kioskctl(house, "queue").stdout.split("waiting ", 1)[1].split()[0])


def hand_in(house):
    visit = Visit(house)
    visit.whole()
    number = visit.receipt_number()
    visit.leave()
    return number


def arrived(house, numbers, what):
    wait_until(lambda: sorted(r["receipt"] for r in house.platform_records()) == sorted(numbers), what)


def on_terminal(*words):
    """What a program writes to a terminal."""
    here, there = pty.openpty()
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=there, stderr=there) as program:
        os.close(there)
        said = bytearray()
        try:
            while part := os.read(here, 65536):
                said += part
        except OSError:  # EIO: its other end is closed
            pass
    os.close(here)
    assert program.returncode == 0, said
    return said.decode("utf-8")


def scanned(said):
    """The code that is drawn in half blocks, as a scanner before the screen reads it."""
    dark = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    lines = re.findall(r"\x1b\[38;5;16;48;5;231m([ ▀▄█]+)\x1b\[0m", said)
    rows = [[dark[sign][half] for sign in line] for line in lines for half in (0, 1)]
    image = Image.new("L", (len(rows[0]), len(rows)), 255)
    image.putdata([0 if module else 255 for row in rows for module in row])
    large = image.resize((image.width * 6, image.height * 6), Image.NEAREST)
    code, = zxingcpp.read_barcodes(large, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def journey_the_code_is_scanned(house):
    """From the operator's terminal, by a scanner on a serial line: it ends what it read with a carriage return."""
    said = on_terminal(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys",
                       house.path("keys"), "enrol-token", "20617", "--public", f"https://127.0.0.1:{house.port}")
    code = scanned(said)
    assert code == said.split("code ", 1)[1].split()[0], (code, said)
    before = identity(house, "kiosk.pem")
    scanner, serial = pty.openpty()
    with subprocess.Popen([house.program("kioskctl"), "--config", house.path("kiosk.conf"), "enrol", "--code", "-"],
                          stdin=serial, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as enrol:
        os.close(serial)
        os.write(scanner, code.encode() + b"\r")
        told = enrol.communicate()[0]
    os.close(scanner)
    assert enrol.returncode == 0 and "is enrolled" in told, told
    assert identity(house, "kiosk.pem") != before


def journey_revoked_and_back(house):
    assert not os.path.exists(house.path("keys", "token")), "this platform has a token that lets anybody in"
    first = hand_in(house)
    arrived(house, [first], "the application of a kiosk that is enrolled")
    assert desk(house, "certificates").startswith("20617  holds  until ")
    desk(house, "revoke", "20617")
    assert desk(house, "certificates").startswith("20617  revoked  until ")
    second = hand_in(house)  # a person notices nothing: it is kept
    for who in ("outbox", "notices"):
        wait_until(lambda: told(house, who), f"the agent saying of its {who} that it is revoked, and what to do")
    assert "older" not in log_of(house, "agent"), "the agent suspects the platform's release"
    assert waiting(house) > 0, "nothing is said to wait"
    time.sleep(2 * LOOK_S)
    assert len(house.platform_records()) == 1, "a revoked kiosk was let in"
    house.enrol()
    arrived(house, [first, second], "the queue after the kiosk was enrolled anew")
    wait_until(lambda: waiting(house) == 0, "the queue drained")


def another_machine(house):
    """Nothing is left of the one before: a new disk, enrolled under its number."""
    house.end("kiosk")
    for name in ("kiosk", "kiosk-numbers", "identity"):
        shutil.rmtree(house.path(name))
    os.mkdir(house.path("kiosk"), 0o700)
    house.enrol()
    house.start_agent()
    house.start_kiosk()


def counter(number):
    return int(number[5:11])


def journey_a_machine_in_anothers_place(house):
    """It gives out no number of the one before, neither of those that came nor of the one that never did."""
    first = hand_in(house)
    arrived(house, [first], "the application of the machine before")
    house.end("platform")
    lost = hand_in(house)
    house.end("agent")
    house.start_platform()
    another_machine(house)
    own = hand_in(house)
    assert counter(own) > counter(lost) + 1000, (lost, own)
    arrived(house, [first, own], "the application of the machine in its place")
    assert len(desk(house, "certificates").splitlines()) == 1, "the machine before is let in, too"
    told = desk(house, "enrol-token", "20617", "--public", f"https://127.0.0.1:{house.port}")
    assert "kiosk 20617 is enrolled already" in told, told
    serial = desk(house, "certificates").split()[-1]
    assert "this certificate alone" in desk(house, "revoke", "0" + serial.lower())
    assert desk(house, "certificates").startswith("20617  revoked  until ")


def renewed(house):
    """The date is drawn near; the agent makes a new key, and shows its certificate from then on."""
    before = identity(house, "kiosk.pem")
    kept = json.loads(identity(house, "platform.json"))
    kept["renew_after"] = "2026-01-01T00:00:00.000Z"
    with open(house.path("identity", "platform.new"), "w", encoding="ascii") as file:
        json.dump(kept, file)
    os.rename(house.path("identity", "platform.new"), house.path("identity", "platform.json"))
    wait_until(lambda: identity(house, "kiosk.pem") != before, "the next certificate")
    after = identity(house, "kiosk.pem")
    assert before.split("CERTIFICATE")[0] != after.split("CERTIFICATE")[0], "the key is the same as before"
    assert os.stat(house.path("identity", "kiosk.pem")).st_mode & 0o777 == 0o600
    wait_until(lambda: json.loads(identity(house, "platform.json"))["renew_after"] > "2026-12", "the next date")


def journey_keys_change_while_it_runs(house):
    before = json.loads(identity(house, "platform.json"))["keys"]
    platform(house, "keys", "rotate-seal", house.path("keys"), "--suite", "national")
    platform(house, "keys", "rotate-sign", house.path("keys"))
    platform(house, "keys", "rotate-seal", house.path("keys"))
    house.end("platform")
    offline = hand_in(house)  # sealed to the key of before, and comes after the change
    house.start_platform()
    wait_until(lambda: json.loads(identity(house, "platform.json"))["keys"]["sequence"] == 5, "the kiosk following")
    after = json.loads(identity(house, "platform.json"))["keys"]
    assert after["seal"]["keyid"] != before["seal"]["keyid"] and after["sign"] != before["sign"]
    renewed(house)
    last = hand_in(house)
    assert f"seals to key {after['seal']['keyid']}" in log_of(house, "kiosk")
    arrived(house, [offline, last], "applications sealed to the old key and to the new one")


def release_key(house, name, *how):
    """A fresh one is told to the platform; its id."""
    secret, public = house.path(name + ".key"), house.path(name + ".pub")
    house.run("openssl", "genpkey", *how, "-out", secret)
    house.run("openssl", "pkey", "-in", secret, "-pubout", "-out", public)
    return desk(house, "release-key", "add", public).split()[2]


def trusted(house):
    """The release keys by which the kiosk goes, as its staff see them."""
    done = kioskctl(house, "keys")
    assert done.returncode == 0 and "seal    " in done.stdout and "sign    s-" in done.stdout, done
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("release ")]
    return {} if lines[0][1] == "none:" else {line[1]: line[2] for line in lines}


def journey_release_keys_come_and_go(house):
    """They come with the enrolment and by a look; hold over every end; and one that is withdrawn is gone."""
    assert trusted(house) == {} and "accepts no release" in kioskctl(house, "keys").stdout
    assert "accept no release" in desk(house, "release-key", "list")
    first = release_key(house, "first", "-algorithm", "ED25519")
    second = release_key(house, "second", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2")
    both = {first: "ed25519", second: "sm2"}
    wait_until(lambda: trusted(house) == both, "both release keys")
    house.end("agent", signal.SIGKILL)
    house.end("platform")
    assert trusted(house) == both
    house.start_platform()
    house.start_agent()
    house.enrol()
    assert trusted(house) == both, "they did not come with the enrolment"
    kept = identity(house, "platform.json")
    assert "is withdrawn" in desk(house, "release-key", "withdraw", first)
    wait_until(lambda: trusted(house) == {second: "sm2"}, "the withdrawn key gone")
    assert len(identity(house, "platform.json")) < len(kept)
    assert "accept no release" in desk(house, "release-key", "withdraw", second)
    wait_until(lambda: trusted(house) == {}, "no key left")
    assert "accepts no release" in kioskctl(house, "keys").stdout


def not_enrolled(house):
    """Neither program starts, and both say what to do."""
    house.end("kiosk")
    house.end("agent")
    shutil.rmtree(house.path("identity"))
    for program in ("kiosk-agent", "kiosk"):
        done = subprocess.run([house.program(program), "--config", house.path("kiosk.conf")], capture_output=True, text=True,
                              check=False, timeout=20, env={**os.environ, "DISPLAY": house.display.name})
        assert done.returncode == 1 and "not enrolled" in done.stderr and "kioskctl enrol" in done.stderr, done


def journey_a_code_that_does_not_hold(house):
    """Refused with a sentence that says what to do, and what was there stands."""
    before = identity(house, "kiosk.pem")
    code = house.token()
    head, token, print_ = code.rsplit(":", 2)
    slip = ("1" if token[0] != "1" else "2") + token[1:]
    other = house.token("20618")
    cases = [("a slip", ["--token", slip], 2, "slip"), ("half a code", ["--code", code[:-3]], 2, "not whole"),
             ("another authority", ["--code", f"{head}:{token}:{'0' * 64}"], 1, "another than the code names"),
             ("another kiosk's", ["--code", other], 1, "another kiosk"),
             ("never given", ["--code", f"{head}:{NEVER_GIVEN}:{print_}"], 1, "it was never given"),
             ("nothing to know the platform by", ["--token", token], 1, "--fingerprint")]
    for what, words, status, said in cases:
        done = kioskctl(house, "enrol", *words)
        assert done.returncode == status, (what, done)
        assert said in done.stderr and done.stderr.startswith("kioskctl: "), (what, done.stderr)
        assert identity(house, "kiosk.pem") == before, what
    # The answer was lost: the same key may come again. Another key may not.
    assert kioskctl(house, "enrol", "--code", code).returncode == 0
    done = kioskctl(house, "enrol", "--code", code)
    assert done.returncode == 1 and "token does not hold" in done.stderr, done
    # Typed, with the fingerprint typed too, and read from standard input as a scanner types.
    head, token, print_ = house.token().rsplit(":", 2)
    assert kioskctl(house, "enrol", "--token", token.lower().replace("-", " "), "--fingerprint", print_).returncode == 0
    done = subprocess.run([house.program("kioskctl"), "--config", house.path("kiosk.conf"), "enrol", "--code", "-"],
                          input=house.token() + "\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    not_enrolled(house)


if __name__ == "__main__":
    sys.exit(main(globals(), extra={"demo_token": False, "config": {"platform": {"look_s": LOOK_S}}}))
