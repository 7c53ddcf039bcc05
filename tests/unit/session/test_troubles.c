/* What people meet: wrong answers, cards that are no good, a full disk, silence. Each has a page and a way
 * on. */
#include "session/visit.h"

static void test_query_in_vain(void **state)
{
    struct visit *v = *state;

    begin_service(v, "canbao-zhengming");
    card(v, &young);
    pass(v, 10000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_LATE);
    assert_true(wished(v, EFFECT_CANCEL));
    press(v, EVENT_PRINT);
    assert_false(wished(v, EFFECT_PRINT));
    press(v, EVENT_LANGUAGE);
    assert_at(v, STEP_LANGUAGE);
    press_number(v, EVENT_LANGUAGE_SET, LANGUAGE_EN);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_LATE);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_SENDING);
    give(v, (struct session_event){
                .kind = EVENT_NO_RESULT, .request = v->s.request, .problem = PROBLEM_OFFLINE});
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_OFFLINE);
    assert_false(session_allows(&v->s, EVENT_PRINT));
    assert_true(session_allows(&v->s, EVENT_RETRY));
}

static void plug(struct visit *v, bool in)
{
    struct health health = v->s.health;

    health.headphones = in;
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
}

/* Only with headphones; it ends with them, with the voice, and with the visit. */
static void test_blank(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    press(v, EVENT_VOICE); /* others hear, too */
    press(v, EVENT_BLANK);
    assert_false(v->s.blank);
    plug(v, true);
    press(v, EVENT_BLANK);
    assert_true(v->s.blank);
    press(v, EVENT_HELP);
    assert_true(v->s.blank);
    press(v, EVENT_BLANK);
    assert_false(v->s.blank);
    press(v, EVENT_BLANK);
    plug(v, false);
    assert_false(v->s.blank);
    plug(v, true);
    press(v, EVENT_BLANK);
    press(v, EVENT_VOICE);
    assert_false(v->s.blank);
    press(v, EVENT_VOICE);
    press(v, EVENT_BLANK);
    press(v, EVENT_CLOSE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_false(v->s.blank);
}

/* All that is signed, and how to sign without writing, lie over the pad: the ink stays. */
static void test_over_the_signature(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_BY_MARK);
    press(v, EVENT_STATEMENT);
    assert_int_equal(v->s.overlay, OVERLAY_NONE); /* only where one signs */
    to_review(v);
    press_text(v, EVENT_EDIT, "signature");
    assert_at(v, STEP_SIGNATURE);
    unsigned ink = v->s.kase.ink_count;
    assert_true(ink > 0);
    press(v, EVENT_STATEMENT);
    assert_int_equal(v->s.overlay, OVERLAY_STATEMENT);
    press(v, EVENT_INK_CLEAR);
    press(v, EVENT_INK_STAMP); /* beneath it nothing happens */
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_int_equal(v->s.kase.ink_count, ink);
    press(v, EVENT_HELP);
    press(v, EVENT_CALL_STAFF);
    press(v, EVENT_CLOSE);
    assert_false(v->s.kase.witness_called); /* for something else */
    press(v, EVENT_BY_MARK);
    assert_int_equal(v->s.overlay, OVERLAY_BY_MARK);
    press(v, EVENT_CALL_STAFF);
    assert_true(v->s.kase.witness_called);
    assert_int_equal(v->s.staff_call.state, CALL_ASKED);
    assert_int_equal(v->s.overlay, OVERLAY_BY_MARK);
    press(v, EVENT_BACK);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_false(v->s.kase.by_mark); /* only looked at: the name is a name */
    press(v, EVENT_BY_MARK);
    press(v, EVENT_CLOSE);
    assert_true(v->s.kase.by_mark);
    assert_at(v, STEP_SIGNATURE);
    assert_int_equal(v->s.kase.ink_count, ink);
    press(v, EVENT_BY_MARK);
    press(v, EVENT_INK_STAMP);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_true(v->s.kase.stamped);
    assert_int_equal(v->s.kase.ink_count, 0);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

/* Where another's number is asked for, their card may lie on the reader: nothing of it but the number is
 * kept. */
static void test_number_by_card(void **state)
{
    struct visit *v = *state;

    to_review(v);
    give(v, (struct session_event){.kind = EVENT_CARD, .person = &young});
    assert_string_equal(answer_value(&v->s.kase, "spouse_number"), ""); /* nobody asked */
    press_text(v, EVENT_EDIT, "phone");
    give(v, (struct session_event){.kind = EVENT_CARD, .person = &young});
    give(v, (struct session_event){.kind = EVENT_CARD_PROBLEM, .problem = PROBLEM_CARD_UNREAD});
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press(v, EVENT_NEXT);
    press_text(v, EVENT_EDIT, "spouse_number");
    give(v, (struct session_event){.kind = EVENT_CARD_PROBLEM, .problem = PROBLEM_CARD_HASTY});
    assert_int_equal(v->s.problem, PROBLEM_CARD_HASTY);
    assert_string_equal(v->s.problem_field, "spouse_number");
    give(v, (struct session_event){.kind = EVENT_CARD, .person = &wang});
    assert_int_equal(v->s.problem, PROBLEM_CARD_OWN);
    assert_string_equal(answer_value(&v->s.kase, "spouse_number"), "");
    v->s.kase.reviewed = true;
    give(v, (struct session_event){.kind = EVENT_CARD, .person = &young});
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    assert_string_equal(answer_value(&v->s.kase, "spouse_number"), young.number);
    assert_false(v->s.kase.reviewed);
    assert_string_equal(v->s.person.number, wang.number); /* whose application it is stays */
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

/* What going on met is said above the buttons for 4 s, 8 s large or aloud; going on ends it at once. */
static void test_toast(void **state)
{
    enum { SHORT_MS = 4000, LONG_MS = 8000 };
    struct visit *v = *state;

    to_review(v);
    press_text(v, EVENT_EDIT, "signature");
    assert_at(v, STEP_SIGNATURE);
    press(v, EVENT_INK_CLEAR);
    for (int patient = 0; patient < 3; patient++) {
        int64_t lasts = patient ? LONG_MS : SHORT_MS;
        if (patient)
            press(v, patient == 1 ? EVENT_LARGE : EVENT_VOICE);
        press(v, EVENT_NEXT);
        assert_int_equal(v->s.problem, PROBLEM_UNSIGNED);
        assert_int_equal(v->s.toast_until_ms, v->s.now_ms + lasts);
        assert_int_equal(v->s.alarm_ms, v->s.toast_until_ms); /* it goes by itself */
        pass(v, lasts - 1);
        assert_true(v->s.toast_until_ms > v->s.now_ms);
        pass(v, 1);
        assert_int_equal(v->s.toast_until_ms, 0);
        assert_int_equal(v->s.problem, PROBLEM_UNSIGNED); /* never the only place where it is said */
        if (patient == 1)
            press(v, EVENT_LARGE);
    }
    press(v, EVENT_NEXT);
    sign(v);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.toast_until_ms, 0);
}

static void choose_community(struct visit *v)
{
    press(v, EVENT_NEXT); /* from the address */
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    answer(v, "community", "341122100"); /* a town is not deep enough */
    assert_string_equal(answer_value(&v->s.kase, "community"), "");
    answer(v, "community", "34112210000X");
    assert_string_equal(answer_value(&v->s.kase, "community"), "");
    answer(v, "community", "341122100006");
    press(v, EVENT_NEXT);
}

static void test_wrong_answers(void **state)
{
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    assert_string_equal(answer_value(&v->s.kase, "address"), wang.address);
    assert_true(answer_find(&v->s.kase, "address")->from_card);
    answer(v, "address", "");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_string_equal(v->s.problem_field, "address");
    assert_int_equal(v->s.form_page, 0);
    answer(v, "address", "幸福里小区 3 栋 2 单元 501 室");
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    choose_community(v);
    answer(v, "phone", "1990000000");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_PHONE);
    press(v, EVENT_LARGE);
    assert_int_equal(v->s.problem, PROBLEM_PHONE); /* looking at it larger mends nothing */
    answer(v, "bank_card", "6217000000000000088");
    assert_null(answer_find(&v->s.kase, "bank_card")); /* of another page */
    answer(v, "phone", "19900000001");
    press(v, EVENT_NEXT);
    answer(v, "contact_phone", "19900000002");
    press(v, EVENT_NEXT);
    answer(v, "since", "1998-02-30");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_DATE);
    answer(v, "since", "2026-03-19"); /* tomorrow */
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_DATE_LATE);
    answer(v, "since", "1919");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_DATE_EARLY);
    answer(v, "since", "1998-09"); /* the day is forgotten */
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    answer(v, "living", "castle");
    assert_string_equal(answer_value(&v->s.kase, "living"), "");
    answer(v, "living", "partner");
    press(v, EVENT_NEXT);
    answer(v, "spouse_number", "34119919460101001");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_SHORT);
    answer(v, "spouse_number", "341199194305120042");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_ID_CHECKSUM);
    answer(v, "spouse_number", "341199194313120041");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_ID_DATE);
    answer(v, "spouse_number", "");
    press(v, EVENT_NEXT);
    answer(v, "bank_card", "62170000");
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_SHORT);
}

