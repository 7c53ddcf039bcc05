/* A payment is written down before it is judged: what is told twice finds itself. Which one pays an order is
 * decided by one guarded statement, and a unique index stands behind it. */
#include "platform/storage_money.h"

#include <string.h>

#include "platform/storage_inside.h"

static const char *const names[PAYMENT_STATES] = {[PAYMENT_KEPT] = "kept",
                                                  [PAYMENT_REFUND_DUE] = "refund_due",
                                                  [PAYMENT_REFUNDING] = "refunding",
                                                  [PAYMENT_REFUNDED] = "refunded"};

static enum storage_payment_state state_of(const char *name)
{
    unsigned state = 0;
    while (state < PAYMENT_STATES && strcmp(names[state], name) != 0)
        state++;
    return (enum storage_payment_state)state;
}

/* It pays what is open and costs just that. */
static gboolean pay_order(struct database *database, const struct storage_payment *p, GError **error)
{
    const struct value number = value_text(p->number), id = value_text(p->id), at = value_int(p->at_ms);
    return database_run(database, QUERY_PAYMENT_PAYS, VALUES(number, id, at, value_int(p->amount_fen)),
                        error) &&
           database_run(database, QUERY_PAYMENT_KEPT, VALUES(number, id), error) &&
           database_run(database, QUERY_PAYMENT_FILES, VALUES(number, id, at), error);
}

gboolean storage_credit_within(struct database *database, const struct storage_payment *payment,
                               GError **error)
{
    int64_t added = database_change(database, QUERY_PAYMENT_ADD,
                                    VALUES(value_text(payment->id), value_text(payment->number),
                                           value_int(payment->attempt), value_int(payment->amount_fen),
                                           value_int(payment->at_ms)),
                                    error);
    return added >= 0 && (added == 0 || pay_order(database, payment, error));
}

struct crediting {
    const struct storage_payment *payment;
    struct storage_order *out;
};

static gboolean credit(struct database *database, void *data, GError **error)
{
    const struct crediting *c = data;
    return storage_credit_within(database, c->payment, error) &&
           storage_look(database, c->payment->number, c->out, error);
}

gboolean storage_credit(struct storage *storage, const struct storage_payment *payment,
                        struct storage_order *out, GError **error)
{
    struct crediting crediting = {payment, out};
    return database_transact(storage->database, credit, &crediting, error);
}

gboolean storage_give_up_within(struct database *database, const struct storage_void *gone, int64_t at_ms,
                                GError **error)
{
    char number[ORDER_TEXT];
    order_number(gone->kase, number);
    return database_run(database, QUERY_VOID_PUT,
                        VALUES(value_blob(gone->kase, STORAGE_ID_BYTES), value_int(gone->turn)), error) &&
           database_run(database, QUERY_VOID_ORDER,
                        VALUES(value_text(number), value_int(at_ms), value_int(gone->turn)), error) &&
           database_run(database, QUERY_PAYMENT_BACK, VALUES(value_text(number), value_int(at_ms)), error);
}

struct giving_up {
    const struct storage_void *gone;
    int64_t at_ms;
};

static gboolean give_up(struct database *database, void *data, GError **error)
{
    const struct giving_up *g = data;
    return storage_give_up_within(database, g->gone, g->at_ms, error);
}

gboolean storage_give_up(struct storage *storage, const struct storage_void *gone, int64_t at_ms,
                         GError **error)
{
    struct giving_up giving = {gone, at_ms};
    return database_transact(storage->database, give_up, &giving, error);
}

static void read_row(struct rows *rows, struct storage_payment *out)
{
    *out = (struct storage_payment){.attempt = (uint32_t)rows_int(rows, 2),
                                    .amount_fen = rows_int(rows, 3),
                                    .at_ms = rows_int(rows, 4),
                                    .state = state_of(rows_text(rows, 5))};
    g_strlcpy(out->id, rows_text(rows, 0), sizeof out->id);
    g_strlcpy(out->number, rows_text(rows, 1), sizeof out->number);
}

struct refunding {
    struct storage_payment *out;
    int64_t at_ms;
};

/* One that the cashier cannot give back now does not come twice in a round, nor stand before the others. */
static gboolean claim(struct database *database, void *data, GError **error)
{
    const struct refunding *r = data;
    struct rows *rows = database_ask(database, QUERY_PAYMENT_DUE, VALUES(value_int(r->at_ms)), error);
    *r->out = (struct storage_payment){.state = PAYMENT_STATES};
    if (rows && rows_next(rows))
        read_row(rows, r->out);
    if (!rows_end(rows, error))
        return FALSE;
    if (!*r->out->id)
        return TRUE;
    return database_run(database, QUERY_PAYMENT_CLAIM, VALUES(value_text(r->out->id), value_int(r->at_ms)),
                        error) &&
           database_run(database, QUERY_PAYMENT_CLAIM_ORDER,
                        VALUES(value_text(r->out->number), value_text(r->out->id), value_int(r->at_ms)),
                        error);
}

gboolean storage_refund_next(struct storage *storage, int64_t at_ms, struct storage_payment *out,
                             GError **error)
{
    struct refunding refunding = {out, at_ms};
    return database_transact(storage->database, claim, &refunding, error);
}

gboolean storage_refunded(struct storage *storage, const char *id, int64_t at_ms, GError **error)
{
    return database_run(storage->database, QUERY_PAYMENT_REFUNDED, VALUES(value_text(id), value_int(at_ms)),
                        error);
}

gboolean storage_payments(struct storage *storage, const char *number, storage_payment_visitor visit,
                          void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_PAYMENTS, VALUES(value_text(number)), error);
    while (rows && rows_next(rows)) {
        struct storage_payment payment;
        read_row(rows, &payment);
        visit(&payment, data);
    }
    return rows_end(rows, error);
}
