#include "ui/panels.h"

#include <glib.h>

/* Visible area of 16:9 panels: diagonal x 25.4 mm x (9, 16) / sqrt(9^2 + 16^2), as data sheets round it.
 * The larger ones hang lower (DESIGN.md 6): the floor of the zone one reaches sitting. */
static const struct panel six[] = {
    {"18.5in", 1080, 1920, 230, 409, 800}, {"21.5in", 1080, 1920, 268, 476, 800},
    {"23.8in", 1080, 1920, 296, 527, 800}, {"27in", 1080, 1920, 336, 598, 800},
    {"32in", 1080, 1920, 398, 708, 700},   {"43in", 1080, 1920, 535, 952, 560},
};

static const struct panel sizes[] = {
    {"1080x1920", 1080, 1920, 268, 476, 0}, /* 21.5 inch, standing */
    {"1920x1080", 1920, 1080, 476, 268, 0}, /* the same, lying */
    {"1280x1024", 1280, 1024, 376, 301, 0}, /* 19 inch, 5:4 */
    {"768x1366", 768, 1366, 230, 410, 0},   /* 18.5 inch, standing */
};

const struct panel *panels_six(unsigned *count)
{
    *count = G_N_ELEMENTS(six);
    return six;
}

const struct panel *panels_sizes(unsigned *count)
{
    *count = G_N_ELEMENTS(sizes);
    return sizes;
}
