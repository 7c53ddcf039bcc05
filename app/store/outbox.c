/* Why nothing is lost:
 *   1. A page says 'saved' only after outbox_add returned TRUE, and that is after COMMIT with
 * synchronous=FULL: the bytes were synced to the disk. Pull the plug then, and the row is there.
 *   2. A body goes only in outbox_accepted, and that is called only for an id the platform itself named as
 * stored. A lost answer means sending once more; the platform knows the id (UUIDv7) and keeps one.
 *   3. What the platform refuses is parked whole for a person to look at; nothing is ever dropped. The
 * table's own CHECK says so: only an accepted row may be without its body.
 *   4. A full disk refuses the new application before it is promised, and still lets the old ones drain.
 * The body was sealed to the platform's key before it came here: this file never holds what a person said. */
#include "store/outbox.h"

#include <string.h>

enum { SLACK_MS = 3600 * 1000 }; /* a date further ahead was written under a wrong clock: the row is due */

enum statement { ADD, DUE, ACCEPT, PARK, RETRY, UNPARK, COUNT, STATE, STATEMENTS };
static const char *const sql[STATEMENTS] = {
    [ADD] = "INSERT INTO outbox(id, kind, service, receipt, keyid, created_ms, size_kib, body)"
            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, (length(?7) + 1023) / 1024, ?7)",
    [DUE] = "SELECT seq, id, kind, service, receipt, keyid, created_ms, tries, body FROM outbox"
            " WHERE state=0 AND (next_ms <= ?1 OR next_ms > ?1 + ?3) ORDER BY seq LIMIT ?2",
    [ACCEPT] = "UPDATE outbox SET state=1, settled_ms=?2, reason='', body=NULL WHERE id=?1 AND state<>1",
    [PARK] = "UPDATE outbox SET state=2, reason=?2 WHERE id=?1 AND state=0",
    [RETRY] = "UPDATE outbox SET next_ms=?2, tries=tries+1 WHERE id=?1 AND state=0",
    [UNPARK] = "UPDATE outbox SET state=0, next_ms=0, reason='' WHERE id=?1 AND state=2",
    [COUNT] =
        "SELECT count(*) FILTER (WHERE state=0), count(*) FILTER (WHERE state=1),"
        " count(*) FILTER (WHERE state=2), coalesce(min(created_ms) FILTER (WHERE state=0), 0) FROM outbox",
    [STATE] = "SELECT state FROM outbox WHERE id=?1",
};

struct outbox {
    struct store *store;
    sqlite3_stmt *statement[STATEMENTS];
};

struct outbox *outbox_new(struct store *store, GError **error)
{
    struct outbox *outbox = g_new0(struct outbox, 1);

    outbox->store = store;
    for (int i = 0; i < STATEMENTS; i++)
        if (!(outbox->statement[i] = store_prepare(store, sql[i], error))) {
            outbox_free(outbox);
            return NULL;
        }
    return outbox;
}

void outbox_free(struct outbox *outbox)
{
    for (int i = 0; outbox && i < STATEMENTS; i++)
        sqlite3_finalize(outbox->statement[i]);
    g_free(outbox);
}

/* A statement left open is a read left open, and that keeps the WAL growing. */
static void rest(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static sqlite3_stmt *about(struct outbox *outbox, enum statement which, const uint8_t *id)
{
    sqlite3_bind_blob(outbox->statement[which], 1, id, OUTBOX_ID_BYTES, SQLITE_STATIC);
    return outbox->statement[which];
}

/* One statement is one transaction: when SQLITE_DONE is back, it is on the disk. */
static gboolean commit(struct outbox *outbox, sqlite3_stmt *statement, GError **error)
{
    gboolean done = sqlite3_step(statement) == SQLITE_DONE;

    if (!done && sqlite3_extended_errcode(outbox->store->db) == SQLITE_CONSTRAINT_UNIQUE)
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_EXISTS,
                            "this application is in the outbox already: it was saved before");
    else if (!done)
        store_fail(outbox->store, "commit", error);
    rest(statement);
    if (done && sqlite3_changes(outbox->store->db) == 0) {
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_ABSENT,
                            "no such application in that state: it was settled before");
        return FALSE;
    }
    return done;
}

