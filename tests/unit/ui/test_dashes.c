/* Dashed lines and outlines: the same at every corner and end, of whatever length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

#include "ui/canvas.h"

enum { SIDE = 480, INK = 0x000000, PAPER = 0xFFFFFF, AT = 40 };

static struct canvas blank(void)
{
    struct canvas c = {g_new(uint32_t, SIDE * SIDE), SIDE, SIDE, SIDE, {0, 0, SIDE, SIDE}, masks_new()};
    canvas_fill(&c, c.clip, PAPER);
    return c;
}

static void drop(struct canvas *c)
{
    masks_free(c->masks);
    g_free(c->pixels);
}

static uint32_t dot(const struct canvas *c, int x, int y)
{
    return c->pixels[(ptrdiff_t)y * c->stride + x] & 0xff;
}

/* All four corners alike, and inked in their middle; on each side as much ink as paper. */
static void outline(int w, int h, int radius, int width)
{
    struct canvas c = blank(), whole = blank();
    struct box box = {AT, AT, w, h};
    canvas_border(&c, box, radius, width, INK, true);
    canvas_border(&whole, box, radius, width, INK, false);
    unsigned ink = 0, all = 0;
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            uint32_t here = dot(&c, AT + x, AT + y);
            assert_int_equal(here, dot(&c, AT + w - 1 - x, AT + y));
            assert_int_equal(here, dot(&c, AT + x, AT + h - 1 - y));
            ink += 255 - here;
            all += 255 - dot(&whole, AT + x, AT + y);
            if (x == y && x < radius) /* along the diagonal of the corner */
                assert_int_equal(here, dot(&whole, AT + x, AT + y));
        }
    assert_in_range(ink * 100ul / all, 40, 60);
    drop(&c);
    drop(&whole);
}

static void corners_are_whole(void **state)
{
    (void)state;
    for (int w = 180; w < 240; w += 7) {
        outline(w, 96, 24, 4);
        outline(w, 132, 16, 3);
        outline(w, 80, 40, 4); /* a pill */
        outline(w, 100, 0, 4);
    }
}

static void lines_begin_and_end_with_a_dash(void **state)
{
    enum { DASH = 14, GAP = 12 };
    (void)state;
    for (int length = 100; length < 400; length += 3) {
        struct canvas c = blank();
        canvas_dashes(&c, (struct box){AT, AT, length, 3}, DASH, GAP, INK);
        int widest = 0, narrowest = SIDE, gap = 0;
        for (int x = 0; x < length; x++) {
            bool ink = dot(&c, AT + x, AT + 1) == 0;
            if (ink && gap) {
                widest = MAX(widest, gap);
                narrowest = MIN(narrowest, gap);
            }
            gap = ink ? 0 : gap + 1;
        }
        assert_int_equal(gap, 0); /* it ends with a dash */
        assert_int_equal(dot(&c, AT, AT), 0);
        assert_int_equal(dot(&c, AT + length / 2, AT), 0);
        assert_true(widest - narrowest <= 1 && widest < 2 * GAP && narrowest > GAP / 2);
        assert_int_equal(dot(&c, AT - 1, AT), 255);
        assert_int_equal(dot(&c, AT + length, AT), 255);
        drop(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(corners_are_whole),
                                       cmocka_unit_test(lines_begin_and_end_with_a_dash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
