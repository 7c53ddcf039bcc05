/* 预约: a day, a time of it, asked once more, booked; shown to whoever has one, and given back. */
#include <stdio.h>

#include "session/practice.h"
#include "session/visit.h"

enum { HOUR_MS = 3600 * 1000, FULL = 0, TIMES = 3 };
static const int64_t DAY_MS = 24ll * HOUR_MS;

/* Two places; on the first day of the station nothing is free, on the second the first time is full. */
static struct case_file *offered(void)
{
    static struct case_file said;
    static const unsigned left[2][TIMES] = {{0, 0, 0}, {0, 2, 1}};
    int64_t tomorrow = (int64_t)WALL_2026 * 1000 / DAY_MS * DAY_MS + DAY_MS; /* 8:00 in Shanghai */

    memset(&said, 0, sizeof said);
    strcpy(said.offer.id, "jiankang-yuyue");
    strcpy(said.booking.by, "where");
    for (unsigned day = 0; day < 2; day++)
        for (unsigned i = 0; i < TIMES; i++)
            for (unsigned centre = 0; centre < 2; centre++) {
                struct booking_slot *slot = &said.booking.slots[said.booking.slot_count++];

                slot->at_ms = tomorrow + day * DAY_MS + (int64_t)i * HOUR_MS;
                slot->left = centre ? 4 : left[day][i];
                strcpy(slot->place, centre ? "centre" : "station");
                snprintf(slot->code, sizeof slot->code, "%s.%u%u", centre ? "centre" : "station", day, i);
            }
    return &said;
}

static struct case_file *ticket(enum ticket_is is)
{
    static struct case_file said;

    memset(&said, 0, sizeof said);
    said.booking.ticket = (struct ticket){.is = is, .number = "480210562874", .at_ms = 1};
    strcpy(said.booking.ticket.place[LANGUAGE_ZH], "卫生服务站");
    return &said;
}

static void say(struct visit *v, const struct case_file *what)
{
    give(v, (struct session_event){.kind = EVENT_RESULT, .request = v->s.request, .result = what});
}

static void decline_large(struct visit *v)
{
    if (v->s.overlay == OVERLAY_OFFER_LARGE)
        press(v, EVENT_STAY);
}

static void to_question(struct visit *v)
{
    begin_service(v, "jiankang-yuyue");
    card(v, &wang);
    assert_at(v, STEP_ENQUIRY);
    assert_true(wished(v, EFFECT_ASK));
    assert_int_equal(steps_number(&v->s), 1);
    assert_int_equal(steps_total(&v->s), 4);
}

static void to_days(struct visit *v)
{
    to_question(v);
    say(v, offered());
    assert_at(v, STEP_FORM);
    decline_large(v);
    answer(v, "where", "station");
    press(v, EVENT_NEXT);
    press(v, EVENT_NEXT); /* a telephone is asked for, and need not be there */
    assert_at(v, STEP_PICK);
    assert_string_equal(step_screen(v->s.step), "form");
    assert_int_equal(steps_number(&v->s), 3);
    assert_false(v->s.kase.booking.times);
}

static void to_times(struct visit *v)
{
    to_days(v);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PICK);
    assert_true(v->s.kase.booking.times);
}

static void to_sent(struct visit *v)
{
    to_times(v);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.overlay, OVERLAY_CONFIRM);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_string_equal(v->s.kase.pick, "station.11");
}

static void test_book(void **state)
{
    struct visit *v = *state;
    struct booking_day days[BOOKING_DAYS];

    to_days(v);
    assert_int_equal(booking_days(&v->s, days, BOOKING_DAYS), 2); /* the other place's are not these */
    assert_int_equal(days[0].left, FULL);
    assert_int_equal(days[1].left, 3);
    press(v, EVENT_NEXT);
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    press_number(v, EVENT_PICK, 0); /* full */
    press_number(v, EVENT_PICK, 2); /* of two */
    assert_int_equal(v->s.kase.booking.day_ms, 0);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    assert_true(v->s.kase.booking.times);
    assert_int_equal(v->s.problem, PROBLEM_NONE);
    press(v, EVENT_NEXT); /* no time yet */
    assert_int_equal(v->s.problem, PROBLEM_EMPTY);
    press_number(v, EVENT_PICK, 0);
    assert_string_equal(v->s.kase.pick, "");
    press_number(v, EVENT_PICK, 2);
    assert_string_equal(v->s.kase.pick, "station.12");
    press(v, EVENT_SUBMIT); /* there is no way around the dialog */
    assert_at(v, STEP_PICK);
    press(v, EVENT_NEXT);
    press(v, EVENT_STAY);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_PICK);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    press(v, EVENT_BACK);
    press(v, EVENT_HOME);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_SENDING); /* on its way, it is not called off */
    say(v, ticket(TICKET_IS_BOOKED));
    assert_at(v, STEP_RESULT);
    assert_true(wished(v, EFFECT_PRINT)); /* the paper comes by itself */
    assert_string_equal(v->s.kase.booking.ticket.number, "480210562874");
    press(v, EVENT_BACK);
    assert_at(v, STEP_RESULT);
}

