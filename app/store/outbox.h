/* The outbox: what residents handed in, sealed, until the platform has it. Why nothing is lost stands in
 * outbox.c. Borrows the store, owns its prepared statements; rows handed out own their box. One outbox
 * belongs to the room of its store; kiosk adds, kiosk-agent drains, each on its own connection. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "store/open.h"

enum {
    OUTBOX_ID_BYTES = 16,
    OUTBOX_ROW_BYTES = 100 * 1024, /* a larger box lies in the spool */
    OUTBOX_NOTE = 200,             /* characters of what staff write to a row */
    OUTBOX_KEPT_DAYS = 90          /* of what remains of a settled row */
};

/* What goes first. Within one, in the order they were added. */
enum outbox_priority {
    OUTBOX_EMERGENCY,   /* somebody waits for help */
    OUTBOX_REPORT,      /* of what is broken or dangerous in the neighbourhood */
    OUTBOX_APPLICATION, /* whatever else a resident hands in */
    OUTBOX_RATING,
    OUTBOX_TELEMETRY, /* of the cabinet */
    OUTBOX_PRIORITIES
};
enum outbox_priority outbox_priority(const char *kind); /* an unknown kind is an application */

/* SENDING: in a request that has not been answered; an agent that starts finds none. ATTENTION: the platform
 * refuses it, or its file is lost; staff look at it. */
enum outbox_state { OUTBOX_PENDING, OUTBOX_ACCEPTED, OUTBOX_ATTENTION, OUTBOX_SENDING, OUTBOX_UNKNOWN };

struct outbox;
struct outbox *outbox_new(struct store *store, GError **error);
void outbox_free(struct outbox *outbox); /* NULL is fine */

struct outbox_entry { /* borrowed for the call */
    uint8_t id[OUTBOX_ID_BYTES];
    const char *kind, *service, *receipt, *keyid; /* receipt "" for a note */
    const uint8_t *case_id; /* of OUTBOX_ID_BYTES: of whose case it is; NULL: of its own, or of none */
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
    enum outbox_priority priority;
    size_t len;  /* bytes of the sealed box */
    GBytes *box; /* NULL: it lies in the file `spool` */
    char *spool; /* NULL: it is in `box` */
};
/* Pending rows whose time has come, by priority, then oldest first, at most `limit` and about `bytes_max` of
 * boxes (always at least one). Not those in a request; of one case only the first, until it is accepted: the
 * next waits for it even when it is put off or needs attention. The read is over when this returns. Array of
 * struct outbox_row*, freed with g_ptr_array_unref. NULL on error. */
GPtrArray *outbox_due(struct outbox *outbox, unsigned limit, size_t bytes_max, int64_t now_ms,
                      GError **error);
/* Whether a row is due, and in no request, that is more urgent than `priority`. An error counts as one. */
gboolean outbox_more_urgent(struct outbox *outbox, enum outbox_priority priority, int64_t now_ms);
/* The box, from the row or from the spool; ABSENT when its file is lost. g_bytes_unref. */
GBytes *outbox_row_box(const struct outbox_row *row, GError **error);

/* Before a request with these rows, durable when this returns; any answer about a row ends it. */
gboolean outbox_sending(struct outbox *outbox, const GPtrArray *rows, GError **error);
/* No answer: pending again. `rows` NULL: all there are, when an agent starts. */
gboolean outbox_unsent(struct outbox *outbox, const GPtrArray *rows, GError **error);
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

/* The same for all that were parked for that reason. */
gboolean outbox_unpark_all(struct outbox *outbox, const char *reason, GError **error);

struct outbox_counts {
    unsigned waiting; /* pending and sending */
    unsigned sending, accepted, attention;
    int64_t oldest_ms; /* created of the oldest waiting; 0 = none */
};
/* Costs the same whatever the number of rows. */
gboolean outbox_counts(struct outbox *outbox, struct outbox_counts *out, GError **error);
/* The waiting by priority. Goes once over what waits, and over nothing that is settled. */
gboolean outbox_waiting(struct outbox *outbox, unsigned of[OUTBOX_PRIORITIES], GError **error);
/* How a row stands; UNKNOWN: no such row. FALSE when that cannot be read. */
gboolean outbox_look(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], enum outbox_state *state,
                     GError **error);
/* The same for whoever looks again later: UNKNOWN also when it cannot be read. */
enum outbox_state outbox_state(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES]);

/* Forgets what remains of rows settled more than OUTBOX_KEPT_DAYS ago, at most `limit` at a time; `now_ms` is
 * to be a time that can be trusted. A settlement that lies ahead of it counts from now. How many went, -1 on
 * error. The agent calls it daily. */
int outbox_sweep(struct outbox *outbox, int64_t now_ms, unsigned limit, GError **error);
