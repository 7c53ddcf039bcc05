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
           database_run(database, QUERY_PAYMENT_KEPT, VALUES(number, id), error);
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

void storage_read_payment(struct rows *rows, struct storage_payment *out)
{
    *out = (struct storage_payment){.attempt = (uint32_t)rows_int(rows, 2),
                                    .amount_fen = rows_int(rows, 3),
                                    .at_ms = rows_int(rows, 4),
                                    .state = state_of(rows_text(rows, 5)),
                                    .since_ms = rows_int(rows, 6),
                                    .tries = (uint32_t)rows_int(rows, 7)};
    g_strlcpy(out->id, rows_text(rows, 0), sizeof out->id);
    g_strlcpy(out->number, rows_text(rows, 1), sizeof out->number);
    g_strlcpy(out->note, rows_text(rows, 8), sizeof out->note);
}

gboolean storage_visit_payments(struct database *database, const char *number, storage_payment_visitor visit,
                                void *data, GError **error)
{
    struct rows *rows = database_ask(database, QUERY_PAYMENTS, VALUES(value_text(number)), error);
    while (rows && rows_next(rows)) {
        struct storage_payment payment;
        storage_read_payment(rows, &payment);
        visit(&payment, data);
    }
    return rows_end(rows, error);
}

gboolean storage_payments(struct storage *storage, const char *number, storage_payment_visitor visit,
                          void *data, GError **error)
{
    return storage_visit_payments(storage->database, number, visit, data, error);
}
