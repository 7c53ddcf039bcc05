/* The wish of a booking in words for the staff who make it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "app/kiosk/wish.h"

static const struct choice places[] = {{.value = "centre", .label = {.zh = "镇卫生院"}},
                                       {.value = "station", .label = {.zh = "社区卫生服务站"}}};
static const struct field where = {
    .name = "where", .type = FIELD_CHOICE, .choices = places, .choice_count = 2};
static const struct field *const pages[] = {&where};
static const unsigned counts[] = {1};
static const struct service booked = {
    .code = "b", .kind = SERVICE_BOOKING, .pages = pages, .page_fields = counts, .page_count = 1};

static void assert_words(const struct asked *asked, const char *words)
{
    char text[WISH_TEXT];

    wish_words(text, sizeof text, asked);
    assert_string_equal(text, words);
}

static void day_time_and_place(void **state)
{
    struct asked asked = {.service = &booked, .at_ms = 1796085000000, .by = "where", .answer_count = 1};

    (void)state;
    strcpy(asked.answers[0].field, "where");
    strcpy(asked.answers[0].value, "station");
    assert_words(&asked, "12 月 1 日（周二）上午 8:30，社区卫生服务站");
    asked.at_ms += 6 * 3600000;
    assert_words(&asked, "12 月 1 日（周二）下午 2:30，社区卫生服务站");
    strcpy(asked.answers[0].value, "elsewhere"); /* no place of this catalog */
    assert_words(&asked, "12 月 1 日（周二）下午 2:30，elsewhere");
    asked.by[0] = '\0'; /* the offer knew no places */
    assert_words(&asked, "12 月 1 日（周二）下午 2:30");
}

static void nothing_was_picked(void **state)
{
    struct asked asked = {.service = &booked, .by = "where"};

    (void)state;
    assert_words(&asked, "");
    asked.service = NULL; /* no request at all */
    asked.at_ms = 1796085000000;
    assert_words(&asked, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(day_time_and_place),
                                       cmocka_unit_test(nothing_was_picked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
