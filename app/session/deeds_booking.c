/* Deeds of a booking: a day, a time of it, the ticket, and giving it back. What it shares with a vote, being
 * asked once more and handed back, is in deeds_pick.c. */
#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "session/deeds.h"

static bool is_booked(const struct session *s)
{
    return s->service != NULL && service_is_booked(s->service);
}

/* What was picked is gone: the letter says what is left. */
bool is_taken(const struct session *s, const struct session_event *event)
{
    return is_booked(s) && s->step == STEP_SENDING && !s->kase.booking.cancels && is_offer(s, event);
}

static bool is_day(const struct session *s, unsigned number)
{
    struct booking_day days[BOOKING_DAYS];

    return number < booking_days(s, days, BOOKING_DAYS) && days[number].left > 0;
}

static bool is_time(const struct session *s, unsigned number)
{
    unsigned slots[BOOKING_SLOTS];

    return number < booking_times(s, slots, BOOKING_SLOTS) && s->kase.booking.slots[slots[number]].left > 0;
}

/* What is full can be seen, and not picked. */
bool is_free(const struct session *s, unsigned number)
{
    return s->kase.booking.times ? is_time(s, number) : is_day(s, number);
}

/* Another day leaves no time picked. */
void pick_free(struct session *s, unsigned number)
{
    struct booking *b = &s->kase.booking;
    struct booking_day days[BOOKING_DAYS];
    unsigned slots[BOOKING_SLOTS];

    if (b->times) {
        booking_times(s, slots, BOOKING_SLOTS);
        secret_copy_text(s->kase.pick, sizeof s->kase.pick, b->slots[slots[number]].code);
        return;
    }
    booking_days(s, days, BOOKING_DAYS);
    if (b->day_ms != days[number].at_ms)
        secret_wipe(s->kase.pick, sizeof s->kase.pick);
    b->day_ms = days[number].at_ms;
}

bool picks_day(const struct session *s, const struct session_event *event)
{
    (void)event;
    return is_booked(s) && !s->kase.booking.times;
}

bool picks_time(const struct session *s, const struct session_event *event)
{
    (void)event;
    return is_booked(s) && s->kase.booking.times;
}

bool show_times(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    if (s->kase.booking.day_ms == 0)
        return met(s, PROBLEM_EMPTY, NULL);
    met(s, PROBLEM_NONE, NULL);
    s->kase.booking.times = true;
    return true;
}

bool show_days(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    met(s, PROBLEM_NONE, NULL);
    s->kase.booking.times = false;
    return true;
}

/* Nothing of what was picked holds any more. */
bool take_rest(struct session *s, const struct session_event *event, struct effects *out)
{
    take_result(s, event, out);
    secret_wipe(s->kase.pick, sizeof s->kase.pick);
    s->kase.confirmed = false;
    s->kase.booking.taken = true;
    return true;
}

/* The paper comes by itself, as that of an application does. */
bool take_ticket(struct session *s, const struct session_event *event, struct effects *out)
{
    take_result(s, event, out);
    s->print = PRINT_NONE;
    return s->kase.booking.ticket.is != TICKET_IS_BOOKED || print(s, event, out);
}

bool is_ticket(const struct session *s, const struct session_event *event)
{
    return is_our_question(s, event) && is_booked(s) && s->step == STEP_SENDING &&
           (event == NULL || event->result->booking.ticket.is != TICKET_IS_NONE);
}

/* Neither a ticket nor anything to pick from is no answer. */
bool is_no_ticket(const struct session *s, const struct session_event *event)
{
    return is_booked(s) && is_our_question(s, event) &&
           (event == NULL || event->result->booking.ticket.is == TICKET_IS_NONE);
}

static bool stands(const struct session *s)
{
    enum ticket_is is = s->kase.booking.ticket.is;

    return is_booked(s) && s->problem == PROBLEM_NONE && (is == TICKET_IS_BOOKED || is == TICKET_IS_HELD);
}

bool may_give_back(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->step == STEP_RESULT && stands(s);
}

bool ask_to_give_back(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->kase.booking.cancels = true;
    s->kase.confirmed = false;
    return true;
}

bool gives_back(const struct session *s, const struct session_event *event)
{
    return may_give_back(s, event) && s->kase.booking.cancels && s->kase.confirmed;
}

bool is_given_back(const struct session *s, const struct session_event *event)
{
    (void)event;
    return is_booked(s) && s->step == STEP_RESULT && s->problem == PROBLEM_NONE &&
           s->kase.booking.ticket.is == TICKET_IS_CANCELLED;
}

/* Another time is another booking: its own case, its own form. */
bool book_anew(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    empty_case(s);
    while (s->back_count > 0 && s->back[s->back_count - 1].step != STEP_SERVICE)
        s->back_count--; /* what was picked before is behind */
    if (s->back_count == 0)
        s->back[s->back_count++].step = STEP_SERVICE;
    wish(s, out, EFFECT_DRAW_CASE_ID);
    answers_from_card(s);
    return true;
}
