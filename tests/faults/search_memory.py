#!/usr/bin/env python3
"""Searches all memory of a process for texts in every form that a program may keep them in.

usage: search_memory.py PID    the texts as a JSON list on standard input, so that no argument holds a copy

Prints {"found": [[index, form, region], ...], "bytes": searched}. Reads every region of /proc/PID/mem, locked and
undumpable ones too, which needs root for a program that allows no core image.
"""
import json
import re
import sys

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")
RAW = "bytes:"  # in front of hexadecimal digits: no text but these bytes, of a key
SHAPED_STRIDE = 20  # hb_glyph_info_t: the character, then sixteen bytes that may hold anything


def needles(texts):
    """What to look for: (text, encoding) -> bytes, or a pattern."""
    wanted = {}
    for text in texts:
        if text.startswith(RAW):
            wanted[text, "raw"] = bytes.fromhex(text[len(RAW):])
            continue
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
        for (text, encoding), needle in wanted.items():
            if holds(data, needle):
                found.add((texts.index(text), encoding, name))
    return found, total


if __name__ == "__main__":
    everything, searched = search(int(sys.argv[1]), json.load(sys.stdin))
    print(json.dumps({"found": sorted(everything), "bytes": searched}))
