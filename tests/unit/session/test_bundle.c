/* 一件事一次办: ticked beforehand by the card, asked only for what is ticked, and one case for all of it. */
#include "session/bundle.h"
#include "session/deeds.h"
#include "session/draft.h"
#include "session/visit.h"

enum { PENSION = 1, MEDICAL = 2, FUND = 4, CHECKUP = 8, SENIOR = 16 };

/* Retired at 56: too young for the senior card. */
static const struct person retired = {.name = "王秀兰",
                                      .number = "341199197003120067",
                                      .sex = "女",
                                      .birth = "19700312",
                                      .address = "安徽省临安县新安镇高郢社区",
                                      .from = "20100101",
                                      .to = "长期"};

static void to_parts(struct visit *v, const struct person *person)
{
    begin_service(v, "tuixiu-yijianshi");
    card(v, person);
    assert_at(v, STEP_PARTS);
}

static void go_on(struct visit *v, const char *field, const char *value)
{
    unsigned page = 0;

    assert_at(v, STEP_FORM);
    assert_non_null(service_field(v->s.service, field, &page));
    assert_int_equal(v->s.form_page, page);
    answer(v, field, value);
    press(v, EVENT_NEXT);
}

static void fill_in(struct visit *v)
{
    go_on(v, "phone", "19900000001");
    go_on(v, "retired_on", "2026-03-01");
    go_on(v, "pension_card", "6217000000000000088");
    go_on(v, "doctor_at", "here");
    go_on(v, "housing_loan", "none");
}

static void bring_and_sign(struct visit *v)
{
    assert_at(v, STEP_MATERIALS);
    press_number(v, EVENT_LATER, 0);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_SIGNATURE);
    give(v, (struct session_event){.kind = EVENT_INK, .ink = line, .ink_count = 2});
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
}

static void test_ticked_by_the_card(void **state)
{
    struct visit *v = *state;

    to_parts(v, &wang);
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND | SENIOR);
    assert_int_equal(parts_had(&v->s), PENSION | MEDICAL | FUND | CHECKUP | SENIOR);
    assert_string_equal(step_screen(v->s.step), "form");
    assert_int_equal(steps_number(&v->s), 1);
    assert_int_equal(steps_total(&v->s), 5);
    assert_string_equal(steps_title(&v->s), "挑要办的");
}

static void test_too_young_for_one(void **state)
{
    struct visit *v = *state;

    to_parts(v, &retired);
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND);
    press_number(v, EVENT_PART, 4); /* the senior card: from 60 */
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND);
    press_number(v, EVENT_PART, 5); /* of five */
    press_number(v, EVENT_PART, 3);
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND | CHECKUP);
}

static void test_too_young_for_all(void **state)
{
    struct visit *v = *state;

    begin_service(v, "tuixiu-yijianshi");
    assert_int_equal(steps_number(&v->s), 1); /* showing the card belongs to the first thing to do */
    assert_string_equal(steps_title(&v->s), "认一下您是谁");
    card(v, &young);
    assert_at(v, STEP_IDENTIFY);
    assert_int_equal(v->s.problem, PROBLEM_TOO_YOUNG);
    assert_int_equal(v->s.kase.parts, 0);
}

static void test_none_ticked(void **state)
{
    struct visit *v = *state;

    to_parts(v, &retired);
    for (unsigned i = 0; i < 3; i++)
        press_number(v, EVENT_PART, i);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PARTS);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_true(v->s.toast_until_ms > 0);
    press(v, EVENT_BACK); /* and once more: what was unticked stays so */
    assert_at(v, STEP_SERVICE);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PARTS);
    assert_int_equal(v->s.kase.parts, 0);
    press_number(v, EVENT_PART, 3);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press(v, EVENT_NEXT);
    go_on(v, "phone", "19900000001");
    go_on(v, "checkup_on", "saturday"); /* all that this one asks */
    assert_at(v, STEP_MATERIALS);
}

static void test_whole_visit(void **state)
{
    struct visit *v = *state;

    to_parts(v, &retired);
    press(v, EVENT_NEXT);
    fill_in(v);
    bring_and_sign(v);
    assert_int_equal(steps_number(&v->s), 5);
    press(v, EVENT_SUBMIT);
    assert_true(wished(v, EFFECT_SAVE));
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_DONE);
    assert_false(wished(v, EFFECT_ASK)); /* only of a report one waits for a word */
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND);
    press(v, EVENT_AGAIN);
    assert_int_equal(v->s.kase.parts, 0);
    assert_false(v->s.kase.parts_told);
}

/* Ticked from review, it asks what was never answered, and comes back; consent is for what stood there then.
 */
static void test_changed_from_review(void **state)
{
    struct visit *v = *state;

    to_parts(v, &retired);
    press(v, EVENT_NEXT);
    fill_in(v);
    bring_and_sign(v);
    v->s.kase.reviewed = true;
    press_text(v, EVENT_EDIT, "parts");
    assert_at(v, STEP_PARTS);
    assert_true(v->s.editing);
    press_number(v, EVENT_PART, 0);
    assert_false(v->s.kase.reviewed);
    press(v, EVENT_NEXT); /* less is asked: nothing is missing */
    assert_at(v, STEP_REVIEW);
    press_text(v, EVENT_EDIT, "parts");
    press_number(v, EVENT_PART, 3);
    press(v, EVENT_NEXT);
    go_on(v, "checkup_on", "weekday");
    assert_at(v, STEP_PARTS);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.kase.parts, MEDICAL | FUND | CHECKUP);
    press(v, EVENT_SUBMIT);
    assert_true(wished(v, EFFECT_SAVE));
}

