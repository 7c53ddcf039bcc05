/* Whole visits, from the first touch to standby, in microseconds. */
#include "session/visit.h"

static void test_application(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    to_review(v);
    assert_int_equal(steps_number(&v->s), 5);
    assert_int_equal(steps_total(&v->s), 5);
    assert_string_equal(steps_title(&v->s), "看一遍，交上去");
    assert_false(v->s.kase.consented);
    press(v, EVENT_SUBMIT);
    assert_true(wished(v, EFFECT_SAVE));
    assert_true(v->s.kase.reviewed && v->s.kase.consented);
    press(v, EVENT_EXIT);
    press(v, EVENT_HOME);
    press(v, EVENT_BACK);
    assert_at(v, STEP_SENDING); /* touch cannot leave half-way */
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_SENDING); /* not before it is stored */
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    assert_true(wished(v, EFFECT_WATCH_ACCEPTED));
    assert_string_equal(v->s.kase.receipt, "206170001475");
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_DONE);
    assert_true(wished(v, EFFECT_PRINT));
    assert_true(v->s.kase.accepted);
    assert_int_equal(v->s.print, PRINT_ASKED);
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.print, PRINT_PRINTED);
    assert_int_equal(v->s.kase.papers, 1); /* the next one says 补打 */
    press(v, EVENT_FINISH);
    press_number(v, EVENT_RATE, 1);
    press_number(v, EVENT_REASON, 2);
    assert_true(session_allows(&v->s, EVENT_BACK));
    press(v, EVENT_BACK); /* another face */
    assert_at(v, STEP_RATING);
    assert_int_equal(v->s.rating + v->s.reasons, 0);
    assert_false(session_allows(&v->s, EVENT_BACK));
    press_number(v, EVENT_RATE, 1);
    press_number(v, EVENT_REASON, 2);
    press(v, EVENT_FINISH);
    assert_wiped(v, visit);
    assert_int_equal(v->out.list[0].kind, EFFECT_RATE);
    assert_int_equal(v->out.list[0].rating, 1);
    assert_int_equal(v->out.list[0].reasons, 1 << 2);
    assert_int_equal(v->out.list[0].visit, visit);
}

static void test_offline(void **state)
{
    struct visit *v = *state;

    to_review(v);
    press(v, EVENT_SUBMIT);
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    assert_int_equal(v->s.alarm_ms, v->now_ms + 10000);
    pass(v, 9999);
    assert_at(v, STEP_SENDING);
    pass(v, 1);
    assert_at(v, STEP_DONE);
    assert_false(v->s.kase.accepted);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE); /* the line comes back while one still reads */
    assert_true(v->s.kase.accepted);
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    pass(v, 29999);
    assert_at(v, STEP_DONE);
    pass(v, 1);
    assert_at(v, STEP_STANDBY);
}

/* The desk is silent: asked again for the same case, under the same number; a refusal counts only when it is
 * the last word. */
static void test_query(void **state)
{
    static struct case_file answered;
    struct visit *v = *state;

    answered.result.count = 2;
    begin_service(v, "shebao-chaxun");
    assert_int_equal(steps_total(&v->s), 2);
    card(v, &young);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    press(v, EVENT_BACK);
    assert_true(wished(v, EFFECT_CANCEL));
    assert_at(v, STEP_SERVICE); /* where one came from: the card is known by now */
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SENDING);
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request - 1, .result = &answered});
    assert_at(v, STEP_SENDING); /* the answer to what was called off */
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = &answered});
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.kase.result.count, 2);
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    press(v, EVENT_AGAIN);
    assert_at(v, STEP_HOME);
    assert_true(v->s.identified);
    assert_int_equal(v->s.kase.result.count, 0);
    press_text(v, EVENT_SERVICE, "canbao-zhengming");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SENDING); /* nobody shows a card twice */
}

static void test_page_to_take_home(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    assert_true(session_allows(&v->s, EVENT_PRINT));
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    assert_at(v, STEP_SERVICE);
    assert_false(session_allows(&v->s, EVENT_PRINT)); /* one at a time */
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.print, PRINT_PRINTED);
    assert_int_equal(v->s.kase.papers, 0); /* no receipt yet: the first is no reprint */
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.print, PRINT_NONE);
}

