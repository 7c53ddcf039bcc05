/* Takes a known blur away: rounds of re-blurring and adding what is missing, kept within the darkest and
 * lightest of the picture (van Cittert with limits: Jansson 1970). `sigma` is in pixels; with `length` > 0
 * the blur is a straight motion of that many pixels in direction (dx, dy) instead. Pure: any room. */
#pragma once

#include "devices/scanner/filters.h"

struct blur_guess {
    double sigma;  /* of a bell */
    double dx, dy; /* from one end of a motion to the other; 0, 0: none */
    unsigned rounds;
};
void plane_restore(struct plane *to, const struct plane *from, const struct blur_guess *guess);
