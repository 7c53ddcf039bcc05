/* Paying: one order a case, success by itself, and every way out of it, whatever the line or the resident
 * does. */
#include "session/patience.h"
#include "session/paying.h"
#include "session/practice.h"

static void test_paid(void **state)
{
    struct visit *v = *state;

    to_code(v);
    assert_string_equal(steps_title(&v->s), "交费");
    assert_int_equal(steps_number(&v->s), steps_total(&v->s));
    assert_int_equal(v->s.deadline_ms, v->now_ms + CODE_MS);
    pass(v, POLL_MS);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    assert_int_equal(v->s.deadline_ms, v->now_ms - POLL_MS + CODE_MS); /* of the code, not of the question */
    order(v, ORDER_IS_OPEN, "https://p/pay/1", 178);
    assert_int_equal(v->s.deadline_ms, v->now_ms - POLL_MS + CODE_MS);
    give(v, (struct session_event){.kind = EVENT_ORDER,
                                   .request = v->s.kase.pay.request + 1,
                                   .order = &(struct order_news){.is = ORDER_IS_PAID, .amount_fen = FEN}});
    assert_at(v, STEP_PAYMENT); /* an answer to nothing we asked */
    pass(v, POLL_MS);
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_SAVE));
    assert_int_equal(v->s.kase.pay.state, PAY_PAID);
    assert_string_equal(v->s.kase.pay.number, "10562874493310027745");
    assert_string_equal(v->s.kase.pay.ereceipt, "https://p/e/10562874493310027745");
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_DONE);
    press(v, EVENT_FINISH);
    press(v, EVENT_FINISH);
    assert_false(wished(v, EFFECT_ORDER_CANCEL)); /* it is filed */
}

static void show_code(struct visit *v, const char *code)
{
    press_text(v, EVENT_CODE, code);
}

/* The phone shows, the kiosk reads: one question with the code, and the platform's word leads on. */
static void test_payment_code(void **state)
{
    struct visit *v = *state;

    to_code(v);
    show_code(v, "130123456789012345");
    assert_true(wished(v, EFFECT_ORDER_PAY));
    assert_int_equal(v->s.kase.pay.state, PAY_TAKING);
    assert_string_equal(v->s.kase.pay.code, "130123456789012345");
    show_code(v, "130123456789012346"); /* held up a moment longer, or another: one at a time */
    assert_false(wished(v, EFFECT_ORDER_PAY));
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
    assert_string_equal(v->s.kase.pay.code, "");
}

static void test_what_is_no_payment_code(void **state)
{
    static const char *const others[] = {
        "160123456789012345",        "13012345678901234",  "1301234567890123456",       "250123456789012",
        "2501234567890123456789012", "13012345678901234x", "lclicence:1:611:DEMO-0088", ""};
    struct visit *v = *state;

    to_code(v);
    for (unsigned i = 0; i < G_N_ELEMENTS(others); i++) {
        show_code(v, others[i]);
        assert_false(wished(v, EFFECT_ORDER_PAY));
        assert_int_equal(v->s.problem, PROBLEM_PAY_CODE_OTHER);
        assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
    }
    show_code(v, "2512345678901234"); /* of the other kind: 16 to 24 digits */
    assert_true(wished(v, EFFECT_ORDER_PAY));
    assert_int_equal(v->s.problem, PROBLEM_NONE);
}

/* The platform says no: nothing was taken, and the kiosk's own code comes back. */
static void test_payment_code_refused(void **state)
{
    struct visit *v = *state;

    to_code(v);
    show_code(v, "130123456789012345");
    no_word(v, PROBLEM_REFUSED);
    assert_at(v, STEP_PAYMENT);
    assert_int_equal(v->s.problem, PROBLEM_PAY_CODE_SPENT);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    assert_string_equal(v->s.kase.pay.code, "");
    order(v, ORDER_IS_OPEN, "https://p/pay/1", 100);
    assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
    assert_int_equal(v->s.deadline_ms, v->now_ms + 100000);
    assert_int_equal(v->s.problem, PROBLEM_PAY_CODE_SPENT); /* still said beside it */
}

/* Nothing heard: it may be paid. No code is taken now, and the order's state decides. */
static void test_payment_code_unheard(void **state)
{
    struct visit *v = *state;

    to_code(v);
    show_code(v, "130123456789012345");
    no_word(v, PROBLEM_LATE);
    assert_int_equal(v->s.kase.pay.state, PAY_UNSURE);
    assert_string_equal(v->s.kase.pay.code, "");
    show_code(v, "130123456789012346");
    assert_false(wished(v, EFFECT_ORDER_PAY));
    pass(v, POLL_MS);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
}

