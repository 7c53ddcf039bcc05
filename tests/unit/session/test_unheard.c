/* A code was seen, and then nothing is heard: whoever may have paid is not asked twice, waits no longer than
 * is counted, and never leaves without a word. */
#include "session/patience.h"
#include "session/paying.h"

/* The line broke after the code was seen: nothing is given up, nothing is promised, and it is asked again. */
static void test_unsure(void **state)
{
    struct visit *v = *state;

    to_code(v);
    pass(v, POLL_MS);
    no_word(v, PROBLEM_OFFLINE);
    assert_at(v, STEP_PAYMENT);
    assert_int_equal(v->s.kase.pay.state, PAY_UNSURE);
    int64_t until = v->now_ms + UNSURE_WAIT_MS;
    assert_int_equal(v->s.deadline_ms, until); /* counted on the page */
    pass(v, POLL_MS);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    no_word(v, PROBLEM_LATE);
    assert_int_equal(v->s.kase.pay.state, PAY_UNSURE);
    assert_int_equal(v->s.deadline_ms, until); /* another silence makes it no longer */
    pass(v, POLL_MS);
    order(v, ORDER_IS_OPEN, "https://p/pay/1", 100); /* the line is there again, and nothing was paid */
    assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
    assert_int_equal(v->s.deadline_ms, v->now_ms + 100000);
    pass(v, POLL_MS);
    no_word(v, PROBLEM_OFFLINE);
    assert_int_equal(v->s.deadline_ms, v->now_ms + UNSURE_WAIT_MS);
    pass(v, POLL_MS);
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
}

/* Until the wait is over, with a line that stays down. */
static void to_unknown(struct visit *v)
{
    to_code(v);
    pass(v, POLL_MS);
    no_word(v, PROBLEM_OFFLINE);
    for (int64_t ms = 0; ms < UNSURE_WAIT_MS - POLL_MS; ms += POLL_MS) {
        pass(v, POLL_MS);
        no_word(v, PROBLEM_OFFLINE);
        assert_int_equal(v->s.kase.pay.state, PAY_UNSURE);
        assert_false(wished(v, EFFECT_PRINT));
    }
    pass(v, POLL_MS);
    assert_int_equal(v->s.kase.pay.state, PAY_UNKNOWN);
}

/* The wait has an end: a paper comes by itself, once, and what is heard later still leads on. */
static void test_unknown(void **state)
{
    struct visit *v = *state;

    to_unknown(v);
    assert_true(wished(v, EFFECT_PRINT));
    assert_int_equal(v->s.deadline_ms, 0);
    assert_string_equal(v->s.kase.pay.number, "10562874493310027745");
    assert_false(session_allows(&v->s, EVENT_PRINT));
    for (int64_t ms = 0; ms < CODE_MS; ms += POLL_MS) { /* the code's own time passes: it is not renewed */
        pass(v, POLL_MS);
        assert_false(wished(v, EFFECT_ORDER) || wished(v, EFFECT_PRINT));
        no_word(v, PROBLEM_OFFLINE);
        assert_int_equal(v->s.kase.pay.state, PAY_UNKNOWN);
        assert_true(v->s.alarm_ms > v->now_ms);
    }
    give(v, (struct session_event){.kind = EVENT_NOT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.print, PRINT_FAILED);
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.print, PRINT_PRINTED);
    pass(v, POLL_MS);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_DONE);
    assert_true(wished(v, EFFECT_PRINT)); /* the receipt, whatever was printed before */
}

/* To the counter: the asking is given up, and what a phone paid comes back; the number stays to ask by. */
static void test_unknown_later(void **state)
{
    struct visit *v = *state;

    to_unknown(v);
    press(v, EVENT_LATER);
    assert_at(v, STEP_SENDING);
    assert_given_up(v);
    assert_true(wished(v, EFFECT_SAVE));
    assert_int_equal(v->s.kase.pay.state, PAY_LATER);
    assert_true(v->s.kase.pay.shown && !pay_may_come_back(&v->s.kase.pay));
    assert_string_equal(v->s.kase.pay.number, "10562874493310027745");
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    pass(v, ACCEPTED_WAIT_MS);
    assert_at(v, STEP_DONE);
    assert_true(wished(v, EFFECT_PRINT));
}

/* Leaving gives it up as well, and the same case may be paid anew. */
static void test_unknown_left(void **state)
{
    struct visit *v = *state;

    to_unknown(v);
    assert_true(pay_may_come_back(&v->s.kase.pay));
    press(v, EVENT_BACK);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_REVIEW);
    assert_given_up(v);
    assert_false(pay_may_come_back(&v->s.kase.pay));
    press(v, EVENT_SUBMIT);
    order(v, ORDER_IS_OPEN, "https://p/pay/2", 180);
    assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
    press(v, EVENT_EXIT);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_given_up(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_unsure),
        VISIT(test_unknown),
        VISIT(test_unknown_later),
        VISIT(test_unknown_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
