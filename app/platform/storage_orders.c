#include "platform/storage_inside.h"

static void read_row(struct rows *rows, struct storage_order *out)
{
    *out = (struct storage_order){.amount_fen = rows_int(rows, 2),
                                  .attempt = (uint32_t)rows_int(rows, 3),
                                  .state = order_state_of(rows_text(rows, 4)),
                                  .created_ms = rows_int(rows, 5),
                                  .valid_ms = rows_int(rows, 6),
                                  .paid_ms = rows_int(rows, 7)};
    g_strlcpy(out->number, rows_text(rows, 0), sizeof out->number);
    g_strlcpy(out->service, rows_text(rows, 1), sizeof out->service);
}

static gboolean look(struct database *database, const char *number, struct storage_order *out, GError **error)
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
                        VALUES(value_text(wanted->number), value_int(wanted->created_ms)), error);
}

static gboolean open_order(struct database *database, void *data, GError **error)
{
    const struct opening *o = data;
    int64_t made = insert(database, o->wanted, error);
    return made >= 0 && (made > 0 || open_again(database, o, error)) &&
           look(database, o->wanted->number, o->out, error);
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

static gboolean pay(struct database *database, const struct deed *d, uint32_t attempt, GError **error)
{
    return database_run(database, QUERY_ORDER_PAY,
                        VALUES(value_text(d->number), value_int(d->at_ms), value_int(attempt)), error) &&
           database_run(database, QUERY_ORDER_FILE_PAID,
                        VALUES(value_text(d->number), value_int(d->at_ms), value_int(attempt)), error);
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

static gboolean pay_by_code(struct database *database, void *data, GError **error)
{
    const struct deed *d = data;
    if (!look(database, d->number, d->out, error))
        return FALSE;
    if (d->out->state != ORDER_OPEN || d->out->valid_ms < d->at_ms)
        return TRUE;
    return spend(database, d, error) && pay(database, d, d->out->attempt, error) &&
           look(database, d->number, d->out, error);
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
        return pay(database, d, d->attempt, error);
    case ORDER_DEED_CANCEL:
        return database_run(database, QUERY_ORDER_CANCEL, VALUES(value_text(d->number), value_int(d->at_ms)),
                            error);
    case ORDER_DEED_REFUND:
        return database_run(database, QUERY_ORDER_REFUND, VALUES(value_text(d->number), value_int(d->at_ms)),
                            error);
    }
    return FALSE;
}

static gboolean act_and_look(struct database *database, void *data, GError **error)
{
    const struct deed *d = data;
    return act(database, d, error) && look(database, d->number, d->out, error);
}

gboolean storage_order(struct storage *storage, enum storage_order_deed deed, const char *number,
                       uint32_t attempt, int64_t at_ms, struct storage_order *out, GError **error)
{
    struct deed d = {deed, number, attempt, at_ms, NULL, out};
    if (deed == ORDER_DEED_LOOK)
        return look(storage->database, number, out, error);
    return database_transact(storage->database, act_and_look, &d, error);
}

gboolean storage_orders_settle(struct storage *storage, int64_t paid_before_ms, int64_t at_ms, GError **error)
{
    return database_run(storage->database, QUERY_ORDERS_SETTLE,
                        VALUES(value_int(at_ms), value_int(paid_before_ms)), error);
}

gboolean storage_orders(struct storage *storage, storage_order_visitor visit, void *data, GError **error)
{
    struct rows *rows = database_ask(storage->database, QUERY_ORDERS, NO_VALUES, error);
    while (rows && rows_next(rows)) {
        struct storage_order order;
        read_row(rows, &order);
        visit(&order, data);
    }
    return rows_end(rows, error);
}
