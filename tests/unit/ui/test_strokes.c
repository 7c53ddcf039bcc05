/* Strokes: smooth through few points, without joints, and no more dirty than their newest piece. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "base/secret.h"
#include "ui/strokes.h"

enum { SIDE = 1000, INK = 0x102030, PAPER = 0xFFFFFF, PARTS = 10000, ALL = 256 };

static const struct brush brush = {{0, 0, SIDE, SIDE}, 13, INK};

/* Points in pixels as the touch gives them. */
static struct ink_point point(double x, double y, bool begins)
{
    return (struct ink_point){(int16_t)lround(x * PARTS / SIDE), (int16_t)lround(y * PARTS / SIDE), begins};
}

/* The sharpest turn of the line as drawn, in degrees, and how far it leaves a box. */
struct walk {
    struct canvas_point before, here;
    unsigned seen;
    double sharpest, beyond;
    struct box within;
};

static void step(struct walk *w, struct canvas_point p)
{
    struct canvas_point a = w->before, b = w->here;
    if (w->seen && hypot(p.x - b.x, p.y - b.y) < 0.01)
        return;
    if (w->seen > 1) {
        double turn = fabs(atan2(p.y - b.y, p.x - b.x) - atan2(b.y - a.y, b.x - a.x)) * 180 / G_PI;
        w->sharpest = MAX(w->sharpest, MIN(turn, 360 - turn));
    }
    w->beyond = MAX(w->beyond, MAX(w->within.x - p.x, p.x - w->within.x - w->within.w));
    w->beyond = MAX(w->beyond, MAX(w->within.y - p.y, p.y - w->within.y - w->within.h));
    w->before = b;
    w->here = p;
    w->seen++;
}

static void walk_piece(void *to, const struct canvas_point piece[4])
{
    struct canvas_point lines[STROKES_LINES + 1];
    unsigned count = strokes_flatten(piece, lines);
    for (unsigned i = 0; i <= count; i++)
        step(to, lines[i]);
}

static struct walk walk(const struct ink_point *points, unsigned count, struct box within)
{
    struct ink ink = {points, count};
    struct walk w = {.within = within};
    strokes_pieces(&ink, &brush, 0, walk_piece, &w);
    return w;
}

static const struct box everywhere = {0, 0, SIDE, SIDE};

/* A quick finger leaves five points of a circle: it is a circle. */
static void a_curve_of_few_points_has_no_corner(void **state)
{
    enum { POINTS = 5, R = 300 };
    struct ink_point points[POINTS];
    (void)state;
    for (int i = 0; i < POINTS; i++)
        points[i] = point(500 + R * cos(i * G_PI / 4), 500 + R * sin(i * G_PI / 4), i == 0);
    struct walk w = walk(points, POINTS, everywhere);
    assert_true(w.seen > 200); /* in short lines */
    assert_true(w.sharpest < 6);
}

/* Points near one another before and behind a sharp turn: a spline that minds no distance makes a loop. */
static void uneven_points_make_no_loop(void **state)
{
    static const double at[][2] = {{100, 100}, {400, 100}, {420, 101}, {424, 120}, {424, 500}};
    struct ink_point points[G_N_ELEMENTS(at)];
    (void)state;
    for (unsigned i = 0; i < G_N_ELEMENTS(at); i++)
        points[i] = point(at[i][0], at[i][1], i == 0);
    struct walk w = walk(points, G_N_ELEMENTS(at), (struct box){100, 100, 324, 400});
    assert_true(w.beyond < 6);
    assert_true(w.sharpest < 30);
}

/* A finger that rests or trembles on its way leaves no knot. */
static void a_tremble_is_left_out(void **state)
{
    struct ink_point points[ALL];
    unsigned count = 0;
    (void)state;
    for (int i = 0; i < 60; i++)
        for (int k = 0; k < 4; k++) {
            points[count] = point(100 + 10 * i + k % 2, 500 + (k == 2), count == 0);
            count++;
        }
    struct walk w = walk(points, count, (struct box){100, 500, 800, 1});
    assert_true(w.sharpest < 15);
    assert_true(w.beyond < 1);
}

static uint32_t *painted(const struct ink_point *points, unsigned count)
{
    struct ink ink = {points, count};
    struct canvas c = {g_new(uint32_t, SIDE * SIDE), SIDE, SIDE, SIDE, everywhere, NULL};
    for (int i = 0; i < SIDE * SIDE; i++)
        c.pixels[i] = PAPER;
    strokes_paint(&c, &ink, &brush);
    return c.pixels;
}

/* The soft edge is not darker where two lines meet: of two points or of fifty, it is one line. */
static void joints_are_not_seen(void **state)
{
    struct ink_point many[51], two[] = {point(200, 200, true), point(700, 500, false)};
    (void)state;
    for (int i = 0; i <= 50; i++)
        many[i] = point(200 + i * 10, 200 + i * 6, i == 0);
    g_autofree uint32_t *a = painted(many, G_N_ELEMENTS(many)), *b = painted(two, G_N_ELEMENTS(two));
    unsigned ink = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        ink += a[i] == INK;
        assert_true(ABS((int)(a[i] & 0xff) - (int)(b[i] & 0xff)) <= 3);
    }
    assert_true(ink > 5000);
}

/* What a new point makes dirty is where the picture differs, and not much beside it. */
static void only_the_newest_piece_is_dirty(void **state)
{
    enum { POINTS = 40 };
    struct ink_point points[POINTS];
    (void)state;
    for (int i = 0; i < POINTS; i++)
        points[i] = point(100 + 20 * i, 500 + 80 * sin(i / 3.0), i == 0 || i == POINTS / 2);
    g_autofree uint32_t *before = painted(points, 1);
    for (unsigned n = 2; n <= POINTS; n++) {
        uint32_t *now = painted(points, n);
        struct ink ink = {points, n};
        struct box dirty = strokes_box(&ink, &brush, n - 1);
        assert_true(dirty.w <= 3 * 20 + 20 && dirty.h <= 3 * 27 + 20);
        for (int i = 0; i < SIDE * SIDE; i++)
            assert_true(now[i] == before[i] || box_has(dirty, i % SIDE, i / SIDE));
        g_free(before);
        before = now;
    }
}

static void a_touch_is_a_dot(void **state)
{
    struct ink_point dot[] = {point(500, 500, true)};
    (void)state;
    g_autofree uint32_t *pixels = painted(dot, 1);
    unsigned ink = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
        ink += pixels[i] == INK;
    assert_true(ink > 90 && ink < 13 * 13);
    assert_int_equal(pixels[500 * SIDE + 500], INK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_curve_of_few_points_has_no_corner),
                                       cmocka_unit_test(uneven_points_make_no_loop),
                                       cmocka_unit_test(a_tremble_is_left_out),
                                       cmocka_unit_test(joints_are_not_seen),
                                       cmocka_unit_test(only_the_newest_piece_is_dirty),
                                       cmocka_unit_test(a_touch_is_a_dot)};
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
