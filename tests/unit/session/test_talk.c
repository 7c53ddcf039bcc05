/* 我听不见: said once, said again until it arrives, answered, and gone with the visit. */
#include "visit.h"

#include "session/talk.h"

static void open_it(struct visit *v)
{
    begin_service(v, "gaoling-jintie");
    press(v, EVENT_HELP);
    press(v, EVENT_TALK);
    assert_int_equal(v->s.overlay, OVERLAY_TALK);
}

static void staff(struct visit *v, uint32_t number, const char *text)
{
    struct talk_told told = {.count = number > 0, .lines = {{.number = number}}};

    if (number > 0)
        strcpy(told.lines[0].text, text);
    give(v, (struct session_event){.kind = EVENT_TOLD, .request = v->s.talk.request, .told = &told});
}

static void test_said_and_answered(void **state)
{
    struct visit *v = *state;
    const struct talk *talk = &v->s.talk;

    open_it(v);
    press_number(v, EVENT_SAY, 1);
    assert_true(wished(v, EFFECT_TALK));
    assert_int_equal(talk->state, TALK_SENDING);
    assert_string_equal(talk->said, talk_sentence(1));
    press_number(v, EVENT_SAY, 2); /* one after the other */
    assert_int_equal(talk->turn, 1);
    staff(v, 0, "");
    assert_int_equal(talk->state, TALK_SENT);
    pass(v, 2999);
    assert_false(wished(v, EFFECT_TALK));
    pass(v, 1);
    assert_true(wished(v, EFFECT_TALK)); /* looked for every three seconds */
    staff(v, 41, "马上来");
    assert_int_equal(talk->heard, 41);
    assert_false(talk->lines[1].ours);
    assert_string_equal(talk->lines[1].text, "马上来");
    pass(v, 3000);
    staff(v, 41, "马上来"); /* the same again is no news */
    assert_int_equal(talk->count, 2);
    press(v, EVENT_BACK);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_IDENTIFY);
    pass(v, 60000);
    assert_false(wished(v, EFFECT_TALK)); /* nobody looks on */
    press(v, EVENT_HELP);
    press(v, EVENT_TALK);
    pass(v, 0);
    assert_true(wished(v, EFFECT_TALK)); /* at once: they may have answered */
    press(v, EVENT_CLOSE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(talk->count, 0);
}

static void test_said_again_until_it_arrives(void **state)
{
    struct visit *v = *state;
    const struct talk *talk = &v->s.talk;

    open_it(v);
    press_number(v, EVENT_SAY, 3);
    for (int i = 0; i < 4; i++) {
        give(v, (struct session_event){.kind = EVENT_UNTOLD, .request = talk->request});
        assert_int_equal(talk->state, TALK_UNSENT);
        assert_false(session_allows(&v->s, EVENT_SAY));
        pass(v, 3000);
        assert_true(wished(v, EFFECT_TALK));
        assert_true(talk_waits(talk)); /* what it carries */
        assert_int_equal(talk->turn, 1);
    }
    give(v, (struct session_event){.kind = EVENT_TOLD, .request = talk->request + 1}); /* of another wish */
    assert_int_equal(talk->state, TALK_UNSENT);
    staff(v, 0, "");
    assert_int_equal(talk->state, TALK_SENT);
    assert_true(session_allows(&v->s, EVENT_SAY));
}

static void test_own_words(void **state)
{
    struct visit *v = *state;
    const struct talk *talk = &v->s.talk;

    open_it(v);
    press_number(v, EVENT_SAY, 0);
    assert_true(talk->typing);
    press(v, EVENT_NEXT); /* nothing yet */
    assert_int_equal(talk->turn, 0);
    answer(v, "phone", "19900000001"); /* of the page beneath: not heard */
    assert_string_equal(talk->typed, "");
    answer(v, "talk", "老年卡怎么补");
    press(v, EVENT_BACK);
    assert_int_equal(v->s.overlay, OVERLAY_TALK);
    assert_string_equal(talk->typed, ""); /* given up */
    press_number(v, EVENT_SAY, 0);
    answer(v, "talk", "老年卡怎么补");
    press(v, EVENT_NEXT);
    assert_string_equal(talk->said, "老年卡怎么补");
    assert_string_equal(talk->typed, "");
    assert_false(talk->typing);
    for (uint32_t i = 1; i < 9; i++) { /* more lines than the page shows: the newest stay */
        staff(v, i, i == 8 ? "最后一句" : "一句");
        pass(v, 3000);
    }
    assert_int_equal(talk->count, TALK_LINES);
    assert_string_equal(talk->lines[TALK_LINES - 1].text, "最后一句");
}

static void test_in_an_emergency_it_calls_too(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    press(v, EVENT_SOS);
    press(v, EVENT_TALK);
    assert_true(wished(v, EFFECT_EMERGENCY));
    assert_int_equal(v->s.emergency_call.state, CALL_ASKED);
    assert_int_equal(v->s.overlay, OVERLAY_TALK);
    press(v, EVENT_SOS);
    press(v, EVENT_CALL_STAFF);
    assert_true(wished(v, EFFECT_EMERGENCY));
    press(v, EVENT_TALK);
    assert_false(wished(v, EFFECT_EMERGENCY)); /* called already */
}

/* That the platform has a call says nothing of people; what they write does. */
static void test_an_answer_says_that_they_know(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_HELP);
    press(v, EVENT_CALL_STAFF);
    press(v, EVENT_TALK);
    press_number(v, EVENT_SAY, 2);
    staff(v, 1, "马上来");
    assert_int_equal(v->s.staff_call.state, CALL_ANSWERED);
    assert_int_equal(v->s.emergency_call.state, CALL_NONE); /* nobody was called */
    give(v, (struct session_event){.kind = EVENT_HEARD, .request = v->s.staff_call.request});
    assert_int_equal(v->s.staff_call.state, CALL_ANSWERED); /* the platform's word comes after theirs */
    pass(v, 60000);
    assert_int_equal(v->s.staff_call.state, CALL_ANSWERED);
}

static void test_practice_talks_really(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    press(v, EVENT_HELP);
    press(v, EVENT_TALK);
    press_number(v, EVENT_SAY, 2);
    assert_true(wished(v, EFFECT_TALK));
    staff(v, 7, "来了");
    assert_int_equal(v->s.talk.heard, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_said_and_answered),
        VISIT(test_said_again_until_it_arrives),
        VISIT(test_own_words),
        VISIT(test_in_an_emergency_it_calls_too),
        VISIT(test_an_answer_says_that_they_know),
        VISIT(test_practice_talks_really),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
