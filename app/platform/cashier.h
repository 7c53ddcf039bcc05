/* The seam to whoever really moves money, and the round that pays back. A payment service plugs in as a
 * `struct cashier`; the demo's own books it at once and moves nothing. A round is repeated until nothing is
 * due, and may be cut anywhere; who repeats it is housekeeping.h. Owns nothing; the storage's thread. */
#pragma once

#include "platform/storage.h"

enum cashier_answer {
    CASHIER_REFUSED, /* nothing moved, and this try will move nothing: asked again later */
    CASHIER_PAID_BACK,
    CASHIER_SILENT, /* no answer, or one that leaves it open: it may have paid; asked again */
};
struct cashier {
    /* Pays this payment back, or did so before: its id is the idempotency key, the same at every try. Within
     * STORAGE_LEASE_MS. `error`, if it sets one, says why not, for whoever looks after the money. */
    enum cashier_answer (*refund)(void *data, const struct storage_payment *payment, GError **error);
    void *data;
};
extern const struct cashier cashier_demo;

enum { CASHIER_ROUND_MAX = 100 /* payments of one round: the store is not held long */ };

/* Settles what is over its time, then pays back what is due. How many went back; -1 when the store failed.
 * What the cashier refuses stays due, with its reason, and is logged. */
int cashier_round(struct storage *storage, const struct cashier *cashier, int64_t now_ms, GError **error);
