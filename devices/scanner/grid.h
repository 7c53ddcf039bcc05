/* The modules of a QR code, taken one by one from a picture in which its finder patterns have been found: the
 * sheet may be tilted and curved, the picture blurred. What is known of every code (ISO/IEC 18004 6.3:
 * finder, timing and alignment patterns) says how well a guess fits, and the best one is drawn anew, square
 * and sharp, for a reader that corrects errors. Pure: any room. */
#pragma once

#include "devices/scanner/finders.h"
#include "devices/scanner/modules.h"

struct grid {
    unsigned side;       /* modules */
    double middle[4][2]; /* of the patterns top left, top right, bottom left, and of the fourth corner */
    double bow[4];       /* of the sheet, in parts of the distance between two middles */
    double fit;          /* how well it lies on what is seen; grey levels */
};
/* The best grid on the corners; false when nothing fits. */
bool grid_fit(const struct plane *from, const struct corners *corners, struct grid *grid);
void grid_take(const struct plane *from, const struct grid *grid, struct modules *modules);
/* Each module as a square of some pixels, with a quiet zone; what is known is drawn as it must be. */
void grid_draw(struct plane *to, const struct modules *modules);
