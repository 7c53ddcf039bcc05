#include "store/devices.h"

static gboolean put_state(struct store *store, const struct device_report *r, GError **error)
{
    sqlite3_stmt *put =
        store_prepare(store,
                      "INSERT INTO device(slot, status, attention, since_ms, identity, paper_mm) VALUES(?1, "
                      "?2, ?3, ?4, ?5, ?6)"
                      " ON CONFLICT(slot) DO UPDATE SET status=excluded.status, attention=excluded.attention,"
                      " since_ms=excluded.since_ms,"
                      " identity=CASE excluded.identity WHEN '' THEN identity ELSE excluded.identity END,"
                      " paper_mm=CASE WHEN ?7 THEN 0 ELSE paper_mm END + excluded.paper_mm",
                      error);
    if (!put)
        return FALSE;
    sqlite3_bind_text(put, 1, r->slot, -1, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, r->status, -1, SQLITE_STATIC);
    sqlite3_bind_text(put, 3, r->attention, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 4, r->since_ms);
    sqlite3_bind_text(put, 5, r->identity ? r->identity : "", -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 6, r->paper_mm);
    sqlite3_bind_int(put, 7, r->new_roll);
    return store_change(store, put, error) >= 0;
}

static gboolean put_counts(struct store *store, const char *day, const struct device_report *r,
                           GError **error)
{
    sqlite3_stmt *put =
        store_prepare(store,
                      "INSERT INTO device_day(day, slot, done, failed, lost) VALUES(?1, ?2, ?3, ?4, ?5)"
                      " ON CONFLICT(day, slot) DO UPDATE SET done=done+excluded.done,"
                      " failed=failed+excluded.failed, lost=lost+excluded.lost",
                      error);
    if (!put)
        return FALSE;
    sqlite3_bind_text(put, 1, day, -1, SQLITE_STATIC);
    sqlite3_bind_text(put, 2, r->slot, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 3, r->done);
    sqlite3_bind_int64(put, 4, r->failed);
    sqlite3_bind_int64(put, 5, r->lost);
    return store_change(store, put, error) >= 0;
}

static gboolean drop_old(struct store *store, const char *day, GError **error)
{
    sqlite3_stmt *drop =
        store_prepare(store, "DELETE FROM device_day WHERE day < date(?1, '-' || ?2 || ' days')", error);
    if (!drop)
        return FALSE;
    sqlite3_bind_text(drop, 1, day, -1, SQLITE_STATIC);
    sqlite3_bind_int(drop, 2, DEVICE_DAYS_KEPT);
    return store_change(store, drop, error) >= 0;
}

gboolean device_reports_put(struct store *store, const char *day, const struct device_report *reports,
                            unsigned count, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    gboolean well = TRUE;
    for (unsigned i = 0; well && i < count; i++)
        well = put_state(store, &reports[i], error) && put_counts(store, day, &reports[i], error);
    return store_end(store, well && drop_old(store, day, error), error);
}

static void take_text(char *to, size_t cap, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    g_strlcpy(to, text ? text : "", cap);
}

static void take(GArray *rows, sqlite3_stmt *read)
{
    struct device_row row = {0};
    take_text(row.slot, sizeof row.slot, read, 0);
    take_text(row.status, sizeof row.status, read, 1);
    take_text(row.attention, sizeof row.attention, read, 2);
    row.since_ms = sqlite3_column_int64(read, 3);
    take_text(row.identity, sizeof row.identity, read, 4);
    row.paper_mm = sqlite3_column_int64(read, 5);
    row.done = (unsigned)sqlite3_column_int64(read, 6);
    row.failed = (unsigned)sqlite3_column_int64(read, 7);
    row.lost = (unsigned)sqlite3_column_int64(read, 8);
    g_array_append_val(rows, row);
}

GArray *device_rows_get(struct store *store, const char *day, GError **error)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(struct device_row));
    int step = SQLITE_ERROR;
    sqlite3_stmt *read =
        store_prepare(store,
                      "SELECT device.slot, status, attention, since_ms, identity, paper_mm,"
                      " coalesce(done, 0), coalesce(failed, 0), coalesce(lost, 0) FROM device"
                      " LEFT JOIN device_day ON device_day.slot=device.slot AND day=?1 ORDER BY device.slot",
                      error);

    if (read)
        sqlite3_bind_text(read, 1, day, -1, SQLITE_STATIC);
    while (read && (step = sqlite3_step(read)) == SQLITE_ROW)
        take(rows, read);
    if (read && step != SQLITE_DONE)
        store_fail(store, "read", error);
    sqlite3_finalize(read);
    if (step == SQLITE_DONE)
        return rows;
    g_array_unref(rows);
    return NULL;
}
