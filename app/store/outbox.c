/* Why nothing is lost:
 *   1. A page says 'saved' only after outbox_add returned TRUE, and that is after COMMIT with
 * synchronous=FULL: the bytes were synced to the disk. Pull the plug then, and the row is there.
 *   2. A body goes only in outbox_accepted, and that is called only for an id the platform itself named as
 * stored. A lost answer means sending once more; the platform knows the id (UUIDv7) and keeps one.
 *   3. What the platform refuses is parked whole for a person to look at; nothing is ever dropped. The
 * table's own CHECK says so: only an accepted row may be without its body.
 *   4. A full disk refuses the new application before it is promised, and still lets the old ones drain.
 * The body was sealed to the platform's key before it came here: this file never holds what a person said. */
#include "store/outbox_parts.h"

#include <string.h>
#include <unistd.h>

#include "store/room.h"
#include "store/spool.h"

static gboolean insert(struct outbox *outbox, const struct outbox_entry *entry, gboolean spooled,
                       GError **error)
{
    const char *const texts[] = {entry->kind, entry->service, entry->receipt, entry->keyid};
    sqlite3_stmt *add = outbox_about(outbox, ADD, entry->id);
    size_t len = 0;
    const void *body = g_bytes_get_data(entry->box, &len);

    for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++)
        sqlite3_bind_text(add, 2 + i, texts[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(add, 6, entry->created_ms);
    sqlite3_bind_int64(add, 7, (int64_t)len);
    sqlite3_bind_blob64(add, 8, body, spooled ? 0 : len, SQLITE_STATIC);
    sqlite3_bind_int(add, 9, (int)outbox_priority(entry->kind));
    if (entry->case_id)
        sqlite3_bind_blob(add, 10, entry->case_id, OUTBOX_ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(add, 11, spooled ? (int64_t)len : 0);
    return outbox_commit(outbox, add, error);
}

/* First the file, then the row. The file of a row that had no room goes again; after a fault of the disk it
 * stays, for the row may come back with the next start: a commit whose sync failed, for want of room too, may
 * lie whole in the WAL. */
static gboolean add_spooled(struct outbox *outbox, const struct outbox_entry *entry, GError **error)
{
    enum outbox_state state;
    GError *trouble = NULL;
    int hold = -1;

    if (!outbox_look(outbox, entry->id, &state, error))
        return FALSE;
    if (state != OUTBOX_UNKNOWN)
        return outbox_exists(error); /* nor may its file be written over */
    gboolean well = spool_write(outbox->store, entry->id, entry->box, &hold, &trouble) &&
                    insert(outbox, entry, TRUE, &trouble);
    gboolean may_return = !well && (g_error_matches(trouble, store_error_quark(), STORE_ERROR_FAILED) ||
                                    sqlite3_errcode(outbox->store->db) == SQLITE_IOERR);
    if (!well && !may_return)
        spool_remove(outbox->store, entry->id);
    spool_let_go(hold);
    if (!well)
        g_propagate_error(error, trouble);
    return well;
}

static gboolean add(struct outbox *outbox, const struct outbox_entry *entry, GError **error)
{
    return g_bytes_get_size(entry->box) > OUTBOX_ROW_BYTES ? add_spooled(outbox, entry, error)
                                                           : insert(outbox, entry, FALSE, error);
}

/* A call for help may use the last of the room. The first that meets a full disk frees the ballast by that
 * (room.h), and has it. */
static gboolean add_call(struct outbox *outbox, const struct outbox_entry *entry, GError **error)
{
    g_autoptr(GError) full = NULL;
    gboolean well = room_for_call(outbox->store, &full) && add(outbox, entry, &full);

    if (!well && g_error_matches(full, store_error_quark(), STORE_ERROR_FULL))
        well = room_for_call(outbox->store, error) && add(outbox, entry, error);
    else if (!well)
        g_propagate_error(error, g_steal_pointer(&full));
    room_set_quota(outbox->store, NULL);
    return well;
}

gboolean outbox_add(struct outbox *outbox, const struct outbox_entry *entry, GError **error)
{
    size_t len = g_bytes_get_size(entry->box);

    g_assert(len > 0);
    g_assert(
        sqlite3_get_autocommit(outbox->store->db)); /* inside a transaction TRUE would promise too early */
    if (outbox_priority(entry->kind) == OUTBOX_EMERGENCY)
        return add_call(outbox, entry, error);
    return room_for_row(outbox->store, len, error) && add(outbox, entry, error);
}

/* After a rollback the row is not accepted, and its file stays. */
void outbox_remove_gone(struct outbox *outbox)
{
    if (!sqlite3_get_autocommit(outbox->store->db))
        return; /* not through yet */
    for (guint i = 0; i < outbox->gone->len; i++) {
        const uint8_t *id = (const uint8_t *)outbox->gone->data + (size_t)i * OUTBOX_ID_BYTES;
        if (outbox_state(outbox, id) == OUTBOX_ACCEPTED)
            spool_remove(outbox->store, id);
    }
    g_array_set_size(outbox->gone, 0);
}

/* A file goes only when its row has let go of it for good: inside a transaction it is not yet so. */
gboolean outbox_accepted(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], int64_t at_ms,
                         GError **error)
{
    g_autofree char *path = spool_path(outbox->store, id);

    sqlite3_bind_int64(outbox_about(outbox, ACCEPT, id), 2, at_ms);
    if (!outbox_commit(outbox, outbox->statement[ACCEPT], error))
        return FALSE;
    if (access(path, F_OK) == 0)
        g_array_append_vals(outbox->gone, id, 1);
    outbox_remove_gone(outbox);
    return TRUE;
}

gboolean outbox_parked(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], const char *reason,
                       GError **error)
{
    sqlite3_bind_text(outbox_about(outbox, PARK, id), 2, reason, -1, SQLITE_STATIC);
    return outbox_commit(outbox, outbox->statement[PARK], error);
}

gboolean outbox_retry_at(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], int64_t next_ms,
                         GError **error)
{
    sqlite3_bind_int64(outbox_about(outbox, RETRY, id), 2, next_ms);
    return outbox_commit(outbox, outbox->statement[RETRY], error);
}