static void test_edit(void **state)
{
    struct visit *v = *state;
    char shown[SESSION_VALUE];
    unsigned page = 0;

    to_review(v);
    press_text(v, EVENT_EDIT, "phone");
    assert_at(v, STEP_FORM);
    assert_true(v->s.editing);
    answer(v, "phone", "199");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_FORM);
    press(v, EVENT_BACK); /* leaves the hole, which submit finds */
    assert_at(v, STEP_REVIEW);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.problem, PROBLEM_PHONE);
    assert_string_equal(v->s.problem_field, "phone");
    press_text(v, EVENT_EDIT, "phone");
    answer(v, "phone", "19900000003");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    assert_false(v->s.editing);
    answer_shown(&v->s, service_field(v->s.service, "phone", &page), shown, sizeof shown);
    assert_string_equal(shown, "199****0003");
    press(v, EVENT_PEEK);
    answer_shown(&v->s, service_field(v->s.service, "phone", &page), shown, sizeof shown);
    assert_string_equal(shown, "19900000003");
    pass(v, 5000);
    answer_shown(&v->s, service_field(v->s.service, "address", &page), shown, sizeof shown);
    assert_string_equal(shown, "安徽省临安县新安镇高郢社区幸福里小区3栋2单元***室");
    answer_shown(&v->s, service_field(v->s.service, "living", &page), shown, sizeof shown);
    assert_string_equal(shown, "和老伴一起住");
    press_text(v, EVENT_EDIT, "materials");
    assert_at(v, STEP_MATERIALS);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    press_text(v, EVENT_EDIT, "signature");
    press(v, EVENT_INK_CLEAR);
    press(v, EVENT_BACK);
    press(v, EVENT_SUBMIT);
    assert_int_equal(v->s.problem, PROBLEM_UNSIGNED);
    press_text(v, EVENT_EDIT, "nothing");
    assert_at(v, STEP_REVIEW);
}

static void test_back_all_the_way(void **state)
{
    struct visit *v = *state;

    to_review(v);
    press(v, EVENT_BACK);
    assert_at(v, STEP_SIGNATURE);
    press(v, EVENT_BACK);
    assert_at(v, STEP_MATERIALS);
    for (unsigned page = 8; page-- > 0;) {
        press(v, EVENT_BACK);
        assert_at(v, STEP_FORM);
        assert_int_equal(v->s.form_page, page);
    }
    press(v, EVENT_BACK);
    assert_at(v, STEP_SERVICE);
    press(v, EVENT_BACK);
    assert_at(v, STEP_HOME);
    assert_false(session_allows(&v->s, EVENT_BACK));
    press(v, EVENT_BACK);
    assert_at(v, STEP_HOME);
}

static void test_again(void **state)
{
    struct visit *v = *state;

    to_done(v);
    press(v, EVENT_AGAIN);
    assert_at(v, STEP_HOME);
    assert_true(v->s.identified);
    assert_int_equal(v->s.kase.id[0], 0);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    press(v, EVENT_NEXT);
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    assert_at(v, STEP_FORM);
    assert_false(v->s.kase.saved || v->s.kase.consented);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_false(v->s.kase.accepted);
}

static void test_leave(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    press(v, EVENT_EXIT);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    assert_at(v, STEP_FORM);
    press(v, EVENT_NEXT); /* covered */
    assert_int_equal(v->s.form_page, 0);
    press(v, EVENT_STAY);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_HOME);
    assert_true(v->s.identified);
    assert_int_equal(v->s.kase.answer_count, 0);
    assert_int_equal(v->s.visit, visit);
    press(v, EVENT_EXIT);
    assert_wiped(v, visit);
}

static void test_modes_midway(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.form_page, 1);
    press(v, EVENT_LARGE);
    assert_true(v->s.large);
    press(v, EVENT_LANGUAGE);
    assert_at(v, STEP_LANGUAGE);
    press_number(v, EVENT_LANGUAGE_SET, 9);
    assert_at(v, STEP_LANGUAGE);
    press_number(v, EVENT_LANGUAGE_SET, LANGUAGE_EN);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.form_page, 1);
    assert_int_equal(v->s.alarm_ms, v->now_ms + 240000);
    press(v, EVENT_LANGUAGE);
    press(v, EVENT_EXIT);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    press(v, EVENT_BACK);
    press(v, EVENT_BACK);
    assert_at(v, STEP_FORM);
    answer(v, "community", "341122100006");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.form_page, 2);
}

