/* The drawings of the first steps among themselves: one pen, one set of colours, alike in every theme.
 * Coordinates of a drawing of 264 by 216. Only the painter's. */
#pragma once

#include "ui/paint.h"

enum {
    GROUND = 0xDCEBE7,
    PINE = 0x09534D,
    LAMP = 0xF4A935,
    WHITE = 0xFFFFFF,
    LABEL = 0x9DB8D6,
    NUMBER = 0xCBD8E6,
    PHOTO = 0x1D4E84,
    LINE = 0xDDD7C7,
    TRAY = 0xEAE6D9,
    SKIN = 0xF0C69A,
    CREASE = 0xD49F69,
    INK = 0x1B2421
};

struct pen {
    struct canvas *c;
    double x, y, s; /* pixels of the corner, and of one step */
};

struct box how_box(const struct pen *p, double x, double y, double w, double h);
void how_rounded(const struct pen *p, struct box box, double radius, uint32_t rgb);
void how_line(const struct pen *p, double x0, double y0, double x1, double y1, double width, uint32_t rgb);
void how_card(const struct pen *p, double x, double y, double degrees); /* 148 by 96 */
void how_reader(const struct pen *p);
/* In the middle of the box, no wider than it. */
void how_words(const struct pen *p, struct text *text, struct box box, double size, const char *words);

/* paint_steps.c: from 4 on, touching, filling in, and going; each page has three. */
void how_step(const struct pen *p, struct text *text, int number);
