#!/usr/bin/env python3
"""The words that a line's end should not tear, for ui/text_words.c.

  words.py characters                             every character that they are written with, for opencc's t2s
  words.py table OUTPUT SIMPLIFIED DICTIONARY...  the tables in C: words of two and three characters that are said
                                                  often, and what each costs where a sentence is parted into words; so
                                                  do characters alone. SIMPLIFIED is what opencc made of the
                                                  characters: a Traditional text is looked up by it.

A DICTIONARY is one of rime's; our own words weigh what those of the same weight in pinyin_simp do.
"""
import math
import sys

FIRST, LAST = 0x4E00, 0x9FFF  # where the characters of common words stand; text_words.c knows the first as well
COMMON = 100                  # by the weights of pinyin_simp; below it stand names, and what is seldom said
BOUND = 16                    # times as often side by side as by chance, or it is no word: 的第, 您能, 请把
STEPS = 8                     # of the cost, for a word that is said half as often


def entries(path):
    body = False
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if body and line and not line.startswith("#"):
            yield line.split("\t")
        body = body or line == "..."


def weights(paths):
    found = {}
    for path in paths:
        for text, *rest in entries(path):
            weight = int(rest[1]) if len(rest) > 1 and rest[1].isdigit() else 0
            if len(text) <= 3 and all(FIRST <= ord(c) <= LAST for c in text) and (len(text) == 1 or weight >= COMMON):
                found[text] = max(weight, found.get(text, 0), 1)
    total = sum(found.values())

    def by_chance(text):
        return math.prod(found.get(c, 1) / total for c in text) * total

    return {text: weight for text, weight in found.items() if len(text) == 1 or weight >= BOUND * by_chance(text)}


def array(out, kind, name, values):
    out.write(f"const {kind} {name}[] = {{\n")
    for i in range(0, len(values), 20):
        out.write(", ".join(map(str, values[i:i + 20])) + ",\n")
    out.write("};\n")


def key(text):
    value = 0
    for c in text:
        value = value << 15 | ord(c) - FIRST
    return value


def table(output, simplified, dictionaries):
    found = weights(dictionaries)
    total = sum(found.values())
    cost = {text: min(255, round(STEPS * math.log2(total / weight))) for text, weight in found.items()}
    two = sorted((key(text), c) for text, c in cost.items() if len(text) == 2)
    three = sorted(key(text) << 8 | c for text, c in cost.items() if len(text) == 3)
    written = open(simplified, encoding="utf-8").read().split("\n")
    pairs = [(c, ord(zh)) for c, zh in zip(range(FIRST, LAST + 1), written) if len(zh) == 1 and c != ord(zh)]
    pairs = [(c, zh) for c, zh in pairs if FIRST <= zh <= LAST]
    with open(output, "w", encoding="utf-8") as out:
        out.write('#include "ui/text_words_table.h"\n\n')
        array(out, "uint8_t", "text_word_one", [cost.get(chr(c), 255) for c in range(FIRST, LAST + 1)])
        array(out, "uint32_t", "text_word_two", [k for k, _ in two])
        array(out, "uint8_t", "text_word_two_cost", [c for _, c in two])
        array(out, "uint64_t", "text_word_three", three)
        array(out, "uint16_t", "text_word_traditional", [c for c, _ in pairs])
        array(out, "uint16_t", "text_word_simplified", [zh for _, zh in pairs])
        for name, values in (("two", two), ("three", three), ("traditional", pairs)):
            out.write(f"const unsigned text_word_{name}_count = {len(values)};\n")


if sys.argv[1] == "characters":
    print("\n".join(map(chr, range(FIRST, LAST + 1))))
else:
    table(sys.argv[2], sys.argv[3], sys.argv[4:])
