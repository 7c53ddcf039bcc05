/* Which notice stands there at which minute, and what is no notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "base/notice.h"

enum { MINUTE = 60000 };
static const int64_t noon = 1795392000000ll; /* a whole minute */

static struct notice *add(struct notices *list, const char *id, enum notice_kind kind, int64_t from,
                          int64_t until)
{
    struct notice *n = notices_add(list);

    assert_non_null(n);
    g_strlcpy(n->id, id, sizeof n->id);
    n->kind = kind;
    n->title = (struct notice_words){g_strdup("停水检修"), g_strdup("")};
    n->text = (struct notice_words){g_strdup("明天停水。"), g_strdup("")};
    n->issuer = (struct notice_words){g_strdup(""), g_strdup("")};
    n->published_ms = from;
    n->from_ms = from;
    n->until_ms = until;
    assert_null(notice_fault(n));
    return n;
}

static const char *at(const struct notices *list, int64_t wall_ms)
{
    const struct notice *n = notices_now(list, wall_ms);
    return n ? n->id : "";
}

static void test_one_a_minute_and_each_has_its_turn(void **state)
{
    struct notices *list = notices_new();

    (void)state;
    add(list, "a", NOTICE_NEWS, noon - MINUTE, noon + 10 * MINUTE);
    add(list, "b", NOTICE_NEWS, noon - MINUTE, noon + 10 * MINUTE);
    assert_int_equal(notices_turns(list, noon), 2);
    assert_string_not_equal(at(list, noon), at(list, noon + MINUTE));
    assert_string_equal(at(list, noon), at(list, noon + MINUTE - 1));
    assert_string_equal(at(list, noon), at(list, noon + 2 * (int64_t)MINUTE));
    notices_free(list);
}

static void test_an_alert_stands_before_notices_as_long_as_it_holds(void **state)
{
    struct notices *list = notices_new();

    (void)state;
    add(list, "news", NOTICE_NEWS, noon, noon + 10 * MINUTE);
    add(list, "rain", NOTICE_ALERT, noon + 2 * MINUTE, noon + 5 * MINUTE);
    for (int minute = -1; minute <= 11; minute++) {
        const char *wanted = minute < 0 || minute >= 10 ? "" : minute >= 2 && minute < 5 ? "rain" : "news";
        assert_string_equal(at(list, noon + minute * (int64_t)MINUTE), wanted);
    }
    assert_string_equal(at(list, noon + 5 * MINUTE - 1), "rain");
    assert_string_equal(at(NULL, noon), "");
    assert_null(notices_find(NULL, "rain"));
    assert_ptr_equal(notices_find(list, "rain"), &list->list[1]);
    notices_free(list);
}

static void test_the_list_has_a_most(void **state)
{
    struct notices *list = notices_new();
    char id[16];

    (void)state;
    for (int i = 0; i < NOTICES_MOST; i++) {
        g_snprintf(id, sizeof id, "n-%d", i);
        add(list, id, NOTICE_NEWS, noon, noon + MINUTE);
    }
    assert_null(notices_add(list));
    assert_int_equal(list->count, NOTICES_MOST);
    notices_free(list);
}

static void test_sameness_looks_at_every_member(void **state)
{
    struct notices *a = notices_new(), *b = notices_new();
    struct notice *n;

    (void)state;
    add(a, "a", NOTICE_NEWS, noon, noon + MINUTE);
    n = add(b, "a", NOTICE_NEWS, noon, noon + MINUTE);
    assert_true(notices_same(a, b));
    assert_false(notices_same(a, NULL));
    n->until_ms++;
    assert_false(notices_same(a, b));
    n->until_ms--;
    g_free(n->text.en);
    n->text.en = g_strdup("No water tomorrow.");
    assert_false(notices_same(a, b));
    notices_free(a);
    notices_free(b);
}

static void test_what_is_no_notice_is_said(void **state)
{
    struct notices *list = notices_new();
    struct notice *n = add(list, "a", NOTICE_NEWS, noon, noon + MINUTE);
    g_autofree char *long_text = g_strnfill(3 * NOTICE_ALERT_TEXT, 'x');

    (void)state;
    g_strlcpy(n->id, "A b", sizeof n->id);
    assert_non_null(strstr(notice_fault(n), "id"));
    g_strlcpy(n->id, "a", sizeof n->id);
    n->until_ms = n->from_ms;
    assert_non_null(strstr(notice_fault(n), "until"));
    n->until_ms = n->from_ms + 1;
    assert_null(notice_fault(n));
    g_free(n->text.zh);
    n->text.zh = g_strdup(long_text);
    assert_null(notice_fault(n));
    n->kind = NOTICE_ALERT; /* read in one glance */
    assert_non_null(strstr(notice_fault(n), "alert"));
    n->kind = NOTICE_NEWS;
    g_free(n->title.zh);
    n->title.zh = g_strdup("two\nlines");
    assert_non_null(strstr(notice_fault(n), "title"));
    strcpy(n->title.zh, "\xff");
    assert_non_null(strstr(notice_fault(n), "title"));
    notices_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_a_minute_and_each_has_its_turn),
        cmocka_unit_test(test_an_alert_stands_before_notices_as_long_as_it_holds),
        cmocka_unit_test(test_the_list_has_a_most),
        cmocka_unit_test(test_sameness_looks_at_every_member),
        cmocka_unit_test(test_what_is_no_notice_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
