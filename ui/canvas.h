/* Shapes on 32-bit pixels: rounded boxes, shadows, thick lines, filled outlines; everything with soft edges
 * and inside a clip. The canvas borrows the pixels. Any room, one canvas at a time; no SDL. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "ui/layout.h"
#include "ui/masks.h"

struct canvas {
    uint32_t *pixels; /* XRGB */
    int stride;       /* pixels a row */
    int width, height;
    struct box clip;
    struct masks *masks; /* borrowed */
};

struct box box_meet(struct box a, struct box b);
struct box box_union(struct box a, struct box b);
struct box box_grow(struct box a, int by);
bool box_empty(struct box a);
bool box_has(struct box a, int x, int y);

void canvas_fill(struct canvas *c, struct box box, uint32_t rgb);
void canvas_blend(struct canvas *c, struct box box, uint32_t rgb, int alpha); /* 0..255 */
void canvas_rounded(struct canvas *c, struct box box, int radius, uint32_t rgb);
/* Only the border, inwards; dashed for what is switched off in the contrast theme: a whole dash bends around
 * each corner, whatever the length of the sides. */
void canvas_border(struct canvas *c, struct box box, int radius, int width, uint32_t rgb, bool dashed);
/* A straight line along the longer side of its box: a dash at each end and one in the middle, the gaps even.
 */
void canvas_dashes(struct canvas *c, struct box box, int dash, int gap, uint32_t rgb);
void canvas_shadow(struct canvas *c, struct box box, int radius, int down, int blur, uint32_t rgb, int alpha);
void canvas_line(struct canvas *c, double x0, double y0, double x1, double y1, double width,
                 uint32_t rgb); /* round ends */
/* As many bytes of coverage, 0..255, as the box has pixels, which lies within the clip. */
void canvas_cover(struct canvas *c, struct box box, const uint8_t *coverage, uint32_t rgb);
/* A part of a circle line, from the top clockwise, `part` of it in 0..1, round ends. */
void canvas_arc(struct canvas *c, struct box box, double width, double part, uint32_t rgb);
struct canvas_point {
    double x, y;
};
void canvas_polygon(struct canvas *c, const struct canvas_point *points, int count, uint32_t rgb);
