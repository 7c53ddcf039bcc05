/* 投票: asked what there is, picked, asked once more, cast; and nobody can tell afterwards what. */
#include "session/visit.h"

static struct case_file *ballot(void)
{
    static struct case_file said;
    static const char *const codes[] = {"yes", "no"};

    memset(&said, 0, sizeof said);
    strcpy(said.offer.id, "shed");
    strcpy(said.offer.plan[LANGUAGE_ZH][0], "建在哪儿");
    said.offer.plan_count = 1;
    said.offer.cast = 3;
    said.offer.of = 486;
    for (unsigned i = 0; i < 2; i++)
        g_strlcpy(said.result.value[i], codes[i], sizeof said.result.value[i]);
    said.result.count = 2;
    return &said;
}

static struct case_file *voted(void)
{
    static struct case_file said;

    memset(&said, 0, sizeof said);
    strcpy(said.result.title[LANGUAGE_ZH], "投好了");
    strcpy(said.result.value[0], "充电棚");
    said.result.count = 1;
    return &said;
}

static void say(struct visit *v, const struct case_file *what)
{
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = what});
}

static void to_ballot(struct visit *v)
{
    begin_service(v, "tou-piao");
    card(v, &wang);
    assert_at(v, STEP_ENQUIRY);
    assert_true(wished(v, EFFECT_ASK));
    say(v, ballot());
    assert_at(v, STEP_PICK);
    assert_string_equal(step_screen(v->s.step), "form");
    assert_int_equal(steps_number(&v->s), 2);
    assert_int_equal(steps_total(&v->s), 3);
    if (v->s.overlay == OVERLAY_OFFER_LARGE)
        press(v, EVENT_STAY);
}

static void to_cast(struct visit *v)
{
    to_ballot(v);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.overlay, OVERLAY_CONFIRM);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_string_equal(v->s.kase.pick, "no");
}

static bool holds(const void *where, size_t size, const char *what)
{
    return memmem(where, size, what, strlen(what) + 1) != NULL;
}

static void test_vote(void **state)
{
    struct visit *v = *state;

    to_ballot(v);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_SUBMIT); /* there is no way around the dialog */
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 2); /* of two */
    assert_string_equal(v->s.kase.pick, "");
    press_number(v, EVENT_PICK, 0);
    press(v, EVENT_NEXT);
    press(v, EVENT_STAY); /* thought better of it */
    assert_at(v, STEP_PICK);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    press(v, EVENT_BACK);
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_SENDING); /* on its way, it is not called off */
    say(v, voted());
    assert_at(v, STEP_RESULT);
    assert_false(holds(&v->s.kase, sizeof v->s.kase, "no")); /* neither screen nor paper can tell */
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    press(v, EVENT_BACK);
    assert_at(v, STEP_RESULT); /* it cannot be changed */
}

static void test_plan_is_one_touch_away(void **state)
{
    struct visit *v = *state;

    to_ballot(v);
    press_number(v, EVENT_PICK, 0);
    press(v, EVENT_PLAN);
    assert_int_equal(v->s.overlay, OVERLAY_PLAN);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_string_equal(v->s.kase.pick, "yes");
}

static void test_voted_before(void **state)
{
    struct visit *v = *state;

    begin_service(v, "tou-piao");
    card(v, &wang);
    say(v, voted());
    assert_at(v, STEP_RESULT);
    press(v, EVENT_RETRY); /* nothing failed, so nothing is asked again */
    assert_at(v, STEP_RESULT);
}

static void test_too_young(void **state)
{
    static const struct person child = {
        .name = "王小", .number = "341199201501010010", .birth = "20150101", .to = "20300101"};
    struct visit *v = *state;

    begin_service(v, "tou-piao");
    card(v, &child);
    assert_at(v, STEP_IDENTIFY);
    assert_int_equal(v->s.problem, PROBLEM_TOO_YOUNG);
}

/* No answer: whether it arrived is asked, not guessed. */
static void test_late(void **state)
{
    struct visit *v = *state;

    to_cast(v);
    pass(v, 10000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_LATE);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_string_equal(v->s.kase.pick, "no");
    assert_string_equal(v->s.kase.offer.id, "shed");
    say(v, voted());
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
}

static void test_offline(void **state)
{
    struct visit *v = *state;

    begin_service(v, "tou-piao");
    card(v, &wang);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_at(v, STEP_RESULT);
    press(v, EVENT_STAY); /* larger letters were offered */
    press(v, EVENT_RETRY);
    assert_at(v, STEP_ENQUIRY); /* nothing was picked yet */
    press(v, EVENT_HOME);
    assert_at(v, STEP_HOME);
    assert_true(wished(v, EFFECT_CANCEL));
}

static void test_leave_asks_first(void **state)
{
    struct visit *v = *state;

    to_ballot(v);
    press(v, EVENT_HOME);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.kase.result.count, 0);
}

static void test_practice(void **state)
{
    struct visit *v = *state;

    practise_service(v, "tou-piao");
    press(v, EVENT_PRETEND);
    assert_at(v, STEP_ENQUIRY);
    pass(v, 2000);
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 0);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    pass(v, 2000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->out.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_vote),
        VISIT(test_plan_is_one_touch_away),
        VISIT(test_voted_before),
        VISIT(test_too_young),
        VISIT(test_late),
        VISIT(test_offline),
        VISIT(test_leave_asks_first),
        VISIT(test_practice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
