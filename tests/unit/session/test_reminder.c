/* What lies there when a visit ends: it is said, called for three times, then told to staff; and it ends the
 * moment it is taken. */
#include "session/visit.h"

static void lie(struct visit *v, struct health health)
{
    health.online = true;
    give(v, (struct session_event){.kind = EVENT_HEALTH, .health = &health});
}

static unsigned rung(const struct visit *v)
{
    return v->s.reminder.rung;
}

/* Rings now, after ten and after twenty seconds, and not once more. */
static void assert_three_calls(struct visit *v, unsigned before)
{
    enum { EVERY_MS = 10000 };
    for (unsigned calls = 1; calls <= 3; calls++) {
        assert_int_equal(rung(v), before + calls);
        if (calls == 3)
            break;
        pass(v, EVERY_MS - 1);
        assert_int_equal(rung(v), before + calls);
        pass(v, 1);
    }
}

static void to_standby(struct visit *v)
{
    to_done(v);
    press(v, EVENT_FINISH);
    press(v, EVENT_FINISH);
    assert_at(v, STEP_STANDBY);
}

static void test_at_the_end_only(void **state)
{
    struct visit *v = *state;
    to_review(v);
    lie(v, (struct health){.card_lies = true});
    assert_int_equal(reminder_now(&v->s), REMINDER_NOTHING);
    assert_int_equal(rung(v), 0);
    press(v, EVENT_SUBMIT);
    desk(v, EVENT_SAVED, "206170001475", PROBLEM_NONE);
    assert_int_equal(rung(v), 0);
    desk(v, EVENT_ACCEPTED, NULL, PROBLEM_NONE);
    assert_at(v, STEP_DONE);
    assert_int_equal(reminder_now(&v->s), REMINDER_CARD);
    assert_three_calls(v, 0);
    press(v, EVENT_AGAIN); /* the card is of use again */
    assert_int_equal(reminder_now(&v->s), REMINDER_NOTHING);
    assert_int_equal(rung(v), 3);
}

static void test_it_ends_when_the_card_is_taken(void **state)
{
    struct visit *v = *state;
    to_done(v);
    lie(v, (struct health){.card_lies = true});
    assert_int_equal(rung(v), 1);
    lie(v, (struct health){.card_lies = false});
    assert_int_equal(reminder_now(&v->s), REMINDER_NOTHING);
    pass(v, 20000);
    assert_int_equal(rung(v), 1);
    assert_int_equal(reminder_due(&v->s), 0);
}

static void test_who_walks_away_is_called_anew_then_staff(void **state)
{
    struct visit *v = *state;
    to_done(v);
    lie(v, (struct health){.card_lies = true});
    press(v, EVENT_FINISH);
    assert_at(v, STEP_RATING);
    assert_int_equal(rung(v), 1); /* the same page for it */
    press(v, EVENT_FINISH);
    assert_at(v, STEP_STANDBY);
    assert_int_equal(reminder_now(&v->s), REMINDER_CARD);
    assert_three_calls(v, 1);
    lie(v, (struct health){.card_lies = true, .card_forgotten = true}); /* the reader looked: the same card */
    assert_int_equal(rung(v), 4);
    assert_false(wished(v, EFFECT_LEFT_BEHIND));
    pass(v, 10000);
    assert_true(wished(v, EFFECT_LEFT_BEHIND));
    assert_int_equal(rung(v), 4);
    assert_int_equal(v->s.alarm_ms, 0); /* and the machine sleeps */
    pass(v, 3600000);
    assert_false(wished(v, EFFECT_LEFT_BEHIND));
    assert_int_equal(rung(v), 4);
}

static void test_whoever_comes_hears_nothing_of_it(void **state)
{
    struct visit *v = *state;
    to_standby(v);
    lie(v, (struct health){.card_forgotten = true});
    assert_int_equal(rung(v), 1);
    press(v, EVENT_START);
    assert_at(v, STEP_HOME);
    assert_int_equal(reminder_now(&v->s), REMINDER_NOTHING);
    pass(v, 60000);
    assert_int_equal(rung(v), 1);
    assert_false(wished(v, EFFECT_LEFT_BEHIND));
}

static void test_paper_lies_there_as_well(void **state)
{
    static const struct {
        struct health health;
        enum reminder_thing thing;
        const char *name;
    } rows[] = {{{.paper_lies = true}, REMINDER_SLIP, "slip"},
                {{.printer_cause = CAUSE_PAPER_LEFT}, REMINDER_SLIP, "slip"},
                {{.document_cause = CAUSE_PAPER_LEFT}, REMINDER_PAGE, "page"},
                {{.document_cause = CAUSE_PAPER_LEFT, .card_lies = true}, REMINDER_CARD, "card"}};
    struct visit *v = *state;
    to_standby(v);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned before = rung(v);
        lie(v, rows[i].health);
        assert_int_equal(reminder_now(&v->s), rows[i].thing);
        assert_string_equal(reminder_name(rows[i].thing), rows[i].name);
        assert_int_equal(rung(v), before + 1);
        lie(v, (struct health){.online = true});
        assert_int_equal(reminder_now(&v->s), REMINDER_NOTHING);
    }
}

static void test_a_second_thing_is_called_for_too(void **state)
{
    struct visit *v = *state;
    to_standby(v);
    lie(v, (struct health){.card_forgotten = true});
    pass(v, 10000);
    assert_int_equal(rung(v), 2);
    lie(v, (struct health){.card_forgotten = true, .paper_lies = true});
    assert_three_calls(v, 2);
    lie(v, (struct health){.paper_lies = true}); /* the card is fetched: no new call for what was known */
    assert_int_equal(rung(v), 5);
    assert_int_equal(reminder_now(&v->s), REMINDER_SLIP);
}

/* A card that begins a visit at standby is not called back: the house opens first. */
static void test_a_card_that_begins_a_visit(void **state)
{
    struct visit *v = *state;
    card(v, &wang);
    lie(v, (struct health){.card_lies = true});
    assert_at(v, STEP_HOME);
    assert_int_equal(rung(v), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_at_the_end_only),
        VISIT(test_it_ends_when_the_card_is_taken),
        VISIT(test_who_walks_away_is_called_anew_then_staff),
        VISIT(test_whoever_comes_hears_nothing_of_it),
        VISIT(test_paper_lies_there_as_well),
        VISIT(test_a_second_thing_is_called_for_too),
        VISIT(test_a_card_that_begins_a_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
