/* A date is picked: years in tens, months, days of the very month; and an amount is keyed in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "ui/input/input.h"

static void begin(struct input *input, const char *text)
{
    input_start(input, "since", INPUT_DATE, 0, text);
    input_date_limits(input, (struct day){1935, 6, 1}, (struct day){2026, 3, 18}, true);
}

static void press(struct input *input, const char *id)
{
    if (!input_key(input, id))
        fail_msg("%s does nothing", id);
}

static unsigned cells(const struct input *input, const char *kind, unsigned *enabled)
{
    struct page *page = page_new();
    unsigned n = 0;
    input_keys(page, input, LANGUAGE_ZH);
    *enabled = 0;
    for (unsigned i = 0; i < page->count; i++)
        if (g_str_has_prefix(page->widgets[i].id, kind)) {
            n++;
            *enabled += page->widgets[i].enabled;
        }
    page_free(page);
    return n;
}

static bool done_is_offered(const struct input *input, const char *says)
{
    struct page *page = page_new();
    input_keys(page, input, LANGUAGE_ZH);
    const struct widget *w = page_find(page, "key.done");
    bool enabled = w->enabled;
    if (strcmp(w->label, says) != 0)
        fail_msg("it says %s", w->label);
    page_free(page);
    return enabled;
}

/* No decade promises years that cannot be; what is out of bounds is chosen from its year on, never left with
 * a page of grey days and a button that takes them. */
static void test_out_of_bounds(void **state)
{
    static struct input input;
    unsigned enabled;
    (void)state;
    begin(&input, "");
    struct page *page = page_new();
    input_keys(page, &input, LANGUAGE_ZH);
    assert_string_equal(page_find(page, "date.decade.1930")->label, "1935–1939");
    assert_string_equal(page_find(page, "date.decade.2020")->label, "2020–2026");
    page_free(page);
    assert_true(done_is_offered(&input, "填好了")); /* it says what is missing */
    begin(&input, "2029-05-01");
    assert_int_equal(cells(&input, "date.decade.", &enabled), 10);
    assert_false(done_is_offered(&input, "就是这天"));
    begin(&input, "2026-05-01");
    assert_int_equal(cells(&input, "date.month.", &enabled), 12);
    assert_int_equal(enabled, 3);
    assert_false(done_is_offered(&input, "就是这天"));
    press(&input, "date.month.3");
    assert_int_equal(cells(&input, "date.day.", &enabled), 31);
    assert_int_equal(enabled, 18);
    press(&input, "date.day.18");
    assert_true(done_is_offered(&input, "就是这天"));
}

static void test_pick(void **state)
{
    static struct input input;
    unsigned enabled;
    (void)state;
    begin(&input, "");
    assert_int_equal(cells(&input, "date.decade.", &enabled), 10); /* 1930 to 2029 */
    press(&input, "date.decade.1990");
    assert_string_equal(input.text, "");
    assert_int_equal(cells(&input, "date.year.", &enabled), 10);
    assert_int_equal(enabled, 10);
    press(&input, "date.year.1998");
    assert_string_equal(input.text, "1998");
    assert_int_equal(cells(&input, "date.month.", &enabled), 12);
    press(&input, "date.month.9");
    assert_int_equal(cells(&input, "date.day.", &enabled), 30);
    press(&input, "date.day.12");
    assert_string_equal(input.text, "1998-09-12");
    press(&input, "date.day.30");
    assert_string_equal(input.text, "1998-09-30");
    press(&input, "date.month"); /* another month, in which the day may be missing */
    press(&input, "date.month.2");
    assert_string_equal(input.text, "1998-02");
    assert_int_equal(input.date.part, PART_DAY);
    input_clear(&input);
}

static void test_leap(void **state)
{
    static const struct {
        const char *month;
        unsigned days;
    } told[] = {{"2024-02", 29}, {"2023-02", 28}, {"2000-02", 29}, {"1936-02", 29}, {"1998-04", 30}};
    static struct input input;
    unsigned enabled;
    (void)state;
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        begin(&input, told[i].month);
        assert_int_equal(cells(&input, "date.day.", &enabled), told[i].days);
        assert_int_equal(enabled, told[i].days);
    }
    begin(&input, "2024-02-29");
    press(&input, "date.year");
    press(&input, "date.decade.2020");
    press(&input, "date.year.2023"); /* has no 29th of February */
    assert_string_equal(input.text, "2023-02");
    input_clear(&input);
}

