/* 留个手机号: a question that came to nothing becomes a request for an answer by message, from the page
 * without a result to the receipt; and where it is not offered. */
#include "session/request.h"
#include "session/visit.h"

static void ask(struct visit *v, const char *service)
{
    begin_service(v, service);
    card(v, &wang);
    assert_at(v, STEP_SENDING);
}

static void no_answer(struct visit *v, enum problem problem)
{
    desk(v, EVENT_NO_RESULT, NULL, problem);
    assert_at(v, STEP_RESULT);
    if (v->s.overlay == OVERLAY_OFFER_LARGE)
        press(v, EVENT_STAY);
}

static void test_whole(void **state)
{
    struct visit *v = *state;

    ask(v, "shebao-chaxun");
    no_answer(v, PROBLEM_OFFLINE);
    assert_true(request_is_offered(&v->s) && session_allows(&v->s, EVENT_LATER));
    press(v, EVENT_LATER);
    assert_at(v, STEP_FORM);
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    assert_ptr_equal(v->s.service, v->catalog->fallback);
    assert_string_equal(request_about(&v->s)->code, "shebao-chaxun");
    assert_int_equal(v->s.kase.asked.id[3], 7); /* of the question */
    assert_true(v->s.identified);
    assert_false(session_allows(&v->s, EVENT_DRAFT_KEEP));
    case_id(v, 8);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_SAVE) && !wished(v, EFFECT_ASK));
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    pass(v, 10000);
    assert_at(v, STEP_DONE);
    assert_true(wished(v, EFFECT_PRINT));
    assert_string_equal(request_about(&v->s)->code, "shebao-chaxun");
    press(v, EVENT_AGAIN);
    assert_null(request_about(&v->s));
}

/* Back from it leads to the question's page, not to one of its own; and there it can be asked again. */
static void test_back_to_the_question(void **state)
{
    struct visit *v = *state;

    ask(v, "canbao-zhengming");
    no_answer(v, PROBLEM_LATE);
    press(v, EVENT_LATER);
    case_id(v, 8);
    press(v, EVENT_BACK);
    assert_at(v, STEP_SERVICE);
    assert_string_equal(v->s.service->code, "canbao-zhengming");
    assert_null(request_about(&v->s));
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SENDING);
}

/* From review one comes back to review. */
static void test_phone_changed(void **state)
{
    struct visit *v = *state;

    ask(v, "shebao-chaxun");
    no_answer(v, PROBLEM_REFUSED);
    press(v, EVENT_LATER);
    case_id(v, 8);
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    press_text(v, EVENT_EDIT, "phone");
    assert_at(v, STEP_FORM);
    press(v, EVENT_BACK);
    assert_at(v, STEP_REVIEW);
    assert_string_equal(request_about(&v->s)->code, "shebao-chaxun");
}

static void to_booking(struct visit *v)
{
    static struct case_file offer;

    begin_service(v, "jiankang-yuyue");
    card(v, &wang);
    assert_at(v, STEP_ENQUIRY);
    memset(&offer, 0, sizeof offer);
    strcpy(offer.offer.id, "offer");
    strcpy(offer.booking.by, "where");
    offer.booking.slot_count = 1;
    offer.booking.slots[0] = (struct booking_slot){.code = "slot.1", .place = "station", .left = 2};
    offer.booking.slots[0].at_ms = v->s.wall_ms + 86400000;
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = &offer});
    if (v->s.overlay == OVERLAY_OFFER_LARGE)
        press(v, EVENT_STAY);
    answer(v, "where", "station");
    press(v, EVENT_NEXT);
    answer(v, "phone", "19900000003");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 0);
    press(v, EVENT_NEXT);
    press_number(v, EVENT_PICK, 0);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
}

