/* QR codes in a grey picture, as text: several readers and several ways to prepare the picture, the cheapest
 * first, until one has read. A decoder is owned by one thread, keeps room to work in and nothing of what it
 * saw. The result holds what a resident showed: it belongs into secret memory. Any room but the ui room: a
 * full look may take a fifth of a second. */
#pragma once

#include <stdbool.h>

#include "devices/scanner/grey.h"

enum { DECODE_TEXT_MAX = 3072 /* with the NUL */, DECODE_TEXTS_MAX = 4 };

enum decode_effort {
    DECODE_EASY, /* one quick look: 1 to 3 ms */
    DECODE_LIVE, /* for every frame of a camera: a quick look where a code may lie, and one thing more, the
                  * next one each time, so that a person who holds still for two seconds has had them all */
    DECODE_FULL  /* all that there is, for a picture that comes alone */
};
enum decode_pass { /* who read it */
                   PASS_QUICK,
                   PASS_ZBAR,
                   PASS_INVERTED,
                   PASS_ENLARGED,
                   PASS_LOCAL,
                   PASS_SMOOTHED,
                   PASS_SHARPENED,
                   PASS_GRID,
                   PASS_WHOLE,
                   DECODE_PASSES
};

struct decoded {
    unsigned count; /* of texts, no two the same */
    enum decode_pass pass;
    char text[DECODE_TEXTS_MAX][DECODE_TEXT_MAX]; /* UTF-8 */
};

struct decoder;
struct decoder *decoder_new(void);
void decoder_free(struct decoder *decoder); /* NULL is fine */
/* True when there is a text. A code that is no text (a NUL in it, an unknown encoding, too long, a part of a
 * longer one) is none. */
bool decode(struct decoder *decoder, const struct grey *grey, enum decode_effort effort, struct decoded *out);
const char *decode_pass_name(enum decode_pass pass); /* for tables and logs */
