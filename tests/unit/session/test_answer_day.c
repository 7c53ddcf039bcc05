/* Dates and amounts: what is right, and how it is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "session/answer_day.h"
#include "session/answers.h"

#define WALL_MS INT64_C(1773797160000) /* 2026-03-18 09:26 in Shanghai */

static const struct day_scale NOW = {WALL_MS, ""};

static const struct field since = {
    .name = "since", .type = FIELD_DATE, .earliest = "1920-01-01", .latest = "today"};
static const struct field vague = {.name = "vague", .type = FIELD_DATE, .vague = true, .latest = "today"};
static const struct field rent = {.name = "rent", .type = FIELD_AMOUNT, .min = 100, .max = 20000};

static void test_day(void **state)
{
    static const struct {
        const char *value;
        enum problem problem;
    } told[] = {
        {"", PROBLEM_NONE},           {"1998-09-12", PROBLEM_NONE},      {"2026-03-18", PROBLEM_NONE},
        {"1920-01-01", PROBLEM_NONE}, {"2026-03-19", PROBLEM_DATE_LATE}, {"1919-12-31", PROBLEM_DATE_EARLY},
        {"1998-02-29", PROBLEM_DATE}, {"1998-09", PROBLEM_SHORT},        {"1998", PROBLEM_SHORT},
        {"long ago", PROBLEM_DATE}};
    (void)state;
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        assert_int_equal(answer_check(&since, told[i].value, NOW), told[i].problem);
    assert_int_equal(answer_check(&vague, "1998-09", NOW), PROBLEM_NONE);
    assert_int_equal(answer_check(&vague, "2026-04", NOW), PROBLEM_DATE_LATE);
    assert_int_equal(answer_check(&vague, "2026", NOW), PROBLEM_NONE);
}

/* The limits never need more decades than the first page of the picker holds. */
static void test_limits(void **state)
{
    static const char *const ends[] = {NULL, "today", "1900-05-06", "1949-10-01", "2010-01-01"};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
            struct field f = {.type = FIELD_DATE, .earliest = ends[i], .latest = ends[k]};
            struct day_limits to = answer_day_limits(&f, NOW);
            assert_true(to.earliest.day && to.latest.day);
            assert_true(to.latest.year / 10 - to.earliest.year / 10 < CATALOG_DECADES);
        }
    struct day_limits to = answer_day_limits(&since, NOW);
    assert_int_equal(to.earliest.year, 1920);
    assert_int_equal(to.latest.day, 18);
}

/* Whoever was born in 1943 did not move in before that; without a card nobody knows. */
static void test_birth(void **state)
{
    static const struct field moved = {
        .name = "moved", .type = FIELD_DATE, .vague = true, .earliest = "birth", .latest = "today"};
    static const struct day_scale born = {WALL_MS, "19430912"}, unclear = {WALL_MS, "194309"};
    (void)state;
    assert_int_equal(answer_check(&moved, "1925-06-01", born), PROBLEM_DATE_EARLY);
    assert_int_equal(answer_check(&moved, "1943-09-11", born), PROBLEM_DATE_EARLY);
    assert_int_equal(answer_check(&moved, "1943-09-12", born), PROBLEM_NONE);
    assert_int_equal(answer_check(&moved, "1943", born), PROBLEM_NONE);
    assert_int_equal(answer_check(&moved, "1925-06-01", NOW), PROBLEM_NONE);
    assert_int_equal(answer_check(&moved, "1925-06-01", unclear), PROBLEM_NONE);
}

static void test_day_words(void **state)
{
    char said[64];
    (void)state;
    assert_true(answer_words(said, sizeof said, &since, "1998-09-12", LANGUAGE_ZH));
    assert_string_equal(said, "1998 年 9 月 12 日");
    assert_true(answer_words(said, sizeof said, &since, "1998-09", LANGUAGE_ZH));
    assert_string_equal(said, "1998 年 9 月");
    assert_true(answer_words(said, sizeof said, &since, "1998", LANGUAGE_ZH));
    assert_string_equal(said, "1998 年");
    assert_true(answer_words(said, sizeof said, &since, "", LANGUAGE_ZH));
    assert_string_equal(said, "");
}

static void test_amount(void **state)
{
    static const struct {
        const char *value, *said;
        enum problem problem;
    } told[] = {{"100", "¥100.00", PROBLEM_NONE},
                {"1234.5", "¥1,234.50", PROBLEM_NONE},
                {"20000", "¥20,000.00", PROBLEM_NONE},
                {"20000.01", "¥20,000.01", PROBLEM_AMOUNT_HIGH},
                {"99.99", "¥99.99", PROBLEM_AMOUNT_LOW},
                {"0.05", "¥0.05", PROBLEM_AMOUNT_LOW},
                {"99999999.99", "¥99,999,999.99", PROBLEM_AMOUNT_HIGH}};
    static const char *const bad[] = {"1.", ".5", "007", "1.234", "1,234", "12a", "-5", "1.2.3", " 5"};
    char said[64];
    (void)state;
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        assert_int_equal(answer_check(&rent, told[i].value, NOW), told[i].problem);
        assert_true(answer_words(said, sizeof said, &rent, told[i].value, LANGUAGE_ZH));
        assert_string_equal(said, told[i].said);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(answer_check(&rent, bad[i], NOW), PROBLEM_AMOUNT);
        assert_false(answer_amount_words(said, sizeof said, bad[i]));
    }
    assert_false(answer_amount_words(said, 5, "1234.50"));
    assert_string_equal(said, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_day), cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_birth), cmocka_unit_test(test_day_words),
                                       cmocka_unit_test(test_amount)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
