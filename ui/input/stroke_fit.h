/* How far the dots of some ink lie from those of a character, once the ink has been moved, stretched, turned
 * and slanted as a whole to lie on it as well as it can: people write a character broad, slim or leaning, and
 * a part of it larger than taught. Pure: the room that asks. */
#pragma once

#include "ui/input/stroke_shape.h"

/* In measures of the shape's square, 0 for the same. bent is scratch memory, as personal as the ink. */
float stroke_fit(const struct stroke_dot character[SHAPE_DOTS], const struct stroke_dot ink[SHAPE_DOTS],
                 struct stroke_dot bent[SHAPE_DOTS]);
