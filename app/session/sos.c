#include "session/sos.h"

#include "session/deeds.h"
#include "session/patience.h"

enum { SOUNDS_MS = 300 * SECOND_MS }; /* as long as a visit waits for staff */

bool sos_in_call(const struct sos *sos)
{
    return sos->phone == CALL_DIALS || sos->phone == CALL_RINGS || sos->phone == CALL_TALKS;
}

bool sos_sounds(const struct session *s)
{
    return s->sos.sounds && (s->health.alarm == DEVICE_READY || s->health.alarm == DEVICE_BUSY);
}

static void wish_on(struct session *s, struct effects *out, enum effect_kind kind, bool on)
{
    wish(s, out, kind);
    out->list[out->count - 1].on = on;
}

static bool may_phone(const struct session *s)
{
    return s->health.phone == DEVICE_READY && !sos_in_call(&s->sos);
}

/* An alarm that is unplugged is switched on all the same: it sounds once it is back. */
void sos_begin(struct session *s, struct effects *out)
{
    if (s->health.alarm != DEVICE_OFF && !s->sos.sounds)
        wish_on(s, out, EFFECT_ALARM, true);
    s->sos.sounds = s->health.alarm != DEVICE_OFF;
    s->sos.sounds_until_ms = s->now_ms + SOUNDS_MS;
    if (may_phone(s))
        dial(s, NULL, out);
}

static void silence(struct session *s, struct effects *out)
{
    if (s->sos.sounds)
        wish_on(s, out, EFFECT_ALARM, false);
    s->sos.sounds = false;
}

/* Somebody knows, somebody is on the telephone and must be understood, or the page was closed: it was a
 * mistake, or is over. */
void sos_settle(struct session *s, struct effects *out)
{
    bool closed = s->overlay == OVERLAY_NONE;

    if (closed || s->emergency_call.state == CALL_ANSWERED || s->sos.phone == CALL_TALKS ||
        s->now_ms >= s->sos.sounds_until_ms)
        silence(s, out);
    if (closed && sos_in_call(&s->sos))
        hang_up(s, NULL, out);
    if (closed)
        s->sos.phone = CALL_SILENT;
}

void sos_end(struct session *s, struct effects *out)
{
    silence(s, out);
    if (sos_in_call(&s->sos))
        hang_up(s, NULL, out);
}

bool may_dial(const struct session *s, const struct session_event *event)
{
    (void)event;
    return may_phone(s) && s->sos.phone != CALL_SILENT; /* the first call comes by itself */
}

bool dial(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    s->sos.phone = CALL_DIALS;
    wish_on(s, out, EFFECT_PHONE, true);
    return true;
}

bool is_in_call(const struct session *s, const struct session_event *event)
{
    (void)event;
    return sos_in_call(&s->sos);
}

bool hang_up(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    s->sos.phone = CALL_OVER;
    wish_on(s, out, EFFECT_PHONE, false);
    return true;
}

/* What the telephone says of our call; when it was hung up here, it says nothing new. */
bool phone_told(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    if (s->sos.phone != CALL_SILENT && s->sos.phone != CALL_OVER && event->number <= CALL_NOT_MADE)
        s->sos.phone = (enum phone_call)event->number;
    return true;
}
