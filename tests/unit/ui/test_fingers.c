/* More than one finger, something that lies on the glass, and what the panel is judged by. */
#include "base/secret.h"
#include "pages.h"
#include "ui/touch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int advance(void *letters, enum face face, int px, uint32_t c)
{
    (void)letters, (void)face;
    return c < 0x2E80 ? px / 2 : px;
}

static void lay(struct layout *l, const struct page *page, const struct view *view)
{
    struct layout_options o = {
        .theme = theme_make(1080, 1920, 0, 0, false, false), .advance = advance, .pressed = ""};
    layout_page(l, page, view, &o);
}

static struct touch_spot at(int x, int y)
{
    return (struct touch_spot){1, x, y};
}

static void a_second_finger_takes_the_press_back(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    demo_choice(page, false);
    lay(l, page, &view);
    struct box b = layout_find(l, "next")->box, other = layout_find(l, "choice.live.0")->box;
    struct touch_spot first = {7, b.x + 5, b.y + 5}, second = {8, other.x + 5, other.y + 5};
    assert_int_equal(touch_down(&t, l, first, 1000), TOUCH_NONE);
    assert_int_equal(touch_down(&t, l, second, 1010), TOUCH_ELSEWHERE);
    assert_string_equal(touch_pressed(&t), "");
    assert_int_equal(touch_move(&t, l, second), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, second, 1020), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, first, 1030), TOUCH_NONE);
    assert_int_equal(touch_down(&t, l, first, 1500), TOUCH_NONE); /* alone again */
    assert_int_equal(touch_up(&t, l, first, 1600), TOUCH_PRESSED);
    l->options.steady = true;
    assert_int_equal(touch_down(&t, l, first, 2500), TOUCH_NONE);
    assert_int_equal(touch_down(&t, l, second, 2510), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, second, 2520), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, first, 2530), TOUCH_PRESSED);
    page_free(page);
    layout_free(l);
}

static void what_lies_there_gives_way(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct touch t = {.down = false};
    demo_choice(page, false);
    lay(l, page, &view);
    struct box b = layout_find(l, "next")->box, other = layout_find(l, "choice.live.0")->box;
    struct touch_spot first = {7, b.x + 5, b.y + 5}, second = {8, other.x + 5, other.y + 5};
    assert_int_equal(touch_down(&t, l, first, 2000), TOUCH_NONE); /* and is never lifted */
    assert_int_equal(touch_down(&t, l, second, 2000 + TOUCH_STALE_MS), TOUCH_NONE);
    assert_string_equal(touch_pressed(&t), "choice.live.0");
    assert_int_equal(touch_up(&t, l, first, 2001 + TOUCH_STALE_MS), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, second, 2002 + TOUCH_STALE_MS), TOUCH_PRESSED);
    assert_int_equal(touch_down(&t, l, first, 30000), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, first, 30000 + TOUCH_STALE_MS), TOUCH_ELSEWHERE); /* a sleeve */
    assert_int_equal(touch_down(&t, l, first, 50000), TOUCH_NONE);
    assert_int_equal(touch_up(&t, l, first, 49999 + TOUCH_STALE_MS), TOUCH_HELD);
    page_free(page);
    layout_free(l);
}

static void the_glass_hears_how_far_a_tap_was_off(void **state)
{
    (void)state;
    struct layout *l = layout_new();
    struct page *page = page_new();
    struct view view = {.list_page = 0};
    struct glass g = {.ever = false};
    demo_choice(page, false);
    lay(l, page, &view);
    struct box b = layout_find(l, "next")->box;
    double unit = l->options.theme.scale;
    int below = (int)(30 * unit);
    touch_tell_glass(l, at(b.x + 5, b.y + 5), true, false, 1000, &g);
    assert_false(touch_tell_glass(l, at(b.x + 5, b.y + 5), false, true, 1100, &g));
    assert_int_equal(g.taps, 1);
    assert_int_equal(g.missed, 0);
    touch_tell_glass(l, at(b.x + 5, b.y + b.h - 1 + below), true, false, 2000, &g);
    touch_tell_glass(l, at(b.x + 5, b.y + b.h - 1 + below), false, true, 2100, &g);
    assert_int_equal(g.missed, 1);
    struct glass_off off = g.misses[0].off;
    assert_int_equal(off.x, 0);
    assert_int_not_equal(off.y, 0);
    assert_in_range(off.y + 30, 0, 60); /* some target may be nearer still */
    assert_non_null(touch_hit(l, b.x + 5, b.y + b.h - 1 + below + (int)(off.y * unit)));
    touch_tell_glass(l, at(b.x + 5, b.y + 5), true, false, 3000, &g);
    assert_true(
        touch_tell_glass(l, at(b.x + 5, b.y + 5), false, true, 3000 + GLASS_HELD_MS, &g)); /* dry again */
    page_free(page);
    layout_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_finger_takes_the_press_back),
        cmocka_unit_test(what_lies_there_gives_way),
        cmocka_unit_test(the_glass_hears_how_far_a_tap_was_off),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
