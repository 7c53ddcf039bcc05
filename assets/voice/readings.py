#!/usr/bin/env python3
"""How Chinese is read, as a C table: readings.py VARIANTS READINGS TERRA WORDS OUT.c

VARIANTS, READINGS: Unihan_Variants.txt and Unihan_Readings.txt of Debian's unicode-data (Unicode 15). TERRA: the
dictionary of Debian's rime-data-terra-pinyin (words with tones, in traditional characters). WORDS: readings of our own,
which come last and win. Only words that their characters read one by one would get wrong are kept.
"""
import re
import sys

MARKS = {mark: (plain, tone) for plain, marks in
         {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ", "n": " ńňǹ", "m": " ḿ  "}.items()
         for tone, mark in enumerate(marks, 1) if mark != " "}
LONGEST = 8


def numbered(syllable):
    """nǐ -> ni3, lǜ -> lv4: as espeak-ng's voice cmn-latn-pinyin takes them."""
    tone, plain = 5, ""
    for letter in syllable.replace("ê̄", "ē").replace("ế", "é").replace("ê̌", "ě").replace("ề", "è"):
        base, found = MARKS.get(letter, (letter, 0))
        plain, tone = plain + base, found or tone
    return plain.replace("ü", "v") + str(tone)


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def unihan_readings(path):
    """The commonest reading in running text (kHanyuPinlu) where it was counted, else kMandarin."""
    found, counted = {}, {}
    for code, field, value in lines(path):
        if field in ("kMandarin", "kHanyuPinlu"):
            (found if field == "kMandarin" else counted)[chr(int(code[2:], 16))] = numbered(value.split()[0].split("(")[0])
    return {**found, **counted}


def simple_forms(path):
    found = {}
    for code, field, value in lines(path):
        if field == "kSimplifiedVariant":
            found[chr(int(code[2:], 16))] = chr(int(value.split()[0][2:], 16))
    return found


def usable(text, syllables):
    return 2 <= len(text) <= LONGEST and len(text) == len(syllables) and all(re.fullmatch(r"[a-z]+[1-5]", s) for s in syllables)


def terra(path, simple):
    """Its words, in simplified characters. Its single characters are of no use: 机 and 听 are others there."""
    phrases, body = {}, False
    for fields in lines(path):
        if not body:
            body = fields[0] == "..."
            continue
        if len(fields) < 2:
            continue
        plain = "".join(simple.get(c, c) for c in fields[0])
        syllables = fields[1].replace("ü", "v").split()
        if usable(plain, syllables):
            phrases.setdefault(plain, syllables)
    return phrases


def unbent(text, syllables):
    """一 and 不 in their own tone: how they bend is a rule of voice_pinyin.c."""
    return ["yi1" if c == "一" else "bu4" if c == "不" else s for c, s in zip(text, syllables)]


def gather(variants, readings, dictionary, words):
    single = unihan_readings(readings)
    phrases = terra(dictionary, simple_forms(variants))
    own = {fields[0]: fields[1].split() for fields in lines(words)}
    single.update({text: syllables[0] for text, syllables in own.items() if len(text) == 1})
    phrases.update({text: syllables for text, syllables in own.items() if len(text) > 1})
    kept = {}
    for text, syllables in phrases.items():
        if len(text) != len(syllables):
            raise SystemExit(f"{words}: {text}: {len(text)} characters, {len(syllables)} syllables: one each")
        if all(c in single for c in text):
            syllables = unbent(text, syllables)
            if text in own or syllables != [single[c] for c in text]:
                kept[text] = syllables
    return single, kept


def rows(values, per_line=16):
    return "".join("    " + ", ".join(values[i:i + per_line]) + ",\n" for i in range(0, len(values), per_line))


def write(path, single, phrases):
    syllables = sorted({*single.values(), *(s for value in phrases.values() for s in value)})
    number = {s: i for i, s in enumerate(syllables)}
    ordered = sorted(phrases, key=lambda text: text.encode())
    starts, parts, at = [], [], 0
    for text in ordered:
        starts.append((at, len(parts)))
        at += len(text.encode())
        parts += [number[s] for s in phrases[text]]
    starts.append((at, len(parts)))
    with open(path, "w", encoding="utf-8") as out:
        out.write('/* Made by assets/voice/readings.py: change that, or words.tsv. */\n#include "ui/voice_readings.h"\n\n')
        out.write("const char voice_syllables[][VOICE_SYLLABLE] = {\n" + rows([f'"{s}"' for s in syllables]) + "};\n")
        out.write("const struct voice_character voice_characters[] = {\n" +
                  rows([f"{{{ord(c)}, {number[single[c]]}}}" for c in sorted(single)], 8) + "};\n")
        out.write(f"const unsigned voice_character_count = {len(single)};\n")
        out.write("const char voice_phrase_text[] =\n" +
                  "".join('    "' + "".join(ordered[i:i + 12]) + '"\n' for i in range(0, len(ordered), 12)) + "    ;\n")
        out.write("const struct voice_phrase voice_phrases[] = {\n" + rows([f"{{{a}, {b}}}" for a, b in starts], 8) + "};\n")
        out.write(f"const unsigned voice_phrase_count = {len(ordered)};\n")
        out.write("const uint16_t voice_phrase_syllables[] = {\n" + rows([str(n) for n in parts]) + "};\n")


def main():
    if len(sys.argv) != 6:
        raise SystemExit(__doc__)
    single, phrases = gather(*sys.argv[1:5])
    write(sys.argv[5], single, phrases)
    print(f"{len(single)} characters, {len(phrases)} words")


if __name__ == "__main__":
    main()
