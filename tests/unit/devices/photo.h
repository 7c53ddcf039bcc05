/* Pictures for the tests of cameras: a sheet with lines of ink on a dark pad, seen at an angle, in uneven
 * light and with a sensor's noise. The truth of its corners is known. Random by seed alone. */
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

#include "devices/camera/sheet.h"

static inline double photo_side(const struct sheet_corners *c, unsigned i, double x, double y)
{
    unsigned k = (i + 1) % 4;
    return (c->x[k] - c->x[i]) * (y - c->y[i]) - (c->y[k] - c->y[i]) * (x - c->x[i]);
}

static inline bool photo_is_on(const struct sheet_corners *c, double x, double y)
{
    for (unsigned i = 0; i < 4; i++)
        if (photo_side(c, i, x, y) < 0)
            return false;
    return true;
}

/* Lines of print: along the page, from a tenth of it to nine tenths. */
static inline bool photo_is_ink(const struct sheet_corners *c, double x, double y)
{
    double down = photo_side(c, 0, x, y), up = photo_side(c, 2, x, y);
    double left = photo_side(c, 3, x, y), right = photo_side(c, 1, x, y);
    double v = down / (down + up), u = left / (left + right);
    return u > 0.1 && u < 0.9 && v > 0.1 && v < 0.9 && fmod(v * 30, 1) < 0.35 && fmod(u * 40, 1) < 0.6;
}

static inline void photo_corners(GRand *rand, double w, double h, struct sheet_corners *c)
{
    double cx = w * g_rand_double_range(rand, 0.47, 0.53), cy = h * g_rand_double_range(rand, 0.47, 0.53);
    double turn = g_rand_double_range(rand, -0.22, 0.22), size = h * g_rand_double_range(rand, 0.30, 0.38);
    double across = g_rand_boolean(rand) ? 1.0 / 1.414 : 1.25;
    const double dx[] = {-1, 1, 1, -1}, dy[] = {-1, -1, 1, 1};

    for (unsigned i = 0; i < 4; i++) {
        double x = dx[i] * size * across * g_rand_double_range(rand, 0.95, 1.05);
        double y = dy[i] * size * g_rand_double_range(rand, 0.95, 1.05);
        c->x[i] = cx + x * cos(turn) - y * sin(turn);
        c->y[i] = cy + x * sin(turn) + y * cos(turn);
    }
}

static inline void photo_paint(GRand *rand, const struct sheet_corners *c, struct pixels *rgb)
{
    double paper = g_rand_double_range(rand, 170, 240), pad = g_rand_double_range(rand, 25, 80);
    double light_x = g_rand_double_range(rand, -0.15, 0.15), light_y = g_rand_double_range(rand, -0.15, 0.15);

    for (unsigned y = 0; y < rgb->height; y++)
        for (unsigned x = 0; x < rgb->width; x++) {
            double light = 1 + light_x * (2.0 * x / rgb->width - 1) + light_y * (2.0 * y / rgb->height - 1);
            bool on = photo_is_on(c, x + 0.5, y + 0.5);
            double level = !on ? pad : photo_is_ink(c, x + 0.5, y + 0.5) ? 60 : paper;
            double seen = level * light + g_rand_double_range(rand, -12, 12);
            for (unsigned i = 0; i < 3; i++)
                rgb->data[((size_t)y * rgb->width + x) * 3 + i] = (uint8_t)CLAMP(seen - 4.0 * i, 0, 255);
        }
}

/* A photo of that seed; `c` is where its page is. */
static inline void photo_make(uint32_t seed, unsigned width, unsigned height, struct pixels *rgb,
                              struct sheet_corners *c)
{
    GRand *rand = g_rand_new_with_seed(seed);

    photo_corners(rand, width, height, c);
    pixels_make(rgb, width, height, 3);
    photo_paint(rand, c, rgb);
    g_rand_free(rand);
}

/* Nothing but a pad of one shade, with noise. */
static inline void photo_blank(uint32_t seed, unsigned width, unsigned height, double shade,
                               struct pixels *rgb)
{
    GRand *rand = g_rand_new_with_seed(seed);

    pixels_make(rgb, width, height, 3);
    for (size_t i = 0; i < pixels_size(rgb); i++)
        rgb->data[i] = (uint8_t)CLAMP(shade + g_rand_double_range(rand, -6, 6), 0, 255);
    g_rand_free(rand);
}
