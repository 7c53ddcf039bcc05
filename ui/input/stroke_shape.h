/* What ink looks like, whatever the order of its strokes, its size and its place on the pad: how much ink of
 * which direction lies where, for the coarse look over all characters, and dots along the strokes, for the
 * fine one. Plain data, so that the shapes of all characters lie in a file as they are. Pure: any room. */
#pragma once

#include <stdint.h>

#include "ui/input/handwriting.h"

enum {
    SHAPE_GRID = 8,       /* squares each way */
    SHAPE_DIRECTIONS = 8, /* the opposite of a direction stands half of them further */
    SHAPE_CELLS = SHAPE_GRID * SHAPE_GRID * SHAPE_DIRECTIONS,
    SHAPE_DOTS = 64,
    SHAPE_SPREAD = 34 /* deviation of the ink in its longer direction, in measures */
};

/* Measures are those of the shape's own square: 128 each way, its middle the centre of gravity of the ink. */
struct stroke_dot {
    int8_t x, y;
    int8_t dx, dy; /* the direction, 100 long */
};

struct stroke_shape {
    uint8_t cells[SHAPE_CELLS]; /* [direction][row][column], the fullest is 255 */
    struct stroke_dot dots[SHAPE_DOTS];
};

/* Scratch memory of stroke_shape_make, as personal as the ink. */
struct shape_room {
    float ink[SHAPE_CELLS], soft[SHAPE_CELLS];
};

/* All zero for empty ink. */
void stroke_shape_make(struct stroke_shape *shape, const struct handwriting_ink *ink,
                       struct shape_room *room);