static void test_papers_and_signature(void **state)
{
    static const struct stroke_point dot[] = {{500, 500, true}, {510, 505, false}};
    struct visit *v = *state;

    begin_service(v, "gaoling-jintie");
    card(v, &wang);
    fill_form(v);
    ((struct material *)v->s.service->materials)[0].later = false; /* the catalog is this test's own */
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_string_equal(v->s.problem_field, "611");
    press_text(v, EVENT_CODE, "https://example.invalid/advert");
    assert_int_equal(v->s.problem, PROBLEM_CODE_UNKNOWN);
    press_text(v, EVENT_CODE, "lclicence:1:414:DEMO-1");
    assert_int_equal(v->s.problem, PROBLEM_CODE_OTHER_PAPER);
    press_number(v, EVENT_LATER, 0); /* this one cannot wait */
    assert_false(v->s.kase.materials[0].later);
    press_text(v, EVENT_CODE, "lclicence:1:611:DEMO-0088");
    assert_true(v->s.kase.materials[0].taken);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press_number(v, EVENT_LATER, 1);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SIGNATURE);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_UNSIGNED);
    give(v, (struct session_event){.kind = EVENT_INK, .ink = dot, .ink_count = 2});
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_UNSIGNED);
    sign(v);
    assert_int_equal(v->s.kase.ink_count, 4);
    press(v, EVENT_INK_UNDO);
    assert_int_equal(v->s.kase.ink_count, 2);
    press(v, EVENT_INK_CLEAR);
    assert_int_equal(v->s.kase.ink_count, 0);
    sign(v);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

