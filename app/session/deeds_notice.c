/* Deeds of what the neighbourhood is told: one notice read, and an alert on whatever page there is. Where
 * nothing is begun it lies over the page; inside a service it stands in the service bar, for a dialog there
 * would take away what is being typed, written or paid, and is opened from there when somebody wants to read
 * it. */
#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "session/alert.h"
#include "session/deeds.h"
#include "session/notice_round.h"
#include "session/patience.h"

/* Opened by name, or by nobody's: then any will do. */
bool is_notice(const struct session *s, const struct session_event *event)
{
    if (s->practice)
        return false;
    return event == NULL ? notices_now(s->notices, s->wall_ms) != NULL
                         : event->text != NULL && notices_find(s->notices, event->text) != NULL;
}

bool open_notice(struct session *s, const struct session_event *event, struct effects *out)
{
    begin(s, event, out);
    if (s->step != STEP_NOTICE)
        secret_copy_text(s->notice_from, sizeof s->notice_from, event->text);
    secret_copy_text(s->notice, sizeof s->notice, event->text);
    s->print = PRINT_NONE; /* another paper */
    return true;
}

bool follows_notice(const struct session *s, const struct session_event *event)
{
    (void)event;
    return notice_round(s).at > 1;
}

bool turn_back(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    secret_copy_text(s->notice, sizeof s->notice, notice_in_round(s, notice_round(s).at - 1)->id);
    s->print = PRINT_NONE; /* another paper */
    return true;
}

bool close_notice(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->print = PRINT_NONE;
    return true;
}

/* 我知道了: told to the platform once this notice is still one. */
bool note_seen(struct session *s, const struct session_event *event, struct effects *out)
{
    if (notices_find(s->notices, s->notice) != NULL)
        wish(s, out, EFFECT_SEEN);
    return close_notice(s, event, out);
}

static bool is_new(const struct session *s, const struct notice *n)
{
    uint32_t name = g_str_hash(n->id);

    for (unsigned i = 0; i < SESSION_ALERTS; i++)
        if (s->alerts_told[i] == name)
            return false;
    return n->kind == NOTICE_ALERT && notice_holds(n, s->wall_ms);
}

/* The alert that is not put away yet, while it holds. */
static const struct notice *current(const struct session *s)
{
    const struct notice *n = *s->alert ? notices_find(s->notices, s->alert) : NULL;

    return n != NULL && notice_holds(n, s->wall_ms) ? n : NULL;
}

/* Nothing is in hand there, and what is practised may be covered. */
static bool lies_over(const struct session *s)
{
    return s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE || s->step == STEP_HOME || s->practice;
}

const struct notice *session_alert_in_bar(const struct session *s)
{
    return s->overlay == OVERLAY_ALERT || lies_over(s) ? NULL : current(s);
}

bool is_alert(const struct session *s, const struct session_event *event)
{
    return session_alert_in_bar(s) != NULL &&
           (event == NULL || (event->text != NULL && strcmp(event->text, s->alert) == 0));
}

bool put_alert_away(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    secret_wipe(s->alert, sizeof s->alert);
    return true;
}

/* The newest of the program's lists; the alert that lies there goes when it was withdrawn. */
void session_take_notices(struct session *s, const struct notices *notices)
{
    s->notices = notices;
    if (notices_find(notices, s->alert) != NULL)
        return;
    put_alert_away(s, NULL, NULL);
    if (s->overlay == OVERLAY_ALERT) {
        s->overlay = OVERLAY_NONE;
        s->overlay_due_ms = 0;
    }
}

static void take_new(struct session *s)
{
    for (unsigned i = 0; s->notices != NULL && *s->alert == '\0' && i < s->notices->count; i++) {
        const struct notice *n = &s->notices->list[i];

        if (!is_new(s, n))
            continue;
        memmove(&s->alerts_told[1], &s->alerts_told[0], sizeof s->alerts_told - sizeof s->alerts_told[0]);
        s->alerts_told[0] = g_str_hash(n->id);
        memcpy(s->alert, n->id, sizeof s->alert);
        s->awake_ms = s->now_ms;
    }
}

/* Each alert once, as soon as nothing else lies over the page, and until somebody puts it away: who had it in
 * the bar and did not look meets it at home. Nobody answers it in standby, so there it goes by itself, and
 * stays on the picture. */
void session_offer_alert(struct session *s)
{
    bool nobody = s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE;

    if (s->overlay != OVERLAY_NONE)
        return;
    if (current(s) == NULL)
        put_alert_away(s, NULL, NULL); /* its time is over */
    take_new(s);
    if (*s->alert == '\0' || !lies_over(s))
        return;
    s->overlay = OVERLAY_ALERT;
    s->overlay_due_ms = nobody ? s->now_ms + ALERT_STANDBY_MS : 0;
    s->awake_ms = s->now_ms;
}

int64_t session_alert_due(const struct session *s)
{
    int64_t due = 0;

    for (unsigned i = 0; s->notices != NULL && i < s->notices->count; i++) {
        const struct notice *n = &s->notices->list[i];
        int64_t at = s->now_ms + (n->from_ms - s->wall_ms);

        if (n->kind == NOTICE_ALERT && n->from_ms > s->wall_ms && (due == 0 || at < due))
            due = at;
    }
    return due;
}
