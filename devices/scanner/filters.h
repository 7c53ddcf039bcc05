/* Work on grey pictures before a reader looks at them. A plane owns rows that lie side by side and grows as
 * needed; a zeroed struct is an empty one, plane_clear wipes and frees. Every function makes `to` anew from
 * `from`, which must be another plane. Pure: any room. */
#pragma once

#include <stdbool.h>

#include "devices/scanner/grey.h"

struct plane {
    uint8_t *at;
    unsigned width, height;
    size_t cap;
};
struct area {
    unsigned x, y, width, height;
};
void plane_clear(struct plane *plane);
void plane_forget(struct plane *plane); /* wipes and keeps the room */
struct grey plane_grey(const struct plane *plane);
void plane_size(struct plane *plane, unsigned width, unsigned height); /* what it holds is nothing yet */

/* A part of the picture, each pixel becoming factor * factor ones (whole numbers; nearest, or in between). */
void plane_cut(struct plane *to, const struct grey *from, const struct area *area, unsigned factor,
               bool smooth);
void plane_halve(struct plane *to, const struct grey *from); /* mean of four; an odd last line is left out */
void plane_invert(struct plane *plane);
/* Black where darker than the mean of the neighbourhood, a square of 2 * radius + 1. */
void plane_threshold(struct plane *to, const struct plane *from, unsigned radius);
void plane_blur(struct plane *to, const struct plane *from, double sigma);
/* from + amount * (from - its blur) */
void plane_sharpen(struct plane *to, const struct plane *from, double sigma, double amount);
