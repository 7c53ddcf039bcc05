/* How long the house waits, and what it does then: DESIGN.md 6 'Time'.
 * Owns nothing; times are the session's monotonic milliseconds.
 * The ui room, through session_step only. */
#pragma once

#include "base/call.h"
#include "session/session.h"

enum {
    SECOND_MS = 1000,
    SAVE_WAIT_MS = 20 * SECOND_MS,     /* the desk is silent: ask again, never guess */
    ACCEPTED_WAIT_MS = 10 * SECOND_MS, /* then the honest page that says it is stored */
    ASK_WAIT_MS = 10 * SECOND_MS,
    PAY_POLL_MS =
        2 * SECOND_MS, /* an order is asked after so often; a silent desk so much after ASK_WAIT_MS */
    UNSURE_WAIT_MS = 30 * SECOND_MS, /* a code was seen, then nothing heard: afterwards there are ways on */
    WORD_WAIT_MS = 4 * SECOND_MS,    /* the report is there; who comes may be told on the last page */
    PEEK_MS = 5 * SECOND_MS,
    EMERGENCY_MS = 5 * SECOND_MS,
    TALK_EVERY_MS = 3 * SECOND_MS,      /* an answer of staff is looked for, while one looks on */
    ALERT_STANDBY_MS = 120 * SECOND_MS, /* an alert over the standby picture; then it stands in it */
};
/* When the step's own time is up; 0 when it has none. */
int64_t patience_step_due(const struct session *s);
/* When nobody seems to be there any more; 0 when that is not watched now. */
int64_t patience_idle_due(const struct session *s);
/* How long that is from the last sign of life, as the visit stands now. */
int64_t patience_idle_ms(const struct session *s);
/* How long a sentence lies above the buttons. */
int64_t patience_toast_ms(const struct session *s);
/* How long 您还在吗？ counts. */
int64_t patience_warning_ms(const struct session *s);
/* Sets alarm_ms and deadline_ms by all of these: last thing of every step. */
/* Whether what is spoken to them is a sign of life: the clocks of the page begin when it ends. */
bool patience_listens(const struct session *s);
void patience_wind(struct session *s);
