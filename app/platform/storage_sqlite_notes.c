#include "platform/storage_sqlite.h"

gboolean sqlite_notes(struct storage *storage, int64_t since_ms, storage_record_visitor visit, void *data,
                      GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "SELECT kiosk, kind, service, created_ms, received_ms, record FROM submission"
                       " WHERE receipt IS NULL AND received_ms>=? ORDER BY received_ms, id",
                       error);
    int got;

    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, since_ms);
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        const struct storage_row row = {.receipt = "",
                                        .kiosk = sqlite_text(statement, 0),
                                        .kind = sqlite_text(statement, 1),
                                        .service = sqlite_text(statement, 2),
                                        .state = "",
                                        .created_ms = sqlite3_column_int64(statement, 3),
                                        .received_ms = sqlite3_column_int64(statement, 4)};
        const char *record = sqlite3_column_blob(statement, 5);
        visit(&row, record, (size_t)sqlite3_column_bytes(statement, 5), data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}
