#include "platform/storage_inside.h"

#include <string.h>

static void read_row(struct rows *rows, struct storage_order *out)
{
    *out = (struct storage_order){.amount_fen = rows_int(rows, 2),
                                  .attempt = (uint32_t)rows_int(rows, 3),
                                  .state = order_state_of(rows_text(rows, 4)),
                                  .created_ms = rows_int(rows, 5),
                                  .valid_ms = rows_int(rows, 6),
                                  .paid_ms = rows_int(rows, 7),
                                  .turn = rows_int(rows, 8),
                                  .settled_ms = rows_int(rows, 9)};
    g_strlcpy(out->number, rows_text(rows, 0), sizeof out->number);
    g_strlcpy(out->service, rows_text(rows, 1), sizeof out->service);
}

gboolean storage_look(struct database *database, const char *number, struct storage_order *out,
                      GError **error)
{
    struct rows *rows = database_ask(database, QUERY_ORDER, VALUES(value_text(number)), error);
    gboolean found = rows && rows_next(rows);
    if (found)
        read_row(rows, out);
    if (!rows_end(rows, error))
        return FALSE;
    if (!found)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "there is no order %s: check the number on the receipt", number);
    return found;
}

struct opening {
    const struct storage_order *wanted;
    struct storage_order *out;
    gboolean renew;
};

static int64_t insert(struct database *database, const struct storage_order *wanted, GError **error)
{
    return database_change(database, QUERY_ORDER_ADD,
                           VALUES(value_text(wanted->number), value_blob(wanted->id, STORAGE_ID_BYTES),
                                  value_text(wanted->service), value_int(wanted->amount_fen),
                                  value_int(wanted->created_ms), value_int(wanted->valid_ms)),
                           error);
}

static gboolean open_again(struct database *database, const struct opening *o, GError **error)
{
    const struct storage_order *wanted = o->wanted;
    return database_run(database, QUERY_ORDER_OPEN_AGAIN,
                        VALUES(value_text(wanted->number), value_int(wanted->valid_ms),
                               value_int(wanted->amount_fen), value_int(wanted->created_ms),
                               value_text(wanted->service), value_int(o->renew)),
                        error) &&
           database_run(database, QUERY_ORDER_PAID_AGAIN,
                        VALUES(value_text(wanted->number), value_int(wanted->created_ms)), error) &&
           database_run(database, QUERY_PAYMENT_AGAIN,
                        VALUES(value_blob(wanted->id, STORAGE_ID_BYTES), value_int(wanted->created_ms)),
                        error);
}

/* 1: it may; 0: it was given up or handed in before it came; -1 with `error`. */
static int may_open(struct database *database, const struct storage_order *wanted, GError **error)
{
    struct rows *rows =
        database_ask(database, QUERY_ORDER_MAY_OPEN,
                     VALUES(value_blob(wanted->id, STORAGE_ID_BYTES), value_int(wanted->turn)), error);
    int too_late = rows_found(rows, rows && rows_next(rows), error);
    return too_late < 0 ? -1 : !too_late;
}

/* The newest asking is remembered: an older one that is given up late touches nothing of it. */
static gboolean heed(struct database *database, const char *number, int64_t turn, GError **error)
{
    return database_run(database, QUERY_ORDER_TURN, VALUES(value_text(number), value_int(turn)), error);
}

gboolean storage_order_heed(struct storage *storage, const char *number, int64_t turn, GError **error)
{
    return heed(storage->database, number, turn, error);
}

static gboolean open_now(struct database *database, const struct opening *o, GError **error)
{
    int64_t made = insert(database, o->wanted, error);
    return made >= 0 && (made > 0 || open_again(database, o, error)) &&
           heed(database, o->wanted->number, o->wanted->turn, error);
}

static gboolean open_order(struct database *database, void *data, GError **error)
{
    const struct opening *o = data;
    int may = may_open(database, o->wanted, error);
    return may >= 0 && (may == 0 || open_now(database, o, error)) &&
           storage_look(database, o->wanted->number, o->out, error);
}

gboolean storage_order_open(struct storage *storage, struct storage_order *order, gboolean renew,
                            GError **error)
{
    struct storage_order wanted = *order;
    struct opening opening = {&wanted, order, renew};
    return database_transact(storage->database, open_order, &opening, error);
}

/* What is done to one order. */
struct deed {
    enum storage_order_deed deed;
    const char *number;
    uint32_t attempt;
    int64_t at_ms;
    const uint8_t *code;
    struct storage_order *out;
};

/* The demo's cashier takes the money here, so it asks first: open, by this code, and in its time. */
static gboolean take_money(struct database *database, const struct storage_order *order, uint32_t attempt,
                           int64_t at_ms, const char *id, GError **error)
{
    struct storage_payment payment = {.attempt = attempt, .amount_fen = order->amount_fen, .at_ms = at_ms};
    if (order->state != ORDER_OPEN || order->attempt != attempt || order->valid_ms < at_ms)
        return TRUE;
    g_strlcpy(payment.id, id, sizeof payment.id);
    g_strlcpy(payment.number, order->number, sizeof payment.number);
    return storage_credit_within(database, &payment, error);
}

