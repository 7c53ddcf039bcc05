/* How long a visit waits for somebody: the question whether they are there, and what counts as a sign of
 * life. */
#include "session/visit.h"

static void test_idle(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    begin_service(v, "gaoling-jintie");
    pass(v, 119999);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    pass(v, 1);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    assert_int_equal(v->s.deadline_ms, v->now_ms + 45000);
    press(v, EVENT_STAY);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    pass(v, 120000);
    card(v, &wang); /* an answer, too */
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    assert_at(v, STEP_FORM);
    pass(v, 120000);
    pass(v, 45000);
    assert_wiped(v, visit);
    pass(v, 1000000);
    assert_int_equal(v->s.visit, visit + 1);
}

/* Whoever goes from key to key is waited for twice as long; it ends with the visit. */
static void test_idle_by_keypad(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    press(v, EVENT_KEYPAD);
    assert_int_equal(v->s.step,
                     STEP_HOME); /* felt for: the house opens and speaks, to whoever does not see it */
    assert_true(v->s.voice && v->s.keypad);
    press(v, EVENT_EXIT);
    assert_wiped(v, visit++);
    assert_false(v->s.voice || v->s.keypad);
    begin_service(v, "gaoling-jintie");
    assert_int_equal(v->s.alarm_ms, v->now_ms + 120000);
    press(v, EVENT_KEYPAD);
    press(v, EVENT_TOUCH); /* now it is the same person's */
    pass(v, 239999);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    pass(v, 1);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    assert_int_equal(v->s.deadline_ms, v->now_ms + 60000);
    press(v, EVENT_KEYPAD); /* a sign of life: the warning begins anew */
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    assert_int_equal(v->s.alarm_ms, v->now_ms + 60000);
    pass(v, 60000);
    assert_wiped(v, visit);
    begin_service(v, "gaoling-jintie");
    assert_int_equal(v->s.alarm_ms, v->now_ms + 120000);
}

/* On a slow line a receipt takes its time: the page's clock begins at the cut, and at a failure, too. */
static void test_paper_stops_the_clock(void **state)
{
    struct visit *v = *state;
    const enum event_kind ends[] = {EVENT_PRINTED, EVENT_NOT_PRINTED};

    for (unsigned i = 0; i < 2; i++) {
        uint64_t visit = v->s.visit;

        to_done(v);
        pass(v, 90000);
        assert_at(v, STEP_DONE);
        give(v, (struct session_event){.kind = ends[i], .request = v->s.print_request});
        assert_int_equal(v->s.alarm_ms, v->now_ms + 30000);
        pass(v, 29999);
        assert_at(v, STEP_DONE);
        pass(v, 1);
        assert_wiped(v, visit);
    }
}

/* Should no word of the paper ever come, the page does not stand for the next person. */
static void test_no_word_of_the_paper(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    to_done(v);
    pass(v, 180000);
    assert_wiped(v, visit);
}

/* What is read to somebody may take longer than any clock of the page: it begins when that has ended. */
static void test_listening_is_a_sign_of_life(void **state)
{
    struct visit *v = *state;
    uint64_t visit = v->s.visit;

    press(v, EVENT_START);
    press(v, EVENT_HEARING); /* the voice is off: of another visit, or a sound that hangs */
    pass(v, 60000);
    press(v, EVENT_HEARING);
    assert_int_equal(v->s.alarm_ms, v->now_ms + 60000);
    press(v, EVENT_VOICE);
    for (unsigned i = 0; i < 5; i++) {
        pass(v, 230000);
        press(v, EVENT_HEARING);
        assert_int_equal(v->s.alarm_ms, v->now_ms + 240000);
    }
    pass(v, 240000); /* it ended then: as long as anybody has who listens */
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    press(v, EVENT_HEARING); /* no hand for 23 minutes: no page is so long */
    assert_int_equal(v->s.deadline_ms, v->now_ms + 60000);
    pass(v, 60000);
    assert_wiped(v, visit);
}

/* The warning itself is read, and done: its number is all that somebody has who does not see. */
static void test_a_short_clock_waits_for_the_voice(void **state)
{
    struct visit *v = *state;

    press(v, EVENT_START);
    press(v, EVENT_VOICE);
    v->s.step = STEP_DONE;
    press(v, EVENT_TOUCH);
    for (unsigned i = 0; i < 4; i++) {
        pass(v, 50000);
        press(v, EVENT_HEARING);
    }
    assert_int_equal(v->s.step, STEP_DONE);
    assert_int_equal(v->s.deadline_ms, v->now_ms + 60000);
    v->s.step = STEP_HOME;
    press(v, EVENT_TOUCH);
    pass(v, 240000);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    pass(v, 50000);
    press(v, EVENT_HEARING);
    pass(v, 59999);
    assert_int_equal(v->s.overlay, OVERLAY_TIMEOUT);
    pass(v, 1);
    assert_int_equal(v->s.step, STEP_STANDBY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_idle),
        VISIT(test_idle_by_keypad),
        VISIT(test_listening_is_a_sign_of_life),
        VISIT(test_paper_stops_the_clock),
        VISIT(test_no_word_of_the_paper),
        VISIT(test_a_short_clock_waits_for_the_voice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