static void test_cards(void **state)
{
    static const struct person old = {
        .name = "王某", .number = "341199194305120041", .birth = "19430512", .to = "20200101"};
    struct health health = {.card_forgotten = true};
    struct visit *v = *state;

    card(v, &old);
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.problem, PROBLEM_CARD_EXPIRED);
    assert_false(v->s.identified);
    card(v, &young);
    assert_true(v->s.identified);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SERVICE);
    assert_int_equal(v->s.problem, PROBLEM_TOO_YOUNG);
    press(v, EVENT_EXIT);
    begin_service(v, "gaoling-jintie");
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
    assert_int_equal(v->s.problem, PROBLEM_CARD_FORGOTTEN);
    give(v,
         (struct session_event){.kind = EVENT_HEALTH, .health = &(struct health){.idcard = DEVICE_ABSENT}});
    assert_int_equal(v->s.problem, PROBLEM_READER_GONE);
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &(struct health){.idcard = DEVICE_READY}});
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    give(v, (struct session_event){.kind = EVENT_HEALTH,
                                   .health = &(struct health){.idcard = DEVICE_ATTENTION}});
    assert_int_equal(v->s.problem, PROBLEM_READER_GONE); /* there, and of no use: nobody waits for it */
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &(struct health){.idcard = DEVICE_READY}});
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    for (unsigned i = 0; i < 3; i++)
        give(v, (struct session_event){.kind = EVENT_CARD_PROBLEM, .problem = PROBLEM_CARD_HASTY});
    assert_int_equal(v->s.problem, PROBLEM_CARD_HASTY);
    assert_true(wished(v, EFFECT_CALL_STAFF));
    card(v, &young);
    assert_int_equal(v->s.problem, PROBLEM_TOO_YOUNG);
    assert_at(v, STEP_IDENTIFY);
    card(v, &wang); /* she came with her grandson, whose card lay on top */
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    assert_at(v, STEP_FORM);
    assert_string_equal(v->s.person.name, "王秀兰");
    press(v, EVENT_EXIT);
    press(v, EVENT_EXIT);
    begin_service(v, "gaoling-jintie");
    card(v, &young);
    press(v, EVENT_SERVICES); /* this one not yet; who it is stays known */
    assert_at(v, STEP_SERVICES);
    assert_true(v->s.identified);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press(v, EVENT_BACK); /* the page of what is not to be done does not come again, empty */
    assert_at(v, STEP_HOME);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_HOME);
}

static void test_disk_full(void **state)
{
    struct health health = {.disk_full = true};
    struct visit *v = *state;

    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SERVICE);
    assert_int_equal(v->s.problem, PROBLEM_DISK_FULL);
    press(v, EVENT_BACK);
    press_text(v, EVENT_SERVICE, "shebao-chaxun");
    press(v, EVENT_NEXT);
    assert_at(v, STEP_IDENTIFY); /* a question needs no room */
}

