#include "platform/storage_sqlite.h"

static gboolean nothing(GError **error)
{
    g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                        "no upload stands there: ask how much of it is here");
    return FALSE;
}

static gboolean look(struct storage *storage, struct storage_upload *upload, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(db, "SELECT size, complete FROM upload WHERE id=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, upload->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    int got = sqlite3_step(statement);
    upload->size = sqlite3_column_int64(statement, 0);
    upload->complete = sqlite3_column_int(statement, 1) != 0;
    if (got == SQLITE_DONE)
        nothing(error);
    else if (got != SQLITE_ROW)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}

static gboolean delete_where(sqlite3 *db, const char *sql, const uint8_t *id, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(db, sql, error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, id, STORAGE_ID_BYTES, SQLITE_STATIC);
    return sqlite_finish(db, statement, error);
}

gboolean sqlite_upload_drop(sqlite3 *db, const uint8_t *id, GError **error)
{
    return delete_where(db, "DELETE FROM upload_piece WHERE id=?", id, error) &&
           delete_where(db, "DELETE FROM upload WHERE id=?", id, error);
}

static gboolean drop(struct storage *storage, const uint8_t *id, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    return sqlite_begin(db, error) && sqlite_end(db, sqlite_upload_drop(db, id, error), error);
}

static gboolean forget_old(sqlite3 *db, int64_t since_ms, GError **error)
{
    static const char *const orders[] = {
        "DELETE FROM upload_piece WHERE id IN (SELECT id FROM upload WHERE begun_ms<?)",
        "DELETE FROM upload WHERE begun_ms<?"};
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        sqlite3_stmt *statement = sqlite_prepare(db, orders[i], error);
        if (!statement)
            return FALSE;
        sqlite3_bind_int64(statement, 1, since_ms);
        if (!sqlite_finish(db, statement, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean begin_upload(sqlite3 *db, const struct storage_piece *piece, GError **error)
{
    if (!forget_old(db, piece->keep_since_ms, error) || !sqlite_upload_drop(db, piece->id, error))
        return FALSE;
    sqlite3_stmt *statement =
        sqlite_prepare(db, "INSERT INTO upload(id, size, complete, begun_ms) VALUES(?,0,0,?)", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, piece->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, piece->now_ms);
    return sqlite_finish(db, statement, error);
}

/* The guard: of two who bring the same piece, one moves the end on. */
static gboolean move_end(sqlite3 *db, const struct storage_piece *piece, GError **error)
{
    sqlite3_stmt *statement = sqlite_prepare(
        db, "UPDATE upload SET size=size+?, complete=? WHERE id=? AND size=? AND complete=0", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_int64(statement, 1, (int64_t)piece->len);
    sqlite3_bind_int(statement, 2, piece->last);
    sqlite3_bind_blob(statement, 3, piece->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 4, piece->at);
    return sqlite_finish(db, statement, error) && (sqlite3_changes(db) == 1 || nothing(error));
}

static gboolean insert_piece(sqlite3 *db, const struct storage_piece *piece, GError **error)
{
    sqlite3_stmt *statement =
        sqlite_prepare(db, "INSERT INTO upload_piece(id, at, body) VALUES(?,?,?)", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, piece->id, STORAGE_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, piece->at);
    sqlite3_bind_blob64(statement, 3, piece->data, piece->len, SQLITE_STATIC);
    return sqlite_finish(db, statement, error);
}

static gboolean add(struct storage *storage, const struct storage_piece *piece, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    return sqlite_begin(db, error) &&
           sqlite_end(db,
                      (piece->at > 0 || begin_upload(db, piece, error)) && move_end(db, piece, error) &&
                          (piece->len == 0 || insert_piece(db, piece, error)),
                      error);
}

static GBytes *read_all(struct storage *storage, const uint8_t *id, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT body FROM upload_piece WHERE id=? ORDER BY at", error);
    if (!statement)
        return NULL;
    GByteArray *whole = g_byte_array_new();
    int got;
    sqlite3_bind_blob(statement, 1, id, STORAGE_ID_BYTES, SQLITE_STATIC);
    while ((got = sqlite3_step(statement)) == SQLITE_ROW)
        g_byte_array_append(whole, sqlite3_column_blob(statement, 0),
                            (guint)sqlite3_column_bytes(statement, 0));
    gboolean well = got == SQLITE_DONE ? whole->len > 0 || nothing(error) : sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    GBytes *bytes = g_byte_array_free_to_bytes(whole);
    if (!well)
        g_clear_pointer(&bytes, g_bytes_unref);
    return bytes;
}

static gboolean filed(struct storage *storage, const uint8_t *id, char *receipt, size_t cap,
                      int64_t *received_ms, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT coalesce(receipt, ''), received_ms FROM submission WHERE id=?", error);
    if (!statement)
        return FALSE;
    sqlite3_bind_blob(statement, 1, id, STORAGE_ID_BYTES, SQLITE_STATIC);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW) {
        g_strlcpy(receipt, sqlite_text(statement, 0), cap);
        *received_ms = sqlite3_column_int64(statement, 1);
    } else if (got == SQLITE_DONE) {
        nothing(error);
    } else {
        sqlite_fail(db, "read", error);
    }
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}

const struct storage_upload_kind storage_sqlite_upload = {
    .look = look, .add = add, .read = read_all, .drop = drop, .filed = filed};
