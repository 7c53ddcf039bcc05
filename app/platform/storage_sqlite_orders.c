#include <string.h>

#include "platform/storage_sqlite.h"

#define COLUMNS "number, service, amount_fen, attempt, state, created_ms, valid_ms, paid_ms"

static void read_row(sqlite3_stmt *statement, struct storage_order *out)
{
    *out = (struct storage_order){.amount_fen = sqlite3_column_int64(statement, 2),
                                  .attempt = (uint32_t)sqlite3_column_int64(statement, 3),
                                  .state = order_state_of(sqlite_text(statement, 4)),
                                  .created_ms = sqlite3_column_int64(statement, 5),
                                  .valid_ms = sqlite3_column_int64(statement, 6),
                                  .paid_ms = sqlite3_column_int64(statement, 7)};
    g_strlcpy(out->number, sqlite_text(statement, 0), sizeof out->number);
    g_strlcpy(out->service, sqlite_text(statement, 1), sizeof out->service);
}

static gboolean absent(const char *number, GError **error)
{
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "there is no order %s: check the number on the receipt", number);
    return FALSE;
}

static gboolean look(sqlite3 *db, const char *number, struct storage_order *out, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, "SELECT " COLUMNS " FROM pay_order WHERE number=?", error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, number);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW)
        read_row(statement, out);
    else if (got == SQLITE_DONE)
        absent(number, error);
    else
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}

/* One change of state of one order, if it still stands as `when` says. */
static gboolean change(sqlite3 *db, const char *set_where, const char *number, int64_t at_ms, int64_t attempt,
                       GError **error)
{
    g_autofree char *sql = g_strconcat("UPDATE pay_order SET ", set_where, NULL);
    sqlite3_stmt *statement = sqlite_prepare(db, sql, error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, number);
    sqlite3_bind_int64(statement, 2, at_ms);
    sqlite3_bind_int64(statement, 3, attempt);
    return sqlite_finish(db, statement, error);
}

/* Not paid: a new code, and what is due now. Paid, and given up before: it is the same case, so it is paid.
 */
static gboolean open_again(sqlite3 *db, const struct storage_order *wanted, gboolean renew, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "UPDATE pay_order SET attempt=attempt+1, state='open', valid_ms=?2, amount_fen=?3, "
                       "settled_ms=?4 WHERE "
                       "number=?1 AND service=?5 AND (state IN('cancelled','refunded') OR (state='open' AND "
                       "(?6 OR valid_ms<?4 OR amount_fen<>?3)))",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, wanted->number);
    sqlite3_bind_int64(statement, 2, wanted->valid_ms);
    sqlite3_bind_int64(statement, 3, wanted->amount_fen);
    sqlite3_bind_int64(statement, 4, wanted->created_ms);
    sqlite_bind(statement, 5, wanted->service);
    sqlite3_bind_int(statement, 6, renew);
    return sqlite_finish(db, statement, error) &&
           change(db,
                  "state='paid', paid_ms=?2, settled_ms=?2 WHERE number=?1 AND state='refund_due' AND ?3=0",
                  wanted->number, wanted->created_ms, 0, error);
}

