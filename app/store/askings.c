#include "store/askings.h"

#include <string.h>

gboolean asking_open(struct store *store, struct asking *asking, GError **error)
{
    sqlite3_stmt *put =
        store_prepare(store, "INSERT OR REPLACE INTO asking(case_id, service) VALUES(?1, ?2)", error);
    if (!put)
        return FALSE;
    sqlite3_bind_blob(put, 1, asking->case_id, ASKING_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, asking->service, -1, SQLITE_STATIC);
    if (store_change(store, put, error) < 0)
        return FALSE;
    asking->number = sqlite3_last_insert_rowid(store->db);
    return TRUE;
}

/* Takes the statement. */
static gboolean read_one(struct store *store, sqlite3_stmt *read, struct asking *out, GError **error)
{
    int step = sqlite3_step(read);
    if (step == SQLITE_ROW) {
        out->number = sqlite3_column_int64(read, 0);
        memcpy(out->case_id, sqlite3_column_blob(read, 1), ASKING_ID_BYTES); /* the table holds no other */
        g_strlcpy(out->service, (const char *)sqlite3_column_text(read, 2), sizeof out->service);
    } else if (step == SQLITE_DONE) {
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_ABSENT, "nothing is asked to be paid");
    } else {
        store_fail(store, "read", error);
    }
    sqlite3_finalize(read);
    return step == SQLITE_ROW;
}

gboolean asking_of(struct store *store, const uint8_t case_id[ASKING_ID_BYTES], struct asking *out,
                   GError **error)
{
    sqlite3_stmt *read =
        store_prepare(store, "SELECT number, case_id, service FROM asking WHERE case_id=?1", error);
    if (!read)
        return FALSE;
    sqlite3_bind_blob(read, 1, case_id, ASKING_ID_BYTES, SQLITE_STATIC);
    return read_one(store, read, out, error);
}

gboolean asking_first(struct store *store, struct asking *out, GError **error)
{
    sqlite3_stmt *read =
        store_prepare(store, "SELECT number, case_id, service FROM asking ORDER BY number LIMIT 1", error);
    return read && read_one(store, read, out, error);
}

gboolean asking_close(struct store *store, const uint8_t case_id[ASKING_ID_BYTES], GError **error)
{
    sqlite3_stmt *drop = store_prepare(store, "DELETE FROM asking WHERE case_id=?1", error);
    if (!drop)
        return FALSE;
    sqlite3_bind_blob(drop, 1, case_id, ASKING_ID_BYTES, SQLITE_STATIC);
    return store_change(store, drop, error) >= 0;
}