static void test_help_and_emergency(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_SOS); /* at standby: the house opens beneath */
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.overlay, OVERLAY_EMERGENCY);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    pass(v, 6000);
    assert_false(wished(v, EFFECT_EMERGENCY));
    press(v, EVENT_HELP);
    press(v, EVENT_CALL_STAFF);
    assert_true(wished(v, EFFECT_CALL_STAFF));
    press(v, EVENT_SOS);
    pass(v, 4999);
    assert_false(wished(v, EFFECT_EMERGENCY));
    pass(v, 1);
    assert_true(wished(v, EFFECT_EMERGENCY));
    assert_int_equal(v->s.overlay, OVERLAY_EMERGENCY);
    press(v, EVENT_CALL_STAFF);
    assert_false(wished(v, EFFECT_EMERGENCY)); /* once */
    press(v, EVENT_CLOSE);
    press(v, EVENT_SOS);
    press(v, EVENT_CALL_STAFF); /* 现在就呼叫 */
    assert_true(wished(v, EFFECT_EMERGENCY));
    press(v, EVENT_CLOSE);
    press(v, EVENT_SOS);
    assert_false(session_allows(&v->s, EVENT_HELP)); /* no way round the call while it counts */
    press(v, EVENT_SOS);                             /* pressed again: at once */
    assert_true(wished(v, EFFECT_EMERGENCY));
    press(v, EVENT_SOS); /* its place is never grey, and it calls once */
    assert_false(wished(v, EFFECT_EMERGENCY));
    assert_true(session_allows(&v->s, EVENT_SOS));
    assert_true(session_allows(&v->s, EVENT_HELP));
    pass(v, 60000); /* nobody answers */
    assert_int_equal(v->s.emergency_call.state, CALL_UNHEARD);
    assert_true(session_allows(&v->s, EVENT_SOS));
    press(v, EVENT_SOS);
    assert_true(wished(v, EFFECT_EMERGENCY));
    press(v, EVENT_HELP);
    assert_int_equal(v->s.overlay, OVERLAY_HELP);
}

/* Who presses 找人帮忙 on the page of help wants a person. */
static void test_help_pressed_again_calls(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_HELP);
    assert_true(session_allows(&v->s, EVENT_HELP));
    assert_false(wished(v, EFFECT_CALL_STAFF));
    press(v, EVENT_HELP);
    assert_true(wished(v, EFFECT_CALL_STAFF));
    assert_int_equal(v->s.overlay, OVERLAY_HELP);
    assert_true(session_allows(&v->s, EVENT_HELP));
    press(v, EVENT_HELP);
    assert_false(wished(v, EFFECT_CALL_STAFF)); /* once */
    pass(v, 60000);                             /* nobody answers */
    assert_int_equal(v->s.staff_call.state, CALL_UNHEARD);
    press(v, EVENT_HELP);
    assert_true(wished(v, EFFECT_CALL_STAFF));
}

/* Offered by itself from 60 on, once a visit; nothing of the visit moves beneath it. */
static void test_large_is_offered(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    give(v, (struct session_event){.kind = EVENT_CARD, .person = &wang});
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.overlay, OVERLAY_OFFER_LARGE);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.overlay, OVERLAY_OFFER_LARGE);
    press(v, EVENT_LARGE);
    assert_true(v->s.large);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_LARGE); /* back, and not asked again */
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_EXIT);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    begin_service(v, "shebao-chaxun");
    give(v, (struct session_event){.kind = EVENT_CARD, .person = &young});
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_large_is_offered),
        VISIT(test_application),
        VISIT(test_offline),
        VISIT(test_query),
        VISIT(test_page_to_take_home),
        VISIT(test_edit),
        VISIT(test_back_all_the_way),
        VISIT(test_again),
        VISIT(test_leave),
        VISIT(test_modes_midway),
        VISIT(test_help_and_emergency),
        VISIT(test_help_pressed_again_calls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
