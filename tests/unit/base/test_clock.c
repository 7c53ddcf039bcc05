#include "base/check.h"

#include "base/clock.h"

static void test_civil_dates_of_shanghai(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        struct clock_date date;
    } rows[] = {
        {0, {1970, 1, 1, 4, 8, 0, 0}},
        {951782400000, {2000, 2, 29, 2, 8, 0, 0}}, /* date -d @951782400: Tuesday 2000-02-29 00:00 UTC */
        {1773797999999, {2026, 3, 18, 3, 9, 39, 59}},
        {1767196800000, {2026, 1, 1, 4, 0, 0, 0}}, /* new year comes eight hours before UTC's */
        {4107542400000, {2100, 3, 1, 1, 8, 0, 0}}, /* 2100 is no leap year */
        {-28800001, {1969, 12, 31, 3, 23, 59, 59}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct clock_date got = clock_civil(rows[i].ms);
        assert_memory_equal(&got, &rows[i].date, sizeof got);
    }
}

static void test_real_clock_goes_on(void **state)
{
    (void)state;
    struct clock clock = clock_real();
    int64_t before = clock.monotonic_ms(&clock), wall = clock.wall_ms(&clock);
    assert_true(wall > 1700000000000);
    assert_true(clock.monotonic_ms(&clock) >= before);
    clock_advance(&clock, 3600000);
    assert_true(clock.monotonic_ms(&clock) >= before + 3600000);
    assert_true(clock.wall_ms(&clock) >= wall + 3600000);
}

static void test_wound_clock_stands(void **state)
{
    (void)state;
    struct clock clock = clock_wound(1000);
    assert_int_equal(clock.wall_ms(&clock), 1000);
    clock_advance(&clock, 250);
    assert_int_equal(clock.wall_ms(&clock), 1250);
    assert_int_equal(clock.monotonic_ms(&clock), 1250);
}

static void test_hours_of_the_night(void **state)
{
    struct clock_hours night, day;
    static const char *const odd[] = {
        "", "22:00", "22:00-6:00", "24:00-06:00", "22:60-06:00", "22:00 06:00x", "22:00-06:000"};
    const int64_t ten = 1773842400000ll; /* 2026-03-18 22:00 at the kiosk's place */
    enum { MINUTE = 60000, HOUR = 60 * MINUTE };

    (void)state;
    assert_true(clock_hours_parse("22:00-06:00", &night));
    assert_false(clock_within(&night, ten - 1));
    assert_true(clock_within(&night, ten));
    assert_true(clock_within(&night, ten + 8 * (int64_t)HOUR - 1));
    assert_false(clock_within(&night, ten + 8 * (int64_t)HOUR));
    assert_true(clock_hours_parse("06:00-22:00", &day));
    for (int hour = 0; hour < 24; hour++)
        assert_true(clock_within(&day, ten + hour * (int64_t)HOUR) !=
                    clock_within(&night, ten + hour * (int64_t)HOUR));
    for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_false(clock_hours_parse(odd[i], &night));
        assert_false(clock_within(&night, ten)); /* never */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hours_of_the_night),
        cmocka_unit_test(test_civil_dates_of_shanghai),
        cmocka_unit_test(test_real_clock_goes_on),
        cmocka_unit_test(test_wound_clock_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