/* Another sum than the page says is no payment of ours. */
static void test_other_amount(void **state)
{
    struct visit *v = *state;
    struct order_news news = {.is = ORDER_IS_PAID, .amount_fen = FEN + 1};

    to_code(v);
    give(v, (struct session_event){.kind = EVENT_ORDER, .request = v->s.kase.pay.request, .order = &news});
    assert_at(v, STEP_PAYMENT);
    assert_int_equal(v->s.kase.pay.state, PAY_CLOSED);
    assert_int_equal(v->s.kase.pay.why, PROBLEM_REFUSED);
}

static void test_new_code(void **state)
{
    struct visit *v = *state;

    to_code(v);
    for (int64_t ms = 0; ms < CODE_MS; ms += POLL_MS) {
        pass(v, POLL_MS);
        if (wished(v, EFFECT_ORDER_STATE))
            order(v, ORDER_IS_OPEN, "https://p/pay/1", 100);
    }
    assert_true(wished(v, EFFECT_ORDER)); /* the time is up */
    assert_true(v->s.kase.pay.renew);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    order(v, ORDER_IS_OPEN, "https://p/pay/2", 180);
    assert_string_equal(v->s.kase.pay.url, "https://p/pay/2");
    assert_int_equal(v->s.deadline_ms, v->now_ms + CODE_MS);
    pass(v, POLL_MS);
    order(v, ORDER_IS_OVER, "https://p/pay/2", 0); /* the platform's clock was ahead */
    assert_true(wished(v, EFFECT_ORDER));
}

/* Nobody there: two codes, then the question, then out, and the order is given up. */
static void test_nobody(void **state)
{
    struct visit *v = *state;

    to_code(v);
    for (int64_t ms = 0; ms < 2 * CODE_MS - POLL_MS; ms += POLL_MS) {
        pass(v, POLL_MS);
        if (wished(v, EFFECT_ORDER) || wished(v, EFFECT_ORDER_STATE))
            order(v, ORDER_IS_OPEN, wished(v, EFFECT_ORDER) ? "https://p/pay/2" : "https://p/pay/1", 180);
        assert_int_equal(v->s.overlay, OVERLAY_NONE);
    }
    pass(v, 2 * POLL_MS);
    pass(v, 0);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    pass(v, 45000);
    assert_at(v, STEP_STANDBY);
    assert_given_up(v);
}

/* It is paid while the page asks whether anybody is there. */
static void test_paid_under_the_question(void **state)
{
    struct visit *v = *state;

    to_code(v);
    press(v, EVENT_EXIT);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    pass(v, POLL_MS);
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_SENDING);
}

static void test_back(void **state)
{
    struct visit *v = *state;

    to_code(v);
    press(v, EVENT_BACK);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    assert_false(wished(v, EFFECT_ORDER_CANCEL));
    press(v, EVENT_STAY);
    assert_at(v, STEP_PAYMENT);
    assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
    press(v, EVENT_BACK);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_REVIEW);
    assert_given_up(v);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
    press(v, EVENT_SUBMIT); /* 都对，去交费: the same order again */
    assert_at(v, STEP_PAYMENT);
    assert_true(wished(v, EFFECT_ORDER));
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_HOME);
    assert_given_up(v);
}

/* The desk is silent: the question is put again. */
static void test_silence(void **state)
{
    struct visit *v = *state;

    to_payment_review(v);
    press(v, EVENT_SUBMIT);
    pass(v, ASK_WAIT_MS + POLL_MS);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    order(v, ORDER_IS_OPEN, "https://p/pay/1", 170);
    assert_int_equal(v->s.kase.pay.state, PAY_OPEN);
}

