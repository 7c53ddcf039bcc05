#!/usr/bin/env python3
"""One resident's whole visit by real touches; exits 0 only if the platform holds the application, once."""
import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import Display, House, JourneyError, wait_until  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402


def read_code(path):
    """The text of the QR code on a picture, by a reader that shares nothing with the one that drew it."""
    import zxingcpp
    from PIL import Image
    codes = zxingcpp.read_barcodes(Image.open(path).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    texts = [code.text for code in codes]
    if len(texts) != 1:
        raise JourneyError(f"{path}: {len(texts)} codes instead of one")
    return texts[0]


def check_record(record, visit, number, card):
    """What the platform opened equals what was touched in and what the card said."""
    wrong = []
    for name, value in visit.answers.items():
        if record["answers"].get(name) != value:
            wrong.append(f"answers.{name}")
    said = {"name": card["name"], "number": card["number"], "address": card.get("newest_address", card["address"])}
    for name, value in said.items():
        if record["person"].get(name) != value:
            wrong.append(f"person.{name}")
    if record["receipt"] != number:
        wrong.append("receipt")
    if len(record["signature"]) < 10 or record["signature_pad_ratio"] < 1000:
        wrong.append("signature")
    if wrong:
        raise JourneyError("the record differs from what was entered: " + ", ".join(wrong))


def ask_and_leave_number(house, see):
    """A question that nobody answers: seconds are counted, and a number is left. The receipt's number."""
    visit = Visit(house, house.touch)
    visit.begin("shebao-chaxun")
    house.processes["agent"].send_signal(signal.SIGSTOP)  # a line that is silent
    visit.lay_card(read=False)
    house.wait("sending")
    wait_until(lambda: any("最多再等" in w["label"] for w in house.tree()["widgets"]), "the seconds being counted")
    see("question-counts-down")
    house.wait("result")
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
    house.touch("stay")
    see("question-no-answer")
    house.processes["agent"].send_signal(signal.SIGCONT)
    house.touch("answer.later")
    house.wait("form")
    house.digits(PHONE, house.touch)
    see("question-phone")
    house.touch("key.done")
    house.wait("review")
    see("question-review")
    papers = len(house.papers())
    house.touch("submit")
    house.wait("done")
    number = visit.receipt_number()
    wait_until(lambda: len(house.papers()) > papers, "the printed receipt")
    see("question-done")
    visit.leave()
    return number


def tour(options):
    out = os.path.abspath(options.out)
    os.makedirs(out, exist_ok=True)
    for name in os.listdir(out):
        if name.endswith(".png") or name == "record.json":
            os.unlink(os.path.join(out, name))
    width, height = (int(part) for part in options.size.split("x"))
    count = [0]
    with tempfile.TemporaryDirectory(prefix="linchuang-tour-") as state, \
            House(options.build, state, Display(width, height), (width, height)) as house:
        def see(name):
            count[0] += 1
            house.screenshot(os.path.join(out, f"{count[0]:02}-{name}.png"))
        visit = Visit(house, house.touch, see)
        if options.offline:
            house.end("platform")
        if options.large or options.english:
            house.wait("standby")
            see("standby")
            house.touch("start")
            house.wait("home")
            if options.large:
                house.touch("large_font")
            if options.english:
                house.touch("language")
                house.wait("language")
                house.touch("language.en")
            see("mode")
            house.touch("home") if house.tree()["screen"] != "home" else None
            visit.house.wait("home")
            house.touch("service.gaoling-jintie")
            house.wait("service")
            see("service")
            house.touch("next")
            house.wait("identify")
            see("identify")
            visit.lay_card()
            house.wait("form")
            visit.fill_form()
            visit.bring_materials()
            visit.sign()
            visit.submit()
        else:
            visit.whole()
        number = visit.receipt_number()
        wait_until(house.papers, "the printed receipt")
        shutil.copy(house.paper(house.papers()[-1]), os.path.join(out, "receipt.png"))
        time.sleep(0.3)
        see("done-printed")
        visit.leave()
        time.sleep(1.5)  # standby is dead for a moment
        asked = [] if options.large or options.english else [ask_and_leave_number(house, see)]
        if options.offline:
            house.start_platform()
        records = wait_until(lambda: [r for r in house.platform_records() if r["receipt"] == number],
                             "the application at the platform", 90)
        wait_until(lambda: {r["receipt"] for r in house.platform_records()} >= {number, *asked}, "all at the platform", 90)
        if len(records) != 1 or len(house.platform_records()) != 1 + len(asked):
            raise JourneyError(f"{len(house.platform_records())} records at the platform instead of {1 + len(asked)}")
        with open(WANG, encoding="utf-8") as file:
            check_record(records[0], visit, number, json.load(file))
        with open(os.path.join(out, "record.json"), "w", encoding="utf-8") as file:
            json.dump(records[0], file, ensure_ascii=False, indent=1)
        address = read_code(os.path.join(out, "receipt.png"))
        if not address.endswith("/p/" + number):
            raise JourneyError(f"the receipt's code says {address}, not the progress of {number}")
    print(f"tour: {count[0]} pictures, receipt {number}, once at the platform: {out}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--out", required=True)
    parser.add_argument("--size", default="1080x1920")
    for name in ("large", "english", "offline"):
        parser.add_argument("--" + name, action="store_true")
    try:
        tour(parser.parse_args())
    except (JourneyError, AssertionError) as error:
        print(f"tour: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
