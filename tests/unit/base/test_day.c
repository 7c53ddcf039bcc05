/* Days of the calendar, as far as a person knows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/day.h"

static struct day parsed(const char *text)
{
    struct day day;
    assert_true(day_parse(&day, text));
    return day;
}

static void test_written(void **state)
{
    static const char *const good[] = {"",           "1998",       "1998-09",    "1998-09-12", "2024-02-29",
                                       "2000-02-29", "1999-12-31", "1800-01-01", "2199-12-31"};
    static const char *const bad[] = {"98",         "1998-",      "1998-9",      "1998-13",    "1998-00",
                                      "1998-09-31", "2023-02-29", "1900-02-29",  "2100-02-29", "1998-09-00",
                                      "1799-01-01", "2200",       "1998-09-12 ", "19980912",   "1998/09/12",
                                      "一九九八",   "1998-0a",    "1998-09-1",   "-998"};
    char text[DAY_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        day_write(text, parsed(good[i]));
        assert_string_equal(text, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct day day = {1, 1, 1};
        assert_false(day_parse(&day, bad[i]));
        assert_int_equal(day.year + day.month + day.day, 0);
    }
}

static void test_lengths(void **state)
{
    static const int usual[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    (void)state;
    for (int month = 1; month <= 12; month++)
        assert_int_equal(day_month_length(2026, month), usual[month - 1]);
    assert_int_equal(day_month_length(2024, 2), 29);
    assert_int_equal(day_month_length(2000, 2), 29);
    assert_int_equal(day_month_length(1900, 2), 28);
    assert_int_equal(day_month_length(2024, 3), 31);
}

static void test_order(void **state)
{
    (void)state;
    assert_true(day_compare(parsed("1998-09-12"), parsed("1998-09-13")) < 0);
    assert_true(day_compare(parsed("1998-10-01"), parsed("1998-09-30")) > 0);
    assert_int_equal(day_compare(parsed("1998-09"), parsed("1998-09-30")), 0);
    assert_int_equal(day_compare(parsed("1998"), parsed("1998-01-01")), 0);
    assert_true(day_compare(parsed("1997"), parsed("1998-01-01")) < 0);
    assert_int_equal(day_compare(parsed(""), parsed("1998-01-01")), 0);
}

static void test_years(void **state)
{
    struct day today = day_of(INT64_C(1773797160000)); /* 2026-03-18 09:26 in Shanghai */
    (void)state;
    assert_int_equal(today.year, 2026);
    assert_int_equal(today.month, 3);
    assert_int_equal(today.day, 18);
    assert_int_equal(day_years(parsed("1998-09-12"), today), 27);
    assert_int_equal(day_years(parsed("1998-03-18"), today), 28);
    assert_int_equal(day_years(parsed("1998-03-19"), today), 27);
    assert_int_equal(day_years(parsed("1998"), today), 28);
    assert_int_equal(day_years(parsed("2030-01-01"), today), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_written), cmocka_unit_test(test_lengths),
                                       cmocka_unit_test(test_order), cmocka_unit_test(test_years)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
