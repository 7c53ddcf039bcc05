#!/usr/bin/env python3
"""一件事一次办 through the real window: one form, one record, and each part at its department once."""
import json
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import BANK, PHONE, WANG, Visit  # noqa: E402

SERVICE = "tuixiu-yijianshi"
TICKED = ["pension", "medical", "housing-fund", "senior-card"]  # for whom the card says is 60 or older


def ticked(house):
    return [w["id"][5:] for w in house.tree()["widgets"] if w["id"].startswith("part.") and w["selected"]]


def to_parts(house):
    """From standby, by the amber tile, with Wang's card, to what can be ticked."""
    visit = Visit(house, house.touch)
    visit.begin(SERVICE)
    visit.lay_card(WANG)
    wait_until(lambda: house.widget("part.pension"), "the parts")
    return visit


def question(house, name):
    """The page that asks this is there."""
    wait_until(lambda: any(w["id"] == f"field.{name}" or w["id"].startswith(f"choice.{name}.")
                           for w in house.tree()["widgets"]), f"the question {name}", 10)


def choose(house, name, value):
    question(house, name)
    house.touch(f"choice.{name}.{value}")
    house.touch("next")


def type_digits(house, name, value):
    question(house, name)
    house.digits(value, house.touch)
    house.touch("key.done")


def retired_on(house, visit):
    wait_until(lambda: house.widget("date.year"), "the date")
    day = visit.pick_day(2020, 2025, 3, 14)
    house.touch("key.done" if house.widget("key.done") else "next")
    return day


def fill_in(house, visit):
    """What the four parts ask; the day that was picked."""
    type_digits(house, "phone", PHONE)
    day = retired_on(house, visit)
    type_digits(house, "pension_card", BANK)
    choose(house, "doctor_at", "away")
    choose(house, "housing_loan", "paid")
    return day


def sign_and_submit(visit):
    visit.bring_materials()
    visit.sign()
    visit.submit()


def leave(house):
    house.sim("idcard", "remove")
    house.touch("finish")
    house.wait("rating")
    house.touch("exit")
    house.wait("standby")


def filed(house):
    """Each part as the platform has it: code, state, what its department was given."""
    with sqlite3.connect(house.path("platform.db")) as store:
        rows = store.execute("SELECT p.code, p.department, s.state, p.record FROM part p JOIN part_step s"
                             " ON s.submission=p.submission AND s.code=p.code ORDER BY p.position, s.seq").fetchall()
    return [(code, department, state, json.loads(record)) for code, department, state, record in rows]


def bundles(house):
    """The records as they came, without what each department was given of them."""
    return [record for record in house.platform_records() if "part" not in record]


def ctl(house, *words):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), *words)


def journey_bundle(house):
    visit = to_parts(house)
    assert ticked(house) == TICKED, ticked(house)
    assert "本来填 5 张表" in say(house) and "4 件事都只要：身份证、社保卡" in say(house)
    house.touch("next")
    day = fill_in(house, visit)
    choose(house, "photo", "card")
    sign_and_submit(visit)
    number = visit.receipt_number()
    wait_said(house, "几个部门分头办")
    wait_until(house.papers, "the paper")
    leave(house)
    records = wait_until(lambda: bundles(house), "the record")
    assert len(records) == 1 and records[0]["receipt"] == number and records[0]["kind"] == "bundle"
    assert [p["code"] for p in records[0]["parts"]] == TICKED
    parts = filed(house)
    assert [(code, state) for code, _, state, _ in parts] == [(code, "received") for code in TICKED], parts
    given = {code: record for code, _, _, record in parts}
    assert given["pension"]["answers"] == {"phone": PHONE, "retired_on": day, "pension_card": BANK}
    assert given["senior-card"]["answers"] == {"phone": PHONE, "photo": "card"}, "a department sees another's answers"
    assert given["medical"]["number"] == f"{number}-medical" and "parts" not in given["medical"]
    ctl(house, "set-state", f"{number}-pension", "approved")
    listed = ctl(house, "list")
    assert f"{number}-pension" in listed and "approved" in listed and "县人社局" in listed, listed
    assert json.loads(ctl(house, "show", f"{number}-medical"))["answers"]["doctor_at"] == "away"


def journey_unticked_is_not_asked(house):
    """All unticked is stopped; one alone asks its own; another, ticked from review, asks what is missing."""
    visit = to_parts(house)
    for code in TICKED:
        house.touch("part." + code)
    assert ticked(house) == []
    house.touch("next")
    wait_said(house, "一件都没勾")
    house.touch("part.checkup")
    assert "一件都没勾" not in say(house), "the mended problem stays"
    house.touch("next")
    type_digits(house, "phone", PHONE)
    choose(house, "checkup_on", "saturday")
    visit.bring_materials()
    visit.sign()
    house.wait("review")
    house.touch("edit.parts")
    wait_until(lambda: house.widget("part.medical"), "the parts again")
    house.touch("part.medical")
    house.touch("next")
    day = retired_on(house, visit)
    wait_until(lambda: house.widget("part.medical"), "the parts once more")
    house.touch("next")
    choose(house, "doctor_at", "here")
    wait_until(lambda: house.widget("part.medical"), "the parts at the end")
    house.touch("next")
    visit.submit()
    number = visit.receipt_number()
    leave(house)
    records = wait_until(lambda: bundles(house), "the record")
    assert records[0]["answers"] == {"phone": PHONE, "checkup_on": "saturday", "retired_on": day, "doctor_at": "here"}
    assert records[0]["receipt"] == number
    assert [code for code, _, _, _ in filed(house)] == ["medical", "checkup"]


def journey_bundle_offline(house):
    """Without the line it is stored, and each part filed once when the line is back."""
    house.end("platform")
    visit = to_parts(house)
    house.touch("part.senior-card")
    house.touch("next")
    fill_in(house, visit)
    sign_and_submit(visit)
    wait_said(house, "替您存好了")
    number = visit.receipt_number()
    leave(house)
    house.start_platform()
    wait_until(lambda: bundles(house), "the record after the line came back", 90)
    time.sleep(3)
    assert [r["receipt"] for r in bundles(house)] == [number], "not exactly once"
    assert [(code, state) for code, _, state, _ in filed(house)] == [(code, "received") for code in TICKED[:3]]


if __name__ == "__main__":
    sys.exit(main(globals()))
