/* The table of moves and how it is read. What is not in the table does nothing.
 * Owns nothing: constant rows over the caller's session.
 * The ui room, through session_step only. */
#pragma once

#include "session/session.h"

/* Where a row leads once its deed agrees: a step of enum step, or one of these. */
enum target {
    TO_STAY = STEP_COUNT, /* the step stays */
    TO_FORWARD,           /* the next step of this service, see steps.c */
    TO_BACK,              /* where one came from */
    TO_OUT                /* the one way out: wiped, to standby */
};

/* Reads only, so that screens may ask it too; then `event` is NULL and it answers for the best event. */
typedef bool when_call(const struct session *s, const struct session_event *event);
/* May set a problem; false when it does not agree. */
typedef bool deed_call(struct session *s, const struct session_event *event, struct effects *out);

struct move {
    uint32_t at; /* bits of enum step */
    enum event_kind on;
    when_call *when; /* NULL: always */
    deed_call *deed; /* NULL: nothing but the move */
    int to;
    const char *said[5]; /* the row as it stands in the source, for docs/session.md */
};
struct cover {     /* the same for what lies over a step: an overlay never changes it */
    uint32_t over; /* bits of enum overlay */
    enum event_kind on;
    when_call *when;
    deed_call *deed;
    int to; /* an overlay, COVER_STAY, or COVER_OUT: leave for s->leave_to */
    const char *said[5];
};
enum {
    COVER_STAY = OVERLAY_COUNT,
    COVER_OUT,
    COVER_PASS /* closes, and the page beneath hears the event */
};

/* moves.c and covers.c are these two tables, and nothing else. */
extern const struct move moves_table[];
extern const struct cover covers_table[];
extern const unsigned moves_count, covers_count;

/* The first row that holds, or NULL. */
const struct move *moves_find(const struct session *s, enum event_kind kind,
                              const struct session_event *event);
const struct cover *covers_find(const struct session *s, enum event_kind kind,
                                const struct session_event *event);
const struct move *moves_row(unsigned i); /* NULL behind the last: docs and tests read the table */
const struct cover *covers_row(unsigned i);
const char *event_name(enum event_kind kind); /* of the source, without EVENT_ */