/* What was wished goes along, and the number stands there already. */
static void test_booking(void **state)
{
    struct visit *v = *state;

    to_booking(v);
    int64_t at_ms = v->s.kase.booking.slots[0].at_ms;
    pass(v, 10000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_LATE);
    press(v, EVENT_RETRY);
    no_answer(v, PROBLEM_OFFLINE); /* the first may have made the booking all the same */
    press(v, EVENT_LATER);
    assert_at(v, STEP_FORM);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000003");
    const struct asked *asked = &v->s.kase.asked;
    assert_string_equal(asked->service->code, "jiankang-yuyue");
    assert_string_equal(asked->pick, "slot.1");
    assert_int_equal(asked->at_ms, at_ms);
    assert_string_equal(asked->by, "where");
    assert_int_equal(asked->why, ASKED_LATE);
    assert_int_equal(asked->answer_count, 2);
    assert_string_equal(asked->answers[0].value, "station");
    press(v, EVENT_BACK);
    assert_at(v, STEP_SERVICE);
    assert_string_equal(v->s.service->code, "jiankang-yuyue");
}

/* Nothing is to be picked from yet. */
static void test_booking_not_offered_yet(void **state)
{
    struct visit *v = *state;

    begin_service(v, "jiankang-yuyue");
    card(v, &wang);
    no_answer(v, PROBLEM_OFFLINE);
    press(v, EVENT_LATER);
    assert_at(v, STEP_FORM);
    assert_string_equal(v->s.kase.asked.pick, "");
    assert_int_equal(v->s.kase.asked.why, ASKED_OFFLINE);
    assert_int_equal(v->s.kase.asked.answer_count, 0);
}

static void refused(struct visit *v)
{
    assert_false(request_is_offered(&v->s));
    press(v, EVENT_LATER);
    assert_at(v, STEP_RESULT);
}

static void test_not_for_a_vote(void **state)
{
    struct visit *v = *state;

    begin_service(v, "tou-piao");
    card(v, &wang);
    no_answer(v, PROBLEM_OFFLINE);
    refused(v);
}

/* Who holds a paper is nobody who is known. */
static void test_not_for_a_paper(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press_text(v, EVENT_CODE, "https://p/p/206170001475");
    assert_at(v, STEP_SENDING);
    no_answer(v, PROBLEM_OFFLINE);
    refused(v);
}

static void test_not_without_room(void **state)
{
    struct visit *v = *state;

    ask(v, "shebao-chaxun");
    no_answer(v, PROBLEM_OFFLINE);
    v->s.health.disk_full = true;
    refused(v);
}

static void test_not_in_a_catalog_without_one(void **state)
{
    struct visit *v = *state;

    ask(v, "shebao-chaxun");
    no_answer(v, PROBLEM_OFFLINE);
    v->catalog->fallback = NULL;
    refused(v);
}

static void test_not_when_answered(void **state)
{
    static struct case_file said;
    struct visit *v = *state;

    said.result.count = 1;
    ask(v, "shebao-chaxun");
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = &said});
    assert_at(v, STEP_RESULT);
    refused(v);
}

/* It leads from a question alone: no tile, no search, no draft of it. */
static void test_nowhere_else(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "liu-hua");
    assert_at(v, STEP_HOME);
    assert_null(v->s.service);
}

/* How long a question may take stands there from the first moment, for the page to count. */
static void test_deadline(void **state)
{
    struct visit *v = *state;

    ask(v, "shebao-chaxun");
    assert_int_equal(v->s.deadline_ms, v->now_ms + 10000);
    assert_true(session_allows(&v->s, EVENT_BACK) && session_allows(&v->s, EVENT_EXIT));
    pass(v, 3000);
    assert_int_equal(v->s.deadline_ms, v->now_ms + 7000);
    pass(v, 7000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_LATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_whole),
        VISIT(test_back_to_the_question),
        VISIT(test_phone_changed),
        VISIT(test_booking),
        VISIT(test_booking_not_offered_yet),
        VISIT(test_not_for_a_vote),
        VISIT(test_not_for_a_paper),
        VISIT(test_not_without_room),
        VISIT(test_not_in_a_catalog_without_one),
        VISIT(test_not_when_answered),
        VISIT(test_nowhere_else),
        VISIT(test_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
