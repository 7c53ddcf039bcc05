#include "store/migrations.h"

static const char *const steps[] = {
    "CREATE TABLE outbox(seq INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE CHECK(length(id)=16), kind TEXT NOT NULL, service TEXT NOT NULL,"
    " receipt TEXT NOT NULL, created_ms INTEGER NOT NULL, keyid TEXT NOT NULL,"
    " state INTEGER NOT NULL DEFAULT 0 CHECK(state IN (0, 1, 2)), tries INTEGER NOT NULL DEFAULT 0,"
    " next_ms INTEGER NOT NULL DEFAULT 0, settled_ms INTEGER NOT NULL DEFAULT 0,"
    " size_kib INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '', body BLOB,"
    " CHECK((state=1) = (body IS NULL))) STRICT;" /* only what the platform has may lose its body */
    "CREATE INDEX outbox_due ON outbox(seq) WHERE state=0;"
    "CREATE TABLE number(name TEXT PRIMARY KEY NOT NULL, last INTEGER NOT NULL) STRICT;"
    "CREATE TABLE setting(layer INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY(layer, key)) STRICT;",
    "CREATE TABLE notice(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
    " topic TEXT NOT NULL, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, text_zh TEXT NOT NULL,"
    " text_en TEXT NOT NULL, issuer_zh TEXT NOT NULL, issuer_en TEXT NOT NULL,"
    " published_ms INTEGER NOT NULL, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL) STRICT;",
    "CREATE TABLE draft(tag BLOB PRIMARY KEY NOT NULL CHECK(length(tag)=32),"
    " until_ms INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, salt BLOB NOT NULL, key BLOB NOT NULL,"
    " box BLOB NOT NULL) STRICT;",
    "CREATE TABLE device(slot TEXT PRIMARY KEY NOT NULL, status TEXT NOT NULL, attention TEXT NOT NULL,"
    " since_ms INTEGER NOT NULL, identity TEXT NOT NULL, paper_mm INTEGER NOT NULL) STRICT;"
    "CREATE TABLE device_day(day TEXT NOT NULL, slot TEXT NOT NULL, done INTEGER NOT NULL,"
    " failed INTEGER NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY(day, slot)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE errand(id BLOB PRIMARY KEY NOT NULL CHECK(length(id)=16), who TEXT NOT NULL,"
    " what TEXT NOT NULL, asked_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, signature BLOB,"
    " result TEXT, answered_ms INTEGER) STRICT;",
    /* Columns are added, not the table made anew: that would need room for every body twice, on a disk that
     * may be full. A body in the spool is '' here, so that the first step's check still holds. Two indexes
     * and the counts see to it that settled rows, however many, cost nothing. */
    "ALTER TABLE outbox ADD COLUMN priority INTEGER NOT NULL DEFAULT 2;"
    "ALTER TABLE outbox ADD COLUMN case_id BLOB;"
    "ALTER TABLE outbox ADD COLUMN spool_bytes INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE outbox ADD COLUMN note TEXT NOT NULL DEFAULT '';"
    "UPDATE outbox SET priority=CASE kind WHEN 'emergency' THEN 0 WHEN 'call' THEN 0 WHEN 'report' THEN 1"
    " WHEN 'rating' THEN 3 WHEN 'seen' THEN 3 WHEN 'left' THEN 3 WHEN 'device' THEN 4 ELSE 2 END"
    " WHERE state<>1;"
    "DROP INDEX outbox_due;"
    "CREATE INDEX outbox_due ON outbox(priority, seq, next_ms) WHERE state=0;"
    "CREATE INDEX outbox_case ON outbox(case_id, seq) WHERE case_id IS NOT NULL AND state<>1;"
    "CREATE INDEX outbox_attention ON outbox(seq) WHERE state=2;"
    "CREATE INDEX outbox_settled ON outbox(settled_ms) WHERE state=1;"
    "CREATE TABLE outbox_sending(seq INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE outbox_count(state INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;"
    "INSERT INTO outbox_count(state, n) VALUES(0, 0), (1, 0), (2, 0);"
    "UPDATE outbox_count SET n=(SELECT count(*) FROM outbox WHERE outbox.state=outbox_count.state);"
    "CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN"
    " UPDATE outbox_count SET n=n+1 WHERE state=new.state; END;"
    "CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN new.state<>old.state BEGIN"
    " UPDATE outbox_count SET n=n-1 WHERE state=old.state;"
    " UPDATE outbox_count SET n=n+1 WHERE state=new.state; END;"
    "CREATE TRIGGER outbox_answered AFTER UPDATE OF state, next_ms ON outbox BEGIN"
    " DELETE FROM outbox_sending WHERE seq=new.seq; END;"
    "CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN"
    " UPDATE outbox_count SET n=n-1 WHERE state=old.state;"
    " DELETE FROM outbox_sending WHERE seq=old.seq; END;",
    "CREATE TABLE carried(digest BLOB PRIMARY KEY NOT NULL CHECK(length(digest)=32),"
    " made_ms INTEGER NOT NULL, acknowledged_ms INTEGER) STRICT;",
    /* The number of an asking is never given twice, also when its row has gone. */
    "CREATE TABLE asking(number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " case_id BLOB NOT NULL UNIQUE CHECK(length(case_id)=16), service TEXT NOT NULL) STRICT;",
    "CREATE TABLE visit_day(day TEXT PRIMARY KEY NOT NULL, visits INTEGER NOT NULL) STRICT;",
};

static gboolean version_of(struct store *store, int *version, GError **error)
{
    sqlite3_stmt *read = store_prepare(store, "PRAGMA user_version", error);
    if (!read)
        return FALSE;
    gboolean well = sqlite3_step(read) == SQLITE_ROW || store_fail(store, "version", error);
    *version = sqlite3_column_int(read, 0);
    sqlite3_finalize(read);
    return well;
}

static gboolean run_from(struct store *store, int version, GError **error)
{
    for (size_t i = (size_t)version; i < G_N_ELEMENTS(steps); i++) {
        char mark[48];
        g_snprintf(mark, sizeof mark, "PRAGMA user_version=%zu", i + 1);
        if (!store_exec(store, steps[i], error) || !store_exec(store, mark, error))
            return FALSE;
    }
    return TRUE;
}

gboolean migrations_run(struct store *store, GError **error)
{
    int version = 0;

    if (!store_begin(store, error))
        return FALSE;
    gboolean well = version_of(store, &version, error);
    if (well && (version < 0 || (size_t)version > G_N_ELEMENTS(steps))) {
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "%s is of a newer release (version %d): install that release again", store->file,
                    version);
        well = FALSE;
    }
    return store_end(store, well && run_from(store, version, error), error);
}
