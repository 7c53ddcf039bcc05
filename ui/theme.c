#include "ui/theme.h"

#include <glib.h>
#include <math.h>
#include <stddef.h>

struct role_colours {
    const char *name;
    uint32_t rgb[PALETTE_COUNT]; /* standard, large, contrast */
};

static const struct role_colours colours[COLOUR_COUNT] = {
    [COLOUR_NONE] = {NULL, {0, 0, 0}},
    [COLOUR_BG] = {"bg", {0xF6F3EA, 0xFFFDF7, 0x000000}},
    [COLOUR_SURFACE] = {"surface", {0xFFFFFF, 0xFFFFFF, 0x000000}},
    [COLOUR_SUNKEN] = {"sunken", {0xEAE6D9, 0xEAE6D9, 0x000000}},
    [COLOUR_LINE] = {"line", {0xDDD7C7, 0xA9A394, 0xFFFFFF}},
    [COLOUR_EDGE] = {"edge", {0x7C7768, 0x5B574B, 0xFFFFFF}},
    [COLOUR_INK] = {"ink", {0x1B2421, 0x111816, 0xFFFFFF}},
    [COLOUR_INK2] = {"ink2", {0x434D49, 0x27302D, 0xFFFFFF}},
    [COLOUR_INK3] = {"ink3", {0x4B5350, 0x3A4340, 0xFFFFFF}},
    [COLOUR_PRI] = {"pri", {0x09534D, 0x0A4A44, 0xFFD84D}},
    [COLOUR_PRI_PRESS] = {"pri-press", {0x073F3A, 0x062F2B, 0xFFFFFF}},
    [COLOUR_PRI_TINT] = {"pri-tint", {0xDCEBE7, 0xDCEBE7, 0x000000}},
    [COLOUR_PRI_WASH] = {"pri-wash", {0xEEF5F2, 0xEEF5F2, 0x000000}},
    [COLOUR_ON_PRI] = {"on-pri", {0xFFFFFF, 0xFFFFFF, 0x000000}},
    [COLOUR_LAMP] = {"lamp", {0xF4A935, 0xF4A935, 0xFFD84D}},
    [COLOUR_ON_LAMP] = {"on-lamp", {0x2A1A00, 0x2A1A00, 0x000000}},
    [COLOUR_LAMP_TINT] = {"lamp-tint", {0xFCEFD3, 0xFCEFD3, 0x000000}},
    [COLOUR_LAMP_INK] = {"lamp-ink", {0x6B4200, 0x5A3700, 0xFFD84D}},
    [COLOUR_OK] = {"ok", {0x1C5831, 0x17512C, 0x7BE495}},
    [COLOUR_OK_TINT] = {"ok-tint", {0xE1F0E3, 0xE1F0E3, 0x000000}},
    [COLOUR_BAD] = {"bad", {0x942119, 0x8A1810, 0xFF9D94}},
    [COLOUR_BAD_PRESS] = {"bad-press", {0x7A1B13, 0x5F0F09, 0xFFFFFF}},
    [COLOUR_BAD_TINT] = {"bad-tint", {0xFBE8E4, 0xFBE8E4, 0x000000}},
    [COLOUR_INFO] = {"info", {0x1D4E84, 0x173F6C, 0x9CC9FF}},
    [COLOUR_INFO_TINT] = {"info-tint", {0xE2ECF6, 0xE2ECF6, 0x000000}},
    [COLOUR_PLUM] = {"plum", {0x6A2F72, 0x57225F, 0xFFD84D}},
    [COLOUR_PLUM_TINT] = {"plum-tint", {0xF1E6F2, 0xF1E6F2, 0x000000}},
    [COLOUR_MOSS] = {"moss", {0x435419, 0x3A4914, 0xFFD84D}},
    [COLOUR_MOSS_TINT] = {"moss-tint", {0xEAF0D8, 0xEAF0D8, 0x000000}},
    [COLOUR_BRICK] = {"brick", {0x843319, 0x7C2E15, 0xFFD84D}},
    [COLOUR_BRICK_TINT] = {"brick-tint", {0xFAE6DE, 0xFAE6DE, 0x000000}},
    [COLOUR_OFF_BG] = {"off-bg", {0xECEAE3, 0xECEAE3, 0x000000}},
    [COLOUR_OFF_INK] = {"off-ink", {0x65635A, 0x55534A, 0xB8B8B8}},
    [COLOUR_FOCUS] = {"focus", {0x1B2421, 0x1B2421, 0xFFFFFF}},
    [COLOUR_FOCUS2] = {"focus2", {0xF4A935, 0xF4A935, 0xFFD84D}},
    [COLOUR_KEY_EDGE] = {"key-edge", {0xC9C3B2, 0xC9C3B2, 0xFFFFFF}},
    [COLOUR_FN] = {"fn", {0xD9D3C3, 0xD9D3C3, 0x2B2400}},
    [COLOUR_FN_EDGE] = {"fn-edge", {0xB9B29F, 0xB9B29F, 0xFFFFFF}},
    [COLOUR_SKY] = {NULL, {0x0B4A45, 0x0B4A45, 0x0B4A45}},
    [COLOUR_GLOW] = {NULL, {0xF9BE5E, 0xF9BE5E, 0xF9BE5E}},
    [COLOUR_WHITE] = {NULL, {0xFFFFFF, 0xFFFFFF, 0xFFFFFF}},
    [COLOUR_BLACK] = {NULL, {0x1B2421, 0x1B2421, 0x1B2421}},
    [COLOUR_ALERT] = {NULL, {0x942119, 0x942119, 0x942119}},
    [COLOUR_FRAME] = {NULL, {0x09534D, 0x09534D, 0x09534D}},
    [COLOUR_SKY_INK] = {NULL, {0xDCEBE7, 0xDCEBE7, 0xDCEBE7}},
    [COLOUR_EXAMPLE] = {NULL, {0x4B5350, 0x3A4340, 0xDCDCDC}},
};

