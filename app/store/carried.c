#include "store/carried.h"

static const int64_t kept_ms = CARRIED_DAYS_KEPT * INT64_C(24) * 3600 * 1000;

/* How many rows it changed, -1 on error. */
static int run(struct store *store, const char *sql, const uint8_t *digest, int64_t at_ms, GError **error)
{
    sqlite3_stmt *put = store_prepare(store, sql, error);

    if (!put)
        return -1;
    sqlite3_bind_int64(put, 1, at_ms);
    if (digest)
        sqlite3_bind_blob(put, 2, digest, CARRIED_DIGEST, SQLITE_STATIC);
    return store_change(store, put, error);
}

gboolean carried_out(struct store *store, const uint8_t digest[CARRIED_DIGEST], int64_t now_ms,
                     GError **error)
{
    return run(store, "DELETE FROM carried WHERE made_ms < ?1", NULL, now_ms - kept_ms, error) >= 0 &&
           run(store,
               "INSERT INTO carried(digest, made_ms) VALUES(?2, ?1)"
               " ON CONFLICT(digest) DO UPDATE SET made_ms=excluded.made_ms, acknowledged_ms=NULL",
               digest, now_ms, error) >= 0;
}

static gboolean is_known(struct store *store, const uint8_t *digest)
{
    sqlite3_stmt *look = store_prepare(store, "SELECT 1 FROM carried WHERE digest=?1", NULL);

    if (look)
        sqlite3_bind_blob(look, 1, digest, CARRIED_DIGEST, SQLITE_STATIC);
    gboolean known = look && sqlite3_step(look) == SQLITE_ROW;
    sqlite3_finalize(look);
    return known;
}

gboolean carried_back(struct store *store, const uint8_t digest[CARRIED_DIGEST], int64_t now_ms,
                      GError **error)
{
    int changed =
        run(store, "UPDATE carried SET acknowledged_ms=?1 WHERE digest=?2 AND acknowledged_ms IS NULL",
            digest, now_ms, error);

    if (changed != 0)
        return changed > 0;
    if (is_known(store, digest))
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_EXISTS,
                            "its batch was acknowledged before: nothing is left to do");
    else
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_ABSENT,
                            "no such batch was exported here: bring it to the kiosk that exported it");
    return FALSE;
}
