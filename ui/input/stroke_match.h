/* Which characters of a set look most like some ink: a coarse look over all of them by their cells, then a
 * fine one over the nearest by their dots. Free of the order and number of strokes; a stroke in the wrong
 * direction counts little, ink between two joined strokes too. Pure: the room that asks. */
#pragma once

#include "ui/input/stroke_set.h"

enum { MATCH_NEAREST = 300 /* that the fine look sees */ };

struct stroke_hit {
    unsigned entry;
    float score; /* more is better */
};

/* Scratch memory of a question, as personal as the ink; the answer is hits[0 .. count - 1], best first. */
struct match_room {
    struct stroke_shape shape;
    struct shape_room shape_room;
    struct stroke_dot bent[SHAPE_DOTS];
    int16_t wanted[SHAPE_CELLS];
    struct stroke_hit hits[MATCH_NEAREST + 1];
    unsigned count;
};

/* Empty ink or an empty set: count 0. */
void stroke_match(struct match_room *room, const struct stroke_set *set, const struct handwriting_ink *ink);
