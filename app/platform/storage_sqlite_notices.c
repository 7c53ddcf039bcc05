#include "platform/storage_sqlite.h"

gboolean sqlite_put_notice(struct storage *storage, const char *id, int64_t published_ms, int64_t until_ms,
                           GBytes *body, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO notice(id, published_ms, until_ms, body) VALUES(?,?,?,?)"
                       " ON CONFLICT(id) DO UPDATE SET published_ms=excluded.published_ms,"
                       " until_ms=excluded.until_ms, body=excluded.body",
                       error);
    gsize len = 0;
    const char *text = g_bytes_get_data(body, &len);

    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, id);
    sqlite3_bind_int64(statement, 2, published_ms);
    sqlite3_bind_int64(statement, 3, until_ms);
    sqlite3_bind_text64(statement, 4, text, len, SQLITE_STATIC, SQLITE_UTF8);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_drop_notice(struct storage *storage, const char *id, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db, "DELETE FROM notice WHERE id=?", error);

    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, id);
    if (!sqlite_finish(db, statement, error))
        return FALSE;
    if (sqlite3_changes(db) == 1)
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "no notice has the id %s: see 'ctl notice list'", id);
    return FALSE;
}

gboolean sqlite_notices(struct storage *storage, int64_t now_ms, storage_notice_visitor visit, void *data,
                        GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db, "SELECT body FROM notice WHERE until_ms > ? ORDER BY published_ms DESC, id", error);
    int got;

    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, now_ms);
    while ((got = sqlite3_step(statement)) == SQLITE_ROW)
        visit(sqlite_text(statement, 0), (size_t)sqlite3_column_bytes(statement, 0), data);
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}
