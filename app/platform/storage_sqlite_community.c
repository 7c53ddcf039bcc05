#include "platform/storage_sqlite.h"

/* Who was sent before is sent again: 1 found, 0 none, -1 with an error. */
static int find_assignment(sqlite3 *db, const char *receipt, struct storage_assignment *a, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT warden, due_ms FROM assignment WHERE receipt=?", error);
    if (!statement)
        return -1;
    sqlite_bind(statement, 1, receipt);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        a->warden = (uint32_t)sqlite3_column_int64(statement, 0);
        a->due_ms = sqlite3_column_int64(statement, 1);
    } else if (got != SQLITE_DONE) {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW ? 1 : got == SQLITE_DONE ? 0 : -1;
}

/* The one with the fewest reports goes; nobody for a number that is no report's. */
static gboolean send_one(sqlite3 *db, const char *receipt, const struct storage_assignment *a, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(
        db,
        "WITH RECURSIVE w(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM w WHERE n+1<?1)"
        " INSERT INTO assignment(receipt, warden, due_ms) SELECT s.receipt, w.n, s.received_ms+?2"
        " FROM submission s, w WHERE s.receipt=?3 AND s.kind='report'"
        " ORDER BY (SELECT count(*) FROM assignment WHERE warden=w.n), w.n LIMIT 1",
        error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, a->wardens);
    sqlite3_bind_int64(statement, 2, a->within_ms);
    sqlite_bind(statement, 3, receipt);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_assign(struct storage *storage, const char *receipt, struct storage_assignment *a,
                       GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    int found = find_assignment(db, receipt, a, error);
    if (found == 0 && send_one(db, receipt, a, error))
        found = find_assignment(db, receipt, a, error);
    if (!sqlite_end(db, found >= 0, error))
        return FALSE;
    if (found == 0)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no report has the number %s: check it on the receipt", receipt);
    return found == 1;
}
