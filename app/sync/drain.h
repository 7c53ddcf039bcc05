/* The drain: rows of the outbox to a batch, its answer back to rows. One turn is one request. While its
 * answer is waited for, the rows of the answer before are settled and the next batch is made ready; nothing
 * of the database stays open. Borrows outbox and sender; owns its plan, and what is between two turns. The
 * agent's drain room. */
#pragma once

#include <glib.h>

#include "store/outbox.h"
#include "sync/client.h"
#include "sync/plan.h"
#include "sync/refusal.h"
#include "sync/upload.h"

/* How a batch is sent: the client in the agent, a fake in the tests. */
typedef void (*drain_send)(void *data, const struct client_request *request, struct client_answer *answer);
/* Rows that are marked as sending, and the request made of them. */
struct drain_load {
    GPtrArray *rows; /* NULL: none */
    GBytes *body;
};
/* What the platform said of rows, and the outbox does not know yet. */
struct drain_said {
    GPtrArray *rows; /* NULL: nothing */
    struct message_results results;
    int64_t at_unix_ms; /* when it was said, by the platform's clock where ours was wrong */
};
struct drain {
    struct store *store;   /* borrowed, and that of the outbox */
    struct outbox *outbox; /* borrowed */
    char kiosk[16];        /* the kiosk's five digits */
    const char *boot; /* which boot of the machine this is (base/known_time.h); borrowed, NULL: unknown */
    drain_send send;
    void *send_data;
    struct plan plan;
    unsigned handed_in;   /* rows that people wait with, when the bell rang last: sync/splay.h */
    struct upload upload; /* of the large box in hand */
    struct drain_load next;
    struct drain_said said; /* only while there is a next one: its request is when this is settled */
    bool unsure;            /* the store failed: marks stand that nobody answers for */
};
void drain_init(struct drain *drain, struct store *store, struct outbox *outbox, const char *kiosk,
                drain_send send, void *send_data);
/* Settles what was said, and lets go of what was made ready: its rows are pending again. For good, or before
 * drain_init. */
void drain_clear(struct drain *drain, int64_t now_unix_ms);

enum drain_outcome { DRAIN_EMPTY, DRAIN_AGAIN, DRAIN_WAIT };
struct drain_report {
    enum drain_outcome outcome;
    int64_t wait_ms;    /* DRAIN_WAIT: until the next turn */
    bool asked, online; /* asked: there was a request; online: the platform itself answered */
    bool alarm;
    char problem[REFUSAL_TEXT]; /* of an alarm: a sentence for the log; nothing personal */
    unsigned accepted, parked;  /* rows settled in this turn: of this answer, or of the one before */
};
/* FALSE only when the store fails; what is not settled then is sent again. */
gboolean drain_turn(struct drain *drain, int64_t now_unix_ms, int64_t now_monotonic_ms, uint32_t random,
                    struct drain_report *report, GError **error);
