/* An emergency in the cabinet itself: what the alarm and the telephone do in whole visits, with the line and
 * without, with the devices and without, and that nothing goes on behind a visit. */
#include "visit.h"

static void health(struct visit *v, enum device_state alarm, enum device_state phone)
{
    struct health h = v->s.health;
    h.alarm = alarm;
    h.phone = phone;
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &h});
}

static bool switched(const struct visit *v, enum effect_kind kind, bool on)
{
    for (unsigned i = 0; i < v->out.count; i++)
        if (v->out.list[i].kind == kind && v->out.list[i].on == on)
            return true;
    return false;
}

static void phone_says(struct visit *v, enum phone_call call)
{
    press_number(v, EVENT_PHONE, call);
}

static void call(struct visit *v)
{
    press(v, EVENT_START);
    press(v, EVENT_SOS);
    assert_false(wished(v, EFFECT_ALARM)); /* five seconds to think better of it */
    pass(v, 5000);
    assert_true(wished(v, EFFECT_EMERGENCY));
}

/* Offline, with both: people nearby notice, the telephone rings, somebody speaks. */
static void test_offline(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_READY, DEVICE_READY);
    call(v);
    assert_true(switched(v, EFFECT_ALARM, true));
    assert_true(switched(v, EFFECT_PHONE, true));
    assert_true(sos_sounds(&v->s));
    assert_int_equal(v->s.sos.phone, CALL_DIALS);
    phone_says(v, CALL_RINGS);
    pass(v, 10000);
    assert_int_equal(v->s.emergency_call.state, CALL_UNHEARD);
    assert_true(sos_sounds(&v->s));
    phone_says(v, CALL_TALKS);
    assert_true(switched(v, EFFECT_ALARM, false)); /* or nobody would understand a word */
    pass(v, 400000);                               /* whoever talks touches nothing */
    assert_int_equal(v->s.overlay, OVERLAY_EMERGENCY);
    press(v, EVENT_CLOSE);
    assert_true(switched(v, EFFECT_PHONE, false));
    assert_int_equal(v->s.sos.phone, CALL_SILENT);
}

static void test_nothing_there(void **state)
{
    struct visit *v = *state;

    call(v);
    assert_false(wished(v, EFFECT_ALARM));
    assert_false(wished(v, EFFECT_PHONE));
    assert_false(sos_sounds(&v->s));
    press(v, EVENT_DIAL);
    assert_false(wished(v, EFFECT_PHONE));
    press(v, EVENT_HANG_UP);
    assert_false(wished(v, EFFECT_PHONE));
}

static void test_ends(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_READY, DEVICE_ATTENTION); /* no cell */
    call(v);
    assert_false(wished(v, EFFECT_PHONE));
    press(v, EVENT_HELP); /* looking something up ends nothing */
    assert_false(wished(v, EFFECT_ALARM));
    press(v, EVENT_CLOSE);
    assert_true(switched(v, EFFECT_ALARM, false));
    press(v, EVENT_SOS);
    press(v, EVENT_SOS); /* at once */
    assert_true(switched(v, EFFECT_ALARM, true));
    pass(v, 299000);
    assert_true(v->s.sos.sounds);
    press(v, EVENT_TOUCH); /* somebody is there; by itself it stops all the same */
    pass(v, 1000);
    assert_true(switched(v, EFFECT_ALARM, false));
    assert_false(v->s.sos.sounds);
}

/* Staff wrote back: they know. */
static void test_answered(void **state)
{
    struct visit *v = *state;
    struct talk_told told = {.count = 1, .lines = {{1, "马上来"}}};

    health(v, DEVICE_READY, DEVICE_OFF);
    press(v, EVENT_START);
    press(v, EVENT_SOS);
    press(v, EVENT_TALK);
    assert_true(switched(v, EFFECT_ALARM, true));
    press_number(v, EVENT_SAY, 1);
    assert_true(v->s.sos.sounds);
    give(v, (struct session_event){.kind = EVENT_TOLD, .request = v->s.talk.request, .told = &told});
    assert_int_equal(v->s.emergency_call.state, CALL_ANSWERED);
    assert_false(v->s.sos.sounds);
}

static void test_left(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_READY, DEVICE_READY);
    call(v);
    phone_says(v, CALL_RINGS);
    uint64_t visit = v->s.visit;
    for (unsigned minutes = 0; minutes < 10 && v->s.step != STEP_STANDBY; minutes++) {
        if (v->s.alarm_ms > v->now_ms)
            v->now_ms = v->s.alarm_ms;
        press(v, EVENT_ALARM);
    }
    assert_at(v, STEP_STANDBY);
    assert_true(switched(v, EFFECT_PHONE, false));
    assert_false(v->s.sos.sounds);
    give(v, (struct session_event){.kind = EVENT_PHONE, .visit = visit, .number = CALL_TALKS});
    assert_int_equal(v->s.sos.phone, CALL_SILENT); /* of another visit */
}

static void test_not_taken(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_OFF, DEVICE_READY);
    call(v);
    assert_false(session_allows(&v->s, EVENT_DIAL));
    phone_says(v, CALL_NOT_TAKEN);
    assert_true(session_allows(&v->s, EVENT_DIAL));
    press(v, EVENT_DIAL);
    assert_true(switched(v, EFFECT_PHONE, true));
    press(v, EVENT_HANG_UP);
    assert_true(switched(v, EFFECT_PHONE, false));
    phone_says(v, CALL_NOT_TAKEN); /* by our own hand: no news */
    assert_int_equal(v->s.sos.phone, CALL_OVER);
    press(v, EVENT_DIAL);
    phone_says(v, CALL_NOT_MADE); /* and that is another thing than nobody there */
    assert_int_equal(v->s.sos.phone, CALL_NOT_MADE);
    assert_true(session_allows(&v->s, EVENT_DIAL));
    health(v, DEVICE_OFF, DEVICE_ABSENT); /* pulled out */
    assert_false(session_allows(&v->s, EVENT_DIAL));
}

/* Whoever calls for people while practising needs them. */
static void test_practice(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_READY, DEVICE_READY);
    press(v, EVENT_START);
    press(v, EVENT_PRACTICE);
    assert_true(v->s.practice);
    press(v, EVENT_SOS);
    press(v, EVENT_SOS);
    assert_true(switched(v, EFFECT_ALARM, true));
    phone_says(v, CALL_RINGS);
    assert_int_equal(v->s.sos.phone, CALL_RINGS);
    press(v, EVENT_CLOSE);
    assert_true(switched(v, EFFECT_ALARM, false));
    assert_true(switched(v, EFFECT_PHONE, false));
}

/* An alarm that was pulled out is not said to be on; put back, it sounds. */
static void test_pulled_out(void **state)
{
    struct visit *v = *state;

    health(v, DEVICE_ABSENT, DEVICE_OFF);
    call(v);
    assert_true(switched(v, EFFECT_ALARM, true));
    assert_false(sos_sounds(&v->s));
    health(v, DEVICE_READY, DEVICE_OFF);
    assert_true(sos_sounds(&v->s));
}

static int set_up(void **state)
{
    static struct visit v; /* of this test alone */
    visit_open(&v);
    *state = &v;
    return 0;
}

static int tear_down(void **state)
{
    visit_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_offline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_answered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_not_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_practice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pulled_out, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
