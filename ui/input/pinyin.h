/* Pinyin into Chinese: librime with Debian's pinyin_simp and the words of assets/pinyin in front of it.
 * Nothing is learned and nothing is written: librime is given a folder that cannot exist, and what it frees
 * is wiped (secret_cpp). The library and the dictionary are opened with the first look, not before;
 * pinyin_forget ends with the visit. The struct belongs to its maker; candidates lie in the caller's secret
 * memory. The ui room, and tests. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PINYIN_LETTERS = 40, PINYIN_LINE = 96, PINYIN_CANDIDATES = 320, PINYIN_POOL = 8192 };

/* What may stand for some letters, likeliest first. */
struct candidates {
    char line[PINYIN_LINE]; /* the letters in syllables: san'dong */
    unsigned count;
    uint16_t text[PINYIN_CANDIDATES]; /* where it begins in the pool */
    int16_t rank[PINYIN_CANDIDATES];  /* librime's number of it; -1: a name, for all the letters */
    size_t used;
    char pool[PINYIN_POOL];
};
const char *candidate_text(const struct candidates *candidates, unsigned i); /* "" beyond the last */

struct pinyin;
/* With the compiled dictionary, read when first needed. One a process: to forget closes librime for all. */
struct pinyin *pinyin_new(const char *folder);
void pinyin_free(struct pinyin *pinyin); /* NULL is fine */

/* Fills the candidates for letters a to z and apostrophes. False when librime or the dictionary cannot be
 * opened, which the log says once. */
bool pinyin_look(struct pinyin *pinyin, const char *letters, struct candidates *candidates);
/* How many of the letters, from the first, candidate i stands for. */
size_t pinyin_covers(struct pinyin *pinyin, const char *letters, const struct candidates *candidates,
                     unsigned i);
void pinyin_clear(
    struct pinyin *pinyin); /* lets go of the letters it holds for the next look; NULL is fine */
void pinyin_forget(
    struct pinyin *pinyin); /* drops what librime holds, wiping it; the next look opens it anew */