/* The visit in hand is finished: room for it was kept. The next one is not begun. */
static void test_disk_fills_up_in_mid_visit(void **state)
{
    struct health health = {.disk_full = true};
    struct visit *v = *state;

    to_review(v);
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_SAVE));
}

static void test_not_saved(void **state)
{
    struct visit *v = *state;

    to_review(v);
    press(v, EVENT_SUBMIT);
    desk(v, EVENT_NOT_SAVED, NULL, PROBLEM_DISK_FULL);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.problem, PROBLEM_DISK_FULL);
    assert_false(v->s.kase.consented || v->s.kase.reviewed);
    assert_string_equal(answer_value(&v->s.kase, "phone"), "19900000001");
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
}

static void test_silent_desk(void **state)
{
    struct visit *v = *state;
    uint32_t request;

    to_review(v);
    press(v, EVENT_SUBMIT);
    request = v->s.request;
    pass(v, 20000);
    assert_at(v, STEP_SENDING);
    assert_int_equal(v->out.list[0].kind, EFFECT_SAVE);
    assert_int_equal(v->out.list[0].request, request);
    desk(v, EVENT_NOT_SAVED, NULL, PROBLEM_NOT_SAVED);
    assert_at(v, STEP_SENDING);
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    pass(v, 10000);
    assert_at(v, STEP_DONE);
}

static void test_other_visit(void **state)
{
    static struct session before;
    struct visit *v = *state;

    to_review(v);
    before = v->s;
    for (unsigned kind = 0; kind < EVENT_COUNT; kind++) {
        if (kind == EVENT_HEALTH || kind == EVENT_ALARM)
            continue;
        give(v, (struct session_event){.kind = kind,
                                       .visit = v->s.visit + 1,
                                       .person = &young,
                                       .text = "phone",
                                       .value = "x",
                                       .ink = line,
                                       .ink_count = 2});
        assert_memory_equal(&v->s, &before, sizeof before);
        assert_int_equal(v->out.count, 0);
    }
}

static void test_out_of_service(void **state)
{
    static const struct catalog empty;
    struct visit *v = *state;

    session_init(&v->s, &empty);
    assert_at(v, STEP_OUT_OF_SERVICE);
    press(v, EVENT_START);
    assert_at(v, STEP_OUT_OF_SERVICE);
    press(v, EVENT_SOS);
    pass(v, 5000);
    assert_true(wished(v, EFFECT_EMERGENCY));
    pass(v, 300000);
    assert_at(v, STEP_OUT_OF_SERVICE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
}

/* The page says that people know only when the platform has the call, and tells when it has not. */
static void test_calls(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_SOS);
    pass(v, 5000);
    assert_true(wished(v, EFFECT_EMERGENCY));
    assert_int_equal(v->s.emergency_call.state, CALL_ASKED);
    uint32_t request = v->s.emergency_call.request;
    give(v, (struct session_event){.kind = EVENT_HEARD, .request = request + 1});
    assert_int_equal(v->s.emergency_call.state, CALL_ASKED);
    pass(v, 10000);
    assert_int_equal(v->s.emergency_call.state, CALL_UNHEARD);
    press(v, EVENT_CALL_STAFF); /* once more */
    assert_true(wished(v, EFFECT_EMERGENCY));
    give(v, (struct session_event){.kind = EVENT_HEARD, .request = v->s.emergency_call.request});
    assert_int_equal(v->s.emergency_call.state, CALL_HEARD);
    press(v, EVENT_CALL_STAFF);
    assert_false(wished(v, EFFECT_EMERGENCY));
    press(v, EVENT_CLOSE);
    press(v, EVENT_HELP);
    press(v, EVENT_CALL_STAFF);
    assert_int_equal(v->s.staff_call.state, CALL_ASKED);
    press(v, EVENT_LANGUAGE); /* also here, and help stays open */
    assert_int_equal(v->s.language, LANGUAGE_EN);
    assert_int_equal(v->s.overlay, OVERLAY_HELP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_query_in_vain),  VISIT(test_wrong_answers), VISIT(test_papers_and_signature),
        VISIT(test_cards),          VISIT(test_disk_full),     VISIT(test_disk_fills_up_in_mid_visit),
        VISIT(test_not_saved),      VISIT(test_silent_desk),   VISIT(test_other_visit),
        VISIT(test_out_of_service), VISIT(test_calls),         VISIT(test_over_the_signature),
        VISIT(test_number_by_card), VISIT(test_toast),         VISIT(test_blank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
