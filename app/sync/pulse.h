/* The pulse: the agent's heartbeat, from the store to the platform. Not in the outbox, for it is telemetry:
 * one that is lost is followed by another that says more, and of an outage nobody wants to read three
 * hundred. Borrows store, outbox and sender; the struct is the caller's, zeroed by pulse_init. The room of
 * the store. */
#pragma once

#include <stdbool.h>

#include "store/outbox.h"
#include "sync/drain.h"

enum { PULSE_NEXT_S = 300 }; /* until the platform says otherwise */

struct pulse {
    struct store *store;
    struct outbox *outbox;
    char kiosk[16]; /* the kiosk's five digits */
    char *state;    /* folder; its disk is looked at */
    drain_send send;
    void *send_data;
    int64_t begun_ms, next_ms, interval_ms; /* monotonic */
    uint32_t receipts_given;                /* as the newest answer says */
};
void pulse_init(struct pulse *pulse, struct store *store, struct outbox *outbox, const char *kiosk,
                const char *state, drain_send send, void *send_data, int64_t now_monotonic_ms);
void pulse_clear(struct pulse *pulse);
/* Is it time? Who could not tell for longer than an interval draws a new time within the next one: when a
 * platform comes back, its whole fleet must not tell at once. `random` in 0..UINT32_MAX. */
bool pulse_due(struct pulse *pulse, int64_t now_monotonic_ms, uint32_t random);
/* Until then, or 0: the look at the line that comes with it is not to be later. Who was held up is in no
 * hurry. */
int64_t pulse_wait(const struct pulse *pulse, int64_t now_monotonic_ms);
/* One heartbeat and its answer. FALSE: the store failed, or nobody took it; either way the next one follows.
 */
gboolean pulse_beat(struct pulse *pulse, int64_t now_unix_ms, int64_t now_monotonic_ms, uint32_t random,
                    GError **error);
