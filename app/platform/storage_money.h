/* The ledger: what a cashier took for an order, and what goes back. Part of storage.h: the same storage,
 * errors, thread and durability. A payment is a fact from outside: it is kept when it pays its order, once,
 * and is due back in every other case. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "wire/order.h"

struct storage;
struct storage_order;

enum { STORAGE_PAYMENT_ID = 48 };
enum storage_payment_state {
    PAYMENT_KEPT,       /* pays its order: at most one of an order, the table says so */
    PAYMENT_REFUND_DUE, /* to be paid back, unless its application comes first */
    PAYMENT_REFUNDING,  /* the cashier is asked; there is no way back from here */
    PAYMENT_REFUNDED,
    PAYMENT_STATES
};
struct storage_payment {
    char id[STORAGE_PAYMENT_ID]; /* the cashier's own name of it: the same payment told twice is one */
    char number[ORDER_TEXT];     /* of the order */
    uint32_t attempt;            /* by which of its codes */
    int64_t amount_fen, at_ms;
    enum storage_payment_state state;
};

/* A kiosk gave up what it asked for: all of its turns up to this one. */
struct storage_void {
    const uint8_t *kase; /* STORAGE_ID_BYTES */
    int64_t turn;
};

typedef void (*storage_payment_visitor)(const struct storage_payment *payment, void *data);

/* Money came, by any code of the order and however late. Open and of this amount: the order is paid (filed
 * when its application is here). Else the payment is due back. `out` is how the order stands. ABSENT when
 * there is no such order: then nothing is kept. */
gboolean storage_credit(struct storage *storage, const struct storage_payment *payment,
                        struct storage_order *out, GError **error);
/* open -> cancelled, paid -> refund_due, if the order was asked for by this turn or an earlier one; and no
 * such turn opens it again. Needs no order. */
gboolean storage_give_up(struct storage *storage, const struct storage_void *gone, int64_t at_ms,
                         GError **error);
/* The next payment to give back, marked refunding, also one that was so before (a crash lay between), but not
 * at this very moment: a round names one moment, and each payment once. "" as id: there is none. */
gboolean storage_refund_next(struct storage *storage, int64_t at_ms, struct storage_payment *out,
                             GError **error);
gboolean storage_refunded(struct storage *storage, const char *id, int64_t at_ms, GError **error);
gboolean storage_payments(struct storage *storage, const char *number, storage_payment_visitor visit,
                          void *data, GError **error); /* of an order, oldest first */
