/* 看手语: offered on its pages while there is the clip, watched over them, and in nobody's way. */
#include "visit.h"

#include "session/sign.h"

enum { ALL = 1u << SIGN_IDENTIFY | 1u << SIGN_CONSENT | 1u << SIGN_DONE };

static int enter(void **state)
{
    static struct visit v;
    memset(&v, 0, sizeof v);
    visit_open(&v);
    *state = &v;
    return 0;
}

static int leave_room(void **state)
{
    visit_close(*state);
    return 0;
}

static void there_are(struct visit *v, unsigned signs)
{
    const struct health health = {.idcard = DEVICE_READY, .online = true, .signs = signs};
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
}

static void each_page_its_own(void **state)
{
    static const struct {
        enum step step;
        enum sign sign;
    } pages[] = {{STEP_IDENTIFY, SIGN_IDENTIFY}, {STEP_SIGNATURE, SIGN_CONSENT}, {STEP_REVIEW, SIGN_CONSENT},
                 {STEP_DONE, SIGN_DONE},         {STEP_FORM, SIGN_NONE},         {STEP_STANDBY, SIGN_NONE}};
    struct visit *v = *state;
    for (unsigned i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        v->s.step = pages[i].step;
        v->s.health.signs = ALL;
        assert_int_equal(sign_of(&v->s), pages[i].sign);
        v->s.health.signs = ALL & ~(1u << pages[i].sign);
        assert_int_equal(sign_of(&v->s), SIGN_NONE);
        assert_false(session_allows(&v->s, EVENT_SIGN));
    }
}

static void watched_once_more_and_closed(void **state)
{
    struct visit *v = *state;
    begin_service(v, "gaoling-jintie");
    press(v, EVENT_SIGN);
    assert_int_equal(v->s.overlay, OVERLAY_NONE); /* no clip, no page */
    there_are(v, ALL);
    press(v, EVENT_SIGN);
    assert_int_equal(v->s.overlay, OVERLAY_SIGN);
    unsigned plays = v->s.sign_plays;
    assert_true(plays > 0);
    press(v, EVENT_SIGN);
    assert_int_equal(v->s.overlay, OVERLAY_SIGN);
    assert_int_equal(v->s.sign_plays, plays + 1); /* begun anew */
    press(v, EVENT_CLOSE);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_IDENTIFY);
    press(v, EVENT_SIGN);
    press(v, EVENT_BACK);
    assert_at(v, STEP_IDENTIFY); /* back is from the clip, not from the page */
    press(v, EVENT_SIGN);
    there_are(v, 0);
    assert_int_equal(v->s.overlay, OVERLAY_SIGN); /* its file went: the page says so */
    press(v, EVENT_SIGN);
    press(v, EVENT_CLOSE);
    assert_false(session_allows(&v->s, EVENT_SIGN));
    press(v, EVENT_EXIT);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.sign_plays, 0);
}

/* Who does what it says need not close it first. */
static void a_card_laid_meanwhile(void **state)
{
    struct visit *v = *state;
    begin_service(v, "gaoling-jintie");
    there_are(v, ALL);
    press(v, EVENT_SIGN);
    give(v, (struct session_event){.kind = EVENT_CARD_PROBLEM, .problem = PROBLEM_CARD_HASTY});
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_int_equal(v->s.problem, PROBLEM_CARD_HASTY);
    press(v, EVENT_SIGN);
    case_id(v, 1);
    assert_int_equal(v->s.overlay, OVERLAY_SIGN); /* what is no business of the person's closes nothing */
    card(v, &wang);
    assert_at(v, STEP_FORM);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_SIGN);
    assert_int_equal(v->s.overlay, OVERLAY_NONE); /* this page has none */
}

static void left_alone_it_ends_as_any_page(void **state)
{
    struct visit *v = *state;
    begin_service(v, "gaoling-jintie");
    there_are(v, ALL);
    press(v, EVENT_SIGN);
    pass(v, 121000);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    pass(v, 46000);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(v->s.health.signs, ALL); /* the cabinet's, not the visit's */
}

/* 退出 is there from the first second to the last, also on a page over the page; not while sending. */
static void exit_from_a_page_over_the_page(void **state)
{
    static const enum overlay over[] = {OVERLAY_SIGN, OVERLAY_BY_MARK, OVERLAY_STATEMENT, OVERLAY_TALK,
                                        OVERLAY_PLAN, OVERLAY_GUIDE,   OVERLAY_HELP};
    struct visit *v = *state;
    for (unsigned i = 0; i < sizeof over / sizeof over[0]; i++) {
        begin_service(v, "gaoling-jintie");
        card(v, &wang);
        assert_at(v, STEP_FORM);
        v->s.overlay = over[i];
        press(v, EVENT_EXIT);
        assert_int_equal(v->s.overlay, OVERLAY_LEAVE); /* asks, for something was begun */
        press(v, EVENT_EXIT);
        assert_at(v, STEP_STANDBY);
        v->s.overlay = over[i];
        assert_false(session_allows(&v->s, EVENT_EXIT)); /* nothing was begun */
        v->s.overlay = OVERLAY_NONE;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_page_its_own, enter, leave_room),
        cmocka_unit_test_setup_teardown(watched_once_more_and_closed, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_card_laid_meanwhile, enter, leave_room),
        cmocka_unit_test_setup_teardown(exit_from_a_page_over_the_page, enter, leave_room),
        cmocka_unit_test_setup_teardown(left_alone_it_ends_as_any_page, enter, leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
