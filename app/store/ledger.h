/* The outbox as staff see it: rows without their bodies, what staff may do with them, and rows to be carried
 * away by hand. Nothing personal: number, service, time, size, state. Borrows the outbox. The room of the
 * store. */
#pragma once

#include "store/outbox.h"

struct ledger_row { /* texts borrowed for the call */
    int64_t seq;
    uint8_t id[OUTBOX_ID_BYTES];
    enum outbox_state state;
    enum outbox_priority priority;
    const char *kind, *service, *receipt, *reason, *note;
    int64_t created_ms, next_ms, settled_ms; /* next: not before; settled: 0 = not yet */
    unsigned tries, size_kib;
};
typedef void (*ledger_seen)(void *data, const struct ledger_row *row);
/* In the order they were added; without `settled` only what is not accepted. */
gboolean ledger_list(struct outbox *outbox, gboolean settled, ledger_seen seen, void *data, GError **error);
/* One row; ABSENT when there is none. */
gboolean ledger_show(struct outbox *outbox, int64_t seq, ledger_seen seen, void *data, GError **error);
/* Back into the queue, at once: what needs attention or was put off; `seq` 0: all of it. How many, -1 on
 * error. One that waits for its turn already is nothing to be done, and counts too. */
int ledger_retry(struct outbox *outbox, int64_t seq, GError **error);
/* At most OUTBOX_NOTE characters, one line, which the caller has checked; "" takes it away. */
gboolean ledger_annotate(struct outbox *outbox, int64_t seq, const char *note, GError **error);
/* What waits, behind row `after`, in the order it was added and whenever it is due, but not behind a row of
 * its case that needs attention. As outbox_due. */
GPtrArray *ledger_carry(struct outbox *outbox, int64_t after, unsigned limit, size_t bytes_max,
                        GError **error);
