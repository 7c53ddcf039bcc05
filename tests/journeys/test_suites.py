#!/usr/bin/env python3
"""A whole visit with the national suite, and a photograph, so that the box is large: without line it lies sealed in the
spool and no byte of the person with it; with the line back it arrives once, in pieces. A second reader, that shares nothing
with ours, opens the box too."""
import base64
import json
import os
import sqlite3
import sys
import urllib.parse

from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import national_reader  # noqa: E402
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from test_camera import REGISTER, paper, take  # noqa: E402
from visit import PHONE, Visit  # noqa: E402

HOUSE = {"extra": {"keys_options": ["--suite", "national"],
                   "config": {"devices": {"camera": "v4l2:{wires}/camera?size=1296x972"}}}}
LARGE = 100 << 10  # what no row holds


def rows(house):
    """Key id and box of every application that waits, from its row or from the spool."""
    path = urllib.parse.quote(house.path("kiosk", "kiosk.db"))
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = database.execute("SELECT keyid, body, id, spool_bytes FROM outbox WHERE kind='application' AND state<>1").fetchall()
    finally:
        database.close()
    boxes = []
    for keyid, body, name, spooled in found:
        if spooled:
            with open(house.path("kiosk", "spool", name.hex()), "rb") as file:
                body = file.read()
        boxes.append((keyid, body))
    return boxes


def photograph(house):
    """The register, of paper so rough that its picture is large."""
    path = paper(house.path("paper.png"))
    with Image.open(path) as smooth:
        rough = Image.effect_noise(smooth.size, 60).convert("RGB")
        Image.blend(smooth.convert("RGB"), rough, 0.25).save(path)
    house.sim("camera", "image", path)
    house.tap(REGISTER)
    house.wait("camera")
    take(house)
    house.tap("use")
    house.wait("materials")


def secret(house):
    with open(house.path("keys", "seal.key"), encoding="ascii") as file:
        suite, key = file.read().split()
    return suite, base64.b64decode(key)


def offline_visit(house):
    house.end("platform")
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("materials")
    photograph(house)
    visit.bring_materials()
    visit.sign()
    visit.submit()
    number = visit.receipt_number()
    visit.leave()
    (keyid, box), = rows(house)
    assert len(box) > LARGE, f"{len(box)} bytes: the box is not in the spool"
    for text in (PHONE, number, "王秀兰", "gaoling-jintie"):
        assert text.encode() not in box, f"{text} lies open in the box"
    return number, keyid, box


def arrives_once(house, number):
    house.start_platform()
    records = wait_until(house.platform_records, "the record after the line came back", 90)
    assert [record["receipt"] for record in records] == [number], "not exactly once"
    wait_until(lambda: not rows(house) and os.listdir(house.path("kiosk", "spool")) == [".lock"], "the sealed body being let go")
    return records[0]


def journey_national(house):
    national_reader.test()
    number, keyid, box = offline_visit(house)
    suite, key = secret(house)
    assert suite == "national" and keyid.startswith("g-"), (suite, keyid)
    inside = json.loads(national_reader.open_box(key, box))
    assert inside["receipt"] == number and inside["kiosk"] == "20617"
    record = arrives_once(house, number)
    assert record["id"] == inside["id"] and record["materials"] == inside["materials"], "the platform opened something else"


if __name__ == "__main__":
    sys.exit(main(globals(), **HOUSE))
