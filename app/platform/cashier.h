/* The seam to whoever really moves money, and the round that pays back. A payment service plugs in as a
 * `struct cashier`; the demo's own books it at once and moves nothing. A round is repeated until nothing is
 * due, and may be cut anywhere; who repeats it is housekeeping.h. Owns nothing; the storage's thread. */
#pragma once

#include "platform/storage.h"

struct cashier {
    /* Pays this payment back, or did so before: its id is the idempotency key. FALSE: not now, asked again.
     */
    bool (*refund)(void *data, const struct storage_payment *payment, GError **error);
    void *data;
};
extern const struct cashier cashier_demo;

enum { CASHIER_ROUND_MAX = 100 /* payments of one round: the store is not held long */ };

/* Settles what is over its time, then pays back what is due. How many went back; -1 when the store failed.
 * What the cashier refuses stays due, and is logged. */
int cashier_round(struct storage *storage, const struct cashier *cashier, int64_t now_ms, GError **error);
