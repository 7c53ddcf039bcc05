/* An emergency in the cabinet itself: alarm and telephone, which need no line to the platform. Part of the
 * session, and goes with it. Owns nothing. The ui room, through session_step only; the screens read. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* How the call of the cabinet's telephone stands. */
enum phone_call { CALL_SILENT, CALL_DIALS, CALL_RINGS, CALL_TALKS, CALL_OVER, CALL_NOT_TAKEN, CALL_NOT_MADE };

struct sos {
    bool sounds;             /* the alarm was switched on, and was not yet switched off */
    int64_t sounds_until_ms; /* then it stops by itself */
    enum phone_call phone;
};

struct session;
struct effects;

bool sos_in_call(const struct sos *sos);
/* It is heard or seen: switched on, and there. */
bool sos_sounds(const struct session *s);
/* Help was called: whatever the cabinet has joins in. */
void sos_begin(struct session *s, struct effects *out);
/* After every event: what has no more reason stops. */
void sos_settle(struct session *s, struct effects *out);
/* The visit ends: nothing of it may go on. Before it is wiped. */
void sos_end(struct session *s, struct effects *out);