static void test_offline(void **state)
{
    struct visit *v = *state;

    to_payment_review(v);
    press(v, EVENT_SUBMIT);
    no_word(v, PROBLEM_OFFLINE);
    assert_int_equal(v->s.kase.pay.state, PAY_CLOSED);
    assert_int_equal(v->s.kase.pay.why, PROBLEM_OFFLINE);
    press(v, EVENT_RETRY);
    assert_true(wished(v, EFFECT_ORDER));
    no_word(v, PROBLEM_REFUSED);
    press(v, EVENT_BACK); /* nothing is open: no question */
    assert_at(v, STEP_REVIEW);
    assert_false(wished(v, EFFECT_ORDER_CANCEL));
    press(v, EVENT_SUBMIT);
    no_word(v, PROBLEM_OFFLINE);
    press(v, EVENT_LATER);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_SAVE));
    assert_int_equal(v->s.kase.pay.state, PAY_LATER);
    assert_false(v->s.kase.pay.shown); /* no phone can have paid */
}

/* At the counter after all: no code may take the money as well, and who paid by one is told what becomes of
 * it. */
static void test_later(void **state)
{
    struct visit *v = *state;

    to_code(v);
    press(v, EVENT_LATER);
    assert_at(v, STEP_SENDING);
    assert_given_up(v);
    assert_string_equal(v->s.kase.pay.number, "");
    assert_true(v->s.kase.pay.shown);
}

static void test_not_later(void **state)
{
    struct visit *v = *state;

    to_code(v);
    ((struct payment *)v->s.service->payment)->later = false; /* the catalog is this test's own */
    assert_false(session_allows(&v->s, EVENT_LATER));
    press(v, EVENT_LATER);
    assert_at(v, STEP_PAYMENT);
}

/* Paid, and the disk is full: back to review, where it is not asked for money again; who leaves is paid back.
 */
static void test_paid_not_saved(void **state)
{
    struct visit *v = *state;

    to_code(v);
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    desk(v, EVENT_NOT_SAVED, NULL, PROBLEM_DISK_FULL);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.kase.pay.state, PAY_PAID);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_false(wished(v, EFFECT_ORDER));
    desk(v, EVENT_NOT_SAVED, NULL, PROBLEM_NOT_SAVED);
    press(v, EVENT_EXIT);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_given_up(v);
}

/* Somebody else's card on the way back to the start: the case is dropped, and its money goes home. */
static void test_another_card(void **state)
{
    struct visit *v = *state;

    to_code(v);
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    desk(v, EVENT_NOT_SAVED, NULL, PROBLEM_DISK_FULL);
    press(v, EVENT_BACK);
    press(v, EVENT_BACK);
    assert_at(v, STEP_SERVICE);
    card(v, &young);
    assert_given_up(v);
    assert_int_equal(v->s.kase.pay.state, PAY_NONE);
}

static void test_language_midway(void **state)
{
    struct visit *v = *state;

    to_code(v);
    press(v, EVENT_LANGUAGE);
    assert_at(v, STEP_PAYMENT);
    assert_int_equal(v->s.language, LANGUAGE_EN);
    press(v, EVENT_HELP);
    pass(v, POLL_MS);
    assert_true(wished(v, EFFECT_ORDER_STATE));
    order(v, ORDER_IS_PAID, "https://p/pay/1", 0);
    assert_at(v, STEP_SENDING);
    assert_int_equal(v->s.overlay, OVERLAY_HELP); /* whoever reads goes on reading */
}

/* Nobody is asked, no code is shown, nothing leaves. */
static void test_practice(void **state)
{
    struct visit *v = *state;

    practise_service(v, "yibao-jiaofei");
    press(v, EVENT_PRETEND);
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_PAYMENT);
    assert_int_equal(v->out.count, 0);
    assert_string_equal(v->s.kase.pay.url, "");
    press(v, EVENT_BACK);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->out.count, 0);
    press(v, EVENT_SUBMIT);
    press(v, EVENT_PRETEND);
    assert_at(v, STEP_SENDING);
    pass(v, PRACTICE_SENDING_MS);
    assert_at(v, STEP_DONE);
    press(v, EVENT_PRACTICE_END);
    assert_false(wished(v, EFFECT_ORDER_CANCEL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_paid),
        VISIT(test_payment_code),
        VISIT(test_what_is_no_payment_code),
        VISIT(test_payment_code_refused),
        VISIT(test_payment_code_unheard),
        VISIT(test_other_amount),
        VISIT(test_new_code),
        VISIT(test_nobody),
        VISIT(test_paid_under_the_question),
        VISIT(test_back),
        VISIT(test_silence),
        VISIT(test_offline),
        VISIT(test_later),
        VISIT(test_not_later),
        VISIT(test_paid_not_saved),
        VISIT(test_another_card),
        VISIT(test_language_midway),
        VISIT(test_practice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
