/* How the finished thing is handed over: what stands there already, what a way still asks, and the way back.
 */
#include "session/visit.h"

enum { POST = 1, COLLECT, AGENT };

static void to_delivery(struct visit *v)
{
    begin_service(v, "laonian-youdai");
    card(v, &wang);
    press(v, EVENT_NEXT); /* the address stands there from the card */
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    answer(v, "photo", "card");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_MATERIALS);
    press_number(v, EVENT_LATER, 0);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_DELIVERY); /* nothing to sign */
    assert_string_equal(steps_title(&v->s), "怎么拿");
    assert_int_equal(steps_number(&v->s), 4);
    assert_int_equal(steps_total(&v->s), 5);
}

static void test_something_is_chosen(void **state)
{
    struct visit *v = *state;

    to_delivery(v);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_DELIVERY);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_string_equal(v->s.problem_field, "delivery");
    press_number(v, EVENT_WAY, 0);
    press_number(v, EVENT_WAY, 4);
    assert_int_equal(v->s.kase.way, 0);
    press_number(v, EVENT_WAY, COLLECT);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

/* The home address of the form stands there; another one for the parcel does not change where one lives. */
static void test_post(void **state)
{
    struct visit *v = *state;

    to_delivery(v);
    press_number(v, EVENT_WAY, POST);
    assert_string_equal(answer_value(&v->s.kase, "delivery_address"), wang.address);
    press_text(v, EVENT_EDIT, "agent_name"); /* of another way */
    assert_at(v, STEP_DELIVERY);
    press_text(v, EVENT_EDIT, "delivery_address");
    assert_at(v, STEP_FORM);
    assert_string_equal(steps_title(&v->s), "怎么拿");
    answer(v, "delivery_address", "3 栋");
    answer(v, "delivery_address", "三");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.problem, PROBLEM_SHORT);
    answer(v, "delivery_address", "儿子家 5 栋 101 室");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_DELIVERY);
    press_number(v, EVENT_WAY, POST); /* touched again: what was entered stays */
    assert_string_equal(answer_value(&v->s.kase, "delivery_address"), "儿子家 5 栋 101 室");
    assert_string_equal(answer_value(&v->s.kase, "address"), wang.address);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

static void test_agent(void **state)
{
    struct visit *v = *state;

    to_delivery(v);
    press_number(v, EVENT_WAY, AGENT);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_FORM); /* who, then which phone */
    press(v, EVENT_BACK);
    assert_at(v, STEP_DELIVERY);
    press(v, EVENT_NEXT);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    answer(v, "agent_name", "李小雨");
    press(v, EVENT_LANGUAGE);
    press_number(v, EVENT_LANGUAGE_SET, LANGUAGE_ZH);
    assert_at(v, STEP_FORM);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.form_page, v->s.service->delivery->ways[AGENT - 1].first_page + 1);
    answer(v, "agent_phone", "1990000000");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_PHONE);
    answer(v, "agent_phone", "19900000005");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_DELIVERY);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

/* Opened from review it leads back there; a hole that was left is found before anything is sent. */
static void test_from_review(void **state)
{
    struct visit *v = *state;

    to_delivery(v);
    press_number(v, EVENT_WAY, COLLECT);
    press(v, EVENT_NEXT);
    press_text(v, EVENT_EDIT, "delivery");
    assert_at(v, STEP_DELIVERY);
    press_number(v, EVENT_WAY, AGENT);
    press(v, EVENT_BACK);
    assert_at(v, STEP_REVIEW);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_string_equal(v->s.problem_field, "delivery");
    press_text(v, EVENT_EDIT, "delivery");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_FORM);
    answer(v, "agent_name", "李小雨");
    press(v, EVENT_NEXT);
    answer(v, "agent_phone", "19900000005");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_DELIVERY);
    assert_true(v->s.editing);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    assert_false(v->s.editing);
    press(v, EVENT_BACK);
    assert_at(v, STEP_DELIVERY);
    assert_false(v->s.editing);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_SAVE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_something_is_chosen),
        VISIT(test_post),
        VISIT(test_agent),
        VISIT(test_from_review),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
