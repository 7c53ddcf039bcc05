#include "ui/canvas.h"

#include <glib.h>
#include <math.h>
#include <wchar.h>

struct box box_meet(struct box a, struct box b)
{
    int x0 = MAX(a.x, b.x), y0 = MAX(a.y, b.y), x1 = MIN(a.x + a.w, b.x + b.w),
        y1 = MIN(a.y + a.h, b.y + b.h);
    return (struct box){x0, y0, MAX(0, x1 - x0), MAX(0, y1 - y0)};
}

struct box box_union(struct box a, struct box b)
{
    if (box_empty(a))
        return b;
    if (box_empty(b))
        return a;
    int x0 = MIN(a.x, b.x), y0 = MIN(a.y, b.y), x1 = MAX(a.x + a.w, b.x + b.w),
        y1 = MAX(a.y + a.h, b.y + b.h);
    return (struct box){x0, y0, x1 - x0, y1 - y0};
}

struct box box_grow(struct box a, int by)
{
    return (struct box){a.x - by, a.y - by, a.w + 2 * by, a.h + 2 * by};
}

bool box_empty(struct box a)
{
    return a.w <= 0 || a.h <= 0;
}

bool box_has(struct box a, int x, int y)
{
    return x >= a.x && y >= a.y && x < a.x + a.w && y < a.y + a.h;
}

static inline uint32_t mix(uint32_t under, uint32_t over, uint32_t a)
{
    uint32_t rb = under & 0xff00ff, g = under & 0x00ff00;
    a += a >> 7;
    rb += (((over & 0xff00ff) - rb) * a) >> 8;
    g += (((over & 0x00ff00) - g) * a) >> 8;
    return (rb & 0xff00ff) | (g & 0x00ff00);
}

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset fills pixels");

static inline void dot(struct canvas *c, int x, int y, uint32_t rgb, double coverage)
{
    if (coverage <= 0 || !box_has(c->clip, x, y))
        return;
    uint32_t *p = c->pixels + (ptrdiff_t)y * c->stride + x;
    *p = coverage >= 1 ? rgb : mix(*p, rgb, (uint32_t)(coverage * 255 + 0.5));
}

void canvas_fill(struct canvas *c, struct box box, uint32_t rgb)
{
    box = box_meet(box, c->clip);
    for (int y = box.y; box.w > 0 && y < box.y + box.h; y++)
        wmemset((wchar_t *)c->pixels + (ptrdiff_t)y * c->stride + box.x, (wchar_t)rgb, (size_t)box.w);
}

void canvas_blend(struct canvas *c, struct box box, uint32_t rgb, int alpha)
{
    box = box_meet(box, c->clip);
    if (alpha <= 0)
        return;
    for (int y = box.y; y < box.y + box.h; y++) {
        uint32_t *row = c->pixels + (ptrdiff_t)y * c->stride + box.x;
        for (int x = 0; x < box.w; x++)
            row[x] = mix(row[x], rgb, (uint32_t)alpha);
    }
}

/* Where a mask's square is looked up for column or row `i` of `size`: mirrored at the far edge. */
static inline int quarter(int i, int size, int n)
{
    return MIN(MIN(i, size - 1 - i), n - 1);
}

/* One row from x0 to x1 of a box whose pixels are covered as the mask's quarters say; `alpha` of 255. */
static void mask_row(struct canvas *c, struct box box, const struct mask *m, int y, int x0, int x1,
                     uint32_t rgb, unsigned alpha)
{
    const uint8_t *row = m->coverage + (ptrdiff_t)quarter(y - box.y, box.h, m->n) * m->n;
    uint32_t *pixels = c->pixels + (ptrdiff_t)y * c->stride;

    for (int x = MAX(x0, c->clip.x); x < MIN(x1, c->clip.x + c->clip.w); x++) {
        unsigned a = row[quarter(x - box.x, box.w, m->n)] * alpha / 255;
        if (a)
            pixels[x] = a == 255 ? rgb : mix(pixels[x], rgb, a);
    }
}

/* The corners and edges of a box as its mask has them; what lies within n of no edge is left alone. */
static void mask_edges(struct canvas *c, struct box box, const struct mask *m, uint32_t rgb, unsigned alpha)
{
    struct box part = box_meet(box, c->clip);

    for (int y = part.y; y < part.y + part.h; y++) {
        bool edge = y - box.y < m->n || box.y + box.h - 1 - y < m->n;
        int inner = edge ? box.w : MIN(m->n, box.w);
        mask_row(c, box, m, y, box.x, box.x + inner, rgb, alpha);
        mask_row(c, box, m, y, MAX(box.x + inner, box.x + box.w - m->n), box.x + box.w, rgb, alpha);
    }
}

