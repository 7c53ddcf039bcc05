#include "session/reminder.h"

#include "session/deeds.h"
#include "session/patience.h"

enum { CALLS = 3, CALL_EVERY_MS = 10 * SECOND_MS };

static bool at_the_end(const struct session *s)
{
    return s->step == STEP_DONE || s->step == STEP_RATING || s->step == STEP_STANDBY;
}

static unsigned things_that_lie(const struct session *s)
{
    const struct health *h = &s->health;
    bool slip = h->paper_lies || h->printer_cause == CAUSE_PAPER_LEFT;

    if (!at_the_end(s))
        return 0;
    return (h->card_lies || h->card_forgotten ? 1u << REMINDER_CARD : 0) |
           (h->social_lies || h->social_forgotten ? 1u << REMINDER_SOCIAL : 0) |
           (slip ? 1u << REMINDER_SLIP : 0) |
           (h->document_cause == CAUSE_PAPER_LEFT ? 1u << REMINDER_PAGE : 0);
}

enum reminder_thing reminder_now(const struct session *s)
{
    for (enum reminder_thing thing = REMINDER_CARD; thing <= REMINDER_PAGE; thing++)
        if (things_that_lie(s) & 1u << thing)
            return thing;
    return REMINDER_NOTHING;
}

const char *reminder_name(enum reminder_thing thing)
{
    static const char *const names[] = {"", "card", "social", "slip", "page"};

    return names[thing];
}

int64_t reminder_due(const struct session *s)
{
    const struct reminder *r = &s->reminder;
    bool more = r->calls < CALLS || (r->alone && !r->told);

    return r->things != 0 && more ? r->next_ms : 0;
}

static void call(struct session *s)
{
    s->reminder.calls++;
    s->reminder.rung++;
    s->reminder.next_ms = s->now_ms + CALL_EVERY_MS;
}

/* Nobody came: somebody else has to look. */
static void tell_staff(struct session *s, struct effects *out)
{
    s->reminder.told = true;
    wish(s, out, EFFECT_LEFT_BEHIND);
}

void session_remind(struct session *s, struct effects *out)
{
    struct reminder *r = &s->reminder;
    unsigned lies = things_that_lie(s), more = lies & ~r->things;
    bool alone = s->step == STEP_STANDBY;
    bool anew = more != 0 || alone != r->alone; /* more lies there, or they have just walked away */
    bool due = reminder_due(s) != 0 && s->now_ms >= reminder_due(s);

    r->things = lies;
    r->alone = alone;
    if (anew) {
        r->calls = 0;
        r->told = false;
    }
    if (lies == 0 || (!anew && !due))
        return;
    if (r->calls < CALLS)
        call(s);
    else
        tell_staff(s, out);
}
