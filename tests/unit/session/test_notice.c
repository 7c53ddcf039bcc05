/* Notices and alerts in a visit: opened, seen, printed, over any page; and an alert comes once. */
#include "session/patience.h"
#include "session/visit.h"

enum { HOUR_MS = 3600 * 1000 };
#define START_MS ((int64_t)WALL_2026 * 1000)

static const struct notices news = {
    .count = 1, .list = {{.id = "water", .from_ms = START_MS - HOUR_MS, .until_ms = START_MS + HOUR_MS}}};
static const struct notices storm = {
    .count = 3,
    .list = {{.id = "rain", .kind = NOTICE_ALERT, .from_ms = START_MS, .until_ms = START_MS + HOUR_MS},
             {.id = "wind", .kind = NOTICE_ALERT, .from_ms = START_MS + HOUR_MS / 2, .until_ms = INT64_MAX},
             {.id = "water", .from_ms = START_MS - HOUR_MS, .until_ms = START_MS + HOUR_MS}}};

static void tell(struct visit *v, const struct notices *notices)
{
    give(v, (struct session_event){.kind = EVENT_NOTICES, .visit = v->s.visit + 7, .notices = notices});
}

static void test_read_from_standby(void **state)
{
    struct visit *v = *state;

    press_text(v, EVENT_NOTICE, "water");
    assert_at(v, STEP_STANDBY); /* none told yet */
    tell(v, &news);
    press_text(v, EVENT_NOTICE, "other");
    assert_at(v, STEP_STANDBY);
    press_text(v, EVENT_NOTICE, "water");
    assert_at(v, STEP_NOTICE);
    assert_string_equal(v->s.notice, "water");
    press(v, EVENT_PRINT);
    assert_true(wished(v, EFFECT_PRINT));
    assert_false(session_allows(&v->s, EVENT_PRINT));
    give(v, (struct session_event){.kind = EVENT_PRINTED, .request = v->s.print_request});
    assert_int_equal(v->s.print, PRINT_PRINTED);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_HOME);
    assert_true(wished(v, EFFECT_SEEN));
    assert_int_equal(v->s.print, PRINT_NONE);
}

static void test_back_says_nothing(void **state)
{
    struct visit *v = *state;

    tell(v, &news);
    press(v, EVENT_START);
    press_text(v, EVENT_NOTICE, "water");
    assert_at(v, STEP_NOTICE);
    press(v, EVENT_BACK);
    assert_at(v, STEP_HOME);
    assert_false(wished(v, EFFECT_SEEN));
    press_text(v, EVENT_NOTICE, "water");
    press(v, EVENT_HOME);
    assert_at(v, STEP_HOME);
    assert_false(wished(v, EFFECT_SEEN));
}

/* Withdrawn while it is read: the page can still be left, and nobody says that it was seen. */
static void test_withdrawn_while_read(void **state)
{
    struct visit *v = *state;

    tell(v, &news);
    press_text(v, EVENT_NOTICE, "water");
    tell(v, NULL);
    assert_at(v, STEP_NOTICE);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_HOME);
    assert_false(wished(v, EFFECT_SEEN));
}

static void test_a_card_laid_down_identifies(void **state)
{
    struct visit *v = *state;

    tell(v, &news);
    press_text(v, EVENT_NOTICE, "water");
    card(v, &young);
    assert_at(v, STEP_NOTICE);
    assert_true(v->s.identified);
}

static void to_form(struct visit *v)
{
    press(v, EVENT_START);
    press_text(v, EVENT_SERVICE, "gaoling-jintie");
    press(v, EVENT_NEXT);
    card(v, &wang);
    assert_at(v, STEP_FORM);
}

static void test_an_alert_lies_over_the_work(void **state)
{
    struct visit *v = *state;

    to_form(v);
    answer(v, "phone", "19900000077");
    struct case_file before = v->s.kase;
    unsigned page = v->s.form_page;
    tell(v, &storm);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    assert_string_equal(v->s.alert, "rain");
    assert_at(v, STEP_FORM);
    press(v, EVENT_NEXT); /* the page beneath does not hear it */
    assert_int_equal(v->s.form_page, page);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_FORM);
    assert_memory_equal(&v->s.kase, &before, sizeof before);
    tell(v, &storm);
    assert_int_equal(v->s.overlay, OVERLAY_NONE); /* once */
}

static void test_it_waits_for_another_overlay(void **state)
{
    struct visit *v = *state;

    to_form(v);
    press(v, EVENT_SOS);
    tell(v, &storm);
    assert_int_equal(v->s.overlay, OVERLAY_EMERGENCY);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    press(v, EVENT_HELP); /* and help stands before it */
    assert_int_equal(v->s.overlay, OVERLAY_HELP);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
}

static void test_at_standby_it_goes_by_itself(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    tell(v, &storm);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    assert_int_equal(v->s.alarm_ms, v->now_ms + ALERT_STANDBY_MS);
    pass(v, ALERT_STANDBY_MS - 1);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    pass(v, 1);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.visit, visit);
    press(v, EVENT_START); /* the next person has the house at once */
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.overlay, OVERLAY_NONE); /* the wipe keeps what was told */
    assert_ptr_equal(v->s.notices, &storm);
}

/* Told ahead: it comes when its time comes, without a touch, and standby sleeps until then. */
static void test_it_comes_at_its_time(void **state)
{
    struct visit *v = *state;

    tell(v, &storm);
    press(v, EVENT_CLOSE);
    int64_t due = v->s.alarm_ms;
    assert_int_equal(due, HOUR_MS / 2);
    pass(v, due - v->now_ms - 1);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    pass(v, 1);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    assert_string_equal(v->s.alert, "wind");
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.alarm_ms, 0);
}

static void test_withdrawn_it_goes(void **state)
{
    struct visit *v = *state;

    tell(v, &storm);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    tell(v, &news);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_int_equal(v->s.alarm_ms, 0);
}

/* A card laid down at standby opens the house also beneath an alert. */
static void test_a_card_wakes_beneath_an_alert(void **state)
{
    struct visit *v = *state;

    tell(v, &storm);
    card(v, &young);
    assert_at(v, STEP_HOME);
    assert_true(v->s.identified);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_read_from_standby),
        VISIT(test_back_says_nothing),
        VISIT(test_withdrawn_while_read),
        VISIT(test_a_card_laid_down_identifies),
        VISIT(test_an_alert_lies_over_the_work),
        VISIT(test_it_waits_for_another_overlay),
        VISIT(test_at_standby_it_goes_by_itself),
        VISIT(test_it_comes_at_its_time),
        VISIT(test_withdrawn_it_goes),
        VISIT(test_a_card_wakes_beneath_an_alert),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
