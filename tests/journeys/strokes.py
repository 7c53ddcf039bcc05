"""Characters as strokes for the handwriting pad: the medians of the npm package hanzi-writer-data, fetched by the build."""
import json
import os

from house import wait_until

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/npm/node_modules/hanzi-writer-data")
SQUARE, TOP = 1024, 900  # the package's units: y goes up from -124 to 900
PART = 0.8  # of the pad's height: how large one writes


def strokes_of(character, width, height):
    """In parts of a pad of this shape, in the order one learns at school."""
    with open(os.path.join(FOLDER, character + ".json"), encoding="utf-8") as file:
        medians = json.load(file)["medians"]
    return [[(0.5 + (x / SQUARE - 0.5) * PART * height / width, 0.5 + ((TOP - y) / SQUARE - 0.5) * PART) for x, y in median]
            for median in medians]


def pad_of(house):
    _, _, width, height = house.widget("pad")["rect"]
    return width, height


def candidates(house):
    """Those of the page that is shown."""
    return {w["label"]: w["id"] for w in house.tree()["widgets"] if w["id"].startswith("cand.") and w["role"] == "key"}


def choose(house, character, press):
    """On one of the two pages of five, turned to and fro: what was written last may still be being read."""
    def found():
        name = candidates(house).get(character)
        for turn in ("cand.next", "cand.prev"):
            if not name and (house.widget(turn) or {}).get("enabled"):
                press(turn)
                break
        return name
    press(wait_until(found, character + " among the candidates", pause_s=1))
    wait_until(lambda: not candidates(house), "an empty pad after the choice")


def write_by_finger(house, text):
    """As the display makes touches."""
    for character in text:
        house.draw("pad", strokes_of(character, *pad_of(house)))
        choose(house, character, house.touch)


def write_by_socket(house, text):
    """By the request `stroke` of the automation socket."""
    for character in text:
        for stroke in strokes_of(character, *pad_of(house)):
            assert house.automation.ask(do="stroke", id="pad", points=stroke)["ok"]
        choose(house, character, house.tap)