static gboolean insert(sqlite3 *db, const struct storage_order *wanted, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO pay_order(number, kase, service, amount_fen, attempt, state, created_ms, "
                       "valid_ms, paid_ms,"
                       " settled_ms) VALUES(?1,?2,?3,?4,1,'open',?5,?6,0,?5) ON CONFLICT DO NOTHING",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, wanted->number);
    sqlite3_bind_blob(statement, 2, wanted->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    sqlite_bind(statement, 3, wanted->service);
    sqlite3_bind_int64(statement, 4, wanted->amount_fen);
    sqlite3_bind_int64(statement, 5, wanted->created_ms);
    sqlite3_bind_int64(statement, 6, wanted->valid_ms);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_order_open(struct storage *storage, struct storage_order *order, gboolean renew,
                           GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    struct storage_order wanted = *order;
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = insert(db, &wanted, error) &&
                    (sqlite3_changes(db) > 0 || open_again(db, &wanted, renew, error)) &&
                    look(db, wanted.number, order, error);
    return sqlite_end(db, well, error);
}

/* Paid after the application came, by a code of which nothing was heard: filed at once. */
static gboolean pay(sqlite3 *db, const char *number, uint32_t attempt, int64_t at_ms, GError **error)
{
    return change(db,
                  "state='paid', paid_ms=?2, settled_ms=?2 WHERE number=?1 AND attempt=?3 AND state='open'"
                  " AND valid_ms>=?2",
                  number, at_ms, attempt, error) &&
           change(db,
                  "state='filed', settled_ms=?2 WHERE number=?1 AND state='paid' AND attempt=?3"
                  " AND kase IN (SELECT id FROM submission)",
                  number, at_ms, attempt, error);
}

/* TRUE when the code is this order's now, and was nobody else's. */
static gboolean spend(sqlite3 *db, const uint8_t *code, const char *number, int64_t at_ms, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(
        db,
        "INSERT INTO pay_code(hash, number, at_ms) VALUES(?,?,?) ON CONFLICT(hash) DO UPDATE SET at_ms=at_ms"
        " WHERE number=excluded.number",
        error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, code, STORAGE_OWNER_BYTES, SQLITE_STATIC);
    sqlite_bind(statement, 2, number);
    sqlite3_bind_int64(statement, 3, at_ms);
    if (!sqlite_finish(db, statement, error))
        return FALSE;
    if (sqlite3_changes(db) > 0)
        return TRUE;
    g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_SPENT, "this payment code is spent");
    return FALSE;
}

gboolean sqlite_order_pay(struct storage *storage, const char *number,
                          const uint8_t code[STORAGE_OWNER_BYTES], int64_t at_ms, struct storage_order *out,
                          GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = look(db, number, out, error);
    if (well && out->state == ORDER_OPEN && out->valid_ms >= at_ms)
        well = spend(db, code, number, at_ms, error) && pay(db, number, out->attempt, at_ms, error) &&
               look(db, number, out, error);
    return sqlite_end(db, well, error);
}

static gboolean act(sqlite3 *db, enum storage_order_deed deed, const char *number, uint32_t attempt,
                    int64_t at_ms, GError **error)
{
    switch (deed) {
    case ORDER_DEED_LOOK:
        return TRUE;
    case ORDER_DEED_PAY:
        return pay(db, number, attempt, at_ms, error);
    case ORDER_DEED_CANCEL:
        return change(db,
                      "state=CASE state WHEN 'open' THEN 'cancelled' ELSE 'refund_due' END, settled_ms=?2"
                      " WHERE number=?1 AND state IN('open','paid') AND ?3=0",
                      number, at_ms, 0, error);
    case ORDER_DEED_REFUND:
        return change(db, "state='refunded', settled_ms=?2 WHERE number=?1 AND state='refund_due' AND ?3=0",
                      number, at_ms, 0, error);
    }
    return FALSE;
}

gboolean sqlite_order(struct storage *storage, enum storage_order_deed deed, const char *number,
                      uint32_t attempt, int64_t at_ms, struct storage_order *out, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = act(db, deed, number, attempt, at_ms, error) && look(db, number, out, error);
    return sqlite_end(db, well, error);
}

gboolean sqlite_order_filed(sqlite3 *db, const void *id, int64_t at_ms, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(
        db, "UPDATE pay_order SET state='filed', settled_ms=? WHERE kase=? AND state IN('paid','refund_due')",
        error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, at_ms);
    sqlite3_bind_blob(statement, 2, id, STORAGE_ID_BYTES, SQLITE_STATIC);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_orders_settle(struct storage *storage, int64_t paid_before_ms, int64_t at_ms, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db, "UPDATE pay_order SET state='refund_due', settled_ms=? WHERE state='paid' AND paid_ms<?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, at_ms);
    sqlite3_bind_int64(statement, 2, paid_before_ms);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_orders(struct storage *storage, storage_order_visitor visit, void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT " COLUMNS " FROM pay_order ORDER BY created_ms, number", error);
    if (!statement)
        return FALSE;
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_order order;
        read_row(statement, &order);
        visit(&order, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}
