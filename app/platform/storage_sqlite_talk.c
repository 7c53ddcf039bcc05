#include "platform/storage_sqlite.h"

/* The resident's own turn is there already: the answer was lost on its way, and it was said again. */
static const char said[] = "INSERT INTO talk(thread, kiosk, turn, at_ms, body) VALUES(?1,?2,?3,?4,?5)"
                           " ON CONFLICT(thread, turn) DO NOTHING";
static const char replied[] = "INSERT INTO talk(thread, kiosk, at_ms, body)"
                              " SELECT thread, kiosk, ?4, ?5 FROM talk WHERE thread=?1 ORDER BY seq LIMIT 1";

static gboolean forget(sqlite3 *db, int64_t since_ms, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, "DELETE FROM talk WHERE at_ms < ?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, since_ms);
    return sqlite_finish(db, statement, error);
}

static gboolean add(sqlite3 *db, const struct storage_line *line, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, line->turn ? said : replied, error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, line->thread);
    if (line->turn) {
        sqlite_bind(statement, 2, line->kiosk);
        sqlite3_bind_int64(statement, 3, line->turn);
    }
    sqlite3_bind_int64(statement, 4, line->at_ms);
    sqlite_bind(statement, 5, line->text);
    if (!sqlite_finish(db, statement, error))
        return FALSE;
    if (line->turn || sqlite3_changes(db) == 1)
        return TRUE;
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                "no talk has the name %s, or it is over: see 'ctl talk list'", line->thread);
    return FALSE;
}

gboolean sqlite_put_line(struct storage *storage, const struct storage_line *line, int64_t since_ms,
                         GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    return sqlite_begin(db, error) &&
           sqlite_end(db, forget(db, since_ms, error) && add(db, line, error), error);
}

gboolean sqlite_lines(struct storage *storage, const char *thread, uint32_t after, storage_line_visitor visit,
                      void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db,
                                             "SELECT thread, kiosk, body, seq, turn, at_ms FROM talk"
                                             " WHERE (?1='' OR thread=?1) AND seq>?2 ORDER BY seq",
                                             error);
    int got;

    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, thread);
    sqlite3_bind_int64(statement, 2, after);
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        const struct storage_line line = {.thread = sqlite_text(statement, 0),
                                          .kiosk = sqlite_text(statement, 1),
                                          .text = sqlite_text(statement, 2),
                                          .seq = (uint32_t)sqlite3_column_int64(statement, 3),
                                          .turn = (uint32_t)sqlite3_column_int64(statement, 4),
                                          .at_ms = sqlite3_column_int64(statement, 5)};
        visit(&line, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}
