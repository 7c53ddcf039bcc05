/* The drain: rows of the outbox to a batch, its answer back to rows. One turn is one request; no read of the
 * database is open meanwhile. Borrows outbox and sender; owns its plan. The agent's drain room. */
#pragma once

#include <glib.h>

#include "store/outbox.h"
#include "sync/client.h"
#include "sync/plan.h"
#include "sync/refusal.h"
#include "sync/upload.h"

/* How a batch is sent: the client in the agent, a fake in the tests. */
typedef void (*drain_send)(void *data, const struct client_request *request, struct client_answer *answer);
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
};
void drain_init(struct drain *drain, struct store *store, struct outbox *outbox, const char *kiosk,
                drain_send send, void *send_data);

enum drain_outcome { DRAIN_EMPTY, DRAIN_AGAIN, DRAIN_WAIT };
struct drain_report {
    enum drain_outcome outcome;
    int64_t wait_ms;    /* DRAIN_WAIT: until the next turn */
    bool asked, online; /* asked: there was a request; online: the platform itself answered */
    bool alarm;
    char problem[REFUSAL_TEXT]; /* of an alarm: a sentence for the log; nothing personal */
    unsigned accepted, parked;
};
/* FALSE only when the store fails. */
gboolean drain_turn(struct drain *drain, int64_t now_unix_ms, int64_t now_monotonic_ms, uint32_t random,
                    struct drain_report *report, GError **error);
