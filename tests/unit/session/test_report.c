/* 报问题: without a card, asked only what is needed, and told who comes. */
#include "session/visit.h"

static void to_kind(struct visit *v)
{
    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "bao-wenti");
    press(v, EVENT_NEXT);
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    case_id(v, 9);
    assert_at(v, STEP_FORM); /* nobody is asked who they are */
}

static void page_is(struct visit *v, const char *field)
{
    assert_at(v, STEP_FORM);
    assert_string_equal(v->s.service->pages[v->s.form_page][0].name, field);
}

static void to_report_review(struct visit *v)
{
    to_kind(v);
    answer(v, "kind", "lift");
    press(v, EVENT_NEXT);
    page_is(v, "where");
    answer(v, "where", "here");
    press(v, EVENT_NEXT);
    page_is(v, "words");
    press(v, EVENT_NEXT);
    page_is(v, "phone");
    press(v, EVENT_NEXT); /* it may be left empty */
    assert_at(v, STEP_REVIEW);
}

static void to_saved(struct visit *v)
{
    to_report_review(v);
    press(v, EVENT_SUBMIT);
    assert_true(wished(v, EFFECT_SAVE));
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    assert_at(v, STEP_SENDING);
}

static struct case_file *word(void)
{
    static struct case_file said;

    memset(&said, 0, sizeof said);
    strcpy(said.result.label[0][LANGUAGE_ZH], "谁来");
    strcpy(said.result.value[0], "第 3 网格");
    said.result.count = 1;
    return &said;
}

static void say_word(struct visit *v, uint32_t request)
{
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = request, .result = word()});
}

static void test_steps_of_the_bar(void **state)
{
    struct visit *v = *state;

    to_kind(v);
    assert_int_equal(steps_number(&v->s), 1);
    assert_int_equal(steps_total(&v->s), 4);
    assert_string_equal(steps_title(&v->s), "什么事");
    assert_string_equal(steps_next_title(&v->s), "在哪儿");
    answer(v, "kind", "other");
    assert_string_equal(steps_next_title(&v->s), ""); /* the next page belongs to this step */
    press(v, EVENT_NEXT);
    page_is(v, "other_kind");
    assert_int_equal(steps_number(&v->s), 1);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY); /* something else is nothing without a word */
    answer(v, "other_kind", "井盖丢了");
    press(v, EVENT_NEXT);
    page_is(v, "where");
    assert_int_equal(steps_number(&v->s), 2);
    answer(v, "where", "elsewhere");
    press(v, EVENT_NEXT);
    page_is(v, "place");
    assert_string_equal(steps_title(&v->s), "在哪儿");
    press(v, EVENT_BACK);
    page_is(v, "where");
}

static void test_who_comes(void **state)
{
    struct visit *v = *state;

    to_saved(v);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_true(v->s.kase.accepted);
    say_word(v, v->s.request + 1); /* of another question */
    assert_at(v, STEP_SENDING);
    say_word(v, v->s.request);
    assert_at(v, STEP_DONE);
    assert_true(wished(v, EFFECT_PRINT)); /* the paper can say it, too */
    assert_int_equal(v->s.kase.result.count, 1);
    assert_false(v->s.identified);
}

static void test_the_word_comes_late(void **state)
{
    struct visit *v = *state;
    uint32_t asked;

    to_saved(v);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    asked = v->s.request;
    pass(v, 4000);
    assert_at(v, STEP_DONE); /* it was taken: nobody waits for more */
    assert_int_equal(v->s.kase.result.count, 0);
    say_word(v, asked);
    assert_at(v, STEP_DONE);
    assert_int_equal(v->s.kase.result.count, 1);
    say_word(v, asked); /* once */
    press(v, EVENT_AGAIN);
    assert_int_equal(v->s.kase.result.count, 0);
    say_word(v, asked);
    assert_int_equal(v->s.kase.result.count, 0);
}

static void test_no_word(void **state)
{
    struct visit *v = *state;

    to_saved(v);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_at(v, STEP_DONE);
    assert_int_equal(v->s.problem, PROBLEM_NONE); /* the report itself is there */
}

static void test_offline_then_accepted(void **state)
{
    struct visit *v = *state;

    to_saved(v);
    pass(v, 10000);
    assert_at(v, STEP_DONE);
    assert_false(v->s.kase.accepted);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_true(wished(v, EFFECT_ASK));
    say_word(v, v->s.request);
    assert_at(v, STEP_DONE);
    assert_int_equal(v->s.kase.result.count, 1);
}

/* A place that is needed after all: the report does not go without it. */
static void test_another_answer_asks_more(void **state)
{
    struct visit *v = *state;

    to_report_review(v);
    press_text(v, EVENT_EDIT, "where");
    answer(v, "where", "elsewhere");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_string_equal(v->s.problem_field, "place");
    press_text(v, EVENT_EDIT, "place");
    answer(v, "place", "菜场门口");
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
}

static void test_practice(void **state)
{
    struct visit *v = *state;

    practise_service(v, "bao-wenti");
    answer(v, "kind", "noise");
    press(v, EVENT_NEXT);
    answer(v, "where", "here");
    for (int i = 0; i < 3; i++)
        press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    pass(v, 2000);
    assert_at(v, STEP_DONE);
    assert_int_equal(v->out.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_steps_of_the_bar),
        VISIT(test_who_comes),
        VISIT(test_the_word_comes_late),
        VISIT(test_no_word),
        VISIT(test_offline_then_accepted),
        VISIT(test_another_answer_asks_more),
        VISIT(test_practice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
