/* What somebody outside asks of the running kiosk (kioskctl devices test), done between two visits: one at a
 * time, and answered in a word. What only tells how it stands is answered in a visit, too. Plain values;
 * owned by the ui room. */
#pragma once

#include "letters.h"
#include "session/session.h"
#include "tally.h"

enum { ERRAND_REQUEST = UINT32_MAX, ERRAND_ON_MS = 2000, ERRAND_WAIT_MS = 20000 };

struct errands { /* zeroed: nothing in hand */
    bool open;
    uint8_t id[16];
    enum device_slot slot;
    bool on;        /* a lamp or horn is on for us */
    int64_t due_ms; /* real time: it goes off then, or nobody answered */
};
struct device_room;
/* Begins it; what cannot be done is answered at once. True when there is an answer, in `answer`. */
bool errands_begin(struct errands *e, const struct desk_letter *letter, const struct session *s,
                   const struct tally *t, struct device_room *devices, int64_t now_ms, const char **answer);
bool errands_letter(struct errands *e, const struct device_letter *letter,
                    const char **answer); /* a job's end */
/* Its time is over: what it switched on goes off, unless the session wants it by now. */
bool errands_turn(struct errands *e, const struct session *s, const struct tally *t,
                  struct device_room *devices, int64_t now_ms, const char **answer);
int64_t errands_due(const struct errands *e); /* INT64_MAX: nothing in hand */
