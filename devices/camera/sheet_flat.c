/* From a sheet seen at an angle to the sheet itself: the one projective map that takes the four corners to
 * those of a rectangle (Heckbert, 1989, section 2.2), each pixel between four. */
#include <glib.h>
#include <math.h>

#include "devices/camera/sheet.h"

static const double A4 = 1.41421356237309505; /* ISO 216 */
static const double NEAR_A4 = 0.12;

/* x = (a u + b v + c) / (g u + h v + 1), y = (d u + e v + f) / the same; u and v from 0 to 1. */
struct projection {
    double a, b, c, d, e, f, g, h;
};

static struct projection project(const struct sheet_corners *p)
{
    double dx1 = p->x[1] - p->x[2], dx2 = p->x[3] - p->x[2], sx = p->x[0] - p->x[1] + p->x[2] - p->x[3];
    double dy1 = p->y[1] - p->y[2], dy2 = p->y[3] - p->y[2], sy = p->y[0] - p->y[1] + p->y[2] - p->y[3];
    double turn = dx1 * dy2 - dx2 * dy1;
    double g = turn == 0 ? 0 : (sx * dy2 - dx2 * sy) / turn, h = turn == 0 ? 0 : (dx1 * sy - sx * dy1) / turn;

    return (struct projection){
        .a = p->x[1] - p->x[0] + g * p->x[1],
        .b = p->x[3] - p->x[0] + h * p->x[3],
        .c = p->x[0],
        .d = p->y[1] - p->y[0] + g * p->y[1],
        .e = p->y[3] - p->y[0] + h * p->y[3],
        .f = p->y[0],
        .g = g,
        .h = h,
    };
}

/* Between the four pixels around it; a place outside is the edge. */
static void sample(const struct pixels *from, double x, double y, uint8_t *to)
{
    double cx = CLAMP(x - 0.5, 0, from->width - 1.0), cy = CLAMP(y - 0.5, 0, from->height - 1.0);
    unsigned left = (unsigned)cx, top = (unsigned)cy;
    unsigned right = MIN(left + 1, from->width - 1), bottom = MIN(top + 1, from->height - 1);
    unsigned fx = (unsigned)((cx - left) * 256), fy = (unsigned)((cy - top) * 256), n = from->channels;
    const uint8_t *row = from->data + (size_t)top * from->width * n;
    const uint8_t *below = from->data + (size_t)bottom * from->width * n;

    for (unsigned i = 0; i < n; i++) {
        unsigned over = row[left * n + i] * (256 - fx) + row[right * n + i] * fx;
        unsigned under = below[left * n + i] * (256 - fx) + below[right * n + i] * fx;
        to[i] = (uint8_t)((over * (256 - fy) + under * fy) >> 16);
    }
}

static double side(const struct sheet_corners *p, unsigned a, unsigned b)
{
    return hypot(p->x[a] - p->x[b], p->y[a] - p->y[b]);
}

/* Opposite sides differ by the angle it is seen at; their mean does not by much. */
static bool flat_size(const struct sheet_corners *p, unsigned most, unsigned *width, unsigned *height)
{
    double w = (side(p, 0, 1) + side(p, 2, 3)) / 2, h = (side(p, 1, 2) + side(p, 3, 0)) / 2;
    double longer = MAX(w, h), shorter = MIN(w, h);

    if (shorter < 1 || longer > 8 * shorter)
        return false;
    double ratio = longer / shorter;
    if (fabs(ratio - A4) < NEAR_A4 * A4)
        ratio = A4;
    longer = MIN(longer, most);
    *width = (unsigned)lround(w > h ? longer : longer / ratio);
    *height = (unsigned)lround(w > h ? longer / ratio : longer);
    return *width > 0 && *height > 0;
}

bool sheet_straighten(struct pixels *to, const struct pixels *rgb, const struct sheet_corners *corners,
                      unsigned most)
{
    const struct projection m = project(corners);
    unsigned width, height;

    *to = (struct pixels){0};
    if (!rgb->data || !flat_size(corners, most, &width, &height) ||
        !pixels_make(to, width, height, rgb->channels))
        return false;
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) {
            double u = (x + 0.5) / width, v = (y + 0.5) / height, w = m.g * u + m.h * v + 1;
            sample(rgb, (m.a * u + m.b * v + m.c) / w, (m.d * u + m.e * v + m.f) / w,
                   to->data + ((size_t)y * width + x) * to->channels);
        }
    return true;
}

bool sheet_shrink(struct pixels *to, const struct pixels *rgb, unsigned most)
{
    double w = rgb->width, h = rgb->height, by = MIN(1, most / MAX(MAX(w, h), 1));
    struct sheet_corners whole = {{0, w, w, 0}, {0, 0, h, h}};
    const struct projection m = project(&whole);
    unsigned width = MAX((unsigned)lround(w * by), 1), height = MAX((unsigned)lround(h * by), 1);

    *to = (struct pixels){0};
    if (!rgb->data || !pixels_make(to, width, height, rgb->channels))
        return false;
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++)
            sample(rgb, m.a * (x + 0.5) / width + m.c, m.e * (y + 0.5) / height + m.f,
                   to->data + ((size_t)y * width + x) * to->channels);
    return true;
}

/* Where `part` of all values lie beneath. */
static unsigned level_at(const unsigned counts[256], size_t total, double part)
{
    size_t below = 0;
    unsigned level = 0;
    while (level < 255 && (double)(below += counts[level]) < part * (double)total)
        level++;
    return level;
}

void sheet_brighten(struct pixels *rgb)
{
    enum { LEAST_RANGE = 48 };
    unsigned counts[256] = {0};
    uint8_t map[256];

    for (size_t i = 0; i < pixels_size(rgb); i++)
        counts[rgb->data[i]]++;
    unsigned dark = level_at(counts, pixels_size(rgb), 0.005),
             light = level_at(counts, pixels_size(rgb), 0.85);
    if (light < dark + LEAST_RANGE) /* nothing on it, or nothing to be seen */
        return;
    for (unsigned i = 0; i < 256; i++)
        map[i] = (uint8_t)(i <= dark ? 0 : MIN((i - dark) * 250 / (light - dark), 255));
    for (size_t i = 0; i < pixels_size(rgb); i++)
        rgb->data[i] = map[rgb->data[i]];
}