gboolean outbox_add(struct outbox *outbox, const struct outbox_entry *entry, GError **error)
{
    const char *const texts[] = {entry->kind, entry->service, entry->receipt, entry->keyid};
    sqlite3_stmt *add = about(outbox, ADD, entry->id);
    size_t len = 0;
    const void *body = g_bytes_get_data(entry->box, &len);

    g_assert(len > 0);
    g_assert(
        sqlite3_get_autocommit(outbox->store->db)); /* inside a transaction TRUE would promise too early */
    for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++)
        sqlite3_bind_text(add, 2 + i, texts[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(add, 6, entry->created_ms);
    sqlite3_bind_blob64(add, 7, body, len, SQLITE_STATIC);
    return commit(outbox, add, error);
}

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
    g_bytes_unref(row->box);
    g_free(row);
}

static struct outbox_row *row_at(sqlite3_stmt *due)
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
    row->box = g_bytes_new(sqlite3_column_blob(due, 8), (size_t)sqlite3_column_bytes(due, 8));
    return row;
}

GPtrArray *outbox_due(struct outbox *outbox, unsigned limit, size_t bytes_max, int64_t now_ms, GError **error)
{
    sqlite3_stmt *due = outbox->statement[DUE];
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    size_t bytes = 0;
    int step = SQLITE_DONE;

    sqlite3_bind_int64(due, 1, now_ms);
    sqlite3_bind_int64(due, 2, limit);
    sqlite3_bind_int64(due, 3, SLACK_MS);
    while (bytes < bytes_max && (step = sqlite3_step(due)) == SQLITE_ROW) {
        bytes += (size_t)sqlite3_column_bytes(due, 8);
        if (rows->len == 0 || bytes <= bytes_max)
            g_ptr_array_add(rows, row_at(due));
    }
    if (step != SQLITE_ROW && step != SQLITE_DONE) {
        store_fail(outbox->store, "read", error);
        g_clear_pointer(&rows, g_ptr_array_unref);
    }
    rest(due);
    return rows;
}

gboolean outbox_accepted(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], int64_t at_ms,
                         GError **error)
{
    sqlite3_bind_int64(about(outbox, ACCEPT, id), 2, at_ms);
    return commit(outbox, outbox->statement[ACCEPT], error);
}

gboolean outbox_parked(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], const char *reason,
                       GError **error)
{
    sqlite3_bind_text(about(outbox, PARK, id), 2, reason, -1, SQLITE_STATIC);
    return commit(outbox, outbox->statement[PARK], error);
}

gboolean outbox_retry_at(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], int64_t next_ms,
                         GError **error)
{
    sqlite3_bind_int64(about(outbox, RETRY, id), 2, next_ms);
    return commit(outbox, outbox->statement[RETRY], error);
}

gboolean outbox_unpark(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], GError **error)
{
    return commit(outbox, about(outbox, UNPARK, id), error);
}

gboolean outbox_counts(struct outbox *outbox, struct outbox_counts *out, GError **error)
{
    sqlite3_stmt *count = outbox->statement[COUNT];
    gboolean well = sqlite3_step(count) == SQLITE_ROW || store_fail(outbox->store, "count", error);

    *out =
        (struct outbox_counts){(unsigned)sqlite3_column_int(count, 0), (unsigned)sqlite3_column_int(count, 1),
                               (unsigned)sqlite3_column_int(count, 2), sqlite3_column_int64(count, 3)};
    rest(count);
    return well;
}

enum outbox_state outbox_state(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES])
{
    sqlite3_stmt *state = about(outbox, STATE, id);
    enum outbox_state found =
        sqlite3_step(state) == SQLITE_ROW ? (enum outbox_state)sqlite3_column_int(state, 0) : OUTBOX_UNKNOWN;

    rest(state);
    return found;
}