static void test_limits(void **state)
{
    static struct input input;
    unsigned enabled;
    (void)state;
    begin(&input, "");
    press(&input, "date.decade.2020");
    cells(&input, "date.year.", &enabled);
    assert_int_equal(enabled, 7); /* 2020 to 2026 */
    press(&input, "date.year.2026");
    cells(&input, "date.month.", &enabled);
    assert_int_equal(enabled, 3);
    press(&input, "date.month.3");
    cells(&input, "date.day.", &enabled);
    assert_int_equal(enabled, 18);
    press(&input, "date.day.19"); /* not offered; it drops the day, and is no answer */
    assert_string_equal(input.text, "2026-03");
    assert_false(input_key(&input, "date.year.1934"));
    assert_false(input_key(&input, "date.year.2027"));
    assert_false(input_key(&input, "date.month.13"));
    assert_false(input_key(&input, "date.day.32"));
    assert_false(input_key(&input, "date.day.0"));
    assert_false(input_key(&input, "date.day.x"));
    assert_false(input_key(&input, "key.1"));
    assert_false(input_text(&input, "19980912"));
    begin(&input, "1998-09-12");
    press(&input, "date.year");
    press(&input, "date.decade.2020");
    press(&input, "date.year.2026"); /* September is still to come */
    assert_string_equal(input.text, "2026");
    input_clear(&input);
}

static void test_back_and_unsure(void **state)
{
    static struct input input;
    (void)state;
    begin(&input, "1998-09-12");
    press(&input, "date.vague");
    assert_string_equal(input.text, "1998-09");
    press(&input, "date.back");
    assert_int_equal(input.date.part, PART_MONTH);
    press(&input, "date.vague");
    assert_string_equal(input.text, "1998");
    press(&input, "date.back");
    assert_int_equal(input.date.part, PART_YEAR);
    assert_false(input_key(&input, "date.vague")); /* without a year there is nothing */
    press(&input, "date.decade.1950");
    press(&input, "date.back");
    assert_int_equal(input.date.decade, 0);
    assert_string_equal(input.text, "1998");
    assert_false(input_key(&input, "date.day")); /* no month yet */
    input_date_limits(&input, (struct day){1935, 6, 1}, (struct day){2026, 3, 18}, false);
    press(&input, "date.month");
    assert_false(input_key(&input, "date.vague"));
    input_clear(&input);
}

static void test_amount(void **state)
{
    static struct input input;
    struct page *page = page_new();
    (void)state;
    input_start(&input, "rent", INPUT_AMOUNT, 0, "");
    assert_false(input_text(&input, "."));
    input_text(&input, "0");
    assert_false(input_text(&input, "5")); /* no zero in front */
    press(&input, "key.clear");
    input_text(&input, "12345.678");
    assert_string_equal(input.text, "12345.67");
    assert_string_equal(input_shown(page, &input), "12,345.67");
    press(&input, "key.clear");
    input_text(&input, "123456789");
    assert_string_equal(input.text, "12345678");
    assert_string_equal(input_shown(page, &input), "12,345,678");
    press(&input, "key..");
    assert_string_equal(input_shown(page, &input), "12,345,678.");
    assert_false(input_key(&input, "key.."));
    press(&input, "key.delete");
    press(&input, "key.delete");
    assert_string_equal(input_shown(page, &input), "1,234,567");
    page_begin(page, "", "");
    input_keys(page, &input, LANGUAGE_ZH);
    assert_non_null(page_find(page, "key.."));
    page_free(page);
    input_clear(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_out_of_bounds),
                                       cmocka_unit_test(test_pick),
                                       cmocka_unit_test(test_leap),
                                       cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_back_and_unsure),
                                       cmocka_unit_test(test_amount)};
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
