/* What is told of the touch panel: something that lies on it, and taps that are off the same way. */
#include "ui/glass.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int64_t tap(struct glass *g, int x, int y, int64_t ms)
{
    glass_down(g, 1, 500, 500, (struct glass_off){(int16_t)x, (int16_t)y}, ms);
    glass_up(g, 1, ms + 100);
    return ms + 1000;
}

static void what_lies_still_is_held(void **state)
{
    struct glass g = {.ever = false};
    (void)state;
    assert_true(glass_due(&g, 0) == INT64_MAX);
    glass_down(&g, 3, 100, 100, (struct glass_off){0, 0}, 1000);
    assert_true(glass_due(&g, 1000) == 1000 + GLASS_HELD_MS);
    assert_false(glass_held(&g, 999 + GLASS_HELD_MS));
    glass_move(&g, 3, 100 + GLASS_STILL, 100, 5000); /* water trembles */
    assert_true(glass_held(&g, 1000 + GLASS_HELD_MS));
    assert_true(glass_due(&g, 1000 + GLASS_HELD_MS) == INT64_MAX); /* told: no more waking for it */
    glass_down(&g, 4, 700, 700, (struct glass_off){0, 0}, 12000);  /* somebody beside it */
    glass_up(&g, 4, 12100);
    assert_true(glass_held(&g, 12200));
    glass_up(&g, 3, 13000);
    assert_false(glass_held(&g, 13000));
}

static void a_stroke_is_not_held(void **state)
{
    struct glass g = {.ever = false};
    (void)state;
    glass_down(&g, 1, 100, 100, (struct glass_off){0, 0}, 0);
    for (int i = 1; i <= 30; i++)
        glass_move(&g, 1, 100 + i * (GLASS_STILL + 1), 100, i * 1000);
    assert_false(glass_held(&g, 30000 + GLASS_HELD_MS - 1));
    assert_true(glass_held(&g, 30000 + GLASS_HELD_MS));
}

static void a_panel_that_goes_takes_its_fingers_along(void **state)
{
    struct glass g = {.ever = false};
    (void)state;
    for (int finger = 0; finger < GLASS_FINGERS + 3; finger++) /* more than hands have */
        glass_down(&g, finger, 1, 1, (struct glass_off){0, 0}, 0);
    glass_up(&g, GLASS_FINGERS + 2, 10);
    assert_true(glass_held(&g, GLASS_HELD_MS));
    glass_lifted(&g);
    assert_false(glass_held(&g, GLASS_HELD_MS));
    glass_down(&g, 1, 1, 1, (struct glass_off){0, 0}, 20000);
    glass_down(&g, 1, 1, 1, (struct glass_off){0, 0}, 50000); /* its lifting was never told */
    assert_false(glass_held(&g, 50001));
}

static void taps_off_the_same_way_are_drift(void **state)
{
    struct glass g = {.ever = false};
    int64_t ms = 0;
    (void)state;
    for (int i = 0; i < GLASS_MISSES; i++) {
        assert_false(glass_drifts(&g));
        ms = tap(&g, i % 5 - 2, -25 + i % 7, ms);
        ms = tap(&g, 0, 0, ms); /* large targets are hit all the same */
    }
    assert_true(glass_drifts(&g));
    for (int i = 0; i < GLASS_TAPS; i++) /* calibrated */
        ms = tap(&g, 0, 0, ms);
    assert_false(glass_drifts(&g));
}

static void people_who_miss_are_no_drift(void **state)
{
    static const struct glass_off all_round[] = {{30, 0}, {-30, 0}, {0, 40}, {0, -35}, {20, 20}};
    struct glass around = {.ever = false}, slight = {.ever = false}, rare = {.ever = false},
                 far = {.ever = false}, leans = {.ever = false};
    int64_t ms = 0;
    (void)state;
    for (int i = 0; i < GLASS_MISSES * 2; i++) {
        ms = tap(&around, all_round[i % 5].x, all_round[i % 5].y, ms);
        ms = tap(&slight, 0, GLASS_DRIFT - 3, ms); /* a slanting look */
        ms = tap(&far, 0, GLASS_AIMED + 1, ms);    /* nothing was meant */
        ms = tap(&rare, 0, 25, ms);
        for (int hits = 0; hits < 4; hits++)
            ms = tap(&rare, 0, 0, ms);
        glass_down(&leans, 1, 0, 0, (struct glass_off){0, 25}, ms);
        ms += GLASS_TAP_MS;
        glass_up(&leans, 1, ms); /* no tap */
    }
    assert_false(glass_drifts(&around));
    assert_false(glass_drifts(&slight));
    assert_false(glass_drifts(&far));
    assert_false(glass_drifts(&rare));
    assert_false(glass_drifts(&leans));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lies_still_is_held),
        cmocka_unit_test(a_stroke_is_not_held),
        cmocka_unit_test(a_panel_that_goes_takes_its_fingers_along),
        cmocka_unit_test(taps_off_the_same_way_are_drift),
        cmocka_unit_test(people_who_miss_are_no_drift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
