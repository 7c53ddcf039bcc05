/* Handwriting: the strokes of one character in, up to ten candidates out, best first.
 * Two matchers together: zinnia with Debian's model of GB 2312 (bound to stroke order), and one of our own
 * over the strokes of hanzi-writer-data (free of order, joined strokes, 2,800 characters beyond GB 2312).
 * What is written, and what it may mean, is personal: the caller keeps ink and candidates in secret memory.
 * The ink belongs to the ui room; a struct handwriting to the one room that asks it (it takes some ten ms).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    HANDWRITING_UNITS = 1000,    /* the pad's height; its width has units of the same size */
    HANDWRITING_NEAREST = 8,     /* units: a finger that moved less has not moved */
    HANDWRITING_STROKES = 48,    /* the most of any character of the set is 33 */
    HANDWRITING_POINTS = 4096,   /* of all strokes together */
    HANDWRITING_CANDIDATES = 10, /* two pages of five */
    HANDWRITING_BYTES = 5        /* a character in UTF-8 and its NUL */
};

/* Plain data without pointers: copied into a letter as it is. A zeroed struct is an empty pad. */
struct handwriting_ink {
    unsigned strokes, points;
    bool shut;                                            /* the stroke under the finger found no place */
    uint16_t end[HANDWRITING_STROKES];                    /* the point behind the last of each stroke */
    int16_t x[HANDWRITING_POINTS], y[HANDWRITING_POINTS]; /* units from the pad's upper left corner */
};

/* A stroke begins; false when the pad is full: the stroke and its moves are then not taken. */
bool handwriting_pen_down(struct handwriting_ink *ink, int x, int y);
/* The stroke goes on; false when the point was not taken (too near to the last, no stroke, no place left). */
bool handwriting_pen_move(struct handwriting_ink *ink, int x, int y);
bool handwriting_undo(struct handwriting_ink *ink);  /* 退一笔: false on an empty pad; wipes the stroke */
void handwriting_clear(struct handwriting_ink *ink); /* 重写: wipes */

struct handwriting_candidates {
    unsigned count;
    char text[HANDWRITING_CANDIDATES][HANDWRITING_BYTES]; /* one character each, none twice */
};

struct handwriting;
/* strokes: the file that strokes-pack made; model: zinnia's, /usr/share/tegaki/models/zinnia/. Both together
 * are 34 MB, so they are mapped for the time of a question only: that costs 3 ms and keeps the kiosk small.
 * NULL and an error of G_FILE_ERROR when one cannot be read. */
struct handwriting *handwriting_new(const char *strokes, const char *model, GError **error);
void handwriting_free(struct handwriting *h); /* NULL is fine */
/* Fills found, 0 candidates for an empty pad. Nothing of the ink stays behind. False with an error of
 * G_FILE_ERROR when a file is not what it should be: found then has what the other matcher knows. */
bool handwriting_recognize(struct handwriting *h, const struct handwriting_ink *ink,
                           struct handwriting_candidates *found, GError **error);