void canvas_rounded(struct canvas *c, struct box box, int radius, uint32_t rgb)
{
    radius = MIN(radius, MIN(box.w, box.h) / 2);
    canvas_fill(c, (struct box){box.x, box.y + radius, box.w, box.h - 2 * radius}, rgb);
    canvas_fill(c, (struct box){box.x + radius, box.y, box.w - 2 * radius, radius}, rgb);
    canvas_fill(c, (struct box){box.x + radius, box.y + box.h - radius, box.w - 2 * radius, radius}, rgb);
    if (radius <= 0 || box_empty(box_meet(box, c->clip)))
        return;
    const struct mask *m = masks_get(c->masks, MASK_FILL, radius, 0);
    for (int i = 0; i < 2 * radius; i++) {
        int y = i < radius ? box.y + i : box.y + box.h - 2 * radius + i;
        if (y < c->clip.y || y >= c->clip.y + c->clip.h)
            continue;
        mask_row(c, box, m, y, box.x, box.x + radius, rgb, 255);
        mask_row(c, box, m, y, box.x + box.w - radius, box.x + box.w, rgb, 255);
    }
}

enum { DASH = 14 };

/* From the middle of a corner along a quarter of the border, as far as the middle of a side goes: of a pixel
 * whose distances from the two nearest sides are across and down. */
static double along(double across, double down, int radius, int width)
{
    double r = MAX(radius, width), middle = r - width / 2.0;
    if (across >= r || down >= r)
        return middle * G_PI / 4 + MAX(across, down) - r;
    return middle * fabs(atan2(r - across, r - down) - G_PI / 4);
}

/* Half of a dash stands in the middle of each corner, and whole ones between: their length gives way. */
static double dash(double at, double side, int radius, int width)
{
    double r = MAX(radius, width), way = side - 2 * r + (r - width / 2.0) * G_PI / 2;
    double period = way / MAX(round(way / (2 * DASH)), 1), from = fmod(at, period);
    return CLAMP(period / 4 + 0.5 - fmin(from, period - from), 0, 1);
}

static void dashes(struct canvas *c, struct box box, const struct mask *m, uint32_t rgb)
{
    enum { FULL = 255 };
    struct box part = box_meet(box, c->clip);

    for (int y = part.y; y < part.y + part.h; y++)
        for (int x = part.x; x < part.x + part.w; x++) {
            double across = MIN(x - box.x, box.x + box.w - 1 - x) + 0.5,
                   down = MIN(y - box.y, box.y + box.h - 1 - y) + 0.5;
            if (MIN(across, down) > m->width + 1 && MAX(across, down) > m->n)
                continue;
            double at = along(across, down, m->radius, m->width);
            double ink = dash(at, across > down ? box.w : box.h, m->radius, m->width);
            mask_row(c, box, m, y, x, x + 1, rgb, (unsigned)(ink * FULL + 0.5));
        }
}

void canvas_dashes(struct canvas *c, struct box box, int dash, int gap, uint32_t rgb)
{
    bool lies = box.w > box.h;
    int length = lies ? box.w : box.h, pairs = (length + gap) / (2 * (dash + gap)); /* rounded */

    for (int i = 0, count = 2 * MAX(pairs, 1); i <= count; i++) {
        int at = (int)((int64_t)(length - dash) * i / count);
        canvas_fill(c,
                    lies ? (struct box){box.x + at, box.y, dash, box.h}
                         : (struct box){box.x, box.y + at, box.w, dash},
                    rgb);
    }
}

void canvas_border(struct canvas *c, struct box box, int radius, int width, uint32_t rgb, bool dashed)
{
    if (width <= 0 || box_empty(box_meet(box, c->clip)))
        return;
    const struct mask *m = masks_get(c->masks, MASK_RING, MIN(radius, MIN(box.w, box.h) / 2), width);
    if (dashed)
        dashes(c, box, m, rgb);
    else
        mask_edges(c, box, m, rgb, 255);
}

