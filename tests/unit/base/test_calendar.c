/* Working days over weekends, public holidays and the weekends that are worked for them. */
#include "base/calendar.h"
#include "base/check.h"
#include "base/clock.h"

static const int64_t DAY = INT64_C(24) * 60 * 60 * 1000,
                     WEDNESDAY = INT64_C(1773797160000); /* 18 March 2026, 9:26 */

static void weekends_are_none(void **state)
{
    const struct calendar none = {0};
    (void)state;
    assert_true(calendar_workdays(NULL, WEDNESDAY, 0) == WEDNESDAY);
    assert_true(calendar_workdays(NULL, WEDNESDAY, 2) == WEDNESDAY + 2 * DAY);
    assert_true(calendar_workdays(&none, WEDNESDAY, 3) == WEDNESDAY + 5 * DAY); /* over the week-end */
    assert_true(calendar_workdays(&none, WEDNESDAY, 20) == WEDNESDAY + 28 * DAY);
    assert_true(calendar_workdays(NULL, WEDNESDAY + 3 * DAY, 1) == WEDNESDAY + 5 * DAY); /* from a Saturday */
    assert_int_equal(clock_civil(calendar_workdays(NULL, WEDNESDAY, 20)).month, 4);
}

/* Friday to Sunday free, and the Saturday a week later worked. */
static void holidays_are_none_and_some_weekends_are(void **state)
{
    struct calendar c = {0};
    (void)state;
    assert_true(calendar_add(&c, "2026-03-20/2026-03-22", false));
    assert_true(calendar_add(&c, " 2026-03-28 ", true));
    assert_true(calendar_workdays(&c, WEDNESDAY, 1) == WEDNESDAY + DAY);
    assert_true(calendar_workdays(&c, WEDNESDAY, 2) == WEDNESDAY + 5 * DAY);  /* Monday */
    assert_true(calendar_workdays(&c, WEDNESDAY, 7) == WEDNESDAY + 10 * DAY); /* that Saturday */
    assert_true(calendar_is_holiday(&c, WEDNESDAY + 2 * DAY));
    assert_false(calendar_is_workday(&c, WEDNESDAY + 2 * DAY));
    assert_true(calendar_is_worked_weekend(&c, WEDNESDAY + 10 * DAY));
    assert_false(calendar_is_worked_weekend(&c, WEDNESDAY)); /* no weekend at all */
    assert_false(calendar_is_workday(&c, WEDNESDAY + 11 * DAY));
}

static void a_year_is_known_by_its_holidays(void **state)
{
    struct calendar c = {0};
    (void)state;
    assert_false(calendar_knows(NULL, WEDNESDAY));
    assert_true(calendar_add(&c, "2026-03-28", true));
    assert_false(calendar_knows(&c, WEDNESDAY));
    assert_true(calendar_add(&c, "2025-10-01/2025-10-08, 2026-01-01/2026-01-03", false));
    assert_true(calendar_knows(&c, WEDNESDAY));
    assert_false(calendar_knows(&c, WEDNESDAY + 365 * DAY));
}

static void other_texts_are_refused(void **state)
{
    static const char *const wrong[] = {"2026-2-30",
                                        "2026-02-30",
                                        "2026-13-01",
                                        "20260101",
                                        "2026-01-01,",
                                        "tomorrow",
                                        "2026-01-03/2026-01-01",
                                        "2026-01-01/",
                                        "2026-01-01;2026-01-02",
                                        "0000-01-01"};
    (void)state;
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct calendar c = {0};
        if (calendar_add(&c, wrong[i], false))
            fail_msg("%s was taken", wrong[i]);
    }
    struct calendar full = {0};
    assert_true(calendar_add(&full, "", false));
    for (int i = 0; i < CALENDAR_SPANS; i++)
        assert_true(calendar_add(&full, "2026-01-01", false));
    assert_false(calendar_add(&full, "2026-01-01", false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekends_are_none), cmocka_unit_test(holidays_are_none_and_some_weekends_are),
        cmocka_unit_test(a_year_is_known_by_its_holidays), cmocka_unit_test(other_texts_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
