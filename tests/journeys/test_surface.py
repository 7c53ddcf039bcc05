#!/usr/bin/env python3
"""The window's surface is plain memory, on Xvfb and in cage, whatever the environment says; and the page is whole.

usage: test_surface.py xvfb|cage [journey...]
"""
import os
import re
import sys

from PIL import Image, ImageChops, ImageColor, ImageDraw

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from cage import CageDisplay  # noqa: E402
from house import Display, of_process, wait_until  # noqa: E402

# What a surface emulated on OpenGL or Vulkan maps into the process, software rasterisers included.
GRAPHICS = re.compile(r"/(lib(GL|GLX|GLES|EGL|OpenGL|gallium|LLVM|vulkan|glapi)[^/]*\.so|[^/]*(swrast|_dri\.so|llvmpipe))")
# A display that somebody set up for another program; the kiosk still draws in software, through X11.
MISLEADING = {"SDL_FRAMEBUFFER_ACCELERATION": "1", "SDL_VIDEODRIVER": "wayland"}


def open_picture(path):
    with Image.open(path) as image:
        return image.convert("RGB").copy()


def shot(house):
    path = house.path("shot.png")
    house.screenshot(path)
    return open_picture(path)


def seen(house):
    path = house.path("seen.png")
    house.display.picture(path)
    return open_picture(path)


def counted(picture):
    """[(points, colour)]; more colours than points there are not, and Pillow clears a table of as many as it is told."""
    return picture.getcolors(maxcolors=picture.width * picture.height)


def missing(picture, tree):
    """What the page says and the picture lacks: its size, a text's own colour in its place, anything never painted."""
    faults = []
    if picture.size != tuple(tree["size"]):
        faults.append(f"it is {picture.size}, the page {tree['size']}")
    for widget in tree["widgets"]:
        x, y, width, height = widget["rect"]
        part = picture.crop((x, y, x + width, y + height))
        colours = {colour for _, colour in counted(part)}
        if widget["label"] and widget["font_px"] and ImageColor.getrgb(widget["fg"]) not in colours:
            faults.append(f"{widget['id'] or widget['role']} \"{widget['label']}\" has nothing in its colour {widget['fg']}")
    never = sum(n for n, colour in counted(picture) if colour == (0, 0, 0))
    if never:
        faults.append(f"{never} points were never painted")
    return faults


def assert_whole(house):
    """The screenshot holds all that the page says, and the display shows the same, point for point."""
    tree, picture = house.tree(), shot(house)
    assert missing(picture, tree) == [], "\n".join(missing(picture, tree))
    assert len(tree["widgets"]) > 3
    wait_until(lambda: not ImageChops.difference(shot(house), seen(house)).getbbox(), "the display showing the page", pause_s=0.1)
    width, height = picture.size  # and half a page would not have passed, neither never painted nor painted over
    for half, colour in (((0, 0, width, height // 2), "#000000"), ((0, height // 2, width, height), "#ffffff")):
        torn = picture.copy()
        ImageDraw.Draw(torn).rectangle(half, fill=colour)
        assert missing(torn, tree), f"half a page ({half}) passes for a whole one"


def mapped(house):
    return of_process(house.processes["kiosk"].pid, "maps")


def journey_software_and_whole(house):
    """From standby to a service: every page is all there, and no graphics library was ever loaded."""
    house.wait("standby")
    assert "libSDL2" in mapped(house) and "libX11" in mapped(house), "this is not SDL on X11"
    assert_whole(house)
    house.touch("start")
    house.wait("home")
    assert_whole(house)
    house.touch("service.gaoling-jintie")
    house.wait("service")
    assert_whole(house)
    found = sorted({m.group(0) for m in GRAPHICS.finditer(mapped(house))})
    assert not found, f"the surface is not plain memory: {found}"


if __name__ == "__main__":
    kind = sys.argv.pop(1)
    displays = {"xvfb": (Display, (1080, 1920), False), "cage": (CageDisplay, CageDisplay.SIZE, True)}
    shown, size, fullscreen = displays[kind]
    sys.exit(main(globals(), size, shown, fullscreen=fullscreen, extra={"env": MISLEADING}))
