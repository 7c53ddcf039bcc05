#include "ui/screens/previews_emergency.h"

enum { EXAMPLE_NOW_MS = 100000, LEFT_MS = 4000 };
static const int64_t EXAMPLE_WALL_MS = INT64_C(1773797160000); /* 2026-03-18 09:26 at the kiosk's place */

void emergency(struct session *s)
{
    s->step = STEP_HOME;
    s->overlay = OVERLAY_EMERGENCY;
    s->visit = 2;
    s->now_ms = EXAMPLE_NOW_MS;
    s->wall_ms = EXAMPLE_WALL_MS;
    s->deadline_ms = s->now_ms + LEFT_MS;
    s->health = (struct health){
        .idcard = DEVICE_READY, .scanner = DEVICE_READY, .printer = DEVICE_READY, .online = true};
}

static void stands(struct session *s, enum call_state state)
{
    emergency(s);
    s->emergency_call.state = state;
}

void emergency_called(struct session *s)
{
    stands(s, CALL_HEARD);
}

void emergency_answered(struct session *s)
{
    stands(s, CALL_ANSWERED);
}

void emergency_calling(struct session *s)
{
    stands(s, CALL_ASKED);
}

void emergency_unheard(struct session *s)
{
    stands(s, CALL_UNHEARD);
}

static void equip(struct session *s)
{
    s->health.alarm = s->health.phone = DEVICE_READY;
}

void emergency_equipped(struct session *s)
{
    emergency(s);
    equip(s);
}

void emergency_offline(struct session *s)
{
    emergency(s);
    s->health.online = false;
}

static void with_both(struct session *s, enum call_state state, enum phone_call phone)
{
    stands(s, state);
    equip(s);
    s->sos.sounds = phone != CALL_TALKS;
    s->sos.phone = phone;
}

void emergency_ringing(struct session *s)
{
    with_both(s, CALL_HEARD, CALL_RINGS);
}

void emergency_alarm(struct session *s)
{
    with_both(s, CALL_UNHEARD, CALL_SILENT);
    s->health.phone = DEVICE_OFF;
    s->health.online = false;
}

void emergency_talking(struct session *s)
{
    with_both(s, CALL_UNHEARD, CALL_TALKS);
    s->health.online = false;
}

void emergency_not_taken(struct session *s)
{
    with_both(s, CALL_UNHEARD, CALL_NOT_TAKEN);
    s->health.online = false;
}

void emergency_not_made(struct session *s)
{
    with_both(s, CALL_HEARD, CALL_NOT_MADE);
}

void mains_lost(struct session *s)
{
    emergency(s);
    s->overlay = OVERLAY_NONE;
    s->deadline_ms = 0;
    s->health.power = DEVICE_ATTENTION;
    s->health.power_cause = CAUSE_MAINS_LOST;
}
