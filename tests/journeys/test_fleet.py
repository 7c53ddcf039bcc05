#!/usr/bin/env python3
"""What operators see of a kiosk: the fleet page in a real browser, the figures by Prometheus' own judge."""
import base64
import contextlib
import hashlib
import html
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import ssl

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import Visit  # noqa: E402

POLL_S = 3
WIDTHS = (320, 360, 390, 480, 600, 800, 900, 960, 1000, 1100, 1280, 1400, 1920)


def password(house):
    with open(house.path("keys", "operator"), encoding="ascii") as file:
        return file.read().strip()


def fetch(house, path, secret=None):
    """Status, media type and text."""
    request = urllib.request.Request(f"https://127.0.0.1:{house.port}{path}")
    if secret is not None:
        request.add_header("Authorization", "Basic " + base64.b64encode(f"any:{secret}".encode()).decode())
    context = ssl.create_default_context(cafile=house.path("keys", "ca.crt"))
    try:
        with urllib.request.urlopen(request, context=context, timeout=20) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def fleet(house, query=""):
    status, kind, text = fetch(house, "/fleet" + query, password(house))
    assert (status, kind) == (200, "text/html; charset=utf-8"), (status, kind)
    return text


def pin(house):
    """The server's public key as Chromium wants to be told it: this one certificate and no other is let through."""
    der = subprocess.run(["openssl", "x509", "-in", house.path("keys", "tls.crt"), "-pubkey", "-noout"], check=True,
                         capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=der, check=True, capture_output=True).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def chromium(house, address, *options):
    with tempfile.TemporaryDirectory(prefix="linchuang-browser-") as profile:
        return subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             f"--user-data-dir={profile}", "--ignore-certificate-errors-spki-list=" + pin(house), *options, address],
            check=True, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": profile}).stdout


def browse(house, query, *options):
    return chromium(house, f"https://any:{password(house)}@127.0.0.1:{house.port}/fleet{query}", *options)


def ill_set(house):
    """Of windows of these widths, those in which the page or anything in it is wider than the window, or a cell that is read as one
    sign (a number, a release of ours, a day, a heading) stands on two lines. Chromium's own window has 500 pixels at least, so the
    page stands in frames."""
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{html.escape(fleet(house))}"></iframe>' for width in WIDTHS)
    judge = """const lines = cell => {
        const tops = new Set(), walk = cell.ownerDocument.createTreeWalker(cell, NodeFilter.SHOW_TEXT), text = new Range();
        while (walk.nextNode()) {
            text.selectNodeContents(walk.currentNode);
            for (const line of text.getClientRects()) tops.add(Math.round(line.top));
        }
        return tops.size;
    };
    addEventListener("load", () => { document.title = Array.from(frames, f => f).filter(f => {
        const room = f.document.documentElement.clientWidth, all = names => [...f.document.querySelectorAll(names)];
        return f.document.documentElement.scrollWidth > room || !all("th[scope=row]").length ||
            all("td, th, dd, b, input, button").some(e => e.getBoundingClientRect().right > room + 0.5) ||
            all("dl div").some(e => e.scrollWidth > e.clientWidth) ||
            all("th, .k, .n, .r").some(e => e.textContent.length <= 16 && lines(e) > 1);
    }).map(f => f.innerWidth).join(" ") || "all well"; });"""
    with open(house.path("frames.html"), "w", encoding="utf-8") as file:
        file.write(f"<!doctype html><title>not judged</title><script>{judge}</script>{frames}")
    picture = os.environ.get("LC_PICTURE_NARROW")
    if picture:
        chromium(house, "file://" + house.path("frames.html"), "--screenshot=" + picture, "--window-size=1400,1900")
    return chromium(house, "file://" + house.path("frames.html"), "--dump-dom").split("<title>", 1)[1].split("</title>", 1)[0]


