#!/usr/bin/env python3
"""Both cameras, through the real window: a code held before one, a paper laid beneath the other, and what the platform
holds of it; and each thing that may happen to a camera meanwhile."""
import base64
import io
import os
import sys

from PIL import Image, ImageDraw
import zxingcpp

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import Visit  # noqa: E402

LICENCE = "lclicence:1:611:DEMO-0088"
REGISTER = "photo.1"  # 户口本 of this service
PAGE = [(400, 120), (900, 140), (885, 850), (370, 820)]  # of a picture of 1296 x 972


def paper(path):
    """A sheet with lines on it, a little askew on a dark pad; a dark square marks its upper left corner."""
    picture = Image.new("RGB", (1296, 972), (45, 45, 48))
    draw = ImageDraw.Draw(picture)
    draw.polygon(PAGE, fill=(228, 226, 220))
    for i in range(8):
        draw.line([(450, 330 + 55 * i), (820, 345 + 55 * i)], fill=(60, 60, 60), width=8)
    draw.rectangle([430, 170, 510, 250], fill=(20, 20, 20))
    picture.save(path)
    return path


def code(path, text):
    """A phone, held before the camera."""
    picture = Image.new("RGB", (1280, 720), (70, 80, 75))
    dots = Image.fromarray(zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, 360, 360)).convert("RGB")
    picture.paste(Image.new("RGB", (440, 600), (250, 250, 250)), (420, 60))
    picture.paste(dots, (460, 150))
    picture.save(path)
    return path


HOUSE = {"extra": {"config": {"devices": {"scanner": "camera:{wires}/scanner-camera?size=1280x720",
                                          "camera": "v4l2:{wires}/camera?size=1296x972"}}}}


def streams(house, device, wanted):
    wait_until(lambda: f"streaming={'yes' if wanted else 'no'}" in house.sim(device, "state"), f"{device} streaming={wanted}")


def says(house, text):
    wait_until(lambda: any(text in w["label"] for w in house.tree()["widgets"]), f"“{text}” on the page")


def to_materials(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("materials")
    return visit


def take(house):
    wait_until(lambda: (house.widget("take") or {}).get("enabled"), "the button")
    house.tap("take")
    wait_until(lambda: house.widget("use"), "the page that was taken")


def journey_a_code_and_a_paper(house):
    """The licence by its code, the register by its picture; on only where they are wanted; found at the platform."""
    house.sim("camera", "image", paper(house.path("paper.png")))
    streams(house, "scanner-camera", False)
    visit = to_materials(house)
    streams(house, "scanner-camera", True)
    wait_until(lambda: house.widget("sight"), "what the camera sees")
    house.sim("scanner-camera", "image", code(house.path("code.png"), LICENCE))
    wait_until(lambda: not house.widget("later.0"), "the code to be taken")
    house.tap(REGISTER)
    house.wait("camera")
    streams(house, "scanner-camera", False)
    streams(house, "camera", True)
    says(house, "看得清")
    take(house)
    says(house, "只留下这一页")
    house.tap("use")
    house.wait("materials")
    streams(house, "camera", False)
    house.tap("next")
    visit.sign()
    visit.submit()
    record = [r for r in house.platform_records() if r["kind"] == "application"][0]
    papers = {m["code"]: m for m in record["materials"]}
    assert papers["611"]["licence"] == LICENCE and "photos" not in papers["611"]
    assert len(papers["113"]["photos"]) == 1 and not papers["113"]["later"]
    jpeg = base64.b64decode(papers["113"]["photos"][0], validate=True)
    assert len(jpeg) <= 250000 and b"Exif" not in jpeg
    page = Image.open(io.BytesIO(jpeg)).convert("L")
    assert 1.2 < page.height / page.width < 1.5 and page.height <= 1654, page.size
    dark = page.getpixel((int(page.width * 0.16), int(page.height * 0.12)))
    assert dark < 90 < 180 < page.getpixel((page.width // 2, int(page.height * 0.95))), "the page stands as it lay"
    signed = Image.open(io.BytesIO(base64.b64decode(record["signature_png"])))
    assert signed.format == "PNG" and signed.width == 640 and min(signed.convert("L").getdata()) == 0
    visit.leave()


def journey_what_may_happen_to_it(house):
    """Dark, still, pulled out: each is said, each can be got out of, and nothing is lost."""
    house.sim("camera", "image", paper(house.path("paper.png")))
    visit = to_materials(house)
    house.tap(REGISTER)
    house.wait("camera")
    house.sim("camera", "fault", "black")
    says(house, "太暗了")
    house.sim("camera", "fault", "none")
    says(house, "看得清")
    house.sim("camera", "clear")
    says(house, "没看到纸")
    take(house)
    says(house, "没找到纸边")
    house.tap("retry")
    house.sim("camera", "image", paper(house.path("paper.png")))
    house.sim("camera", "fault", "stall")
    says(house, "摄像头现在用不了")
    house.sim("camera", "fault", "none")
    says(house, "看得清")
    house.sim("camera", "fault", "unplug")
    says(house, "摄像头现在用不了")
    house.tap("back")
    house.wait("materials")
    wait_until(lambda: not house.widget(REGISTER), "no photographing without a camera")
    for name in ("later.0", "later.1"):
        house.tap(name)
    house.tap("next")
    visit.sign()
    visit.submit()
    visit.leave()
    house.sim("camera", "fault", "none")


def journey_the_visit_ends(house):
    """Whoever goes leaves no camera on and no picture."""
    house.sim("camera", "image", paper(house.path("paper.png")))
    to_materials(house)
    house.tap(REGISTER)
    house.wait("camera")
    take(house)
    house.tap("use")
    house.wait("materials")
    house.tap("exit")
    wait_until(lambda: house.tree()["overlay"] == "leave", "the question")
    house.tap("exit")
    house.wait("standby")
    streams(house, "camera", False)
    streams(house, "scanner-camera", False)


if __name__ == "__main__":
    sys.exit(main(globals(), **HOUSE))
