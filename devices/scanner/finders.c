#include "devices/scanner/finders.h"

#include <glib.h>
#include <math.h>

enum { RUNS = 5, PATTERN = 7 /* modules */, SIDE_MIN = 8 /* pixels */, HITS_MIN = 2 };

struct found {
    struct finder all[4 * FINDERS_MAX];
    unsigned count;
};

static bool is_black(const struct plane *p, int x, int y)
{
    return p->at[(size_t)y * p->width + (size_t)x] == 0;
}

static bool like_a_pattern(const int runs[RUNS], double *side)
{
    static const double wanted[RUNS] = {1, 1, 3, 1, 1};
    int sum = 0;
    for (int i = 0; i < RUNS; i++)
        sum += runs[i];
    double module = (double)sum / PATTERN;
    if (sum < SIDE_MIN)
        return false;
    for (int i = 0; i < RUNS; i++)
        if (fabs(runs[i] - wanted[i] * module) > (i == 2 ? 1.2 : 0.75) * module + 0.5)
            return false;
    *side = sum;
    return true;
}

/* From the middle of a black square out, both ways, along (dx, dy): does that look like the pattern, too? */
static bool crosses(const struct plane *p, double x, double y, int dx, int dy, double most, double *shift,
                    double *side)
{
    int runs[RUNS] = {0}, ends[2];
    for (int way = 0; way < 2; way++) {
        int step = way ? 1 : -1, at = way, run = 2;
        while (run >= 0 && run < RUNS && at < (int)most) {
            int px = (int)x + dx * at * step, py = (int)y + dy * at * step;
            bool inside = px >= 0 && py >= 0 && px < (int)p->width && py < (int)p->height;
            if (!inside || is_black(p, px, py) != (run % 2 == 0)) {
                run += step;
                if (!inside)
                    break;
                continue;
            }
            runs[run]++;
            at++;
        }
        ends[way] = at;
    }
    *shift = (ends[1] - ends[0]) / 2.0;
    return like_a_pattern(runs, side);
}

static void keep(struct found *f, double x, double y, double side)
{
    for (unsigned i = 0; i < f->count; i++) {
        struct finder *known = &f->all[i];
        if (hypot(known->x - x, known->y - y) > side * 0.4)
            continue;
        double n = known->hits++;
        known->x = (known->x * n + x) / (n + 1);
        known->y = (known->y * n + y) / (n + 1);
        known->side = (known->side * n + side) / (n + 1);
        return;
    }
    if (f->count < G_N_ELEMENTS(f->all))
        f->all[f->count++] = (struct finder){x, y, side, 1};
}

static void look_closer(struct found *f, const struct plane *p, double x, double y, double side)
{
    double down, across, height, width, most = side * 0.9;
    if (!crosses(p, x, y, 0, 1, most, &down, &height) || height > 2 * side || side > 2 * height)
        return;
    y += down;
    if (crosses(p, x, y, 1, 0, most, &across, &width))
        keep(f, x + across, y, (width + height) / 2);
}

static void scan_row(struct found *f, const struct plane *p, int y)
{
    int runs[RUNS] = {0}, count = 0, length = 0;
    for (int x = 0; x <= (int)p->width; x++) {
        bool ends = x == (int)p->width || (x > 0 && is_black(p, x, y) != is_black(p, x - 1, y));
        if (!ends) {
            length++;
            continue;
        }
        for (int i = 0; i < RUNS - 1; i++)
            runs[i] = runs[i + 1];
        runs[RUNS - 1] = length;
        length = 1;
        double side;
        if (++count >= RUNS && is_black(p, x - 1, y) && like_a_pattern(runs, &side))
            look_closer(f, p, x - runs[4] - runs[3] - runs[2] / 2.0, y, side);
    }
}

/* The right angle is opposite the longest side, and the others follow clockwise. */
static bool as_corners(const struct finder *a, const struct finder *b, const struct finder *c,
                       struct corners *to)
{
    const struct finder *p[3] = {a, b, c};
    double far = 0;
    int corner = 0;
    for (int i = 0; i < 3; i++) {
        const struct finder *q = p[(i + 1) % 3], *r = p[(i + 2) % 3];
        double d = hypot(q->x - r->x, q->y - r->y);
        if (d > far) {
            far = d;
            corner = i;
        }
    }
    const struct finder *o = p[corner], *q = p[(corner + 1) % 3], *r = p[(corner + 2) % 3];
    double qx = q->x - o->x, qy = q->y - o->y, rx = r->x - o->x, ry = r->y - o->y;
    double lq = hypot(qx, qy), lr = hypot(rx, ry), mean = (a->side + b->side + c->side) / 3;
    double largest = MAX(MAX(a->side, b->side), c->side), smallest = MIN(MIN(a->side, b->side), c->side);
    if (largest > 1.8 * smallest || lq > 2.2 * lr || lr > 2.2 * lq || MIN(lq, lr) < 1.5 * mean ||
        fabs(qx * rx + qy * ry) > 0.6 * lq * lr)
        return false;
    bool clockwise = qx * ry - qy * rx > 0;
    to->at[0] = *o;
    to->at[1] = clockwise ? *q : *r;
    to->at[2] = clockwise ? *r : *q;
    /* A turned square is wider along a row than it is. */
    double lean = MAX(fabs(qx), fabs(qy)) / lq;
    to->module = mean / PATTERN * lean;
    return true;
}

static int more_hits(const void *a, const void *b)
{
    const struct finder *x = a, *y = b;
    return (y->hits > x->hits) - (y->hits < x->hits);
}

unsigned finders_corners(const struct plane *black, struct corners corners[CORNERS_MAX])
{
    struct found f = {.count = 0};
    unsigned count = 0;
    for (unsigned y = 0; y < black->height; y++)
        scan_row(&f, black, (int)y);
    qsort(f.all, f.count, sizeof *f.all, more_hits);
    unsigned n = MIN(f.count, FINDERS_MAX);
    while (n > 0 && f.all[n - 1].hits < HITS_MIN)
        n--;
    for (unsigned c = 2; c < n; c++)
        for (unsigned b = 1; b < c; b++)
            for (unsigned a = 0; a < b && count < CORNERS_MAX; a++)
                count += as_corners(&f.all[a], &f.all[b], &f.all[c], &corners[count]);
    return count;
}
