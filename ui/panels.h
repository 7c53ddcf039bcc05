/* The panels that the design is held to: their sizes in pixels and in visible millimetres, upright. Turn one
 * by exchanging both pairs. Nothing is owned. Pure: any room. */
#pragma once

struct panel {
    const char *name; /* of the diagonal: 21.5in */
    int width, height, mm_w, mm_h;
    int bottom_mm; /* of its lower edge above the floor, as one hangs it upright; 0: as any other */
};
/* Six from the smallest to the largest that cabinets have; all 1080x1920. */
const struct panel *panels_six(unsigned *count);
/* One for each of the picture sizes that screens are drawn for, as it is usually sold; some lie. */
const struct panel *panels_sizes(unsigned *count);
