"""One resident's visit as steps, shared by the tour and the journeys. The person is invented; area 3411 99 is not assigned."""
import json
import os
import signal
import time

from house import wait_until

CARDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cards")
WANG = os.path.join(CARDS, "wang-xiulan.json")
PHONE = "19900010001"  # no example in the product is the same: its memory is searched for it
SPOUSE_PHONE = "19900010002"
DATE_FIELD = "since"
BANK = "6217000000000000088"
# 王秀兰, as a finger would: a few strokes over the whole pad.
NAME_STROKES = [
    [(0.08, 0.30), (0.24, 0.28)], [(0.09, 0.48), (0.23, 0.47)], [(0.16, 0.30), (0.16, 0.66)], [(0.06, 0.67), (0.26, 0.66)],
    [(0.40, 0.25), (0.52, 0.22)], [(0.36, 0.36), (0.58, 0.34)], [(0.46, 0.24), (0.46, 0.50)], [(0.45, 0.40), (0.36, 0.50)],
    [(0.47, 0.40), (0.58, 0.50)], [(0.40, 0.56), (0.52, 0.56), (0.48, 0.66), (0.57, 0.66), (0.54, 0.80)],
    [(0.72, 0.26), (0.76, 0.34)], [(0.88, 0.24), (0.82, 0.34)], [(0.70, 0.42), (0.90, 0.41)], [(0.72, 0.56), (0.88, 0.55)],
    [(0.66, 0.72), (0.94, 0.71)],
]


class Visit:
    """Drives a House; `press` is house.touch (real pointer) or house.tap (automation)."""

    def __init__(self, house, press=None, see=None):
        self.house, self.press = house, press or house.tap
        self.see, self.see_sending = see or (lambda name: None), see is not None
        self.answers = {}

    def begin(self, service="gaoling-jintie"):
        house = self.house
        house.wait("standby")
        self.see("standby")
        self.press("start")
        house.wait("home")
        self.see("home")
        self.press("service." + service)
        house.wait("service")
        self.see("service")
        self.press("next")
        house.wait("identify")
        self.see("identify")
        house.reader_looked()  # no hand is faster: the field must have been seen empty

    def lay_card(self, card=WANG, large=False, read=True):
        """On the reader. Whom the card says is 60 or older is asked once about larger letters."""
        house = self.house
        house.sim("idcard", "present", card)
        with open(card, encoding="utf-8") as file:
            birth = json.load(file)["birth"]
        if not read or house.tree()["mode"] == "large" or int(birth[:4]) > time.localtime().tm_year - 60:
            return
        wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
        self.see("offer-large")
        self.press("offer.large" if large else "stay")

    def fill_form(self):
        """Answers every question of the form from what its page offers, and notes what was given."""
        house, page = self.house, 0
        while house.tree()["screen"] == "form":
            tree = house.tree()
            fields = [w for w in tree["widgets"] if w["id"].startswith("field.")]
            choices = [w for w in tree["widgets"] if w["id"].startswith("choice.")]
            before = self.questions(tree)
            self.see(f"form-{page}")
            if choices and not any(w["selected"] for w in choices):
                self.press(choices[1]["id"])
                _, name, value = choices[1]["id"].split(".", 2)
                self.answers[name] = value
            keys = {w["id"] for w in tree["widgets"]}
            if "date.year" in keys:
                self.answers[DATE_FIELD] = self.pick_day()
            given = any(field["value"] for field in fields)
            if "region.find" in keys:
                self.answers["community"] = self.pick_community()
            for field in fields:
                name = field["id"].split(".", 1)[1]
                if field["value"]:
                    continue
                value = self.value_for(name)
                if value:
                    house.digits(value, self.press)
                    given = True
                    self.answers[name] = value
            self.see(f"form-{page}-filled")
            unknown = "key.unknown" in keys and not given
            self.press("key.unknown" if unknown else "key.done" if "key.done" in keys else "next")
            tree = house.tree()
            if tree["screen"] == "form" and self.questions(tree) == before:
                raise AssertionError(f"the form stays at {before}")
            page += 1

    @staticmethod
    def questions(tree):
        """What tells one page of the form from another: its heading and what can be answered."""
        return [w["label"] for w in tree["widgets"] if w["role"] == "heading"][:1] + \
            [w["id"] for w in tree["widgets"] if w["id"].startswith(("field.", "choice."))]

    def pick_day(self, decade=1990, year=1998, month=9, day=12):
        for cell in (f"date.decade.{decade}", f"date.year.{year}", f"date.month.{month}", f"date.day.{day}"):
            self.press(cell)
        return f"{year}-{month:02}-{day:02}"

    def pick_community(self, code="341122100006"):
        """The kiosk's own place, offered first."""
        here = {w["id"] for w in self.house.tree()["widgets"]} & {"region.here"}
        self.press(here.pop() if here else f"region.pick.{code}")
        return code

    def value_for(self, name):
        if "bank" in name or "card" in name:
            return BANK
        if "spouse" in name and "phone" not in name:
            return ""
        if "phone" in name:
            return PHONE if name == "phone" else SPOUSE_PHONE
        return ""

    def bring_materials(self):
        house = self.house
        house.wait("materials")
        self.see("materials")
        house.sim("scanner", "show", "lclicence:1:611:DEMO-0088")
        for _ in range(200):  # until the code was taken: its row offers nothing more
            waiting = {w["id"] for w in house.tree()["widgets"] if w["id"].startswith("later.") and w["enabled"]}
            if "later.0" not in waiting:
                break
            time.sleep(0.02)
        for name in sorted(waiting):
            self.press(name)
        self.see("materials-done")
        self.press("next")

    def sign(self):
        house = self.house
        house.wait("signature")
        self.see("signature")
        house.draw("signature", NAME_STROKES)
        self.see("signature-signed")
        self.press("next")

    def submit(self, wait_done=True):
        house = self.house
        house.wait("review")
        self.see("review")
        while (pages := house.tree()["pages"])[0] < pages[1]:  # nothing goes before all of it was seen
            self.press("submit")
            self.see(f"review-{house.tree()['pages'][0]}")
        if self.see_sending:  # it lasts for hundredths of a second: hold the line for the picture
            house.processes["agent"].send_signal(signal.SIGSTOP)
        self.press("submit")
        if self.see_sending:
            house.wait("sending")
            self.see("sending")
            house.processes["agent"].send_signal(signal.SIGCONT)
        if wait_done:
            house.wait("done")
            self.see("done")

    def whole(self, card=WANG):
        self.begin()
        self.lay_card(card)
        self.house.wait("form")
        self.fill_form()
        self.bring_materials()
        self.sign()
        self.submit()

    def receipt_number(self):
        for widget in self.house.tree()["widgets"]:
            for text in (widget["label"], widget["value"]):
                digits = (text or "").replace(" ", "")
                if len(digits) == 12 and digits.isdigit():
                    return digits
        raise AssertionError("no receipt number on this screen")

    def leave(self):
        house = self.house
        self.press("finish")
        house.wait("rating")
        self.see("rating")
        self.press("rate.1")
        self.see("rating-given")
        house.sim("idcard", "remove")
        self.press("finish")
        house.wait("standby")
        self.see("standby-after")
