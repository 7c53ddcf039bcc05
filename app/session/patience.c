#include "session/patience.h"

#include "session/deeds.h"

enum {
    IDLE_MS = 120 * SECOND_MS,
    IDLE_PATIENT_MS = 240 * SECOND_MS,
    IDLE_STAFF_MS = 300 * SECOND_MS, /* staff is on the way, or a paper being laid straight */
    WARNING_MS = 45 * SECOND_MS,
    WARNING_PATIENT_MS = 60 * SECOND_MS,
    TALKING_MS = 20 * 60 * SECOND_MS, /* on the cabinet's telephone: whoever talks touches nothing */
    PAYING_MS = 360 * SECOND_MS,      /* two codes of 180 s: a payment in motion stops the clock */
    LAST_PAGE_MS = 30 * SECOND_MS,
    LAST_PAGE_PATIENT_MS = 60 * SECOND_MS,
    PRINTING_MOST_MS =
        180 * SECOND_MS, /* a long receipt at 9600 baud takes a minute; the driver gives up before */
    LISTENING_MOST_MS =
        20 * 60 * SECOND_MS, /* longer than any page at half the speed: a loudspeaker may hang */
    TOAST_MS = 4 * SECOND_MS,
    TOAST_PATIENT_MS = 8 * SECOND_MS,
};

/* Large letters, listening, sitting and the way from key to key take their time. */
static bool patient(const struct session *s)
{
    return s->large || s->voice || s->seated || s->keypad;
}

bool patience_listens(const struct session *s)
{
    return s->voice && s->now_ms - s->alive_ms < LISTENING_MOST_MS;
}

static int64_t earlier(int64_t a, int64_t b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

static bool on_last_page(const struct session *s)
{
    return (s->step == STEP_DONE || s->step == STEP_RATING) && s->overlay == OVERLAY_NONE;
}

/* Paper in motion stops the clock: it begins when the paper is cut, or does not come. */
int64_t patience_step_due(const struct session *s)
{
    if (on_last_page(s) && s->step == STEP_DONE && s->print == PRINT_ASKED)
        return s->awake_ms + PRINTING_MOST_MS;
    if (on_last_page(s))
        return s->awake_ms + (patient(s) ? LAST_PAGE_PATIENT_MS : LAST_PAGE_MS);
    return s->step == STEP_PAYMENT ? earlier(s->step_due_ms, s->kase.pay.poll_ms) : s->step_due_ms;
}

int64_t patience_idle_ms(const struct session *s)
{
    if (s->step == STEP_PAYMENT && s->kase.pay.state != PAY_CLOSED)
        return PAYING_MS;
    if (s->sos.phone == CALL_TALKS)
        return TALKING_MS;
    if (s->staff_call.state != CALL_NONE || s->emergency_call.state != CALL_NONE || s->talk.turn > 0 ||
        s->step == STEP_CAMERA)
        return IDLE_STAFF_MS;
    return patient(s) ? IDLE_PATIENT_MS : IDLE_MS;
}

int64_t patience_idle_due(const struct session *s)
{
    if (s->step == STEP_STANDBY || s->step == STEP_SENDING || s->step == STEP_ENQUIRY ||
        s->overlay == OVERLAY_TIMEOUT || on_last_page(s))
        return 0;
    return s->awake_ms + patience_idle_ms(s);
}

int64_t patience_toast_ms(const struct session *s)
{
    return s->large || s->voice ? TOAST_PATIENT_MS : TOAST_MS;
}

int64_t patience_warning_ms(const struct session *s)
{
    return patient(s) ? WARNING_PATIENT_MS : WARNING_MS;
}

/* Of the answer while the page shows nothing but that it is asked for; else of the code. Asking again shows
 * nowhere. */
static int64_t payment_due(const struct session *s)
{
    const struct pay *pay = &s->kase.pay;
    bool asks = pay->state == PAY_ASKED || pay->state == PAY_TAKING;

    return asks && pay->poll_ms != 0 ? pay->poll_ms - PAY_POLL_MS : s->step_due_ms;
}

void patience_wind(struct session *s)
{
    int64_t step_due = patience_step_due(s);

    s->deadline_ms = s->overlay_due_ms != 0    ? s->overlay_due_ms
                     : s->step == STEP_PAYMENT ? payment_due(s)
                                               : step_due;
    s->alarm_ms =
        earlier(earlier(s->overlay_due_ms, step_due), earlier(s->peek_until_ms, patience_idle_due(s)));
    s->alarm_ms =
        earlier(earlier(s->alarm_ms, s->toast_until_ms), earlier(s->example_ms, session_alert_due(s)));
    if (s->overlay == OVERLAY_TALK)
        s->alarm_ms = earlier(s->alarm_ms, s->talk.ask_ms);
    s->alarm_ms = earlier(s->alarm_ms, reminder_due(s));
    s->alarm_ms = earlier(s->alarm_ms, earlier(s->staff_call.due_ms, s->emergency_call.due_ms));
    s->alarm_ms = earlier(s->alarm_ms, s->sos.sounds ? s->sos.sounds_until_ms : 0);
}
