/* The ledger: what a cashier took for an order, and what goes back. Part of storage.h: the same storage,
 * errors, thread and durability. A payment is a fact from outside: it is kept when it pays its order, once,
 * and is due back in every other case. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "wire/order.h"

struct storage;
struct storage_order;

enum {
    STORAGE_PAYMENT_ID = 48,
    STORAGE_PAYMENT_NOTE = 160,
    STORAGE_LEASE_MS = 60 * 1000,            /* a cashier has this long to answer before it is asked again */
    STORAGE_PUT_OFF_MS = 5 * 1000,           /* after its first refusal; twice as long after each more ... */
    STORAGE_PUT_OFF_MOST_MS = 60 * 60 * 1000 /* ... until it is this */
};
enum storage_payment_state {
    PAYMENT_KEPT,       /* pays its order: at most one of an order, the table says so */
    PAYMENT_REFUND_DUE, /* to be paid back, unless its application comes first; nothing has moved */
    PAYMENT_REFUNDING,  /* the cashier was asked, and until it answers nobody knows whether it paid */
    PAYMENT_REFUNDED,   /* the cashier said so, or a worker did */
    PAYMENT_STATES
};
struct storage_payment {
    char id[STORAGE_PAYMENT_ID]; /* the cashier's own name of it: the same payment told twice is one */
    char number[ORDER_TEXT];     /* of the order */
    uint32_t attempt;            /* by which of its codes */
    int64_t amount_fen, at_ms;
    enum storage_payment_state state;
    int64_t since_ms; /* out: when it came to its state; not given back yet: when that was due */
    uint32_t tries;   /* out: how often the cashier was asked to give it back */
    char note[STORAGE_PAYMENT_NOTE]; /* out: what the cashier said last, or that a worker paid; "" */
};
/* What waits to be given back. */
struct storage_refunds {
    int64_t due, asked, fen; /* payments: to be asked for, asked and not answered; the sum of both */
    int64_t oldest_ms;       /* since when the oldest is due; 0: none */
};
/* What a worker gave back, and what is not theirs to give. */
struct storage_by_hand {
    uint32_t payments, unanswered; /* given back now; left, for the cashier may have paid them */
    int64_t fen;                   /* of those given back now */
};

/* A kiosk gave up what it asked for: all of its turns up to this one. */
struct storage_void {
    const uint8_t *kase; /* STORAGE_ID_BYTES */
    int64_t turn;
};

typedef void (*storage_payment_visitor)(const struct storage_payment *payment, void *data);

/* Money came, by any code of the order and however late. Open and of this amount: the order is paid. Else,
 * also when its application is here, the payment is due back. `out` is how the order stands. ABSENT when
 * there is no such order: then nothing is kept. */
gboolean storage_credit(struct storage *storage, const struct storage_payment *payment,
                        struct storage_order *out, GError **error);
/* open -> cancelled, paid -> refund_due, if the order was asked for by this turn or an earlier one; and no
 * such turn opens it again. Needs no order. */
gboolean storage_give_up(struct storage *storage, const struct storage_void *gone, int64_t at_ms,
                         GError **error);
/* The next payment to give back, marked refunding and counted as a try; also one that was so before, when its
 * lease is over (a crash lay between, or the cashier was silent). Whoever else asks meanwhile gets another,
 * so a round has each once. "" as id: there is none. */
gboolean storage_refund_next(struct storage *storage, int64_t at_ms, struct storage_payment *out,
                             GError **error);
/* The cashier gave it back: so is its order. */
gboolean storage_refunded(struct storage *storage, const struct storage_payment *payment, int64_t at_ms,
                          GError **error);
/* The cashier said no to this try, the last one, and why: nothing moved, it is due again, and put off. */
gboolean storage_refund_refused(struct storage *storage, const struct storage_payment *payment, int64_t at_ms,
                                const char *why, GError **error);
/* A worker gave back what is due of this order, and with `unanswered` what the cashier was asked for and is
 * silent about; nobody is asked for it again. ABSENT when there is no such order. */
gboolean storage_refund_by_hand(struct storage *storage, const char *number, gboolean unanswered,
                                int64_t at_ms, struct storage_by_hand *out, GError **error);
gboolean storage_refunds(struct storage *storage, struct storage_refunds *out, GError **error);
gboolean storage_payments(struct storage *storage, const char *number, storage_payment_visitor visit,
                          void *data, GError **error); /* of an order, oldest first */
