/* A layout as pixels, and only where it differs from what was painted before. Remembers boxes and digests of
 * the last picture, no text. Owned by the ui; borrows the letters. The ui room. */
#pragma once

#include "ui/canvas.h"
#include "ui/layout.h"
#include "ui/text.h"

/* What widget.live points at: dots, 1 bit each, highest bit left, 1 = black, rows padded to whole bytes. */
struct paint_picture {
    unsigned width, height, stride;
    uint8_t *bits;
};

enum { PAINT_DIRTY = 24 };

struct painter;
struct painter *painter_new(struct text *text);
void painter_free(struct painter *painter);   /* NULL is fine */
void painter_forget(struct painter *painter); /* the next update paints everything */
/* Paints what changed; the boxes that did, at most PAINT_DIRTY. The canvas must still hold the last picture.
 */
unsigned painter_update(struct painter *painter, const struct layout *layout, struct canvas *canvas,
                        struct box dirty[PAINT_DIRTY]);

/* paint_special.c */
void paint_special(struct canvas *c, struct text *text, const struct layout *layout,
                   const struct placed *placed);
/* paint_how.c, paint_steps.c: widget.number says which drawing */
void paint_how(struct canvas *c, struct text *text, const struct layout *layout, const struct placed *placed);
/* paint_wall.c: the drawing of 1080 by 1920 in `art`, and the wall on both sides of it; lit: the light is on
 */
void paint_wall(struct canvas *c, const struct box *art, bool lit, bool contrast, bool from_right);