def journey_a_kiosk_and_its_printer(house):
    wait_until(lambda: '<th scope="row">20617</th>' in fleet(house), "the kiosk on the fleet page")
    wait_until(lambda: "正常" in fleet(house), "all being well")
    Visit(house).begin()
    house.tap("exit")
    house.wait("standby")
    house.sim("printer", "fault", "paper-out")
    wait_until(lambda: "回执打印机：没纸了" in fleet(house), "the printer in need")
    assert "20617" in fleet(house, "?q=" + urllib.parse.quote("没纸")), "what the page shows, found by its words"
    dom = browse(house, "?only=trouble", "--dump-dom")
    assert "20617" in dom and "回执打印机：没纸了" in dom and "刚才" in dom, dom[-2000:]
    picture = os.environ.get("LC_PICTURE") or house.path("fleet.png")
    browse(house, "", "--screenshot=" + picture, "--window-size=1280,900")
    size = house.run("identify", "-format", "%w %h %k", picture).split()
    assert size[:2] == ["1280", "900"] and int(size[2]) > 20, f"the picture is not drawn: {size}"
    assert "来过 1 次" in fleet(house), "the visit that ended"
    house.sim("printer", "fault", "none")
    wait_until(lambda: "正常" in fleet(house), "the printer well again")
    assert "没有这样的机器" in fleet(house, "?only=trouble")
    house.end("agent")
    wait_until(lambda: "没消息" in fleet(house, "?only=trouble"), "the silence being seen")
    house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys", house.path("keys"),
              "revoke", "20617")
    assert "已停用" in fleet(house) and "没有这样的机器" in fleet(house, "?only=trouble")


def neighbours(house):
    """Eleven more kiosks as the store keeps them, from one with nothing to say to one with as much as a heartbeat can hold."""
    now = int(time.time() * 1000)
    slots = ("idcard", "scanner", "printer", "card", "document", "camera", "keypad", "alarm", "phone", "lamp", "door", "power")
    with contextlib.closing(sqlite3.connect(house.path("platform.db"), timeout=20)) as store, store:
        beat = json.loads(store.execute("SELECT body FROM heartbeat WHERE kiosk='20617'").fetchone()[0])
        for i in range(11):
            most = 2**32 - 1 if i == 10 else i * 7
            beat.update(kiosk=f"2063{i}" if i < 10 else "20999", release="0.1.0" if i < 8 else "0.12.10-rc1" if i < 10 else "9" * 31)
            beat.update(visits=most, disk_free_mb=100 if i > 6 else 20000)
            beat["queue"].update(waiting=most, parked=most if i > 8 else 0, oldest_s=7300 if i > 4 else 0)
            beat["devices"] = [{"slot": slot, "status": "ready", "attention": "" if i < 3 else "a-long-reason-1",
                                "done": most, "failed": i, "lost": most if i > 8 else 0} for slot in slots[:i + 1]]
            store.execute("INSERT INTO heartbeat(kiosk, version, seen_ms, waiting, parked, trouble, body) VALUES(?,?,?,?,?,?,?)", (beat["kiosk"], beat["release"], now, most, i, i, json.dumps(beat)))
            store.execute("INSERT INTO kiosk_certificate(serial, kiosk, spki, pem, issued_ms, until_ms, revoked_ms) VALUES(?,?,?,?,?,?,0)",
                          (f"fe{i:02x}", beat["kiosk"], bytes([i] * 32), "-", now, now + (i - 2) * 7 * 24 * 3600 * 1000))


def journey_numbers_stand_whole_in_every_window(house):
    wait_until(lambda: '<th scope="row">20617</th>' in fleet(house), "the kiosk on the fleet page")
    neighbours(house)
    assert fleet(house).count('<th scope="row">') == 12
    said = ill_set(house)
    assert said == "all well", f"too wide, or broken, in windows of these pixels: {said}"


def journey_figures_that_prometheus_reads(house):
    wait_until(lambda: "20617" in fleet(house), "the first heartbeat")
    status, kind, text = fetch(house, "/metrics", password(house))
    assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8"), (status, kind)
    judged = subprocess.run(["promtool", "check", "metrics"], input=text, text=True, capture_output=True, check=False)
    assert judged.returncode == 0 and not judged.stderr, judged.stderr
    assert 'linchuang_kiosks{state="online"} 1' in text, text
    assert 'linchuang_requests_total{method="POST",route="/v1/heartbeat",status="200"}' in text, text


def journey_nobody_without_the_password(house):
    for path in ("/fleet", "/metrics"):
        for secret in (None, "", password(house)[:-1], password(house) + "x"):
            status, kind, text = fetch(house, path, secret)
            assert (status, kind) == (401, "application/problem+json") and "20617" not in text, (status, kind)
    house.run(house.program("kiosk-platform"), "keys", "operator", house.path("keys"))
    assert fetch(house, "/fleet", password(house))[0] == 401, "a new password holds from the next start on"
    house.end("platform")
    house.start_platform()
    assert fetch(house, "/fleet", password(house))[0] == 200


OFTEN = {"config": {"platform": {"look_s": 1}}, "platform_options": ["--poll", str(POLL_S)]}

if __name__ == "__main__":
    sys.exit(main(globals(), extra=OFTEN))
