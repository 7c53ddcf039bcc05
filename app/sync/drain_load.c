/* Rows to a request. */
#include <string.h>

#include "sync/drain_parts.h"

enum {
    BYTES_MAX = 1024 * 1024, /* of boxes in one request: larger ones go in pieces */
    SECOND_MS = 1000
};

static gboolean is_large(const struct outbox_row *row)
{
    return row->spool || row->len > OUTBOX_ROW_BYTES;
}

gboolean drain_is_uploaded(const struct drain *drain, const struct outbox_row *row)
{
    return drain->upload.complete && memcmp(drain->upload.id, row->id, UUID7_BYTES) == 0;
}

/* A call for people takes nothing along: it is small then, so that a weak line brings it at once, and a
 * platform with no room for more has some for it. */
static gboolean goes_with(const struct outbox_row *first, const struct outbox_row *row)
{
    return first->priority != OUTBOX_EMERGENCY || row->priority == OUTBOX_EMERGENCY;
}

guint drain_carried(const struct drain *drain, const GPtrArray *rows)
{
    guint n = 0;

    while (n < rows->len) {
        const struct outbox_row *row = g_ptr_array_index(rows, n);
        if ((is_large(row) && !drain_is_uploaded(drain, row)) || !goes_with(g_ptr_array_index(rows, 0), row))
            break;
        n++;
    }
    return n;
}

GPtrArray *drain_due(const struct turn *turn, unsigned limit, GError **error)
{
    return outbox_due(turn->drain->outbox, limit, BYTES_MAX, turn->now_unix_ms, error);
}

/* How old a call is hangs on no clock: it says when it was pressed by the time since boot, and this when it
 * is sent. */
static void say_when(const struct turn *turn, const struct outbox_row *row, struct message_item *item)
{
    if (row->priority != OUTBOX_EMERGENCY || !turn->drain->boot)
        return;
    g_strlcpy(item->sent.boot, turn->drain->boot, sizeof item->sent.boot);
    item->sent.uptime_s = turn->now_ms / SECOND_MS;
}

static gboolean item_of(const struct turn *turn, const struct outbox_row *row, struct message_item *item,
                        GError **error)
{
    const struct drain *drain = turn->drain;

    memcpy(item->id, row->id, sizeof item->id);
    g_strlcpy(item->kiosk, drain->kiosk, sizeof item->kiosk);
    g_strlcpy(item->kind, row->kind, sizeof item->kind);
    g_strlcpy(item->service, row->service, sizeof item->service);
    g_strlcpy(item->keyid, row->keyid, sizeof item->keyid);
    item->created_ms = row->created_ms;
    say_when(turn, row, item);
    if (drain_is_uploaded(drain, row))
        memcpy(item->digest, drain->upload.digest, sizeof item->digest);
    item->box = is_large(row) ? NULL : outbox_row_box(row, error);
    return item->box || is_large(row);
}

static GBytes *batch_of(const struct turn *turn, const GPtrArray *rows, GError **error)
{
    struct message_batch batch = {.items = g_new0(struct message_item, rows->len)};
    gboolean well = TRUE;

    for (; well && batch.count < rows->len; batch.count += well)
        well = item_of(turn, g_ptr_array_index(rows, batch.count), &batch.items[batch.count], error);
    GBytes *body = well ? message_batch_build(batch.items, batch.count) : NULL;
    message_batch_clear(&batch);
    return body;
}

/* On a disk without room for the mark the request is made all the same: it is what makes room. */
static gboolean mark_sending(struct drain *drain, const GPtrArray *rows, GError **error)
{
    GError *trouble = NULL;

    if (outbox_sending(drain->outbox, rows, &trouble))
        return TRUE;
    if (!g_error_matches(trouble, store_error_quark(), STORE_ERROR_FULL)) {
        g_propagate_error(error, trouble);
        return FALSE;
    }
    g_error_free(trouble);
    return TRUE;
}

gboolean drain_load(const struct turn *turn, GPtrArray *rows, struct drain_load *load, GError **error)
{
    *load = (struct drain_load){rows, batch_of(turn, rows, error)};
    if (load->body && mark_sending(turn->drain, rows, error))
        return TRUE;
    drain_load_clear(load);
    return FALSE;
}

void drain_load_clear(struct drain_load *load)
{
    g_clear_pointer(&load->rows, g_ptr_array_unref);
    g_clear_pointer(&load->body, g_bytes_unref);
}

gboolean drain_unload(struct drain *drain, struct drain_load *load, GError **error)
{
    gboolean well = !load->rows || outbox_unsent(drain->outbox, load->rows, error);

    drain_load_clear(load);
    return well;
}
