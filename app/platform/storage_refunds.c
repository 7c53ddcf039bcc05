/* What goes back. It is claimed on the disk before the cashier is asked, and is refunded when the cashier
 * says so: cut in between, it is asked for again under the same name. */
#include <string.h>

#include "platform/storage_inside.h"

/* A cashier that cannot now is asked less and less often. */
static int64_t put_off_ms(uint32_t tries)
{
    int64_t wait_ms = STORAGE_PUT_OFF_MS;
    for (uint32_t i = 1; i < tries && wait_ms < STORAGE_PUT_OFF_MOST_MS; i++)
        wait_ms *= 2;
    return MIN(wait_ms, STORAGE_PUT_OFF_MOST_MS);
}

struct refunding {
    struct storage_payment *out;
    int64_t at_ms;
};

static gboolean find_due(struct database *database, const struct refunding *r, GError **error)
{
    struct rows *rows =
        database_ask(database, QUERY_PAYMENT_DUE,
                     VALUES(value_int(r->at_ms), value_int(r->at_ms + STORAGE_PUT_OFF_MOST_MS)), error);
    *r->out = (struct storage_payment){.state = PAYMENT_STATES};
    if (rows && rows_next(rows))
        storage_read_payment(rows, r->out);
    return rows_end(rows, error);
}

static gboolean claim(struct database *database, void *data, GError **error)
{
    const struct refunding *r = data;
    struct storage_payment *p = r->out;
    if (!find_due(database, r, error))
        return FALSE;
    if (!*p->id)
        return TRUE;
    p->state = PAYMENT_REFUNDING;
    p->tries++;
    int64_t until_ms = r->at_ms + MAX(put_off_ms(p->tries), STORAGE_LEASE_MS);
    return database_run(database, QUERY_PAYMENT_CLAIM, VALUES(value_text(p->id), value_int(until_ms)),
                        error) &&
           database_run(database, QUERY_PAYMENT_CLAIM_ORDER, VALUES(value_text(p->number), value_text(p->id)),
                        error);
}

gboolean storage_refund_next(struct storage *storage, int64_t at_ms, struct storage_payment *out,
                             GError **error)
{
    struct refunding refunding = {out, at_ms};
    return database_transact(storage->database, claim, &refunding, error);
}

/* What the cashier said to a claim. */
struct answered {
    const struct storage_payment *payment;
    int64_t at_ms;
    const char *why; /* NULL: it paid */
};

static gboolean set_refunded(struct database *database, void *data, GError **error)
{
    const struct answered *a = data;
    const struct value number = value_text(a->payment->number), id = value_text(a->payment->id),
                       at = value_int(a->at_ms);
    return database_run(database, QUERY_PAYMENT_REFUNDED, VALUES(id, at), error) &&
           database_run(database, QUERY_PAYMENT_REFUNDED_ORDER, VALUES(number, id, at), error);
}

static gboolean set_due_again(struct database *database, void *data, GError **error)
{
    const struct answered *a = data;
    const struct value number = value_text(a->payment->number), id = value_text(a->payment->id);
    int64_t again_ms = a->at_ms + put_off_ms(a->payment->tries);
    return database_run(database, QUERY_PAYMENT_REFUSED,
                        VALUES(id, value_int(a->payment->tries), value_int(again_ms), value_text(a->why)),
                        error) &&
           database_run(database, QUERY_PAYMENT_REFUSED_ORDER, VALUES(number, id), error);
}

gboolean storage_refunded(struct storage *storage, const struct storage_payment *payment, int64_t at_ms,
                          GError **error)
{
    struct answered answered = {payment, at_ms, NULL};
    return database_transact(storage->database, set_refunded, &answered, error);
}

gboolean storage_refund_refused(struct storage *storage, const struct storage_payment *payment, int64_t at_ms,
                                const char *why, GError **error)
{
    struct answered answered = {payment, at_ms, why};
    return database_transact(storage->database, set_due_again, &answered, error);
}

struct by_hand {
    const char *number;
    gboolean unanswered;
    int64_t at_ms;
    struct storage_by_hand *out;
};

static void count_due(const struct storage_payment *payment, void *data)
{
    const struct by_hand *h = data;
    if (payment->state == PAYMENT_REFUND_DUE || (payment->state == PAYMENT_REFUNDING && h->unanswered)) {
        h->out->payments++;
        h->out->fen += payment->amount_fen;
    } else if (payment->state == PAYMENT_REFUNDING) {
        h->out->unanswered++;
    }
}

static gboolean give_by_hand(struct database *database, void *data, GError **error)
{
    struct by_hand *h = data;
    struct storage_order order;
    const struct value number = value_text(h->number), at = value_int(h->at_ms),
                       unanswered = value_int(h->unanswered);
    *h->out = (struct storage_by_hand){0};
    return storage_look(database, h->number, &order, error) &&
           storage_visit_payments(database, h->number, count_due, h, error) &&
           database_run(database, QUERY_PAYMENT_BY_HAND, VALUES(number, at, unanswered), error) &&
           database_run(database, QUERY_PAYMENT_BY_HAND_ORDER, VALUES(number, at), error);
}

gboolean storage_refund_by_hand(struct storage *storage, const char *number, gboolean unanswered,
                                int64_t at_ms, struct storage_by_hand *out, GError **error)
{
    struct by_hand hand = {number, unanswered, at_ms, out};
    return database_transact(storage->database, give_by_hand, &hand, error);
}

gboolean storage_refunds(struct storage *storage, struct storage_refunds *out, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_REFUNDS, NO_VALUES, error);
    *out = (struct storage_refunds){0};
    if (rows && rows_next(rows))
        *out = (struct storage_refunds){.due = rows_int(rows, 0),
                                        .asked = rows_int(rows, 1),
                                        .fen = rows_int(rows, 2),
                                        .oldest_ms = rows_int(rows, 3)};
    return rows_end(rows, error);
}
