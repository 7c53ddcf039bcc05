/* Strokes of a finger as smooth lines: centripetal Catmull-Rom through the points, without loops or corners
 * that the finger did not make; points nearer than a quarter of the thickness are tremble and left out. What
 * is saved are the points as they came. The ink is borrowed; nothing of it is kept. Pure, any room. */
#pragma once

#include "ui/canvas.h"
#include "ui/page.h"

struct brush {
    struct box art; /* where the parts of 10,000 lie */
    double width;
    uint32_t rgb;
};
/* The brush of a placed canvas, by its special. */
struct brush strokes_brush(const struct layout *layout, const struct placed *placed);

enum { STROKES_LINES = 64 };
/* A piece between two points, as a Bezier curve of four. */
typedef void (*strokes_visit)(void *to, const struct canvas_point piece[4]);
/* Every piece that the points from `from` on made or changed; what such a point bent also as it was before.
 */
void strokes_pieces(const struct ink *ink, const struct brush *brush, unsigned from, strokes_visit visit,
                    void *to);
/* A piece as straight lines, each so short that none is seen; the number of them, with one point more. */
unsigned strokes_flatten(const struct canvas_point piece[4], struct canvas_point to[STROKES_LINES + 1]);
/* All that the points from `from` on may paint or have repainted. */
struct box strokes_box(const struct ink *ink, const struct brush *brush, unsigned from);
/* Inside the clip. */
void strokes_paint(struct canvas *c, const struct ink *ink, const struct brush *brush);
