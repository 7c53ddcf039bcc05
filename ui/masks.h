/* Coverage of the corners of boxes: fill, ring and shadow of a rounded box differ from their neighbours only
 * there, so one quarter of each is worked out once and kept. The painter owns the masks; the ui room. */
#pragma once

#include <stdint.h>

enum mask_kind { MASK_FILL, MASK_RING, MASK_SHADOW };
/* A square of `n` by `n` bytes, 0..255, the top left quarter; what lies beyond goes on as its last column or
 * row. */
struct mask {
    enum mask_kind kind;
    int radius, width; /* ring: its thickness; shadow: its blur */
    int n;
    uint8_t *coverage;
};

struct masks;
struct masks *masks_new(void);
void masks_free(struct masks *masks); /* NULL is fine */
/* Valid until the next call. */
const struct mask *masks_get(struct masks *masks, enum mask_kind kind, int radius, int width);