/* Whoever unticks all and goes back instead of on is stopped before it is sent. */
static void test_none_left_at_review(void **state)
{
    struct visit *v = *state;

    to_parts(v, &retired);
    press(v, EVENT_NEXT);
    fill_in(v);
    bring_and_sign(v);
    press_text(v, EVENT_EDIT, "parts");
    for (unsigned i = 0; i < 3; i++)
        press_number(v, EVENT_PART, i);
    press(v, EVENT_BACK);
    assert_at(v, STEP_REVIEW);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_REVIEW);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    assert_false(v->s.kase.consented);
}

/* Somebody else's card: what is ticked follows it. */
static void test_another_person(void **state)
{
    struct visit *v = *state;

    to_parts(v, &wang);
    press_number(v, EVENT_PART, 0);
    press(v, EVENT_BACK);
    card(v, &retired);
    assert_int_equal(v->s.kase.parts, 0);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PARTS);
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND);
}

static size_t packed(const struct visit *v, uint8_t *content)
{
    size_t len = draft_pack(&v->s, content, SESSION_DRAFT_BYTES);

    assert_true(len > 0);
    return len;
}

/* By their codes: what was ticked stands there again, and the page that is no longer asked is passed over. */
static void test_draft(void **state)
{
    struct visit *v = *state;
    static uint8_t content[SESSION_DRAFT_BYTES];
    size_t len;
    unsigned page = 0;

    to_parts(v, &wang);
    press_number(v, EVENT_PART, 3);
    press_number(v, EVENT_PART, 0);
    press(v, EVENT_NEXT);
    go_on(v, "phone", "19900000001");
    go_on(v, "retired_on", "2026-03-01");
    len = packed(v, content);
    empty_case(&v->s);
    assert_true(draft_unpack(&v->s, content, len));
    assert_int_equal(v->s.kase.parts, MEDICAL | FUND | CHECKUP | SENIOR);
    assert_true(v->s.kase.parts_told);
    service_field(v->s.service, "pension_card", &page);
    assert_int_equal(v->s.form_page, page);
    assert_string_equal(answer_value(&v->s.kase, "retired_on"), "2026-03-01");
    assert_false(draft_unpack(&v->s, content, len - 1)); /* a torn one is none */
    v->s.person = retired; /* had another birthday been read since: what cannot be had is not ticked */
    assert_true(draft_unpack(&v->s, content, len));
    assert_int_equal(v->s.kase.parts, MEDICAL | FUND | CHECKUP);
}

/* A draft of a bundle, opened in the middle of another form: its pages are not the other's. */
static void test_draft_amid_another(void **state)
{
    struct visit *v = *state;
    static uint8_t content[SESSION_DRAFT_BYTES];
    struct draft_news news = {.kind = DRAFT_NEWS_THERE, .left = 5};

    to_parts(v, &wang);
    press(v, EVENT_NEXT);
    news.len = packed(v, content);
    news.content = content;
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT); /* drops the case, keeps the card */
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    press(v, EVENT_NEXT);
    case_id(v, 9);
    fill_form(v);
    assert_at(v, STEP_MATERIALS);
    press(v, EVENT_BACK);
    assert_int_equal(v->s.form_page, 7);
    give(v, (struct session_event){.kind = EVENT_DRAFT_NEWS, .request = v->s.draft.request, .draft = &news});
    press(v, EVENT_DRAFT);
    answer(v, "code", "480215");
    press(v, EVENT_NEXT);
    news.kind = DRAFT_NEWS_OPENED;
    give(v, (struct session_event){.kind = EVENT_DRAFT_NEWS, .request = v->s.draft.request, .draft = &news});
    assert_at(v, STEP_FORM);
    assert_string_equal(v->s.service->code, "tuixiu-yijianshi");
    press(v, EVENT_BACK);
    assert_at(v, STEP_SERVICE);
}

static void test_practice(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "tuixiu-yijianshi");
    press(v, EVENT_PRACTICE);
    press(v, EVENT_NEXT);
    press(v, EVENT_PRETEND);
    assert_at(v, STEP_PARTS);
    assert_int_equal(v->s.kase.parts, PENSION | MEDICAL | FUND | SENIOR);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_FORM);
    press(v, EVENT_PRACTICE_END);
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.kase.parts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_ticked_by_the_card),  VISIT(test_too_young_for_one), VISIT(test_too_young_for_all),
        VISIT(test_none_ticked),         VISIT(test_whole_visit),       VISIT(test_changed_from_review),
        VISIT(test_none_left_at_review), VISIT(test_another_person),    VISIT(test_draft),
        VISIT(test_draft_amid_another),  VISIT(test_practice)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