static void test_back_leads_to_the_days(void **state)
{
    struct visit *v = *state;

    to_times(v);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_BACK);
    assert_at(v, STEP_PICK);
    assert_false(v->s.kase.booking.times);
    press_number(v, EVENT_PICK, 1); /* the same day: the time stays */
    assert_string_equal(v->s.kase.pick, "station.11");
    press(v, EVENT_BACK);
    assert_at(v, STEP_FORM);
    press(v, EVENT_BACK);
    answer(v, "where", "centre"); /* elsewhere: all is free there */
    press(v, EVENT_NEXT);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 0);
    assert_string_equal(v->s.kase.pick, "");
    press(v, EVENT_NEXT);
    press_number(v, EVENT_PICK, 0);
    assert_string_equal(v->s.kase.pick, "centre.00");
}

/* Somebody else was faster: said so, and what is left is there to pick from. */
static void test_taken_meanwhile(void **state)
{
    struct visit *v = *state;
    struct case_file *rest;

    to_sent(v);
    rest = offered();
    rest->booking.slots[8].left = 0; /* station.11 */
    rest->booking.taken = true;
    say(v, rest);
    assert_at(v, STEP_PICK);
    assert_true(v->s.kase.booking.taken);
    assert_false(v->s.kase.booking.times);
    assert_string_equal(v->s.kase.pick, "");
    assert_false(v->s.kase.confirmed);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    press_number(v, EVENT_PICK, 1); /* that very one */
    assert_string_equal(v->s.kase.pick, "");
    press_number(v, EVENT_PICK, 2);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    say(v, ticket(TICKET_IS_BOOKED));
    assert_at(v, STEP_RESULT);
}

static void test_back_after_taken(void **state)
{
    struct visit *v = *state;

    to_sent(v);
    say(v, offered());
    assert_at(v, STEP_PICK);
    press(v, EVENT_BACK);
    assert_at(v, STEP_FORM); /* not to a page that is over */
}

static void test_held_is_shown_first(void **state)
{
    struct visit *v = *state;

    to_question(v);
    say(v, ticket(TICKET_IS_HELD)); /* nothing had to be filled in */
    assert_at(v, STEP_RESULT);
    assert_false(wished(v, EFFECT_PRINT));
    decline_large(v);
    press(v, EVENT_SUBMIT); /* there is no way around the dialog */
    assert_at(v, STEP_RESULT);
    press(v, EVENT_UNBOOK);
    assert_int_equal(v->s.overlay, OVERLAY_CONFIRM);
    press(v, EVENT_STAY);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_RESULT);
    press(v, EVENT_UNBOOK);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_true(v->s.kase.booking.cancels);
    say(v, ticket(TICKET_IS_CANCELLED));
    assert_at(v, STEP_RESULT);
    press(v, EVENT_UNBOOK);
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
}

/* After giving it back another one may be had in the same visit, as a case of its own. */
static void test_another_one(void **state)
{
    struct visit *v = *state;
    uint8_t before[16];

    to_sent(v);
    memcpy(before, v->s.kase.id, sizeof before);
    say(v, ticket(TICKET_IS_BOOKED));
    press(v, EVENT_RETRY); /* it stands: there is no other */
    assert_at(v, STEP_RESULT);
    press(v, EVENT_UNBOOK);
    press(v, EVENT_SUBMIT);
    say(v, ticket(TICKET_IS_CANCELLED));
    press(v, EVENT_RETRY);
    assert_at(v, STEP_ENQUIRY);
    assert_true(wished(v, EFFECT_DRAW_CASE_ID));
    case_id(v, 8);
    assert_memory_not_equal(v->s.kase.id, before, sizeof before);
    press(v, EVENT_BACK);
    assert_at(v, STEP_SERVICE);
    assert_true(wished(v, EFFECT_CANCEL));
    press(v, EVENT_NEXT);
    assert_at(v, STEP_ENQUIRY);
    say(v, offered());
    assert_at(v, STEP_FORM);
    assert_string_equal(answer_value(&v->s.kase, "where"), "");
}

