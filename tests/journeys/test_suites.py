#!/usr/bin/env python3
"""A whole visit with the national suite: without line the application lies sealed at the kiosk and no byte of the person
with it; with the line back it arrives once. A second reader, that shares nothing with ours, opens the box too."""
import base64
import json
import os
import sqlite3
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import national_reader  # noqa: E402
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import PHONE, Visit  # noqa: E402


def rows(house):
    path = urllib.parse.quote(house.path("kiosk", "kiosk.db"))
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return database.execute("SELECT keyid, body FROM outbox WHERE kind='application' AND body IS NOT NULL").fetchall()
    finally:
        database.close()


def secret(house):
    with open(house.path("keys", "seal.key"), encoding="ascii") as file:
        suite, key = file.read().split()
    return suite, base64.b64decode(key)


def offline_visit(house):
    house.end("platform")
    visit = Visit(house)
    visit.whole()
    number = visit.receipt_number()
    visit.leave()
    (keyid, box), = rows(house)
    for text in (PHONE, number, "王秀兰", "gaoling-jintie"):
        assert text.encode() not in box, f"{text} lies open in the box"
    return number, keyid, box


def arrives_once(house, number):
    house.start_platform()
    records = wait_until(house.platform_records, "the record after the line came back", 90)
    assert [record["receipt"] for record in records] == [number], "not exactly once"
    wait_until(lambda: not rows(house), "the sealed body being let go", 20)
    return records[0]


def journey_national(house):
    national_reader.test()
    number, keyid, box = offline_visit(house)
    suite, key = secret(house)
    assert suite == "national" and keyid.startswith("g-"), (suite, keyid)
    inside = json.loads(national_reader.open_box(key, box))
    assert inside["receipt"] == number and inside["kiosk"] == "20617"
    record = arrives_once(house, number)
    assert record["id"] == inside["id"] and record["person"] == inside["person"], "the platform opened something else"


journey_national.house = {"extra": {"keys_options": ["--suite", "national"]}}

if __name__ == "__main__":
    sys.exit(main(globals()))
