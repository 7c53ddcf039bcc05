/* Paper is brighter than the pad of a document camera: the threshold between both (Otsu, 1979), the largest
 * bright patch, its convex hull, the four corners that hold most of it, then each side as the line through
 * the patch's edge. */
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "devices/camera/sheet.h"

enum {
    LOOK_SIDE = 400, /* pixels; corners come out finer than one of them */
    LEVELS = 256,
    DARK_BELOW = 40,     /* nothing in the picture is brighter than this */
    CONTRAST_LEAST = 28, /* levels between paper and pad */
    AREA_PERCENT_LEAST = 4,
    AREA_PERCENT_SMALL = 14,
    FIT_PERCENT_LEAST = 90,
    CORNERS = 4,
    TRIM = 8, /* an eighth of a side at both its ends tells nothing of it: corners may be bent */
};

struct point {
    double x, y;
};

static void histogram(const struct pixels *grey, unsigned counts[LEVELS])
{
    memset(counts, 0, LEVELS * sizeof counts[0]);
    for (size_t i = 0; i < pixels_size(grey); i++)
        counts[grey->data[i]]++;
}

/* The level that parts both kinds best, and their means. */
static int threshold(const unsigned counts[LEVELS], double total, double *low, double *high)
{
    double sum = 0, below = 0, sum_below = 0, best = -1;
    int level = 0;

    for (int i = 0; i < LEVELS; i++)
        sum += (double)i * counts[i];
    for (int i = 0; i < LEVELS; i++) {
        below += counts[i];
        sum_below += (double)i * counts[i];
        if (below <= 0 || below >= total)
            continue;
        double a = sum_below / below, b = (sum - sum_below) / (total - below);
        double between = below * (total - below) * (b - a) * (b - a);
        if (between > best) {
            best = between;
            level = i;
            *low = a;
            *high = b;
        }
    }
    return best < 0 ? -1 : level;
}

/* Marks the patch of bright pixels around `start` with `mark`; the number of them. */
static size_t flood(uint8_t *marks, unsigned width, unsigned height, size_t start, uint8_t from, uint8_t mark,
                    size_t *stack)
{
    size_t depth = 0, area = 0;

    stack[depth++] = start;
    marks[start] = mark;
    while (depth > 0) {
        size_t at = stack[--depth];
        unsigned x = (unsigned)(at % width), y = (unsigned)(at / width);
        const size_t next[] = {at - 1, at + 1, at - width, at + width};
        const bool there[] = {x > 0, x + 1 < width, y > 0, y + 1 < height};
        area++;
        for (unsigned i = 0; i < G_N_ELEMENTS(next); i++)
            if (there[i] && marks[next[i]] == from) {
                marks[next[i]] = mark;
                stack[depth++] = next[i];
            }
    }
    return area;
}

/* Leaves 2 on the largest bright patch; its area. */
static size_t largest_patch(uint8_t *marks, unsigned width, unsigned height)
{
    enum { BRIGHT = 1, BEST = 2, SEEN = 3 };
    size_t total = (size_t)width * height, best = 0, best_at = 0, *stack = g_new(size_t, total);

    for (size_t i = 0; i < total; i++)
        if (marks[i] == BRIGHT) {
            size_t area = flood(marks, width, height, i, BRIGHT, SEEN, stack);
            if (area > best) {
                best = area;
                best_at = i;
            }
        }
    if (best > 0)
        flood(marks, width, height, best_at, SEEN, BEST, stack);
    g_free(stack);
    return best;
}

