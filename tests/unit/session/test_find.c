/* Finding a service by what is written: in, on to what was found, back to the list; and what was written is
 * gone with the page. */
#include "session/visit.h"

static void at_search(struct visit *v)
{
    visit_open(v);
    press(v, EVENT_START);
    press(v, EVENT_SERVICES);
    press(v, EVENT_SEARCH);
    assert_at(v, STEP_SEARCH);
}

static void write_down(struct visit *v, const char *text)
{
    give(v, (struct session_event){.kind = EVENT_ANSWER, .text = "search", .value = text});
}

static void test_find(void **state)
{
    struct visit v = {.now_ms = 0};

    (void)state;
    at_search(&v);
    write_down(&v, "医保");
    assert_string_equal(v.s.find.text, "医保");
    assert_false(v.s.find.shown);
    press(&v, EVENT_NEXT);
    assert_true(v.s.find.shown);
    write_down(&v, "更多"); /* the keys are gone */
    assert_string_equal(v.s.find.text, "医保");
    press_text(&v, EVENT_SERVICE, "yibao-jiaofei");
    assert_at(&v, STEP_SERVICE);
    press(&v, EVENT_BACK); /* not the one: what was found is still there */
    assert_at(&v, STEP_SEARCH);
    assert_true(v.s.find.shown);
    press(&v, EVENT_SEARCH); /* other words */
    assert_true(!v.s.find.shown && v.s.find.text[0] == '\0');
    press(&v, EVENT_BACK);
    assert_at(&v, STEP_SERVICES);
    visit_close(&v);
}

static void test_nothing_written(void **state)
{
    struct visit v = {.now_ms = 0};

    (void)state;
    at_search(&v);
    press(&v, EVENT_NEXT);
    assert_false(v.s.find.shown);
    assert_int_equal(v.s.problem, PROBLEM_EMPTY);
    write_down(&v, "证");
    assert_int_equal(v.s.problem, PROBLEM_NONE);
    visit_close(&v);
}

/* Another question's answer, or one that has no room, changes nothing. */
static void test_other_answers(void **state)
{
    struct visit v = {.now_ms = 0};
    char much[SEARCH_BYTES + 1];

    (void)state;
    at_search(&v);
    memset(much, 'a', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    write_down(&v, much);
    give(&v, (struct session_event){.kind = EVENT_ANSWER, .text = "talk", .value = "您好"});
    assert_string_equal(v.s.find.text, "");
    visit_close(&v);
}

/* From what was found, or from nothing, all of them again: not only the category that was open before. */
static void test_all_again(void **state)
{
    struct visit v = {.now_ms = 0};

    (void)state;
    visit_open(&v);
    press(&v, EVENT_START);
    press_number(&v, EVENT_CATEGORY, 2);
    press(&v, EVENT_SEARCH);
    write_down(&v, "火箭");
    press(&v, EVENT_NEXT);
    press(&v, EVENT_SERVICES);
    assert_at(&v, STEP_SERVICES);
    assert_int_equal(v.s.category, 0);
    assert_string_equal(v.s.find.text, "");
    press(&v, EVENT_BACK);
    assert_at(&v, STEP_HOME);
    visit_close(&v);
}

static void written(struct visit *v)
{
    at_search(v);
    write_down(v, "低保");
    press(v, EVENT_NEXT);
}

static void assert_forgotten(const struct visit *v)
{
    static const struct find none;

    assert_memory_equal(&v->s.find, &none, sizeof none);
}

/* Home, out, a form begun, or nobody there: nothing of it is left, in the whole session. */
static void test_forgotten(void **state)
{
    struct visit v = {.now_ms = 0};

    (void)state;
    written(&v);
    press(&v, EVENT_LANGUAGE);
    press(&v, EVENT_BACK);
    assert_string_equal(v.s.find.text, "低保"); /* only the language was looked at */
    press(&v, EVENT_HOME);
    assert_forgotten(&v);
    visit_close(&v);
    written(&v);
    press(&v, EVENT_EXIT);
    assert_at(&v, STEP_STANDBY);
    assert_forgotten(&v);
    visit_close(&v);
    written(&v);
    press_text(&v, EVENT_SERVICE, "gaoling-jintie");
    press(&v, EVENT_NEXT);
    assert_at(&v, STEP_IDENTIFY);
    assert_forgotten(&v);
    visit_close(&v);
    written(&v);
    pass(&v, 120000);
    pass(&v, 45000);
    assert_at(&v, STEP_STANDBY);
    assert_forgotten(&v);
    visit_close(&v);
}

/* Practising finds as well, and a card laid down meanwhile says who it is. */
static void test_practice_and_card(void **state)
{
    struct visit v = {.now_ms = 0};

    (void)state;
    at_search(&v);
    give(&v, (struct session_event){.kind = EVENT_CARD, .person = &young});
    assert_at(&v, STEP_SEARCH);
    assert_true(v.s.identified);
    press(&v, EVENT_PRACTICE);
    assert_at(&v, STEP_PRACTICE);
    press(&v, EVENT_SERVICES);
    press(&v, EVENT_SEARCH);
    write_down(&v, "体检");
    press(&v, EVENT_NEXT);
    assert_true(v.s.practice && v.s.find.shown);
    press_text(&v, EVENT_SERVICE, "jiankang-yuyue");
    assert_at(&v, STEP_SERVICE);
    visit_close(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),          cmocka_unit_test(test_nothing_written),
        cmocka_unit_test(test_other_answers), cmocka_unit_test(test_all_again),
        cmocka_unit_test(test_forgotten),     cmocka_unit_test(test_practice_and_card),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
