/* The outbox: what residents handed in, sealed, until the platform has it. Why nothing is lost stands in
 * outbox.c. Borrows the store, owns its prepared statements; rows handed out own their box. One outbox
 * belongs to the room of its store; kiosk adds, kiosk-agent drains, each on its own connection. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "store/open.h"

enum { OUTBOX_ID_BYTES = 16 };

enum outbox_state { OUTBOX_WAITING = 0, OUTBOX_ACCEPTED = 1, OUTBOX_PARKED = 2, OUTBOX_UNKNOWN = 3 };

struct outbox;
struct outbox *outbox_new(struct store *store, GError **error);
void outbox_free(struct outbox *outbox); /* NULL is fine */

struct outbox_entry { /* borrowed for the call */
    uint8_t id[OUTBOX_ID_BYTES];
    const char *kind, *service, *receipt, *keyid; /* receipt "" for a note */
    int64_t created_ms;
    GBytes *box;
};
/* TRUE: durable, will survive a power cut. FULL, EXISTS and so on otherwise, and nothing was written. */
gboolean outbox_add(struct outbox *outbox, const struct outbox_entry *entry, GError **error);

struct outbox_row {
    int64_t seq;
    uint8_t id[OUTBOX_ID_BYTES];
    char *kind, *service, *receipt, *keyid;
    int64_t created_ms;
    unsigned tries;
    GBytes *box;
};
/* Waiting rows whose time has come, oldest first, at most `limit` and about `bytes_max` (always at least
 * one). The read is over when this returns. Array of struct outbox_row*, freed with g_ptr_array_unref. NULL
 * on error. */
GPtrArray *outbox_due(struct outbox *outbox, unsigned limit, size_t bytes_max, int64_t now_ms,
                      GError **error);

/* The platform has it: the sealed body goes, number, service, time and size class stay. */
gboolean outbox_accepted(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], int64_t at_ms,
                         GError **error);
/* The platform refuses this one for good: kept whole, out of the others' way, for staff to see. */
gboolean outbox_parked(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], const char *reason,
                       GError **error);
/* Not before next_ms; counts the try. */
gboolean outbox_retry_at(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], int64_t next_ms,
                         GError **error);
/* Staff: back into the queue, now. */
gboolean outbox_unpark(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], GError **error);

struct outbox_counts {
    unsigned waiting, accepted, parked;
    int64_t oldest_ms; /* created of the oldest waiting; 0 = none */
};
gboolean outbox_counts(struct outbox *outbox, struct outbox_counts *out, GError **error);
enum outbox_state outbox_state(struct outbox *outbox,
                               const uint8_t id[OUTBOX_ID_BYTES]); /* UNKNOWN: no such row */
