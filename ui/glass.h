/* How the touch panel does, from the fingers alone: whether something lies on it (water, a sleeve), and
 * whether taps miss their targets by much the same way again and again (drift). Holds how long fingers lie
 * and how far taps were off, never where or on what. A value owned by the ui; no SDL, no clock of its own.
 * Pure: the ui room, and tests. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    GLASS_HELD_MS = 10000, /* on one place */
    GLASS_STILL = 24,      /* units: a finger that moved no further lies still */
    GLASS_TAP_MS = 1000,   /* what is lifted within that was a tap */
    GLASS_MISSES = 20,     /* so many are looked at */
    GLASS_TAPS = 60,       /* all of them within so many taps: else people only missed now and then */
    GLASS_AIMED = 120,     /* units: who is further off did not mean that target */
    GLASS_DRIFT = 14,      /* units: some 3 mm, more than a slanting look makes */
    GLASS_SPREAD = 12,     /* units around the median, in which three of four lie */
    GLASS_FINGERS = 10
};

/* Units (theme.h) from where the finger came down to the nearest edge of the nearest target; 0, 0: a hit. */
struct glass_off {
    int16_t x, y;
};
struct glass { /* zeroed: nothing touched yet */
    struct glass_finger {
        bool down, tap;
        int64_t finger, since_ms, down_ms;
        int x, y; /* units; wiped as it is lifted */
        struct glass_off off;
    } fingers[GLASS_FINGERS];
    struct glass_miss {
        struct glass_off off;
        unsigned tap;       /* how many there had been */
    } misses[GLASS_MISSES]; /* a ring */
    unsigned missed, taps;
    bool ever;
};

void glass_down(struct glass *glass, int64_t finger, int x, int y, struct glass_off off, int64_t ms);
void glass_move(struct glass *glass, int64_t finger, int x, int y, int64_t ms);
void glass_up(struct glass *glass, int64_t finger, int64_t ms);
/* The panel is gone, or has come back: no finger lies on it. */
void glass_lifted(struct glass *glass);

bool glass_held(const struct glass *glass, int64_t ms);
/* When the next finger will have lain too long, if it stays; INT64_MAX: none lies. */
int64_t glass_due(const struct glass *glass, int64_t ms);
bool glass_drifts(const struct glass *glass);
