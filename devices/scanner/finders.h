/* The three finder patterns of a QR code (ISO/IEC 18004 6.3.3) in a picture of black and white: squares whose
 * runs from side to side are 1:1:3:1:1. More tolerant than a reader is, for what is done with them can still
 * be refused. Pure: any room. */
#pragma once

#include "devices/scanner/filters.h"

enum { FINDERS_MAX = 8, CORNERS_MAX = 4 };

struct finder {
    double x, y;   /* of the middle */
    double side;   /* of the pattern, along a row */
    unsigned hits; /* rows that crossed it */
};
struct corners { /* of one code: top left, top right, bottom left */
    struct finder at[3];
    double module; /* pixels, from the patterns' sides */
};
/* Black is 0. The likeliest triples first; how many. */
unsigned finders_corners(const struct plane *black, struct corners corners[CORNERS_MAX]);
