#include "store/ledger.h"

#include <string.h>

#include "store/outbox_parts.h"

#define COLUMNS                                                                                              \
    "SELECT seq, id, CASE WHEN state=0 AND seq IN (SELECT seq FROM outbox_sending) THEN 3 ELSE state END,"   \
    " priority, kind, service, receipt, reason, note, created_ms, next_ms, settled_ms, tries, size_kib"      \
    " FROM outbox "

static void show(sqlite3_stmt *row, ledger_seen seen, void *data)
{
    struct ledger_row shown = {
        .seq = sqlite3_column_int64(row, 0),
        .state = (enum outbox_state)sqlite3_column_int(row, 2),
        .priority = (enum outbox_priority)sqlite3_column_int(row, 3),
        .kind = (const char *)sqlite3_column_text(row, 4),
        .service = (const char *)sqlite3_column_text(row, 5),
        .receipt = (const char *)sqlite3_column_text(row, 6),
        .reason = (const char *)sqlite3_column_text(row, 7),
        .note = (const char *)sqlite3_column_text(row, 8),
        .created_ms = sqlite3_column_int64(row, 9),
        .next_ms = sqlite3_column_int64(row, 10),
        .settled_ms = sqlite3_column_int64(row, 11),
        .tries = (unsigned)sqlite3_column_int64(row, 12),
        .size_kib = (unsigned)sqlite3_column_int64(row, 13),
    };

    memcpy(shown.id, sqlite3_column_blob(row, 1), sizeof shown.id);
    seen(data, &shown);
}

static gboolean absent(int64_t seq, GError **error)
{
    g_set_error(error, store_error_quark(), STORE_ERROR_ABSENT,
                "there is no row %" G_GINT64_FORMAT ": see 'outbox list'", seq);
    return FALSE;
}

/* How many were shown, -1 on error. */
static int each(struct outbox *outbox, const char *sql, int64_t seq, ledger_seen seen, void *data,
                GError **error)
{
    sqlite3_stmt *read = store_prepare(outbox->store, sql, error);
    int step = SQLITE_ERROR, count = 0;

    if (!read)
        return -1;
    sqlite3_bind_int64(read, 1, seq);
    for (; (step = sqlite3_step(read)) == SQLITE_ROW; count++)
        show(read, seen, data);
    if (step != SQLITE_DONE)
        store_fail(outbox->store, "read", error);
    sqlite3_finalize(read);
    return step == SQLITE_DONE ? count : -1;
}

gboolean ledger_list(struct outbox *outbox, gboolean settled, ledger_seen seen, void *data, GError **error)
{
    const char *sql = settled ? COLUMNS "ORDER BY seq" : COLUMNS "WHERE state<>1 ORDER BY seq";
    return each(outbox, sql, 0, seen, data, error) >= 0;
}

gboolean ledger_show(struct outbox *outbox, int64_t seq, ledger_seen seen, void *data, GError **error)
{
    int shown = each(outbox, COLUMNS "WHERE seq=?1", seq, seen, data, error);
    return shown > 0 || (shown == 0 && absent(seq, error));
}

/* How many rows it changed, -1 on error. */
static int change(struct outbox *outbox, const char *sql, int64_t seq, const char *text, GError **error)
{
    sqlite3_stmt *put = store_prepare(outbox->store, sql, error);

    if (!put)
        return -1;
    sqlite3_bind_int64(put, 1, seq);
    if (text)
        sqlite3_bind_text(put, 2, text, -1, SQLITE_STATIC);
    return store_change(outbox->store, put, error);
}

int ledger_retry(struct outbox *outbox, int64_t seq, GError **error)
{
    int changed = change(outbox,
                         "UPDATE outbox SET state=0, next_ms=0, reason=''"
                         " WHERE (?1=0 OR seq=?1) AND (state=2 OR (state=0 AND (?1<>0 OR next_ms>0)))",
                         seq, NULL, error);

    if (changed == 0 && seq != 0)
        return absent(seq, error) ? 0 : -1;
    return changed;
}

gboolean ledger_annotate(struct outbox *outbox, int64_t seq, const char *note, GError **error)
{
    int changed = change(outbox, "UPDATE outbox SET note=?2 WHERE seq=?1", seq, note, error);
    return changed > 0 || (changed == 0 && absent(seq, error));
}

static GPtrArray *read_carried(struct outbox *outbox, int64_t after, unsigned limit, size_t bytes_max,
                               GError **error)
{
    sqlite3_stmt *read = store_prepare(
        outbox->store,
        "SELECT " OUTBOX_ROW_COLUMNS " FROM outbox AS o WHERE state=0 AND seq>?1"
        " AND NOT EXISTS(SELECT 1 FROM outbox AS first WHERE first.id=o.case_id AND first.seq<o.seq"
        " AND first.state=2)"
        " AND NOT EXISTS(SELECT 1 FROM outbox AS other WHERE other.case_id=coalesce(o.case_id, o.id)"
        " AND other.seq<o.seq AND other.state=2)"
        " ORDER BY seq LIMIT ?2",
        error);

    if (!read)
        return NULL;
    sqlite3_bind_int64(read, 1, after);
    sqlite3_bind_int64(read, 2, limit);
    GPtrArray *rows = outbox_read_rows(outbox, read, bytes_max, error);
    sqlite3_finalize(read);
    return rows;
}

/* Once more when one of them turned out to be lost: what comes behind it shall not end the list. */
GPtrArray *ledger_carry(struct outbox *outbox, int64_t after, unsigned limit, size_t bytes_max,
                        GError **error)
{
    for (;;) {
        GPtrArray *rows = read_carried(outbox, after, limit, bytes_max, error);
        guint read = rows ? rows->len : 0;
        if (rows && !outbox_set_lost_apart(outbox, rows, error))
            g_clear_pointer(&rows, g_ptr_array_unref);
        if (!rows || rows->len == read)
            return rows;
        g_ptr_array_unref(rows);
    }
}
