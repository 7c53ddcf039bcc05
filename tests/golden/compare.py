#!/usr/bin/env python3
"""Every screen in every mode beside its golden picture, rendered without a display.

compare.py BUILD [NAME...]     compares; what differs is left in BUILD/golden, with a picture of the difference
compare.py --renew BUILD       writes what differs anew: look at them before they are committed
compare.py --selftest BUILD    plants differences that must be found, and noise that must not
"""
import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = os.path.join(HERE, "pictures")
SHRINK = 4     # kept at a quarter: a screen is ten kilobytes, and a moved box still shows
COLOURS = 256  # of a kept picture
BLOCK = 4      # kept pixels; a block is judged by its mean, so that a glyph's softer edge is no difference
MOST = 9       # of 255: mean difference of a block; the fewer colours of what is kept cost 5
RUN = 16       # kept pixels in a row or a column: a hairline is too thin for a block to notice
RUN_MOST = 10  # mean difference of a run; a hairline that is gone makes 16 to 28, the fewer colours 6


def shrunk(picture):
    """As golden_render --quarter does."""
    width, height = picture.size
    return picture.resize((width // SHRINK, height // SHRINK), Image.Resampling.BOX)


def kept(small):
    return small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)


def apart(golden, now):
    """The difference of every pixel, in its worst channel; bytes, which take a tenth of the time that numbers take."""
    a, b = numpy.asarray(golden), numpy.asarray(now)
    between = numpy.maximum(a, b) - numpy.minimum(a, b)
    return numpy.maximum(numpy.maximum(between[:, :, 0], between[:, :, 1]), between[:, :, 2])


def means(pixels, high, wide):
    """The mean of every patch of so many pixels; what is left over at the far edges belongs to none."""
    height, width = pixels.shape[0] // high * high, pixels.shape[1] // wide * wide
    return pixels[:height, :width].reshape(height // high, high, width // wide, wide).mean(axis=(1, 3))


def differs(golden, now):
    """Where the worst patch is, in pixels of the screen; None when nothing differs. Both are small."""
    if golden.size != now.size:
        return 0, 0, 255.0
    pixels, worst = apart(golden, now), None
    for high, wide, most in ((BLOCK, BLOCK, MOST), (1, RUN, RUN_MOST), (RUN, 1, RUN_MOST)):
        patches = means(pixels, high, wide)
        y, x = numpy.unravel_index(patches.argmax(), patches.shape)
        value = float(patches[y, x])
        if value > most and (worst is None or value > worst[2]):
            worst = int(x) * wide * SHRINK, int(y) * high * SHRINK, value
    return worst


RENDERS = 2  # at a time, for two cores


def halves(build):
    """The modes that golden_render knows, dealt out."""
    modes = subprocess.run([os.path.join(build, "tests/golden/golden_render"), "--modes"], capture_output=True, text=True,
                           check=True).stdout.split()
    return [modes[i::RENDERS] for i in range(RENDERS)]


def draw(build, *words):
    return subprocess.Popen([os.path.join(build, "tests/golden/golden_render"), *words],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def rendered(build):
    """Every picture, small already: to pack whole ones and unpack them again takes ten times as long."""
    folder = os.path.join(build, "golden")
    shutil.rmtree(folder, ignore_errors=True)
    renders = [draw(build, "--quarter", folder, "-", *half) for half in halves(build)]
    said = [render.communicate()[1] for render in renders]
    if any(render.returncode for render in renders):
        sys.exit(f"golden: {' '.join(said).strip()}")
    return folder


def whole(build, name):
    """One picture as it is on the screen: its path."""
    folder = os.path.join(build, "golden")
    preview, mode = name.split("-", 1)
    said = draw(build, folder, preview, mode).communicate()[1]
    path = os.path.join(folder, f"{name}.png")
    if not os.path.exists(path):
        sys.exit(f"golden: {said.strip()}")
    return path


def pictures(folder, kind):
    return sorted(name[:-4] for name in os.listdir(folder) if name.endswith(kind))


def compare_one(build, folder, name):
    golden_path, now_path = os.path.join(PICTURES, f"{name}.png"), os.path.join(folder, f"{name}.ppm")
    if not os.path.exists(golden_path):
        return f"{name}: no golden picture: look at it, then compare.py --renew"
    if not os.path.exists(now_path):
        return f"{name}: is no longer drawn: compare.py --renew takes its picture away"
    golden, now = Image.open(golden_path).convert("RGB"), Image.open(now_path)
    where = differs(golden, now)
    if where is None:
        os.unlink(now_path)
        return None
    path = whole(build, name)
    if golden.size == now.size:
        seen = numpy.minimum(apart(golden, now).astype(int) * 8, 255).astype(numpy.uint8)
        Image.fromarray(seen).save(path[:-4] + ".difference.png")
    return f"{name}: differs by {where[2]:.0f} at {where[0]}, {where[1]}: see {path}"


def compare(build, wanted):
    folder = rendered(build)
    names = sorted(set(pictures(folder, ".ppm")) | set(pictures(PICTURES, ".png")))
    names = [name for name in names if not wanted or any(name.startswith(word) for word in wanted)]
    with ProcessPoolExecutor(2) as pool:
        faults = [fault for fault in pool.map(partial(compare_one, build, folder), names, chunksize=64) if fault]
    print("\n".join(faults[:40]))
    print(f"golden: {len(names)} pictures, {len(faults)} differ")
    return 1 if faults or not names else 0


def renew(build):
    """Only what differs is written: each written picture stays in the repository for ever."""
    folder, written = rendered(build), 0
    os.makedirs(PICTURES, exist_ok=True)
    gone = set(pictures(PICTURES, ".png")) - set(pictures(folder, ".ppm"))
    for name in gone:
        os.unlink(os.path.join(PICTURES, f"{name}.png"))
    for name in pictures(folder, ".ppm"):
        path, now = os.path.join(PICTURES, f"{name}.png"), Image.open(os.path.join(folder, f"{name}.ppm"))
        if not os.path.exists(path) or differs(Image.open(path).convert("RGB"), now) is not None:
            kept(now).save(path, optimize=True)
            written += 1
    print(f"golden: {written} pictures written, {len(gone)} taken away: look at them before you commit")
    return 0


HAIRLINE = (0xdd, 0xd7, 0xc7)  # `line` of the standard theme


def planted(picture):
    """What a person would see, in turn: a box moved by 8, a colour changed, a character or the hairlines missing."""
    ground = picture.getpixel((picture.width // 2, 4))
    moved = picture.copy()
    part = picture.crop((40, 400, 540, 700))
    moved.paste(part, (48, 400))
    coloured = picture.copy()
    coloured.paste((200, 120, 40), (100, 500, 160, 560))
    missing = picture.copy()
    missing.paste(ground, (60, 310, 110, 370))
    bare = numpy.asarray(picture).copy()
    hairlines = (bare == HAIRLINE).all(axis=2)
    if not hairlines.any():
        sys.exit("golden: the page of the self-test has no hairline to take away")
    bare[hairlines] = 255
    return {"a box moved by 8": moved, "a colour changed": coloured, "a character missing": missing,
            "hairlines missing": Image.fromarray(bare)}


def selftest(build):
    folder, faults = os.path.join(build, "golden"), []
    said = draw(build, "--quarter", folder, "home", "standard").communicate()[1]
    small = os.path.join(folder, "home-standard.ppm")
    if not os.path.exists(small):
        sys.exit(f"golden: {said.strip()}")
    picture = Image.open(whole(build, "home-standard")).convert("RGB")
    golden = kept(Image.open(small)).convert("RGB")
    noise = numpy.random.default_rng(1).integers(-1, 2, size=(picture.height, picture.width, 3))
    noisy = Image.fromarray(numpy.clip(numpy.asarray(picture, dtype=int) + noise, 0, 255).astype(numpy.uint8))
    for what, other in (("itself", picture), ("noise of one level", noisy)):
        if differs(golden, shrunk(other)) is not None:
            faults.append(f"{what} is taken for a difference: {differs(golden, shrunk(other))}")
    for what, other in planted(picture).items():
        if differs(golden, shrunk(other)) is None:
            faults.append(f"{what} is not seen")
    print("\n".join(faults) or "golden: planted differences are seen, noise is not")
    return 1 if faults else 0


def main():
    words = sys.argv[1:]
    if words[:1] == ["--renew"] and len(words) == 2:
        return renew(words[1])
    if words[:1] == ["--selftest"] and len(words) == 2:
        return selftest(words[1])
    if words and not words[0].startswith("-"):
        return compare(words[0], words[1:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
