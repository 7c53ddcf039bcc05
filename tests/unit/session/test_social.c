/* The social-security card beside the identity card: it identifies where the number suffices, its troubles
 * have words of their own, and a reader that is gone stops nobody while the other one works. */
#include "session/visit.h"

static const struct person social = {
    .name = "赵春梅", .number = "341199194305120041", .sex = "女", .birth = "19430512", .social = true};

static void cabinet(struct visit *v, struct health health)
{
    health.online = true;
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
}

static void test_it_identifies(void **state)
{
    struct visit *v = *state;
    begin_service(v, "gaoling-jintie");
    assert_at(v, STEP_IDENTIFY);
    card(v, &social);
    assert_true(v->s.identified);
    assert_true(v->s.person.social);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    assert_true(v->s.step != STEP_IDENTIFY);
}

/* Whoever shows both is known by the one that says more, in whatever order. */
static void test_the_fuller_card_stays(void **state)
{
    struct visit *v = *state;
    struct person identity = social;
    identity.social = false;
    g_strlcpy(identity.address, "安徽省天长市", sizeof identity.address);
    card(v, &social);
    assert_string_equal(v->s.person.address, "");
    card(v, &identity);
    assert_string_equal(v->s.person.address, "安徽省天长市");
    card(v, &social);
    assert_string_equal(v->s.person.address, "安徽省天长市");
    assert_false(v->s.person.social);
}

static void test_troubles_are_told_and_counted(void **state)
{
    static const enum problem problems[] = {PROBLEM_SOCIAL_HASTY, PROBLEM_SOCIAL_OTHER,
                                            PROBLEM_SOCIAL_GUARDED};
    struct visit *v = *state;
    begin_service(v, "gaoling-jintie");
    for (unsigned i = 0; i < G_N_ELEMENTS(problems); i++) {
        give(v, (struct session_event){.kind = EVENT_CARD_PROBLEM, .problem = problems[i]});
        assert_int_equal(v->s.problem, problems[i]);
        assert_int_equal(v->s.tries, i + 1);
    }
    assert_true(wished(v, EFFECT_CALL_STAFF));
    press(v, EVENT_RETRY);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
}

static void test_one_reader_is_enough(void **state)
{
    struct visit *v = *state;
    begin_service(v, "gaoling-jintie");
    cabinet(v, (struct health){.idcard = DEVICE_ABSENT, .card = DEVICE_READY});
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    cabinet(v, (struct health){.idcard = DEVICE_ABSENT, .card = DEVICE_ABSENT});
    assert_int_equal(v->s.problem, PROBLEM_READER_GONE);
    cabinet(v, (struct health){.idcard = DEVICE_READY, .card = DEVICE_READY, .social_forgotten = true});
    assert_int_equal(v->s.problem, PROBLEM_SOCIAL_FORGOTTEN);
    cabinet(v, (struct health){.idcard = DEVICE_READY, .card = DEVICE_READY});
    assert_int_equal(v->s.problem, PROBLEM_NONE);
}

static void test_it_is_called_back_for(void **state)
{
    struct visit *v = *state;
    to_done(v);
    cabinet(v, (struct health){.social_lies = true});
    assert_int_equal(reminder_now(&v->s), REMINDER_SOCIAL);
    assert_string_equal(reminder_name(REMINDER_SOCIAL), "social");
    assert_int_equal(v->s.reminder.rung, 1);
    cabinet(v, (struct health){0});
    assert_int_equal(reminder_now(&v->s), REMINDER_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_it_identifies),
        VISIT(test_the_fuller_card_stays),
        VISIT(test_troubles_are_told_and_counted),
        VISIT(test_one_reader_is_enough),
        VISIT(test_it_is_called_back_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
