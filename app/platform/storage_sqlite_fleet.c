#include "platform/storage_sqlite.h"

static gboolean put(struct storage *storage, const struct storage_beat *beat, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement = sqlite_prepare(
        db,
        "INSERT INTO heartbeat(kiosk, version, seen_ms, waiting, parked, trouble, body) VALUES(?,?,?,?,?,?,?)"
        " ON CONFLICT(kiosk) DO UPDATE SET version=excluded.version, seen_ms=excluded.seen_ms,"
        " waiting=excluded.waiting, parked=excluded.parked, trouble=excluded.trouble, body=excluded.body"
        " WHERE excluded.seen_ms>=heartbeat.seen_ms",
        error);
    if (!statement)
        return FALSE;
    sqlite_bind(statement, 1, beat->kiosk);
    sqlite_bind(statement, 2, beat->version);
    sqlite3_bind_int64(statement, 3, beat->seen_ms);
    sqlite3_bind_int64(statement, 4, beat->waiting);
    sqlite3_bind_int64(statement, 5, beat->parked);
    sqlite3_bind_int64(statement, 6, beat->trouble);
    sqlite_bind(statement, 7, beat->body);
    return sqlite_finish(db, statement, error);
}

/* What is looked for is a pattern: the caller's text between two '%', its own signs of LIKE escaped. */
#define FITS                                                                                                 \
    " WHERE (kiosk LIKE ?1 ESCAPE '!' OR version LIKE ?1 ESCAPE '!' OR body LIKE ?1 ESCAPE '!')"             \
    " AND (?2=0 OR trouble>0 OR seen_ms<?3)"

static char *pattern_of(const char *text)
{
    g_autoptr(GString) pattern = g_string_new("%");
    for (; *text; text++) {
        if (*text == '%' || *text == '_' || *text == '!')
            g_string_append_c(pattern, '!');
        g_string_append_c(pattern, *text);
    }
    g_string_append_c(pattern, '%');
    return g_string_free(g_steal_pointer(&pattern), FALSE);
}

static void bind_wish(sqlite3_stmt *statement, const struct storage_fleet_wish *wish, const char *pattern)
{
    sqlite_bind(statement, 1, pattern);
    sqlite3_bind_int64(statement, 2, wish->trouble_only);
    sqlite3_bind_int64(statement, 3, wish->late_ms);
}

static gboolean beats(struct storage *storage, const struct storage_fleet_wish *wish,
                      storage_beat_visitor visit, void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    g_autofree char *pattern = pattern_of(wish->text);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "SELECT kiosk, version, seen_ms, waiting, parked, trouble, body FROM heartbeat" FITS
                       " ORDER BY CASE WHEN seen_ms<?3 THEN 0 ELSE 1 END, trouble DESC, kiosk"
                       " LIMIT ?4 OFFSET ?5",
                       error);
    if (!statement)
        return FALSE;
    bind_wish(statement, wish, pattern);
    sqlite3_bind_int64(statement, 4, wish->limit);
    sqlite3_bind_int64(statement, 5, wish->offset);
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW) {
        struct storage_beat beat = {.kiosk = sqlite_text(statement, 0),
                                    .version = sqlite_text(statement, 1),
                                    .seen_ms = sqlite3_column_int64(statement, 2),
                                    .waiting = (uint32_t)sqlite3_column_int64(statement, 3),
                                    .parked = (uint32_t)sqlite3_column_int64(statement, 4),
                                    .trouble = (uint32_t)sqlite3_column_int64(statement, 5),
                                    .body = sqlite_text(statement, 6)};
        visit(&beat, data);
    }
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

static gboolean sum(struct storage *storage, const struct storage_fleet_wish *wish,
                    struct storage_fleet_sum *out, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    g_autofree char *pattern = pattern_of(wish->text);
    sqlite3_stmt *statement =
        sqlite_prepare(db,
                       "SELECT count(*), count(CASE WHEN seen_ms<?3 THEN 1 END), coalesce(sum(waiting),0),"
                       " coalesce(sum(parked),0), count(CASE WHEN trouble>0 THEN 1 END) FROM heartbeat" FITS,
                       error);
    if (!statement)
        return FALSE;
    bind_wish(statement, wish, pattern);
    int got = sqlite3_step(statement);
    if (got == SQLITE_ROW)
        *out = (struct storage_fleet_sum){.kiosks = sqlite3_column_int64(statement, 0),
                                          .late = sqlite3_column_int64(statement, 1),
                                          .waiting = sqlite3_column_int64(statement, 2),
                                          .parked = sqlite3_column_int64(statement, 3),
                                          .troubled = sqlite3_column_int64(statement, 4)};
    else
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_ROW;
}

static gboolean order_states(struct storage *storage, storage_count_visitor visit, void *data, GError **error)
{
    sqlite3 *db = sqlite_of(storage);
    sqlite3_stmt *statement =
        sqlite_prepare(db, "SELECT state, count(*) FROM pay_order GROUP BY state ORDER BY state", error);
    if (!statement)
        return FALSE;
    int got;
    while ((got = sqlite3_step(statement)) == SQLITE_ROW)
        visit(sqlite_text(statement, 0), sqlite3_column_int64(statement, 1), data);
    if (got != SQLITE_DONE)
        sqlite_fail(db, "read", error);
    sqlite3_finalize(statement);
    return got == SQLITE_DONE;
}

const struct storage_fleet_kind storage_sqlite_fleet = {
    .put = put,
    .beats = beats,
    .sum = sum,
    .order_states = order_states,
};
