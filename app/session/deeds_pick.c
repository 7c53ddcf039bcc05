/* Deeds of picking one of what the platform offers now: asked for, picked, confirmed, handed back. */
#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"

static bool is_picked(const struct session *s)
{
    return s->service != NULL && service_is_picked(s->service);
}

static bool is_booked(const struct session *s)
{
    return is_picked(s) && service_is_booked(s->service);
}

static bool holds_something(const struct session *s, const struct case_file *said)
{
    return is_booked(s) ? said->booking.slot_count > 0 : said->result.count > 0;
}

/* The answer holds something to pick from; else it says why not, and is a result to read. */
bool is_offer(const struct session *s, const struct session_event *event)
{
    return is_our_question(s, event) &&
           (event == NULL || (event->result->offer.id[0] != '\0' && holds_something(s, event->result)));
}

bool is_offered(const struct session *s, const struct session_event *event)
{
    if (event == NULL)
        return true;
    return is_booked(s) ? is_free(s, event->number) : event->number < s->kase.result.count;
}

/* What was confirmed was another. */
bool pick(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->kase.confirmed = false;
    if (is_booked(s))
        pick_free(s, event->number);
    else
        secret_copy_text(s->kase.pick, sizeof s->kase.pick, s->kase.result.value[event->number]);
    met(s, PROBLEM_NONE, NULL);
    return true;
}

/* A vote cannot be changed once it is cast, and what is booked keeps somebody else away: one is asked once
 * more.
 */
bool ask_to_confirm(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    if (s->kase.pick[0] == '\0')
        return met(s, PROBLEM_EMPTY, NULL);
    s->overlay = OVERLAY_CONFIRM;
    return true;
}

bool confirm(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->kase.confirmed = true;
    return true;
}

bool is_confirmed(const struct session *s, const struct session_event *event)
{
    (void)event;
    if (is_booked(s) && needs_case_id(s, NULL)) /* under which asking again is the same booking */
        return false;
    return s->kase.confirmed && s->kase.pick[0] != '\0';
}

bool has_plan(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->step == STEP_PICK && s->kase.offer.plan_count > 0;
}

/* A question may be called off; what is handed back may have arrived. */
bool may_cancel(const struct session *s, const struct session_event *event)
{
    return is_asking(s, event) && !(s->step == STEP_SENDING && is_picked(s));
}

/* Nothing was confirmed yet: the offer itself is asked for again. */
bool enquires_anew(const struct session *s, const struct session_event *event)
{
    return is_picked(s) && !s->kase.confirmed && has_no_result(s, event);
}
