/* A corpus of pictures with QR codes as a kiosk's camera may see them, drawn from a fixed seed: every family
 * spoils the picture in one way, the last ones in all. Drawn by libqrencode and by what camera and lens do,
 * in floating point; it shares no code with the readers. Whoever draws frees the picture. Tests only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum corpus_family {
    FAMILY_PLAIN,
    FAMILY_TURNED,
    FAMILY_TILTED,
    FAMILY_CURVED,
    FAMILY_SMALL,
    FAMILY_BLURRED,
    FAMILY_VERY_BLURRED,
    FAMILY_MOVED,
    FAMILY_NOISY,
    FAMILY_INVERTED,
    FAMILY_PALE,
    FAMILY_DARK,
    FAMILY_SHADED,
    FAMILY_GLARE,
    FAMILY_BARE,
    FAMILY_STAINED,
    FAMILY_UTF8,
    FAMILY_ECI_UTF8,
    FAMILY_ECI_GB,
    FAMILY_GB18030,
    FAMILY_DENSE,
    FAMILY_HAND,
    FAMILY_HARD,
    FAMILY_ZBAR,
    CORPUS_FAMILIES
};
struct corpus_picture {
    enum corpus_family family;
    unsigned width, height;
    uint8_t *grey;
    char text[512]; /* what it says, UTF-8 */
};
const char *corpus_family_name(enum corpus_family family);
/* The same picture for the same family, number and size, everywhere. */
void corpus_draw(struct corpus_picture *picture, enum corpus_family family, unsigned number, unsigned width,
                 unsigned height);
/* Pictures without a code: a wall, noise, lines of writing, a chessboard, finder patterns alone, half a code.
 */
enum { CORPUS_EMPTY_KINDS = 6 };
void corpus_draw_empty(struct corpus_picture *picture, unsigned kind, unsigned number, unsigned width,
                       unsigned height);
void corpus_picture_clear(struct corpus_picture *picture);
