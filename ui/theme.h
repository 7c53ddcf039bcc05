/* Roles to colours, units to pixels: the numbers of the design (assets/theme.ini holds the same table for
 * people and tests). A theme is a value, copied freely; nothing is owned. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum palette { PALETTE_STANDARD, PALETTE_LARGE, PALETTE_CONTRAST, PALETTE_COUNT };
enum colour {
    COLOUR_NONE, /* not drawn */
    COLOUR_BG,
    COLOUR_SURFACE,
    COLOUR_SUNKEN,
    COLOUR_LINE,
    COLOUR_EDGE,
    COLOUR_INK,
    COLOUR_INK2,
    COLOUR_INK3,
    COLOUR_PRI,
    COLOUR_PRI_PRESS,
    COLOUR_PRI_TINT,
    COLOUR_PRI_WASH,
    COLOUR_ON_PRI,
    COLOUR_LAMP,
    COLOUR_ON_LAMP,
    COLOUR_LAMP_TINT,
    COLOUR_LAMP_INK,
    COLOUR_OK,
    COLOUR_OK_TINT,
    COLOUR_BAD,
    COLOUR_BAD_PRESS,
    COLOUR_BAD_TINT,
    COLOUR_INFO,
    COLOUR_INFO_TINT,
    COLOUR_PLUM,
    COLOUR_PLUM_TINT,
    COLOUR_MOSS,
    COLOUR_MOSS_TINT,
    COLOUR_BRICK,
    COLOUR_BRICK_TINT,
    COLOUR_OFF_BG,
    COLOUR_OFF_INK,
    COLOUR_FOCUS,
    COLOUR_FOCUS2,
    COLOUR_KEY_EDGE,
    COLOUR_FN,
    COLOUR_FN_EDGE,
    COLOUR_SKY,
    COLOUR_GLOW,
    COLOUR_WHITE,
    COLOUR_BLACK,
    COLOUR_ALERT,   /* an alert on it */
    COLOUR_FRAME,   /* the window's frame */
    COLOUR_SKY_INK, /* the standby picture and paper: alike in every theme */
    COLOUR_EXAMPLE, /* in an empty field: as ink3, and never as bright as what is typed */
    COLOUR_COUNT
};
enum type {
    TYPE_DISPLAY,
    TYPE_H1,
    TYPE_H2,
    TYPE_LEAD,
    TYPE_BODY,
    TYPE_CAPTION,
    TYPE_KEY,
    TYPE_BUTTON,
    TYPE_BUTTON_M,
    TYPE_BUTTON_S,
    TYPE_COUNT
};

struct theme {
    enum palette palette;
    bool large, landscape;
    double scale;      /* pixels a unit, in steps of 0.05 */
    int width, height; /* pixels */
};

/* mm_w and mm_h: the panel's visible size, 0 when nobody configured it. */
struct theme theme_make(int width, int height, int mm_w, int mm_h, bool large, bool contrast);
/* Seated, targets stand below this line, in pixels; 0 on a panel that lies. mm_h: of the panel, 0 unknown;
 * bottom_mm: its lower edge above the floor, 0: 800; reach_mm: how high a seated person reaches, 0: 1100. */
int theme_zone_top(const struct theme *theme, int mm_h, int bottom_mm, int reach_mm);
/* A zone lower than the pages are drawn for takes smaller units, down to the floors of the panel. */
void theme_seat(struct theme *theme, int mm_w, int mm_h, int zone_top);
/* The finer of both ways; 0 when nobody configured the panel. A panel that was turned is the same panel. */
double theme_px_per_mm(int width, int height, int mm_w, int mm_h);
int theme_px(const struct theme *theme, double units);
uint32_t theme_colour(const struct theme *theme, enum colour colour); /* 0xRRGGBB */
int theme_type(const struct theme *theme, enum type type);            /* units */
const char *
theme_colour_name(enum colour colour);         /* as in theme.ini; NULL for a colour that is in no theme */
double theme_contrast(uint32_t a, uint32_t b); /* WCAG 2 */
