#!/usr/bin/env python3
"""看手语 through the real window: clips made here, of plain colours; what is seen is asked of the display."""
import os
import sys
import tempfile
import time

from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import WANG, Visit  # noqa: E402

SIZE = (320, 240)
STANDS_MS = 20000  # each frame, by the session's clock: however long this machine takes to look at it
FAST_FRAMES = 1800  # a minute: no four touches take as long
RED, GREEN, BLUE, WHITE = (200, 30, 20), (20, 150, 60), (30, 60, 190), (255, 255, 255)


def clip(folder, name, frames):
    """frames: colour and milliseconds."""
    os.makedirs(folder, exist_ok=True)
    first, *rest = [Image.new("RGB", SIZE, colour) for colour, _ in frames]
    first.save(os.path.join(folder, name + ".webp"), save_all=True, append_images=rest, lossless=True,
               duration=[ms for _, ms in frames])


def spoil(folder, name):
    """Its frames are damaged, its head is not: only who decodes it finds out."""
    path = os.path.join(folder, name + ".webp")
    with open(path, "r+b") as file:
        data = file.read()
        at = data.rindex(b"VP8")
        file.seek(at + 8)
        file.write(bytes(len(data) - at - 8))


def near(seen, colour):
    return all(abs(a - b) < 6 for a, b in zip(seen, colour))


def seen(house, part=(0.5, 0.5)):
    """The colour of a spot of the clip's place, as the display has it; None when there is no such place."""
    if not house.widget("clip"):
        return None
    spot = house.spots("clip", [part])[0]
    path = house.path("seen.png")
    house.display.picture(path)
    with Image.open(path) as image:
        return image.convert("RGB").getpixel(spot)


def comes(house, *colours):
    """One after the other, each as soon as the one before has had its time."""
    for number, colour in enumerate(colours):
        if number:
            house.automation.ask(do="clock", advance_ms=STANDS_MS)
        wait_until(lambda c=colour: (now := seen(house)) and near(now, c), f"a frame of {colour}")


def to_identify(house):
    visit = Visit(house)
    visit.begin()
    wait_until(lambda: house.widget("sign"), "the button for the clip")
    return visit


def moves(house):
    """How often the ui room slept and woke."""
    with open(f"/proc/{house.processes['kiosk'].pid}/status", encoding="ascii") as file:
        return int([line.split()[1] for line in file if line.startswith("voluntary")][0])


def rests(house):
    """A second in which the ui room hardly woke and drew nothing; a letter of some device may fall into another."""
    frame, slept = house.tree()["frame"], moves(house)
    time.sleep(1)
    woken = moves(house) - slept
    return woken <= 2 and house.tree()["frame"] == frame


def journey_watched_where_there_is_a_clip(house):
    visit = to_identify(house)
    time.sleep(1)
    assert house.tree()["overlay"] is None, "it plays without being asked to"
    house.touch("sign")  # a real touch, on the switch in the header
    house.wait("identify", overlay="sign")
    comes(house, RED, GREEN, BLUE)
    house.automation.ask(do="clock", advance_ms=STANDS_MS)
    time.sleep(0.5)
    assert near(seen(house), BLUE), "the last frame does not stand"
    assert near(seen(house, (0.5, 0.02)), WHITE), "it is not as large as fits, at its own proportions"
    wait_until(lambda: rests(house), "rest while nothing moves", pause_s=0)
    house.tap("sign.again")
    comes(house, RED, GREEN, BLUE)
    house.touch("close")
    assert house.tree()["overlay"] is None and not house.widget("clip")
    visit.lay_card()
    house.wait("form")
    assert not house.widget("sign"), "a page without a clip offers one"


def journey_a_card_is_read_while_one_watches(house):
    visit = to_identify(house)
    house.tap("sign")
    comes(house, RED)
    visit.lay_card()
    house.wait("form")
    assert house.tree()["overlay"] is None
    house.sim("idcard", "remove")


def journey_broken_is_no_button_and_done_has_its_own(house):
    with open(house.path("kiosk.log"), encoding="utf-8") as log:
        told = [line for line in log if "consent.webp" in line]
    assert len(told) == 1 and "cannot be shown" in told[0], told
    visit = to_identify(house)
    visit.lay_card(WANG)
    house.wait("form")
    visit.fill_form()
    visit.bring_materials()
    house.wait("signature")
    assert not house.widget("sign"), "a button for a broken clip"
    visit.sign()
    visit.submit()
    assert house.widget("sign")
    house.tap("sign")
    comes(house, BLUE, GREEN)
    house.automation.ask(do="clock", advance_ms=31000)
    time.sleep(0.2)
    assert house.tree()["screen"] == "done", "the page ends while one watches"
    house.tap("close")
    visit.leave()


def journey_by_keypad_in_large_letters(house):
    to_identify(house)
    house.tap("large_font")
    house.automation.ask(do="key", key="PlugIn")
    house.automation.ask(do="spoken")
    for _ in range(40):
        house.automation.ask(do="key", key="Tab")
        if any("手语，按钮" in said for said in house.automation.ask(do="spoken")["spoken"]):
            break
    else:
        raise AssertionError("the keypad does not come to the clip's button")
    house.automation.ask(do="key", key="Return")
    house.wait("identify", overlay="sign")
    said = house.automation.ask(do="spoken")["spoken"]
    assert "手语：刷身份证" in said and any("再看一遍" in sentence for sentence in said), said
    comes(house, RED, GREEN, BLUE)
    assert house.automation.ask(do="spoken")["spoken"] == [], "each frame is spoken"
    house.automation.ask(do="key", key="Escape")
    house.wait("identify")
    assert house.tree()["overlay"] is None


def journey_touched_while_it_plays(house):
    """Thirty frames a second: what is pressed is done all the same, and at once."""
    to_identify(house)
    house.tap("sign")
    wait_until(lambda: house.tree()["frame"] > 20, "the clip going on")
    for turn in range(4):
        begun = house.tree()["frame"]
        house.touch("seated")
        assert house.widget("seated")["selected"] == (turn % 2 == 0), "a touch was lost"
        wait_until(lambda b=begun: house.tree()["frame"] > b + 5, "the clip going on after a touch")
    house.touch("close")
    assert house.tree()["overlay"] is None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="linchuang-") as clips:
        usual, fast = os.path.join(clips, "usual"), os.path.join(clips, "fast")
        clip(usual, "identify", [(colour, STANDS_MS) for colour in (RED, GREEN, BLUE)])
        clip(usual, "consent", [(RED, STANDS_MS), (GREEN, STANDS_MS)])
        spoil(usual, "consent")
        clip(usual, "done", [(BLUE, STANDS_MS), (GREEN, STANDS_MS)])
        clip(fast, "identify", [((i % 256, 80, 80), 33) for i in range(FAST_FRAMES)])
        journey_touched_while_it_plays.house = {"extra": {"config": {"assets": {"sign": fast}}}}
        status = main(globals(), extra={"config": {"assets": {"sign": usual}}})
    sys.exit(status)