static const int types[TYPE_COUNT][2] = {
    [TYPE_DISPLAY] = {96, 112}, [TYPE_H1] = {64, 84},       [TYPE_H2] = {44, 60},  [TYPE_LEAD] = {40, 56},
    [TYPE_BODY] = {36, 54},     [TYPE_CAPTION] = {30, 44},  [TYPE_KEY] = {48, 56}, [TYPE_BUTTON] = {44, 56},
    [TYPE_BUTTON_M] = {38, 48}, [TYPE_BUTTON_S] = {34, 44},
};

/* Floors in millimetres (DESIGN.md 2.1), as the units that must reach them. */
static const struct {
    double units[2], mm[2];
} floors[] = {
    {{30, 44}, {6.6, 10}}, /* caption */
    {{36, 54}, {7.1, 13}}, /* body */
    {{80, 96}, {16, 20}},  /* touch target */
    {{16, 24}, {2.54, 4}}, /* gap between drawn boxes */
    {{12, 18}, {2.54, 4}}, /* gap between keys */
};

static double step_down(double scale)
{
    return floor(scale * 20 + 1e-9) / 20;
}

static double floor_scale(double px_per_mm, bool large)
{
    double scale = 0;
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
        scale = fmax(scale, floors[i].mm[large] * px_per_mm / floors[i].units[large]);
    return ceil(scale * 20 - 1e-9) / 20;
}

double theme_px_per_mm(int width, int height, int mm_w, int mm_h)
{
    if (mm_w <= 0 || mm_h <= 0)
        return 0;
    double wide = width > height ? fmax(mm_w, mm_h) : fmin(mm_w, mm_h), high = mm_w + mm_h - wide;
    return fmax(width / wide, height / high);
}

static double pixel_scale(int width, int height)
{
    double scale =
        width > height ? fmin(width / 1600.0, height / 1080.0) : fmin(width / 1080.0, height / 1728.0);
    return fmax(step_down(scale), 0.05);
}

struct theme theme_make(int width, int height, int mm_w, int mm_h, bool large, bool contrast)
{
    struct theme t = {.large = large, .width = width, .height = height, .landscape = width > height};
    t.palette = contrast ? PALETTE_CONTRAST : large ? PALETTE_LARGE : PALETTE_STANDARD;
    t.scale =
        fmax(pixel_scale(width, height), floor_scale(theme_px_per_mm(width, height, mm_w, mm_h), large));
    return t;
}

int theme_px(const struct theme *theme, double units)
{
    return (int)lround(units * theme->scale);
}

uint32_t theme_colour(const struct theme *theme, enum colour colour)
{
    return colours[colour].rgb[theme->palette];
}

int theme_type(const struct theme *theme, enum type type)
{
    return types[type][theme->large];
}

const char *theme_colour_name(enum colour colour)
{
    return colours[colour].name;
}

static double luminance(uint32_t rgb)
{
    static const double weight[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double v = ((rgb >> (16 - 8 * i)) & 0xff) / 255.0;
        sum += weight[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double theme_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

/* 坐着用: nobody has to reach above 1100 mm from the floor (DESIGN.md 6). Without a panel size half the
 * screen. */
int theme_zone_top(const struct theme *theme, int mm_h, int bottom_mm, int reach_mm)
{
    enum { REACH_MM = 1100, BOTTOM_MM = 800 };
    int bottom = bottom_mm ? bottom_mm : BOTTOM_MM, reach = reach_mm ? reach_mm : REACH_MM;
    double px_per_mm =
        mm_h > 0 ? (double)theme->height / mm_h : 4.03 * pixel_scale(theme->width, theme->height);
    int zone = (int)((reach - bottom) * px_per_mm);
    return theme->landscape ? 0 : CLAMP(theme->height - zone, 0, theme->height / 2);
}

void theme_seat(struct theme *theme, int mm_w, int mm_h, int zone_top)
{
    enum { ZONE = 1200, ZONE_LARGE = 1500 }; /* units, of the panel that the seated pages are drawn for */
    const double both =
        0.8; /* large and within reach: on a panel of 300 mm of reach no page has room for more */
    double px_per_mm = theme_px_per_mm(theme->width, theme->height, mm_w, mm_h);
    if (theme->landscape)
        return;
    double fits = step_down((theme->height - zone_top) / (double)(theme->large ? ZONE_LARGE : ZONE));
    double least = floor_scale(px_per_mm * (theme->large ? both : 1), theme->large);
    theme->scale = fmin(theme->scale, fmax(fits, least));
}