static gboolean pay_by_page(struct database *database, const struct deed *d, GError **error)
{
    char id[STORAGE_PAYMENT_ID];
    g_snprintf(id, sizeof id, "page-%s-%u", d->number, d->attempt);
    return storage_look(database, d->number, d->out, error) &&
           take_money(database, d->out, d->attempt, d->at_ms, id, error);
}

/* TRUE when the code is this order's now, and was nobody else's. */
static gboolean spend(struct database *database, const struct deed *d, GError **error)
{
    int64_t spent = database_change(
        database, QUERY_CODE_SPEND,
        VALUES(value_blob(d->code, STORAGE_OWNER_BYTES), value_text(d->number), value_int(d->at_ms)), error);
    if (spent == 0)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_SPENT, "this payment code is spent");
    return spent > 0;
}

/* After the code's hash and the order's attempt: the same code may pay again what was given back. */
static void name_code(const struct deed *d, char id[STORAGE_PAYMENT_ID])
{
    enum { HASH = 16 };
    g_strlcpy(id, "code-", STORAGE_PAYMENT_ID);
    for (size_t i = 0; i < HASH; i++)
        g_snprintf(id + 5 + 2 * i, 3, "%02x", d->code[i]);
    g_snprintf(id + 5 + 2 * HASH, STORAGE_PAYMENT_ID - 5 - 2 * HASH, "-%u", d->out->attempt);
}

static gboolean pay_by_code(struct database *database, void *data, GError **error)
{
    const struct deed *d = data;
    if (!storage_look(database, d->number, d->out, error))
        return FALSE;
    if (d->out->state != ORDER_OPEN || d->out->valid_ms < d->at_ms)
        return TRUE;
    char id[STORAGE_PAYMENT_ID];
    name_code(d, id);
    return spend(database, d, error) && take_money(database, d->out, d->out->attempt, d->at_ms, id, error) &&
           storage_look(database, d->number, d->out, error);
}

gboolean storage_order_pay(struct storage *storage, const char *number,
                           const uint8_t code[STORAGE_OWNER_BYTES], int64_t at_ms, struct storage_order *out,
                           GError **error)
{
    struct deed deed = {.number = number, .at_ms = at_ms, .code = code, .out = out};
    return database_transact(storage->database, pay_by_code, &deed, error);
}

static gboolean act(struct database *database, const struct deed *d, GError **error)
{
    switch (d->deed) {
    case ORDER_DEED_LOOK:
        return TRUE;
    case ORDER_DEED_PAY:
        return pay_by_page(database, d, error);
    case ORDER_DEED_CANCEL:
        return database_run(database, QUERY_ORDER_CANCEL, VALUES(value_text(d->number), value_int(d->at_ms)),
                            error) &&
               database_run(database, QUERY_PAYMENT_BACK, VALUES(value_text(d->number), value_int(d->at_ms)),
                            error);
    }
    return FALSE;
}

static gboolean act_and_look(struct database *database, void *data, GError **error)
{
    const struct deed *d = data;
    return act(database, d, error) && storage_look(database, d->number, d->out, error);
}

gboolean storage_order(struct storage *storage, enum storage_order_deed deed, const char *number,
                       uint32_t attempt, int64_t at_ms, struct storage_order *out, GError **error)
{
    struct deed d = {deed, number, attempt, at_ms, NULL, out};
    if (deed == ORDER_DEED_LOOK)
        return storage_look(storage->database, number, out, error);
    return database_transact(storage->database, act_and_look, &d, error);
}

struct settling {
    int64_t paid_before_ms, at_ms;
};

static gboolean settle(struct database *database, void *data, GError **error)
{
    const struct settling *s = data;
    return database_run(database, QUERY_PAYMENTS_SETTLE,
                        VALUES(value_int(s->at_ms), value_int(s->paid_before_ms)), error) &&
           database_run(database, QUERY_ORDERS_SETTLE,
                        VALUES(value_int(s->at_ms), value_int(s->paid_before_ms)), error);
}

gboolean storage_orders_settle(struct storage *storage, int64_t paid_before_ms, int64_t at_ms, GError **error)
{
    struct settling settling = {paid_before_ms, at_ms};
    return database_transact(storage->database, settle, &settling, error);
}

gboolean storage_orders(struct storage *storage, storage_order_visitor visit, void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_ORDERS, NO_VALUES, error);
    while (rows && rows_next(rows)) {
        struct storage_order order;
        read_row(rows, &order);
        g_strlcpy(order.receipt, rows_text(rows, 10), sizeof order.receipt);
        order.goes_back = (uint32_t)rows_int(rows, 11);
        visit(&order, data);
    }
    return rows_end(rows, error);
}
