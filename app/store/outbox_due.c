/* Whose turn it is, and who is on the way. */
#include <string.h>

#include "store/outbox_parts.h"
#include "store/spool.h"

static char *text_at(sqlite3_stmt *statement, int column)
{
    return g_strdup((const char *)sqlite3_column_text(statement, column));
}

static void row_free(void *data)
{
    struct outbox_row *row = data;

    g_free(row->kind);
    g_free(row->service);
    g_free(row->receipt);
    g_free(row->keyid);
    g_free(row->spool);
    g_bytes_unref(row->box);
    g_free(row);
}

static struct outbox_row *row_at(struct outbox *outbox, sqlite3_stmt *due)
{
    struct outbox_row *row = g_new0(struct outbox_row, 1);

    row->seq = sqlite3_column_int64(due, 0);
    memcpy(row->id, sqlite3_column_blob(due, 1), OUTBOX_ID_BYTES);
    row->kind = text_at(due, 2);
    row->service = text_at(due, 3);
    row->receipt = text_at(due, 4);
    row->keyid = text_at(due, 5);
    row->created_ms = sqlite3_column_int64(due, 6);
    row->tries = (unsigned)sqlite3_column_int(due, 7);
    row->priority = (enum outbox_priority)sqlite3_column_int(due, 8);
    row->len = (size_t)sqlite3_column_bytes(due, 9);
    if (row->len > 0) {
        row->box = g_bytes_new(sqlite3_column_blob(due, 9), row->len);
        return row;
    }
    row->len = (size_t)sqlite3_column_int64(due, 10);
    row->spool = spool_path(outbox->store, row->id);
    return row;
}

GPtrArray *outbox_read_rows(struct outbox *outbox, sqlite3_stmt *read, size_t bytes_max, GError **error)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    size_t bytes = 0;
    int step = SQLITE_DONE;

    while (bytes < bytes_max && (step = sqlite3_step(read)) == SQLITE_ROW) {
        struct outbox_row *row = row_at(outbox, read);
        bytes += row->len;
        if (rows->len == 0 || bytes <= bytes_max)
            g_ptr_array_add(rows, row);
        else
            row_free(row);
    }
    if (step != SQLITE_ROW && step != SQLITE_DONE) {
        store_fail(outbox->store, "read", error);
        g_clear_pointer(&rows, g_ptr_array_unref);
    }
    return rows;
}

static GPtrArray *read_due(struct outbox *outbox, unsigned limit, size_t bytes_max, int64_t now_ms,
                           GError **error)
{
    sqlite3_stmt *due = outbox->statement[DUE];

    sqlite3_bind_int64(due, 1, now_ms);
    sqlite3_bind_int64(due, 2, limit);
    sqlite3_bind_int64(due, 3, OUTBOX_SLACK_MS);
    GPtrArray *rows = outbox_read_rows(outbox, due, bytes_max, error);
    outbox_rest(due);
    return rows;
}

/* A row whose file is lost is a matter for people, and shall not hold the others up. */
gboolean outbox_set_lost_apart(struct outbox *outbox, GPtrArray *rows, GError **error)
{
    for (guint i = rows->len; i-- > 0;) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        if (!row->spool || spool_has(row->spool, row->len))
            continue;
        if (!outbox_parked(outbox, row->id, "the file in the spool is lost", error))
            return FALSE;
        g_ptr_array_remove_index(rows, i);
    }
    return TRUE;
}

GPtrArray *outbox_due(struct outbox *outbox, unsigned limit, size_t bytes_max, int64_t now_ms, GError **error)
{
    outbox_remove_gone(outbox);
    GPtrArray *rows = read_due(outbox, limit, bytes_max, now_ms, error);

    if (rows && !outbox_set_lost_apart(outbox, rows, error))
        g_clear_pointer(&rows, g_ptr_array_unref);
    return rows;
}

gboolean outbox_more_urgent(struct outbox *outbox, enum outbox_priority priority, int64_t now_ms)
{
    sqlite3_stmt *urgent = outbox->statement[URGENT];

    sqlite3_bind_int64(urgent, 1, now_ms);
    sqlite3_bind_int(urgent, 2, (int)priority);
    sqlite3_bind_int64(urgent, 3, OUTBOX_SLACK_MS);
    gboolean none = sqlite3_step(urgent) == SQLITE_DONE;
    outbox_rest(urgent);
    return !none;
}

GBytes *outbox_row_box(const struct outbox_row *row, GError **error)
{
    return row->box ? g_bytes_ref(row->box) : spool_read(row->spool, row->len, error);
}

static gboolean mark_each(struct outbox *outbox, enum statement which, const GPtrArray *rows, GError **error)
{
    sqlite3_stmt *mark = outbox->statement[which];
    gboolean well = store_begin(outbox->store, error);

    for (guint i = 0; well && i < rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        sqlite3_bind_int64(mark, 1, row->seq);
        well = sqlite3_step(mark) == SQLITE_DONE || store_fail(outbox->store, "mark", error);
        outbox_rest(mark);
    }
    return store_end(outbox->store, well, well ? error : NULL);
}

gboolean outbox_sending(struct outbox *outbox, const GPtrArray *rows, GError **error)
{
    return mark_each(outbox, MARK, rows, error);
}

gboolean outbox_unsent(struct outbox *outbox, const GPtrArray *rows, GError **error)
{
    sqlite3_stmt *all = outbox->statement[UNMARK_ALL];

    if (rows)
        return mark_each(outbox, UNMARK, rows, error);
    gboolean well = sqlite3_step(all) == SQLITE_DONE || store_fail(outbox->store, "commit", error);
    outbox_rest(all);
    return well;
}
