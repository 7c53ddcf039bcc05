/* 查进度: what waits for the resident stands first, and one goes from case to case. */
#include "session/visit.h"

static struct progress_case kase(const char *number, enum progress_state state)
{
    struct progress_case k = {.service = "gaoling-jintie", .at_ms = 1000, .step_count = 1};

    g_strlcpy(k.number, number, sizeof k.number);
    k.steps[0].state = state;
    return k;
}

static struct case_file *told(void)
{
    static struct case_file said;

    memset(&said, 0, sizeof said);
    said.progress = (struct progress){.told = true, .count = 4};
    said.progress.cases[0] = kase("206170001475", PROGRESS_REVIEWING);
    said.progress.cases[1] = kase("206170001396", PROGRESS_SUPPLEMENT);
    said.progress.cases[2] = kase("206170001287", PROGRESS_DONE);
    said.progress.cases[3] = kase("206170001178", PROGRESS_SUPPLEMENT);
    return &said;
}

static void say(struct visit *v, const struct case_file *what)
{
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = what});
}

static void ask(struct visit *v, const struct case_file *what)
{
    begin_service(v, "ban-shi-jindu");
    card(v, &wang);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    say(v, what);
    assert_at(v, STEP_RESULT);
    if (v->s.overlay == OVERLAY_OFFER_LARGE)
        press(v, EVENT_STAY);
}

static const char *shown(const struct visit *v)
{
    return progress_shown(&v->s) != NULL ? progress_shown(&v->s)->number : "";
}

static void test_what_waits_stands_first(void **state)
{
    static const char *const order[] = {"206170001396", "206170001178", "206170001475", "206170001287"};
    struct visit *v = *state;

    ask(v, told());
    for (unsigned i = 0; i < G_N_ELEMENTS(order); i++)
        assert_string_equal(v->s.kase.progress.cases[i].number, order[i]);
    assert_int_equal(progress_open(&v->s.kase.progress), 3);
    assert_string_equal(shown(v), order[0]);
}

static void test_from_case_to_case_and_no_further(void **state)
{
    struct visit *v = *state;

    ask(v, told());
    press_number(v, EVENT_PICK, 0); /* there is none before the first */
    assert_int_equal(v->s.kase.progress.shown, 0);
    for (unsigned i = 1; i < 4; i++) {
        press_number(v, EVENT_PICK, 1);
        assert_int_equal(v->s.kase.progress.shown, i);
    }
    press_number(v, EVENT_PICK, 1);
    assert_string_equal(shown(v), "206170001287");
    press_number(v, EVENT_PICK, 0);
    assert_string_equal(shown(v), "206170001475");
}

/* The next case's paper is its own, no reprint of the one before; one that is asked for still comes. */
static void test_each_case_has_its_paper(void **state)
{
    struct visit *v = *state;

    ask(v, told());
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    press_number(v, EVENT_PICK, 1);
    assert_int_equal(v->s.print, PRINT_ASKED);
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.print, PRINT_PRINTED);
    press_number(v, EVENT_PICK, 1);
    assert_int_equal(v->s.print, PRINT_NONE);
    assert_int_equal(v->s.kase.papers, 0);
    press(v, EVENT_PRINT);
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.kase.papers, 1);
}

static void test_none_is_an_answer_without_paper(void **state)
{
    struct visit *v = *state;
    struct case_file *none = told();

    none->progress.count = 0;
    ask(v, none);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    assert_null(progress_shown(&v->s));
    assert_false(session_allows(&v->s, EVENT_PRINT));
    assert_false(session_allows(&v->s, EVENT_PICK));
    press(v, EVENT_FINISH);
    assert_at(v, STEP_RATING);
}

static void test_nothing_of_it_outlives_the_question(void **state)
{
    static const struct progress empty;
    struct visit *v = *state;

    ask(v, told());
    press(v, EVENT_AGAIN);
    assert_at(v, STEP_HOME);
    assert_memory_equal(&v->s.kase.progress, &empty, sizeof empty);
    press_text(v, EVENT_SERVICE, "ban-shi-jindu");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_at(v, STEP_RESULT);
    assert_null(progress_shown(&v->s));
    assert_false(session_allows(&v->s, EVENT_PICK));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_what_waits_stands_first),
        VISIT(test_from_case_to_case_and_no_further),
        VISIT(test_each_case_has_its_paper),
        VISIT(test_none_is_an_answer_without_paper),
        VISIT(test_nothing_of_it_outlives_the_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
