/* What the modules of a code are, dark or light, from how grey each of them looks. A blur puts a part of
 * every neighbour into a module; what is known of every code teaches how much, and what has been decided
 * teaches more (decision-directed equalisation: Lucky 1966). Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    MODULES_SIDE_MAX = 57, /* version 10: larger codes need a steadier hand anyway */
    MODULES_EDGE = 2,      /* modules of the quiet zone that are taken along on each side */
    MODULES_MAX = (MODULES_SIDE_MAX + 2 * MODULES_EDGE) * (MODULES_SIDE_MAX + 2 * MODULES_EDGE)
};

struct modules {
    unsigned side;
    float grey[MODULES_MAX]; /* with the edge, row by row */
    uint8_t dark[MODULES_SIDE_MAX * MODULES_SIDE_MAX];
};
/* 1 dark, 0 light, -1: says something. Finder, timing and last alignment pattern (ISO/IEC 18004 6.3). */
int module_known(unsigned side, unsigned x, unsigned y);
float module_grey(const struct modules *m, int x, int y); /* -MODULES_EDGE to side + MODULES_EDGE - 1 */
/* Darker than the neighbourhood, after what the nearest neighbours put in has been taken out `sharpen` times.
 */
void modules_by_threshold(struct modules *m, double sharpen);
/* From what `dark` says already; false when that teaches nothing. */
bool modules_by_neighbours(struct modules *m);
/* Of timing and alignment patterns, how much is seen as it must be: 0 to 1. */
double modules_fit(const struct modules *m);