/* No answer: whether it is booked is asked, not guessed; the same case is the same booking. */
static void test_late(void **state)
{
    struct visit *v = *state;
    uint8_t before[16];

    to_sent(v);
    memcpy(before, v->s.kase.id, sizeof before);
    pass(v, 10000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_LATE);
    press(v, EVENT_UNBOOK); /* nothing is known to stand */
    assert_int_equal(v->s.overlay, OVERLAY_NONE);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_SENDING);
    assert_true(wished(v, EFFECT_ASK));
    assert_string_equal(v->s.kase.pick, "station.11");
    assert_memory_equal(v->s.kase.id, before, sizeof before);
    say(v, offered()); /* it had not arrived, and somebody else has it */
    assert_at(v, STEP_PICK);
    assert_true(v->s.kase.booking.taken);
}

static void test_late_to_cancel(void **state)
{
    struct visit *v = *state;

    to_question(v);
    say(v, ticket(TICKET_IS_HELD));
    decline_large(v);
    press(v, EVENT_UNBOOK);
    press(v, EVENT_SUBMIT);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_at(v, STEP_RESULT);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_SENDING);
    assert_true(v->s.kase.booking.cancels);
    say(v, offered()); /* no answer to that */
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_REFUSED);
}

static void test_no_answer_at_all(void **state)
{
    static const struct case_file nothing;
    struct visit *v = *state;

    to_question(v);
    say(v, &nothing);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.problem, PROBLEM_REFUSED);
    decline_large(v);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_ENQUIRY);
}

static void test_offline(void **state)
{
    struct visit *v = *state;

    to_question(v);
    desk(v, EVENT_NO_RESULT, NULL, PROBLEM_OFFLINE);
    assert_at(v, STEP_RESULT);
    assert_int_equal(steps_number(&v->s), 1); /* the bar does not say that it is done */
    decline_large(v);
    press(v, EVENT_RETRY);
    assert_at(v, STEP_ENQUIRY);
    press(v, EVENT_HOME);
    assert_at(v, STEP_HOME);
    assert_true(wished(v, EFFECT_CANCEL));
}

/* Asking again without a number of its own would be another booking. */
static void test_nothing_is_sent_without_its_id(void **state)
{
    struct visit *v = *state;

    to_times(v);
    memset(v->s.kase.id, 0, sizeof v->s.kase.id);
    press_number(v, EVENT_PICK, 1);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_PICK);
    case_id(v, 9);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    assert_at(v, STEP_SENDING);
}

static void test_leave_asks_first(void **state)
{
    static const struct booking empty;
    struct visit *v = *state;

    to_times(v);
    press(v, EVENT_HOME);
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    press(v, EVENT_DRAFT_KEEP); /* a free time cannot be put aside */
    assert_int_equal(v->s.overlay, OVERLAY_LEAVE);
    press(v, EVENT_EXIT);
    assert_at(v, STEP_HOME);
    assert_memory_equal(&v->s.kase.booking, &empty, sizeof empty);
}

static void test_too_young(void **state)
{
    struct visit *v = *state;

    begin_service(v, "jiankang-yuyue");
    card(v, &young);
    assert_at(v, STEP_IDENTIFY);
    assert_int_equal(v->s.problem, PROBLEM_TOO_YOUNG);
}

static void test_practice(void **state)
{
    struct visit *v = *state;

    practise_service(v, "jiankang-yuyue");
    press(v, EVENT_PRETEND);
    assert_at(v, STEP_ENQUIRY);
    pass(v, 2000);
    assert_at(v, STEP_FORM);
    answer(v, "where", "centre");
    press(v, EVENT_NEXT);
    press(v, EVENT_NEXT);
    assert_at(v, STEP_PICK);
    press_number(v, EVENT_PICK, 2);
    press(v, EVENT_NEXT);
    press_number(v, EVENT_PICK, 2);
    press(v, EVENT_NEXT);
    press(v, EVENT_SUBMIT);
    pass(v, 2000);
    assert_at(v, STEP_RESULT);
    assert_int_equal(v->s.kase.booking.ticket.is, TICKET_IS_BOOKED);
    assert_string_equal(v->s.kase.booking.ticket.number, PRACTICE_RECEIPT);
    press(v, EVENT_UNBOOK);
    press(v, EVENT_SUBMIT);
    pass(v, 2000);
    assert_int_equal(v->s.kase.booking.ticket.is, TICKET_IS_CANCELLED);
    assert_int_equal(v->out.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT(test_book),
        VISIT(test_back_leads_to_the_days),
        VISIT(test_taken_meanwhile),
        VISIT(test_back_after_taken),
        VISIT(test_held_is_shown_first),
        VISIT(test_another_one),
        VISIT(test_late),
        VISIT(test_late_to_cancel),
        VISIT(test_no_answer_at_all),
        VISIT(test_offline),
        VISIT(test_nothing_is_sent_without_its_id),
        VISIT(test_leave_asks_first),
        VISIT(test_too_young),
        VISIT(test_practice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
