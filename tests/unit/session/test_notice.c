/* Notices and alerts in a visit: opened, seen, printed, over any page; and an alert comes once. */
#include "session/alert.h"
#include "session/notice_round.h"
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

/* Three of them: the one that was opened is the first, each leads to the next, the last to none, and 返回
 * leads back the same way and then out. */
static void test_one_after_another(void **state)
{
    struct visit *v = *state;
    static const struct notices three = {
        .count = 4,
        .list = {{.id = "a", .from_ms = START_MS - HOUR_MS, .until_ms = INT64_MAX},
                 {.id = "b", .from_ms = START_MS - HOUR_MS, .until_ms = INT64_MAX},
                 {.id = "later", .from_ms = INT64_MAX - 1, .until_ms = INT64_MAX},
                 {.id = "c", .from_ms = START_MS - HOUR_MS, .until_ms = INT64_MAX}}};
    static const char *const round[] = {"b", "c", "a"};

    tell(v, &three);
    press(v, EVENT_START);
    for (unsigned i = 0; i < 3; i++) {
        press_text(v, EVENT_NOTICE, round[i]);
        assert_int_equal(notice_round(&v->s).at, i + 1);
        assert_int_equal(notice_round(&v->s).of, 3);
    }
    assert_null(notice_in_round(&v->s, 4));
    for (unsigned i = 3; i-- > 0;) {
        assert_at(v, STEP_NOTICE);
        assert_string_equal(v->s.notice, round[i]);
        press(v, EVENT_BACK);
    }
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

/* Amid the work no dialog opens: it stands in the bar, and the page hears what is pressed as before. */
static void test_an_alert_leaves_the_work_alone(void **state)
{
    struct visit *v = *state;

    to_form(v);
    const char *field = v->s.service->pages[v->s.form_page][0].name;
    answer(v, field, "幸福里小区 3 栋");
    struct case_file before = v->s.kase;
    tell(v, &storm);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_string_equal(session_alert_in_bar(&v->s)->id, "rain");
    assert_at(v, STEP_FORM);
    assert_memory_equal(&v->s.kase, &before, sizeof before);
    answer(v, field, "幸福里小区 3 栋 2 单元"); /* and is heard */
    assert_memory_not_equal(&v->s.kase, &before, sizeof before);
    unsigned page = v->s.form_page;
    press_text(v, EVENT_NOTICE, "wind"); /* another one */
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press_text(v, EVENT_NOTICE, "rain"); /* whoever wants to read it */
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    assert_null(session_alert_in_bar(&v->s));
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.form_page, page);
    assert_null(session_alert_in_bar(&v->s));
    tell(v, &storm);
    assert_null(session_alert_in_bar(&v->s)); /* once */
}

/* Not looked at, it is met at home; its time over or withdrawn, it goes. */
static void test_it_is_not_lost_in_the_bar(void **state)
{
    struct visit *v = *state;

    to_form(v);
    tell(v, &storm);
    assert_non_null(session_alert_in_bar(&v->s));
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT); /* the case is given up */
    assert_at(v, STEP_HOME);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_string_equal(v->s.alert, "");
}

/* Nobody looked: who comes next is told. */
static void test_it_outlasts_the_visit(void **state)
{
    struct visit *v = *state;

    to_form(v);
    tell(v, &storm);
    press(v, EVENT_EXIT);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    press(v, EVENT_CLOSE);
    assert_string_equal(v->s.alert, "");
}

static void test_it_goes_with_its_time(void **state)
{
    struct visit *v = *state;

    to_form(v);
    tell(v, &storm);
    assert_non_null(session_alert_in_bar(&v->s));
    tell(v, &news);
    assert_null(session_alert_in_bar(&v->s));
    assert_string_equal(v->s.alert, "");
}

static void test_it_waits_for_another_overlay(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_SOS);
    tell(v, &storm);
    assert_int_equal(v->s.overlay, OVERLAY_EMERGENCY);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT);
    press(v, EVENT_HELP); /* and help stands before it */
    assert_int_equal(v->s.overlay, OVERLAY_HELP);
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_ALERT); /* nobody put it away */
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
        VISIT(test_one_after_another),
        VISIT(test_withdrawn_while_read),
        VISIT(test_a_card_laid_down_identifies),
        VISIT(test_an_alert_leaves_the_work_alone),
        VISIT(test_it_is_not_lost_in_the_bar),
        VISIT(test_it_outlasts_the_visit),
        VISIT(test_it_goes_with_its_time),
        VISIT(test_it_waits_for_another_overlay),
        VISIT(test_at_standby_it_goes_by_itself),
        VISIT(test_it_comes_at_its_time),
        VISIT(test_withdrawn_it_goes),
        VISIT(test_a_card_wakes_beneath_an_alert),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
