/* 练一练: a visit with example data. What would leave it is answered here, within the step; only a call for
 * people, and the end of the visit, are real. Owns nothing: all stands in the session.
 * The ui room, through session_step only. */
#pragma once

#include "session/session.h"

/* No kiosk gives it: the counter within begins at 1, and the check digit is wrong. */
#define PRACTICE_RECEIPT "000000000000"

enum { PRACTICE_SENDING_MS = 2000 }; /* so that the page of sending can be seen */

/* Whose card is laid down in practice: invented. Lives as long as the program. */
const struct person *practice_person(void);
/* True when this wish stays within a practice visit. Whoever calls for people while practising needs them:
 * staff and emergency are as real as ever. */
bool practice_keeps(enum effect_kind kind);
/* The next answer that is due, as the desk would give it; false when there is none now. What takes time comes
 * with an alarm, as letters do: never with a touch. */
bool practice_letter(struct session *s, bool alarm, struct session_event *out);
