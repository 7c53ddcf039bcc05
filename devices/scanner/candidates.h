/* Where in a picture a code may lie: patches as full of edges in every direction as the fullest one, which
 * lie together in a place about as wide as high. Pure: any room. */
#pragma once

#include "devices/scanner/filters.h"

enum { CANDIDATES_MAX = 3 };

/* The likeliest first; how many. `scratch` is grown and holds a small copy of the picture afterwards. */
unsigned candidates_find(const struct grey *grey, struct plane *scratch, struct area areas[CANDIDATES_MAX]);
