#include "platform/storage_sqlite.h"

int sqlite_contributions(struct storage *storage, const char *person, struct storage_contribution *months,
                         size_t cap, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db,
                                             "SELECT month, base_fen, amount_fen, employer FROM contribution"
                                             " WHERE person=? ORDER BY month DESC LIMIT ?",
                                             error);
    if (!statement)
        return -1;
    sqlite_bind(statement, 1, person);
    sqlite3_bind_int64(statement, 2, (int64_t)cap);
    int count = 0, got;
    for (; (got = sqlite3_step(statement)) == SQLITE_ROW; count++) {
        struct storage_contribution *m = &months[count];
        g_strlcpy(m->month, sqlite_text(statement, 0), sizeof m->month);
        m->base_fen = sqlite3_column_int64(statement, 1);
        m->amount_fen = sqlite3_column_int64(statement, 2);
        g_strlcpy(m->employer, sqlite_text(statement, 3), sizeof m->employer);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE ? count : -1;
}

static gboolean add_month(sqlite3 *db, const char *person, const struct storage_contribution *m,
                          GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO contribution(person, month, base_fen, amount_fen, employer)"
                       " VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, person);
    sqlite_bind(statement, 2, m->month);
    sqlite3_bind_int64(statement, 3, m->base_fen);
    sqlite3_bind_int64(statement, 4, m->amount_fen);
    sqlite_bind(statement, 5, m->employer);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_add_contributions(struct storage *storage, const char *person,
                                  const struct storage_contribution *months, size_t count, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    if (!sqlite_begin(db, error))
        return FALSE;
    gboolean well = TRUE;
    for (size_t i = 0; well && i < count; i++)
        well = add_month(db, person, &months[i], error);
    return sqlite_end(db, well, error);
}

gboolean sqlite_add_certificate(struct storage *storage, const struct storage_certificate *c, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "INSERT INTO certificate(number, kind, name, person, first, last, months,"
                       " issued_ms) VALUES(?,?,?,?,?,?,?,?)",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, c->number);
    sqlite_bind(statement, 2, c->kind);
    sqlite_bind(statement, 3, c->name);
    sqlite_bind(statement, 4, c->person);
    sqlite_bind(statement, 5, c->from);
    sqlite_bind(statement, 6, c->to);
    sqlite3_bind_int64(statement, 7, c->months);
    sqlite3_bind_int64(statement, 8, c->issued_ms);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_certificate(struct storage *storage, const char *number, struct storage_certificate *out,
                            GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "SELECT number, kind, name, person, first, last, months, issued_ms"
                       " FROM certificate WHERE number=?",
                       error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, number);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        *out = (struct storage_certificate){.months = (uint32_t)sqlite3_column_int64(statement, 6),
                                            .issued_ms = sqlite3_column_int64(statement, 7)};
        g_strlcpy(out->number, sqlite_text(statement, 0), sizeof out->number);
        g_strlcpy(out->kind, sqlite_text(statement, 1), sizeof out->kind);
        g_strlcpy(out->name, sqlite_text(statement, 2), sizeof out->name);
        g_strlcpy(out->person, sqlite_text(statement, 3), sizeof out->person);
        g_strlcpy(out->from, sqlite_text(statement, 4), sizeof out->from);
        g_strlcpy(out->to, sqlite_text(statement, 5), sizeof out->to);
    } else if (got == SQLITE_DONE) {
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no certificate has the number %s: check it on the paper", number);
    } else {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}
