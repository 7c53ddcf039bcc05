#include "ui/canvas.h"

#include <glib.h>
#include <math.h>

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
    for (int y = box.y; y < box.y + box.h; y++) {
        uint32_t *row = c->pixels + (ptrdiff_t)y * c->stride + box.x;
        for (int x = 0; x < box.w; x++)
            row[x] = rgb;
    }
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

/* Signed distance to a rounded box from a pixel's middle: negative inside. */
static double distance(struct box box, double radius, int px, int py)
{
    double qx = fabs(px + 0.5 - (box.x + box.w / 2.0)) - box.w / 2.0 + radius;
    double qy = fabs(py + 0.5 - (box.y + box.h / 2.0)) - box.h / 2.0 + radius;
    return hypot(fmax(qx, 0), fmax(qy, 0)) + fmin(fmax(qx, qy), 0) - radius;
}

static double coverage(struct box box, double radius, int px, int py)
{
    return CLAMP(0.5 - distance(box, radius, px, py), 0, 1);
}

void canvas_rounded(struct canvas *c, struct box box, int radius, uint32_t rgb)
{
    radius = MIN(radius, MIN(box.w, box.h) / 2);
    canvas_fill(c, (struct box){box.x, box.y + radius, box.w, box.h - 2 * radius}, rgb);
    canvas_fill(c, (struct box){box.x + radius, box.y, box.w - 2 * radius, radius}, rgb);
    canvas_fill(c, (struct box){box.x + radius, box.y + box.h - radius, box.w - 2 * radius, radius}, rgb);
    if (box_empty(box_meet(box, c->clip)))
        return;
    for (int i = 0; i < radius; i++)
        for (int j = 0; j < radius; j++) {
            double a = coverage(box, radius, box.x + j, box.y + i);
            if (a <= 0)
                continue;
            dot(c, box.x + j, box.y + i, rgb, a);
            dot(c, box.x + box.w - 1 - j, box.y + i, rgb, a);
            dot(c, box.x + j, box.y + box.h - 1 - i, rgb, a);
            dot(c, box.x + box.w - 1 - j, box.y + box.h - 1 - i, rgb, a);
        }
}

void canvas_border(struct canvas *c, struct box box, int radius, int width, uint32_t rgb, bool dashed)
{
    enum { DASH = 14 };
    struct box inner = box_grow(box, -width), part = box_meet(box, c->clip);
    int inside = MAX(radius, width);
    for (int y = part.y; y < part.y + part.h; y++)
        for (int x = part.x; x < part.x + part.w; x++) {
            bool straight = y >= box.y + inside && y < box.y + box.h - inside;
            if (straight && x == box.x + width)
                x = MAX(x, box.x + box.w - width);
            if (x >= part.x + part.w || (dashed && ((x + y) / DASH) & 1))
                continue;
            double a = coverage(box, radius, x, y) - coverage(inner, MAX(radius - width, 0), x, y);
            dot(c, x, y, rgb, a);
        }
}

void canvas_shadow(struct canvas *c, struct box box, int radius, int down, int blur, uint32_t rgb, int alpha)
{
    struct box cast = {box.x, box.y + down, box.w, box.h}, all = box_meet(box_grow(cast, blur), c->clip);
    struct box hidden = {box.x + radius, box.y, box.w - 2 * radius,
                         box.h}; /* the box covers it, and its corners nearly */
    for (int y = all.y; y < all.y + all.h; y++) {
        bool along = y >= cast.y + radius && y < box.y + box.h - radius;
        for (int x = all.x; x < all.x + all.w; x++) {
            if (along && x == box.x)
                x = box.x + box.w;
            else if (x == hidden.x && y >= hidden.y && y < hidden.y + hidden.h)
                x = hidden.x + hidden.w;
            if (x >= all.x + all.w)
                break;
            double t = CLAMP(0.5 - distance(cast, radius, x, y) / (2.0 * blur), 0, 1);
            dot(c, x, y, rgb, t * t * (3 - 2 * t) * alpha / 255.0);
        }
    }
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
