/* The statements of the outbox, prepared once. */
#include "store/outbox_parts.h"

#define ITS_TIME " AND (next_ms <= ?1 OR next_ms > ?1 + ?3)"
/* Before the row is read as a whole, the indexes say whether it is its turn. */
#define ITS_TURN                                                                                             \
    " AND seq NOT IN (SELECT seq FROM outbox_sending)"                                                       \
    " AND NOT EXISTS(SELECT 1 FROM outbox AS other WHERE other.case_id=coalesce(o.case_id, o.id)"            \
    " AND other.seq<o.seq AND other.state<>1)"                                                               \
    " AND NOT EXISTS(SELECT 1 FROM outbox AS first WHERE first.id=o.case_id"                                 \
    " AND first.seq<o.seq AND first.state<>1)"
#define OLDEST(priority)                                                                                     \
    "SELECT * FROM (SELECT created_ms FROM outbox WHERE state=0 AND priority=" #priority                     \
    " ORDER BY seq LIMIT 1)"

static const char *const sql[STATEMENTS] = {
    [ADD] = "INSERT INTO outbox(id, kind, service, receipt, keyid, created_ms, size_kib, body, priority,"
            " case_id, spool_bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, (?7 + 1023) / 1024, ?8, ?9, ?10, ?11)",
    [DUE] = "SELECT " OUTBOX_ROW_COLUMNS " FROM outbox AS o WHERE state=0" ITS_TIME ITS_TURN
            " ORDER BY priority, seq LIMIT ?2",
    [URGENT] = "SELECT 1 FROM outbox AS o WHERE state=0 AND priority < ?2" ITS_TIME ITS_TURN " LIMIT 1",
    [MARK] = "INSERT OR IGNORE INTO outbox_sending(seq) VALUES(?1)",
    [UNMARK] = "DELETE FROM outbox_sending WHERE seq=?1",
    [UNMARK_ALL] = "DELETE FROM outbox_sending",
    [ACCEPT] = "UPDATE outbox SET state=1, settled_ms=?2, reason='', body=NULL, spool_bytes=0"
               " WHERE id=?1 AND state<>1",
    [PARK] = "UPDATE outbox SET state=2, reason=?2 WHERE id=?1 AND state=0",
    [RETRY] = "UPDATE outbox SET next_ms=?2, tries=tries+1 WHERE id=?1 AND state=0",
    [UNPARK] = "UPDATE outbox SET state=0, next_ms=0, reason='' WHERE id=?1 AND state=2",
    [UNPARK_ALL] = "UPDATE outbox SET state=0, next_ms=0, reason='' WHERE reason=?1 AND state=2",
    [COUNT] = "SELECT (SELECT n FROM outbox_count WHERE state=0), (SELECT count(*) FROM outbox_sending),"
              " (SELECT n FROM outbox_count WHERE state=1), (SELECT n FROM outbox_count WHERE state=2)",
    [COUNT_WAITING] = "SELECT priority, count(*) FROM outbox WHERE state=0 GROUP BY priority",
    [OLDEST_WAITING] = "SELECT coalesce(min(created_ms), 0) FROM (" OLDEST(0) " UNION ALL " OLDEST(
        1) " UNION ALL " OLDEST(2) " UNION ALL " OLDEST(3) " UNION ALL " OLDEST(4) ")",
    [STATE] = "SELECT CASE WHEN state=0 AND seq IN (SELECT seq FROM outbox_sending) THEN 3 ELSE state END"
              " FROM outbox WHERE id=?1",
    [COUNT_AGAIN] = "UPDATE outbox SET settled_ms=?1 WHERE state=1 AND settled_ms > ?1 + ?2",
    [FORGET] = "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox WHERE state=1 AND settled_ms < ?1"
               " ORDER BY settled_ms LIMIT ?2)",
};

struct outbox *outbox_new(struct store *store, GError **error)
{
    struct outbox *outbox = g_new0(struct outbox, 1);

    outbox->store = store;
    outbox->gone = g_array_new(FALSE, FALSE, OUTBOX_ID_BYTES);
    for (int i = 0; i < STATEMENTS; i++)
        if (!(outbox->statement[i] = store_prepare(store, sql[i], error))) {
            outbox_free(outbox);
            return NULL;
        }
    return outbox;
}

void outbox_free(struct outbox *outbox)
{
    if (!outbox)
        return;
    outbox_remove_gone(outbox);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(outbox->statement[i]);
    g_array_unref(outbox->gone);
    g_free(outbox);
}

/* A statement left open is a read left open, and that keeps the WAL growing. */
void outbox_rest(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

sqlite3_stmt *outbox_about(struct outbox *outbox, enum statement which, const uint8_t *id)
{
    sqlite3_bind_blob(outbox->statement[which], 1, id, OUTBOX_ID_BYTES, SQLITE_STATIC);
    return outbox->statement[which];
}

/* One statement is one transaction: when SQLITE_DONE is back, it is on the disk. */
gboolean outbox_exists(GError **error)
{
    g_set_error_literal(error, store_error_quark(), STORE_ERROR_EXISTS,
                        "this application is in the outbox already: it was saved before");
    return FALSE;
}

gboolean outbox_commit(struct outbox *outbox, sqlite3_stmt *statement, GError **error)
{
    gboolean done = sqlite3_step(statement) == SQLITE_DONE;

    if (!done && sqlite3_extended_errcode(outbox->store->db) == SQLITE_CONSTRAINT_UNIQUE)
        outbox_exists(error);
    else if (!done)
        store_fail(outbox->store, "commit", error);
    outbox_rest(statement);
    if (done && sqlite3_changes(outbox->store->db) == 0) {
        g_set_error_literal(error, store_error_quark(), STORE_ERROR_ABSENT,
                            "no such application in that state: it was settled before");
        return FALSE;
    }
    return done;
}