static double cross(struct point o, struct point a, struct point b)
{
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/* The leftmost and rightmost pixel of each row of the patch, as points on its edge; sorted by y, then x. */
static unsigned edge_points(const uint8_t *marks, unsigned width, unsigned height, struct point *to)
{
    unsigned n = 0;

    for (unsigned y = 0; y < height; y++) {
        unsigned left = 0, right = width;
        while (left < width && marks[(size_t)y * width + left] != 2)
            left++;
        if (left == width)
            continue;
        while (marks[(size_t)y * width + right - 1] != 2)
            right--;
        to[n++] = (struct point){left, y};
        to[n++] = (struct point){right, y};
        to[n++] = (struct point){left, y + 1};
        to[n++] = (struct point){right, y + 1};
    }
    return n;
}

static int by_place(const void *left, const void *right)
{
    const struct point *a = left, *b = right;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

/* Andrew's monotone chain: the hull of n sorted points, going round once. */
static unsigned hull_of(struct point *points, unsigned n, struct point *hull)
{
    unsigned k = 0;

    qsort(points, n, sizeof points[0], by_place);
    for (unsigned i = 0; i < n; i++) {
        while (k >= 2 && cross(hull[k - 2], hull[k - 1], points[i]) <= 0)
            k--;
        hull[k++] = points[i];
    }
    for (unsigned i = n - 1, least = k + 1; i-- > 0;) {
        while (k >= least && cross(hull[k - 2], hull[k - 1], points[i]) <= 0)
            k--;
        hull[k++] = points[i];
    }
    return k > 1 ? k - 1 : k;
}

static double area_of(const struct point *p, unsigned n)
{
    double twice = 0;
    for (unsigned i = 0; i < n; i++)
        twice += p[i].x * p[(i + 1) % n].y - p[(i + 1) % n].x * p[i].y;
    return fabs(twice) / 2;
}

/* The farthest hull point from the line a-b on its one side, going from a to b. */
static unsigned farthest(const struct point *hull, unsigned n, unsigned a, unsigned b)
{
    unsigned best = a;
    double most = 0;
    for (unsigned i = (a + 1) % n; i != b; i = (i + 1) % n) {
        double away = fabs(cross(hull[a], hull[b], hull[i]));
        if (away > most) {
            most = away;
            best = i;
        }
    }
    return best;
}

/* For each diagonal the two points farthest from it: the four that hold most of the hull. */
static bool four_corners(const struct point *hull, unsigned n, struct point to[CORNERS])
{
    double best = 0;

    for (unsigned a = 0; a < n; a++)
        for (unsigned b = a + 2; b < n; b++) {
            unsigned c = farthest(hull, n, a, b), d = farthest(hull, n, b, a);
            struct point four[CORNERS] = {hull[a], hull[c], hull[b], hull[d]};
            double area = area_of(four, CORNERS);
            if (c != a && d != b && area > best) {
                best = area;
                memcpy(to, four, sizeof four);
            }
        }
    return best > 0;
}

struct line {
    struct point at, along; /* along: of length 1 */
};

/* Through hull edges, each weighing as much as it is long, that lie by this side and between its ends. */
static struct line side_line(const struct point *hull, unsigned n, struct point a, struct point b)
{
    double length = hypot(b.x - a.x, b.y - a.y), near = MAX(length / 50, 1.5);
    struct point along = {(b.x - a.x) / length, (b.y - a.y) / length};
    double weight = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;

    for (unsigned i = 0; i < n; i++) {
        struct point p = hull[i], q = hull[(i + 1) % n];
        double piece = hypot(q.x - p.x, q.y - p.y);
        unsigned steps = (unsigned)MAX(piece, 1);
        for (unsigned k = 0; k <= steps; k++) {
            double x = p.x + (q.x - p.x) * k / steps, y = p.y + (q.y - p.y) * k / steps;
            double on = (x - a.x) * along.x + (y - a.y) * along.y;
            double off = (x - a.x) * along.y - (y - a.y) * along.x;
            if (on < length / TRIM || on > length - length / TRIM || fabs(off) > near)
                continue;
            weight += 1, sx += x, sy += y, sxx += x * x, sxy += x * y, syy += y * y;
        }
    }
    if (weight < 2)
        return (struct line){a, along};
    double mx = sx / weight, my = sy / weight, xx = sxx / weight - mx * mx, xy = sxy / weight - mx * my,
           yy = syy / weight - my * my, angle = atan2(2 * xy, xx - yy) / 2;
    return (struct line){{mx, my}, {cos(angle), sin(angle)}};
}

static bool meet(struct line a, struct line b, struct point *to)
{
    double turn = a.along.x * b.along.y - a.along.y * b.along.x;
    if (fabs(turn) < 0.3) /* less than 17 degrees: no corner of a sheet */
        return false;
    double t = ((b.at.x - a.at.x) * b.along.y - (b.at.y - a.at.y) * b.along.x) / turn;
    *to = (struct point){a.at.x + t * a.along.x, a.at.y + t * a.along.y};
    return true;
}

static bool refine(const struct point *hull, unsigned n, struct point corners[CORNERS])
{
    struct line sides[CORNERS];

    for (unsigned i = 0; i < CORNERS; i++)
        sides[i] = side_line(hull, n, corners[i], corners[(i + 1) % CORNERS]);
    for (unsigned i = 0; i < CORNERS; i++)
        if (!meet(sides[(i + CORNERS - 1) % CORNERS], sides[i], &corners[i]))
            return false;
    return true;
}

/* Clockwise on the screen, the one nearest to the top left first. */
static void put_in_order(const struct point from[CORNERS], double scale, struct sheet_corners *to)
{
    double turn = cross(from[0], from[1], from[2]);
    unsigned first = 0;

    for (unsigned i = 1; i < CORNERS; i++)
        if (from[i].x + from[i].y < from[first].x + from[first].y)
            first = i;
    for (unsigned i = 0; i < CORNERS; i++) {
        unsigned at = turn > 0 ? (first + i) % CORNERS : (first + CORNERS - i) % CORNERS;
        to->x[i] = from[at].x * scale;
        to->y[i] = from[at].y * scale;
    }
}

/* A sheet that reaches over the edge of the picture is not all there. */
static bool is_cut_off(const struct point corners[CORNERS], unsigned width, unsigned height)
{
    for (unsigned i = 0; i < CORNERS; i++)
        if (corners[i].x < 1 || corners[i].y < 1 || corners[i].x > width - 1.0 || corners[i].y > height - 1.0)
            return true;
    return false;
}

static enum sheet_sight measure(const uint8_t *marks, unsigned width, unsigned height, size_t area,
                                double scale, struct sheet_corners *to)
{
    struct point *points = g_new0(struct point, (size_t)height * CORNERS), corners[CORNERS] = {{0, 0}};
    struct point *hull = g_new0(struct point, (size_t)height * CORNERS * 2 + 1);
    unsigned n = hull_of(points, edge_points(marks, width, height, points), hull);
    bool well =
        four_corners(hull, n, corners) && refine(hull, n, corners) && !is_cut_off(corners, width, height);
    double quad = well ? area_of(corners, CORNERS) : 0, whole = area_of(hull, n);

    g_free(points);
    g_free(hull);
    /* The sheet is a quad, and paper all over: ink takes little of it. */
    if (!well || 100 * MIN(quad, whole) < FIT_PERCENT_LEAST * MAX(quad, whole) || (double)area < whole / 2)
        return SHEET_NONE;
    put_in_order(corners, scale, to);
    return 100 * quad < AREA_PERCENT_SMALL * (double)width * height ? SHEET_SMALL : SHEET_WELL;
}

static enum sheet_sight find_in(const struct pixels *grey, double scale, struct sheet_corners *to)
{
    unsigned counts[LEVELS];
    double low = 0, high = 0, total = (double)pixels_size(grey);

    histogram(grey, counts);
    int level = threshold(counts, total, &low, &high);
    if (high < DARK_BELOW && low < DARK_BELOW && (level >= 0 || grey->data[0] < DARK_BELOW))
        return SHEET_DARK;
    if (level < 0 || high - low < CONTRAST_LEAST)
        return SHEET_NONE;
    uint8_t *marks = g_malloc0(pixels_size(grey));
    for (size_t i = 0; i < pixels_size(grey); i++)
        marks[i] = grey->data[i] > level;
    size_t area = largest_patch(marks, grey->width, grey->height);
    enum sheet_sight sight = 100 * (double)area < AREA_PERCENT_LEAST * total
                                 ? SHEET_NONE
                                 : measure(marks, grey->width, grey->height, area, scale, to);
    pixels_free_data(marks, pixels_size(grey));
    return sight;
}

enum sheet_sight sheet_find(const struct pixels *grey, struct sheet_corners *corners)
{
    unsigned step = pixels_step(grey->width, grey->height, LOOK_SIDE);
    struct pixels small;
    enum sheet_sight sight = SHEET_NONE;

    *corners = (struct sheet_corners){0};
    if (pixels_shrink_grey(&small, grey, step))
        sight = find_in(&small, step, corners);
    pixels_clear(&small);
    return sight;
}
