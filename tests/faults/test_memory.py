#!/usr/bin/env python3
"""After a visit nothing of the person is in the kiosk's memory or on its disk; and the search itself can find.

Reads every region of /proc/PID/mem (locked and undumpable ones too), which needs root for a program that allows no
core image.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "journeys"))
from house import Display, House, wait_until  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")
PLANTED = "34119919300101009X"


SHAPED_STRIDE = 20  # hb_glyph_info_t: the character, then sixteen bytes that may hold anything


def needles(texts):
    """What to look for: (text, encoding) -> bytes, or a pattern."""
    wanted = {}
    for text in texts:
        for encoding in ENCODINGS:
            wanted[text, encoding] = text.encode(encoding)
        records = [re.escape(c.encode("utf-32-le")) for c in text]
        gap = rb"[\x00-\xff]{%d}" % (SHAPED_STRIDE - 4)
        wanted[text, "shaped"] = re.compile(gap.join(records), re.DOTALL)
    return wanted


def holds(data, needle):
    return needle in data if isinstance(needle, bytes) else needle.search(data) is not None


def regions(pid):
    """(name, bytes) of every readable region; regions of devices and [vvar] cannot be read and hold nothing of ours."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)", line)
            begin, end = int(match[1], 16), int(match[2], 16)
            if match[4].startswith("[v"):  # pages of the kernel: clocks and calls
                continue
            if "r" not in match[3]:
                continue  # guard pages
            memory.seek(begin)
            try:
                yield match[4] or "anonymous", memory.read(end - begin)
            except OSError as error:
                if match[4].startswith("/dev/") or match[4].startswith("/memfd") or gone(pid, line):
                    continue
                raise AssertionError(f"region {line.split()[0]} {match[4]} cannot be read: {error}") from error


def gone(pid, line):
    """Unmapped since the list was begun: a letter in secret memory lives for a moment only."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
        return line not in maps.readlines()


def search(pid, texts):
    found, total = set(), 0
    wanted = needles(texts)
    for name, data in regions(pid):
        total += len(data)
        for (index, ((text, encoding), needle)) in enumerate(wanted.items()):
            if holds(data, needle):
                found.add((texts.index(text), encoding, name))
            assert index >= 0
    return found, total


def search_files(folder, texts):
    found = set()
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if not os.path.isfile(path):
                continue
            with open(path, "rb") as file:
                data = file.read()
            for (text, encoding), needle in needles(texts).items():
                if holds(data, needle):
                    found.add((texts.index(text), encoding, os.path.relpath(path, folder)))
    return found


def test_planted():
    """The search finds one copy each in secret memory, freed heap, stack and a shaped-text buffer."""
    program = os.path.join(os.environ.get("LC_BUILD", "build"), "tests/faults/planted")
    shifted = "".join(chr(ord(c) + 1) for c in PLANTED)
    missed = []
    for place in ("secret", "freed", "stack", "shaped"):
        process = subprocess.Popen([program, place, shifted], stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "ready\n"
        found, _ = search(process.pid, [PLANTED])
        print(f"planted in {place}: {sorted(f[1:] for f in found)}")
        if not found:
            missed.append(place)
        process.kill()
        process.wait()
    assert not missed, f"not found: {missed}"


def test_visit():
    with open(WANG, encoding="utf-8") as file:
        card = json.load(file)
    texts = [card["number"], card["name"], PHONE]
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        with House(os.environ.get("LC_BUILD", "build"), state, Display()) as house:
            visit = Visit(house)
            visit.begin()
            visit.lay_card()
            house.wait("form")
            during, _ = search(house.processes["kiosk"].pid, texts)
            assert during, "not even during the visit: the search looks in the wrong place"
            visit.fill_form()
            visit.bring_materials()
            visit.sign()
            house.wait("review")
            house.tap("peek")
            visit.submit()
            wait_until(house.papers, "the receipt")
            visit.leave()
            time.sleep(1)
            found, total = search(house.processes["kiosk"].pid, texts)
            files = search_files(house.path("kiosk"), texts)
    what = ("number", "name", "phone")
    print(f"memory: {total >> 20} MiB searched after the visit, found {[(what[i], e, n) for i, e, n in sorted(found)]}")
    print(f"state folder: found {[(what[i], e, n) for i, e, n in sorted(files)]}")
    assert not found and not files


def main():
    failed = 0
    for test in (test_planted, test_visit):
        try:
            test()
            print(f"ok {test.__name__}")
        except AssertionError as error:
            print(f"FAILED {test.__name__}: {error}")
            failed += 1
    print(f"{2 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
