#!/usr/bin/env python3
"""Visits by finger alone, on a display whose only input is a touch screen: one touch, one deed."""
import os
import random
import sys
import time

from PIL import Image, ImageChops

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from finger import TouchDisplay  # noqa: E402
from house import wait_until  # noqa: E402
from visit import PHONE, Visit  # noqa: E402

PAUSE_S = 0.8  # steady hand: half a second between presses, as the kiosk sees them
QUIET_S = 0.3  # what a kiosk that answers within a frame has long done by then


def picture(house):
    path = house.path("seen.png")
    house.screenshot(path)
    with Image.open(path) as image:
        return image.convert("RGB").copy()


def differs(one, other, box):
    """How many points of a rectangle [x, y, w, h] changed."""
    x, y, width, height = box
    area = (x, y, x + width, y + height)
    change = ImageChops.difference(one.crop(area), other.crop(area)).convert("L")
    return sum(change.histogram()[1:])


def screen(house):
    time.sleep(QUIET_S)
    return house.tree()["screen"]


def field(house, name="phone"):
    return house.widget("field." + name)["value"].replace(" ", "")


def to_phone(house):
    visit = Visit(house, press=house.touch)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    for _ in range(8):
        if house.widget("field.phone"):
            return visit
        ids = [w["id"] for w in house.tree()["widgets"]]
        choices = [name for name in ids if name.startswith("choice.")]
        if "region.here" in ids:
            house.touch("region.here")
        if choices:
            house.touch(choices[0])
        house.touch("key.done" if "key.done" in ids else "next")
    raise AssertionError("no page asks for the phone")


def journey_shown_at_touch_meant_at_release(house):
    """Standby, home, a service and back: what is pressed shows at once, and acts when the finger leaves it."""
    glass = house.display
    house.wait("standby")
    house.touch("start")
    house.wait("home")
    before = picture(house)
    x, y = house.middle("service.gaoling-jintie")
    tile = house.widget("service.gaoling-jintie")["rect"]
    other = house.widget("service.shebao-chaxun")["rect"]
    glass.down(x, y)  # not for five seconds: that means something else

    def shown():
        now = picture(house)
        return now if differs(before, now, tile) else None
    pressed = wait_until(shown, "press feedback")
    assert differs(before, pressed, tile) > 1000, "hardly anything shows that the tile is pressed"
    assert not differs(before, pressed, other), "another tile changed too"
    glass.move(x + 12, y + 9)  # fingers roll
    assert screen(house) == "home", "it acted before the finger was lifted"
    glass.up(x + 12, y + 9)
    house.wait("service")
    house.touch("back")
    house.wait("home")
    assert not differs(before, picture(house), tile), "the tile stays pressed"


def journey_slid_off_it_means_nothing(house):
    glass = house.display
    house.wait("standby")
    house.touch("start")
    house.wait("home")
    before = picture(house)
    tile = house.widget("service.gaoling-jintie")["rect"]
    start, away = house.middle("service.gaoling-jintie"), house.middle("service.shebao-chaxun")
    glass.down(*start)
    wait_until(lambda: differs(before, picture(house), tile), "press feedback")
    glass.move(*away)
    wait_until(lambda: not differs(before, picture(house), tile), "the tile given up")
    glass.up(*away)
    assert screen(house) == "home", "a finger that slid off, or onto another tile, acted"
    glass.down(*start)
    glass.move(*away)
    glass.move(*start)  # thought better of it
    glass.up(*start)
    house.wait("service")


def journey_one_touch_is_one_key(house):
    """The same key again and again, quicker than a page changes: a doubled click would show as a digit too many."""
    to_phone(house)
    glass, where = house.display, {key: house.middle("key." + key) for key in "0123456789"}
    for count, digit in enumerate(PHONE, 1):
        glass.stroke([where[digit]])
        wait_until(lambda: len(field(house)) == count, f"{count} digits after {count} touches, it is {field(house)}")
    time.sleep(QUIET_S)
    assert field(house)[:3] == PHONE[:3] and field(house)[-4:] == PHONE[-4:], field(house)
    gone = house.middle("key.delete")
    glass.stroke([gone])
    glass.stroke([gone])
    wait_until(lambda: len(field(house)) == len(PHONE) - 2, f"two signs fewer after two touches of delete, it is {field(house)}")


