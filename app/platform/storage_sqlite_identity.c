#include "platform/storage_sqlite.h"

static gboolean forget_old(sqlite3 *db, int64_t now_ms, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, "DELETE FROM identity_code WHERE until_ms<=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, now_ms);
    return sqlite_finish(db, statement, error);
}

static gboolean add(sqlite3 *db, const struct storage_identity *identity, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "INSERT INTO identity_code(hash, number, name, until_ms) VALUES(?,?,?,?)", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, identity->hash, STORAGE_CODE_BYTES, SQLITE_STATIC);
    sqlite_bind(statement, 2, identity->number);
    sqlite_bind(statement, 3, identity->name);
    sqlite3_bind_int64(statement, 4, identity->until_ms);
    return sqlite_finish(db, statement, error);
}

static gboolean give(struct storage *storage, const struct storage_identity *identity, int64_t now_ms,
                     GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    return sqlite_begin(db, error) &&
           sqlite_end(db, forget_old(db, now_ms, error) && add(db, identity, error), error);
}

static gboolean read_one(sqlite3 *db, struct storage_identity *identity, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT number, name, until_ms FROM identity_code WHERE hash=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, identity->hash, STORAGE_CODE_BYTES, SQLITE_STATIC);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        g_strlcpy(identity->number, sqlite_text(statement, 0), sizeof identity->number);
        g_strlcpy(identity->name, sqlite_text(statement, 1), sizeof identity->name);
        identity->until_ms = sqlite3_column_int64(statement, 2);
    } else if (got == SQLITE_DONE) {
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                            "nobody has this identity code: it was used, or its time is over");
    } else {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}

static gboolean drop(sqlite3 *db, const struct storage_identity *identity, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, "DELETE FROM identity_code WHERE hash=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, identity->hash, STORAGE_CODE_BYTES, SQLITE_STATIC);
    return sqlite_finish(db, statement, error);
}

static gboolean take(struct storage *storage, struct storage_identity *identity, int64_t now_ms,
                     GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    return sqlite_begin(db, error) &&
           sqlite_end(db,
                      forget_old(db, now_ms, error) && read_one(db, identity, error) &&
                          drop(db, identity, error),
                      error);
}

const struct storage_identity_kind storage_sqlite_identity = {.give = give, .take = take};
