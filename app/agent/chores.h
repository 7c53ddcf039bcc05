/* The chores of the agent around the outbox: what a crash left, and what is older than it need be.
 * Borrows store and outbox. The post's room. */
#pragma once

#include <stdint.h>

#include "store/outbox.h"

struct chores {
    struct store *store;
    struct outbox *outbox;
    int64_t next_ms; /* monotonic: when the daily ones are due */
};
/* No row is in a request, whatever the row says, and no file is without its row: the agent has just begun. */
void chores_init(struct chores *chores, struct store *store, struct outbox *outbox);
/* Once a day. By the platform's own time, the Date of its answer (RFC 9110), since the kiosk's may be years
 * off; not without it. */
void chores_daily(struct chores *chores, const char *date, int64_t now_monotonic_ms);