def journey_a_second_finger_takes_it_back(house):
    """Of two fingers nobody can say which is meant: neither acts; alone each is as good as any."""
    to_phone(house)
    glass, one, two = house.display, house.middle("key.1"), house.middle("key.2")
    x, y, width, height = next(w["rect"] for w in house.tree()["widgets"] if w["role"] == "heading")
    title = (x + width // 2, y + height // 2)
    glass.down(*one, 1)
    glass.down(*two, 2)
    glass.move(two[0] + 5, two[1], 2)
    glass.up(two[0] + 5, two[1], 2)
    glass.up(*one, 1)
    assert screen(house) == "form" and field(house) == "", f"one of two fingers acted: {field(house)}"
    glass.stroke([one])
    wait_until(lambda: field(house) == "1", "one finger's key")
    glass.down(*one, 3)
    glass.down(*two, 4)
    glass.up(*one, 3)  # the first one lifted first
    glass.up(*two, 4)
    assert screen(house) == "form" and field(house) == "1", f"one of two fingers acted: {field(house)}"
    glass.down(*title, 5)  # a hand that leans on the glass where nothing is; no mouse would tell of the next finger
    glass.stroke([two])
    wait_until(lambda: field(house) == "12", "a key beside a leaning hand")
    glass.up(*title, 5)
    time.sleep(QUIET_S)
    assert field(house) == "12", field(house)


def journey_what_lies_on_the_glass_is_news_to_staff(house):
    """Water on the screen: staff find it in the list of devices, and find it well once the glass is dry."""
    def row():
        said = house.run(house.program("kioskctl"), "--config", house.path("kiosk.conf"), "devices")
        return next((line.split() for line in said.splitlines() if line.startswith("touch ")), None)

    house.wait("standby")
    house.touch("start")
    house.wait("home")
    wait_until(lambda: row() and row()[1] == "ready", "a panel that was touched")
    x, y, width, height = next(w["rect"] for w in house.tree()["widgets"] if w["role"] == "heading")
    house.display.down(x + width // 2, y + height // 2, 5)
    wait_until(lambda: row()[1:3] == ["attention", "held"], f"something that lies there, it is {row()}")
    house.touch("service.gaoling-jintie")  # nobody is held up by it
    house.wait("service")
    house.display.up(x + width // 2, y + height // 2, 5)
    wait_until(lambda: row()[1] == "ready", f"a dry glass, it is {row()}")


def inked(house, before, parts):
    """Of the points of the pad along these parts, how many carry ink."""
    now = picture(house)
    return sum(1 for x, y in house.spots("signature", parts) if differs(before, now, [x - 4, y - 4, 9, 9]))


def journey_signed_with_a_finger(house):
    """A whole visit by finger; on the pad a second finger leaves no line, and undo takes back what was one stroke."""
    visit = to_phone(house)
    visit.fill_form()
    visit.bring_materials()
    house.wait("signature")
    glass, blank = house.display, picture(house)
    line = [(0.1 + 0.02 * i, 0.3 + 0.01 * i) for i in range(21)]
    drawn = house.spots("signature", line)
    palm = [(0.8, 0.8), (0.85, 0.75), (0.9, 0.7)]
    resting = house.spots("signature", palm)
    glass.down(*drawn[0], 1)
    for number, point in enumerate(drawn[1:], 1):
        glass.move(*point, 1)
        if number == 5:
            glass.down(*resting[0], 2)
        elif number == 8:
            glass.move(*resting[1], 2)
        elif number == 12:
            glass.up(*resting[2], 2)
    glass.up(*drawn[-1], 1)
    wait_until(lambda: inked(house, blank, line) == len(line), "ink along the whole stroke")
    assert inked(house, blank, palm) == 0, "a second finger drew"
    house.touch("ink.undo")
    wait_until(lambda: not house.widget("signature")["value"], "an empty pad")
    assert inked(house, blank, line) == 0, "undo left ink"
    visit.sign()
    visit.submit()
    number = visit.receipt_number()
    visit.leave()
    records = wait_until(house.platform_records, "the record")
    assert [r["receipt"] for r in records] == [number], "not exactly once"
    assert records[0]["answers"]["phone"] == PHONE, "the phone is not what was touched in"


def journey_an_unsteady_hand(house):
    """抖手也好点: every press trembles, strays over the edge, strikes twice or just misses; each counts once, and the next
    resident's touches are plain again."""
    glass, hand = house.display, random.Random(4)

    def press(name):
        """Down near an edge of the target or a little beside it, to and fro, and once more at once."""
        time.sleep(PAUSE_S)
        rect = house.widget(name)["rect"]
        x, y, width, height = rect
        at = (hand.randint(x + 8, x + width - 8), y + height + hand.randint(-10, 5))
        glass.down(*at)
        for _ in range(6):
            glass.move(at[0] + hand.randint(-14, 14), at[1] + hand.randint(-14, 14))
        glass.up(at[0] + hand.randint(-14, 14), at[1] + hand.randint(-14, 14))
        for _ in range(2):
            time.sleep(0.06)
            glass.stroke([(at[0] + hand.randint(-9, 9), at[1] + hand.randint(-9, 9))])

    house.wait("standby")
    house.touch("start")
    house.wait("home")
    house.touch("help")
    house.touch("switch.steady")
    house.still()
    if not house.widget("switch.steady"):  # wider gaps: it stands on the next page now
        time.sleep(PAUSE_S)
        house.touch("page.next")
    wait_until(lambda: (house.widget("switch.steady") or {}).get("selected"), "the switch on")
    press("back")
    wait_until(lambda: house.tree()["overlay"] is None, "the page again")
    before = house.widget("service.gaoling-jintie")["rect"]
    press("service.gaoling-jintie")
    house.wait("service")
    press("next")
    house.wait("identify")
    time.sleep(QUIET_S)
    assert screen(house) == "identify", "a second strike pressed something on the new page"
    Visit(house, press=press).lay_card()
    house.wait("form")
    for _ in range(8):
        if house.widget("field.phone"):
            break
        ids = [w["id"] for w in house.tree()["widgets"]]
        choices = [name for name in ids if name.startswith("choice.")]
        if "region.here" in ids:
            press("region.here")
            time.sleep(QUIET_S)
        if choices:
            press(choices[0])
            wait_until(lambda: house.widget(choices[0])["selected"], "the choice that was meant")
        press("key.done" if "key.done" in ids else "next")
        time.sleep(QUIET_S)
    for count, digit in enumerate(PHONE, 1):
        press("key." + digit)
        wait_until(lambda: len(field(house)) == count, f"{count} digits after {count} presses, it is {field(house)}")
    time.sleep(QUIET_S)
    assert field(house)[:3] == PHONE[:3] and field(house)[-4:] == PHONE[-4:], field(house)
    key, below = house.widget("key.4")["rect"], house.widget("key.7")["rect"]
    assert below[1] - key[1] - key[3] >= 18, "the keys stand no further apart"
    press("exit")
    wait_until(lambda: house.tree()["overlay"] == "leave", "being asked")
    press("exit")
    house.wait("standby")
    house.sim("idcard", "remove")
    house.touch("start")
    house.wait("home")
    assert house.widget("service.gaoling-jintie")["rect"] == before
    house.touch("help")
    assert not house.widget("switch.steady")["selected"], "the next resident has it, too"


if __name__ == "__main__":
    sys.exit(main(globals(), display=TouchDisplay))