void canvas_shadow(struct canvas *c, struct box box, int radius, int down, int blur, uint32_t rgb, int alpha)
{
    struct box cast = box_grow((struct box){box.x, box.y + down, box.w, box.h}, blur), clip = c->clip;
    const struct mask *m = masks_get(c->masks, MASK_SHADOW, radius, blur);
    /* The box itself covers all but its corners, so only what is around it is shaded. */
    struct box around[] = {
        {cast.x, cast.y, cast.w, box.y + radius - cast.y},
        {cast.x, box.y + radius, box.x - cast.x, box.h - 2 * radius},
        {box.x + box.w, box.y + radius, box.x - cast.x, box.h - 2 * radius},
        {cast.x, box.y + box.h - radius, cast.w, cast.y + cast.h - box.y - box.h + radius}};

    for (unsigned i = 0; i < G_N_ELEMENTS(around); i++) {
        c->clip = box_meet(clip, around[i]);
        for (int y = c->clip.y; y < c->clip.y + c->clip.h; y++)
            mask_row(c, cast, m, y, cast.x, cast.x + cast.w, rgb, (unsigned)alpha);
    }
    c->clip = clip;
}

void canvas_line(struct canvas *c, double x0, double y0, double x1, double y1, double width, uint32_t rgb)
{
    double r = width / 2, dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
    struct box box = {(int)floor(fmin(x0, x1) - r - 1), (int)floor(fmin(y0, y1) - r - 1), 0, 0};
    box.w = (int)ceil(fmax(x0, x1) + r + 1) - box.x;
    box.h = (int)ceil(fmax(y0, y1) + r + 1) - box.y;
    box = box_meet(box, c->clip);
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++) {
            double px = x + 0.5 - x0, py = y + 0.5 - y0;
            double t = length > 0 ? CLAMP((px * dx + py * dy) / length, 0, 1) : 0;
            dot(c, x, y, rgb, CLAMP(r + 0.5 - hypot(px - t * dx, py - t * dy), 0, 1));
        }
}

void canvas_cover(struct canvas *c, struct box box, const uint8_t *coverage, uint32_t rgb)
{
    for (int y = box.y; y < box.y + box.h; y++, coverage += box.w) {
        uint32_t *row = c->pixels + (ptrdiff_t)y * c->stride + box.x;
        for (int x = 0; x < box.w; x++)
            if (coverage[x])
                row[x] = coverage[x] == 255 ? rgb : mix(row[x], rgb, coverage[x]);
    }
}

void canvas_arc(struct canvas *c, struct box box, double width, double part, uint32_t rgb)
{
    double cx = box.x + box.w / 2.0, cy = box.y + box.h / 2.0, r = box.w / 2.0 - width / 2,
           end = part * 2 * G_PI;
    struct box clip = box_meet(box, c->clip);
    double ex = cx + r * sin(end), ey = cy - r * cos(end);
    for (int y = clip.y; y < clip.y + clip.h; y++)
        for (int x = clip.x; x < clip.x + clip.w; x++) {
            double px = x + 0.5 - cx, py = y + 0.5 - cy, off = fabs(hypot(px, py) - r);
            if (off > width / 2 + 1)
                continue;
            double angle = atan2(px, -py);
            if (angle < 0)
                angle += 2 * G_PI;
            if (part < 1 && angle > end)
                off = fmin(hypot(px, py + r), hypot(x + 0.5 - ex, y + 0.5 - ey));
            dot(c, x, y, rgb, CLAMP(width / 2 + 0.5 - off, 0, 1));
        }
}

enum { SUB = 4, CROSSINGS = 16 };

static int crossings(const struct canvas_point *p, int count, double y, double *xs)
{
    int n = 0;
    for (int i = 0; i < count && n < CROSSINGS; i++) {
        struct canvas_point a = p[i], b = p[(i + 1) % count];
        if ((a.y <= y) != (b.y <= y))
            xs[n++] = a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
    }
    for (int i = 1; i < n; i++)
        for (int j = i; j > 0 && xs[j - 1] > xs[j]; j--) {
            double swap = xs[j];
            xs[j] = xs[j - 1];
            xs[j - 1] = swap;
        }
    return n;
}

void canvas_polygon(struct canvas *c, const struct canvas_point *points, int count, uint32_t rgb)
{
    double top = points[0].y, bottom = points[0].y;
    for (int i = 1; i < count; i++) {
        top = fmin(top, points[i].y);
        bottom = fmax(bottom, points[i].y);
    }
    for (int y = MAX((int)floor(top), c->clip.y); y < MIN((int)ceil(bottom), c->clip.y + c->clip.h); y++)
        for (int s = 0; s < SUB; s++) {
            double xs[CROSSINGS];
            int n = crossings(points, count, y + (s + 0.5) / SUB, xs);
            for (int i = 0; i + 1 < n; i += 2)
                for (int x = (int)floor(xs[i]); x < (int)ceil(xs[i + 1]); x++)
                    dot(c, x, y, rgb,
                        (fmin(x + 1, xs[i + 1]) - fmax(x, xs[i])) / (SUB - s)); /* the parts add up to 1 */
        }
}
