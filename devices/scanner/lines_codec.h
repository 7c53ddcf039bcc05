/* Codes of a serial scanner: bytes up to CR, LF or silence.
 * Works on the caller's zeroed struct, which lives in secret memory; the code taken is borrowed until the
 * next byte. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LINES_CODE_MAX = 2953, /* bytes: the largest QR code */
    LINES_SILENCE_MS = 80  /* ends a code of a scanner without suffix */
};

struct lines {
    uint8_t code[LINES_CODE_MAX];
    size_t len;
    bool too_long; /* the rest of this line is dropped, and the line with it */
    bool ended;    /* the code was given out; the next byte begins anew */
};
/* Takes bytes from the front until a code is complete (true: code and len) or they are used up. */
bool lines_feed(struct lines *lines, const uint8_t **bytes, size_t *n);
bool lines_silence(struct lines *lines);    /* true: code and len */
bool lines_open(const struct lines *lines); /* a line has begun */
void lines_reset(struct lines *lines);
