#!/usr/bin/env python3
"""What the neighbourhood is told, from the platform to the glass: with the line, without it, and when its time is over;
the standby picture at night. Give names to run some of the journeys."""
import json
import os
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import CARDS  # noqa: E402

LOOK_S = 2
HOUR_MS = 3600 * 1000
LAMP_FOLDER = tempfile.TemporaryDirectory(prefix="linchuang-lamp-")  # gone with the program
LAMP = LAMP_FOLDER.name
for name, value in (("max_brightness", "200"), ("brightness", "7")):
    with open(os.path.join(LAMP, name), "w", encoding="ascii") as lamp:
        lamp.write(value + "\n")


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def publish(house, name, title, text, kind="notice"):
    path = house.path(name + ".json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"id": name, "kind": kind, "title": title, "text": text, "until": moment(3600)}, file)
    desk(house, "publish", path)


def desk(house, *words):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), "notice", *words)


def read_whole(house):
    return " ".join(w["detail"] or "" for w in house.tree()["widgets"])


def said(house):
    return " ".join(f"{w['label']} {w['value'] or ''}" for w in house.tree()["widgets"])


def appears(house, name):
    wait_until(lambda: house.widget("notice." + name), f"notice {name} on standby")


def notes(house, kind):
    """The records of that kind which the platform holds."""
    base = sqlite3.connect("file:" + house.path("platform.db") + "?mode=ro", uri=True)
    rows = base.execute("SELECT record FROM submission WHERE kind=?", (kind,)).fetchall()
    base.close()
    return [json.loads(row[0]) for row in rows]


def leave(house):
    """Nobody is there any more: the warning, then the end."""
    house.automation.ask(do="clock", advance_ms=130 * 1000)
    wait_until(lambda: house.tree()["overlay"] == "timeout", "the warning")
    house.automation.ask(do="clock", advance_ms=50 * 1000)
    house.wait("standby")


def journey_published_kept_and_over(house):
    assert not [w for w in house.tree()["widgets"] if w["id"].startswith("notice.")]
    publish(house, "water", "幸福里停水检修", "周五停水。\n\n请提前存些水。")
    appears(house, "water")
    house.end("platform")  # the line goes: what is kept stands, also over a new start of all that is here
    house.end("kiosk")
    house.end("agent")
    house.start_agent()
    house.start_kiosk()
    appears(house, "water")
    house.tap("notice.water")
    house.wait("notice")
    assert "请提前存些水。" in said(house)
    house.tap("next")
    house.wait("home")
    leave(house)
    assert house.widget("notice.water")
    house.automation.ask(do="clock", advance_ms=HOUR_MS)
    wait_until(lambda: not house.widget("notice.water"), "the notice going when its time is over")
    assert house.tree()["screen"] == "standby"


def journey_seen_without_a_name_and_withdrawn(house):
    publish(house, "water", "幸福里停水检修", "周五停水。")
    appears(house, "water")
    house.touch("notice.water")  # a real touch, on the pill of the standby picture
    house.wait("notice")
    house.touch("print")
    wait_until(lambda: "请取纸" in said(house), "the paper")
    house.touch("next")
    house.wait("home")
    seen = wait_until(lambda: notes(house, "seen"), "the note at the platform")
    assert [note["notice"] for note in seen] == ["water"] and "person" not in seen[0], seen
    desk(house, "withdraw", "water")
    leave(house)
    wait_until(lambda: not house.widget("notice.water"), "the notice going when it is withdrawn")


def journey_an_alert_amid_the_work(house):
    house.tap("start")
    house.wait("home")
    house.tap("service.gaoling-jintie")
    house.wait("service")
    publish(house, "rain", "暴雨红色预警", "请不要出门。", "alert")
    wait_until(lambda: house.widget("notice.rain"), "the alert in the bar")
    tree = house.tree()
    assert tree["screen"] == "service" and tree["overlay"] is None and "暴雨红色预警" in said(house)
    house.touch("notice.rain")
    assert house.tree()["overlay"] == "alert" and "请不要出门" in read_whole(house)
    house.touch("close")
    assert house.tree()["overlay"] is None and house.tree()["screen"] == "service"
    assert not house.widget("notice.rain")
    time.sleep(2 * LOOK_S)
    assert house.tree()["overlay"] is None and not house.widget("notice.rain"), "it comes once"
    leave(house)
    assert "预警" in said(house), "on the standby picture it stands as long as it holds"


def brightness(house):
    """Of the standby sky, on the display itself."""
    path = house.path("sky.png")
    house.display.picture(path)
    return float(house.run("convert", path, "-crop", "200x20+20+8", "+repage", "-format", "%[fx:mean]", "info:"))


def journey_dark_at_night_and_bright_at_a_touch(house):
    dark = wait_until(lambda: brightness(house), "a picture")
    house.touch("start")
    house.wait("home")
    frame = house.path("home.png")
    house.display.picture(frame)
    home = float(house.run("convert", frame, "-crop", "20x20+2+300", "+repage", "-format", "%[fx:mean]", "info:"))
    assert home > 0.93, f"home is not at its full brightness: {home:.2f}"
    leave(house)
    assert 0.12 < dark < 0.145, f"the sky of #0B4A45 should have 40 % of its light: {dark:.3f}"


def journey_the_panels_lamp(house):
    def lamp():
        with open(os.path.join(LAMP, "brightness"), encoding="ascii") as file:
            return file.read().strip()
    wait_until(lambda: lamp() == "80", "the lamp at 40 %")
    assert brightness(house) > 0.15, "painted dark as well"
    house.sim("idcard", "present", os.path.join(CARDS, "wang-xiulan.json"))  # a card laid down wakes it
    house.wait("home")
    wait_until(lambda: lamp() == "200", "the lamp bright again")
    house.sim("idcard", "remove")


OFTEN = {"platform": {"look_s": LOOK_S}}
HOUR = int(time.time()) // 3600 + 8  # at the kiosk's place
ALWAYS = {"night": f"{(HOUR - 1) % 24:02}:00-{(HOUR + 12) % 24:02}:00"}  # no hours hold all 24
journey_dark_at_night_and_bright_at_a_touch.house = {"extra": {"config": {"screen": ALWAYS}}}
journey_the_panels_lamp.house = {"extra": {"config": {"screen": {**ALWAYS, "backlight": LAMP}}}}

if __name__ == "__main__":
    sys.exit(main(globals(), extra={"config": OFTEN}))
