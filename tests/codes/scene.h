/* How a camera sees a sheet with a code on it: where it lies, how it is lit, what lens, hand and sensor do.
 * Tests only. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct shot {
    double module;                /* pixels of a module, in the middle */
    double turn, tilt, tilt_turn; /* radians: in the picture, out of it, and the axis of that */
    double bow;                   /* of the sheet: half its width as an angle of the cylinder */
    double quiet;                 /* modules */
    bool bare;                    /* the sheet ends there and what lies around is as dark as the code */
    bool inverted;
    double dark, light;         /* 0 to 255 */
    double slope, slope_turn;   /* light that is lost from one end of the picture to the other, 0 to 1 */
    double glare;               /* radius in modules */
    unsigned stains;            /* spots of three modules */
    double blur;                /* sigma in pixels */
    double motion, motion_turn; /* pixels, radians */
    double noise;               /* sigma in grey levels */
};
/* `modules`: bit 0 of each byte is dark; side 0 draws no sheet. */
uint8_t *scene_draw(const struct shot *shot, const uint8_t *modules, unsigned side, unsigned width,
                    unsigned height, GRand *random);
