#include "store/errands.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* What was asked more than a day ago goes with it. */
static gboolean drop_old(struct store *store, int64_t now_ms, GError **error)
{
    sqlite3_stmt *drop = store_prepare(store, "DELETE FROM errand WHERE expires_ms < ?1", error);
    if (!drop)
        return FALSE;
    sqlite3_bind_int64(drop, 1, now_ms - DAY_MS);
    return store_change(store, drop, error) >= 0;
}

gboolean errand_ask(struct store *store, const struct errand *errand, GError **error)
{
    sqlite3_stmt *put = store_prepare(
        store, "INSERT INTO errand(id, who, what, asked_ms, expires_ms) VALUES(?1, ?2, ?3, ?4, ?5)", error);
    if (!put)
        return FALSE;
    sqlite3_bind_blob(put, 1, errand->id, ERRAND_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, errand->who, -1, SQLITE_STATIC);
    sqlite3_bind_text(put, 3, errand->what, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 4, errand->asked_ms);
    sqlite3_bind_int64(put, 5, errand->expires_ms);
    return store_change(store, put, error) >= 0 && drop_old(store, errand->asked_ms, error);
}

static void take(sqlite3_stmt *row, struct errand *out)
{
    *out =
        (struct errand){.asked_ms = sqlite3_column_int64(row, 3), .expires_ms = sqlite3_column_int64(row, 4)};
    memcpy(out->id, sqlite3_column_blob(row, 0), ERRAND_ID_BYTES); /* the table holds no other length */
    g_strlcpy(out->who, (const char *)sqlite3_column_text(row, 1), sizeof out->who);
    g_strlcpy(out->what, (const char *)sqlite3_column_text(row, 2), sizeof out->what);
}

gboolean errand_next(struct store *store, int64_t now_ms, struct errand *out, GError **error)
{
    sqlite3_stmt *read = store_prepare(store,
                                       "SELECT id, who, what, asked_ms, expires_ms FROM errand"
                                       " WHERE result IS NULL AND expires_ms > ?1 ORDER BY asked_ms LIMIT 1",
                                       error);
    if (!read)
        return FALSE;
    sqlite3_bind_int64(read, 1, now_ms);
    int step = sqlite3_step(read);
    if (step == SQLITE_ROW)
        take(read, out);
    else if (step != SQLITE_DONE)
        store_fail(store, "read", error);
    sqlite3_finalize(read);
    return step == SQLITE_ROW;
}

gboolean errand_answer(struct store *store, const uint8_t id[ERRAND_ID_BYTES], const char *result,
                       int64_t now_ms, GError **error)
{
    sqlite3_stmt *put = store_prepare(
        store, "UPDATE errand SET result=?2, answered_ms=?3 WHERE id=?1 AND result IS NULL", error);
    if (!put)
        return FALSE;
    sqlite3_bind_blob(put, 1, id, ERRAND_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, result, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 3, now_ms);
    return store_change(store, put, error) >= 0;
}

char *errand_result(struct store *store, const uint8_t id[ERRAND_ID_BYTES], GError **error)
{
    sqlite3_stmt *read = store_prepare(store, "SELECT result FROM errand WHERE id=?1", error);
    char *result = NULL;
    if (!read)
        return NULL;
    sqlite3_bind_blob(read, 1, id, ERRAND_ID_BYTES, SQLITE_STATIC);
    int step = sqlite3_step(read);
    if (step == SQLITE_ROW)
        result = g_strdup((const char *)sqlite3_column_text(read, 0));
    else if (step != SQLITE_DONE)
        store_fail(store, "read", error);
    sqlite3_finalize(read);
    return result;
}
