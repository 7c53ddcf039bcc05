/* A kiosk that was not seen for a year has the file of its day: whatever release made it, today's opens it,
 * with every row, and drains it in today's order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "queue.h"
#include "store/settings.h"

/* As they were released, and stay: a step of app/store/migrations.c that is changed later is found here. */
static const char *const released[] = {
    "CREATE TABLE outbox(seq INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE CHECK(length(id)=16), kind TEXT NOT NULL, service TEXT NOT NULL,"
    " receipt TEXT NOT NULL, created_ms INTEGER NOT NULL, keyid TEXT NOT NULL,"
    " state INTEGER NOT NULL DEFAULT 0 CHECK(state IN (0, 1, 2)), tries INTEGER NOT NULL DEFAULT 0,"
    " next_ms INTEGER NOT NULL DEFAULT 0, settled_ms INTEGER NOT NULL DEFAULT 0,"
    " size_kib INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '', body BLOB,"
    " CHECK((state=1) = (body IS NULL))) STRICT;"
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
    "CREATE TABLE asking(number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " case_id BLOB NOT NULL UNIQUE CHECK(length(case_id)=16), service TEXT NOT NULL) STRICT;",
};
/* The first release's; an own sequence was dropped from it before the second step came. */
static const char first_outbox[] = "CREATE TABLE outbox(seq INTEGER PRIMARY KEY AUTOINCREMENT,";
static const char second_outbox[] = "CREATE TABLE outbox(seq INTEGER PRIMARY KEY,";

enum { NEWEST = G_N_ELEMENTS(released), WITH_PRIORITY = 5, BOX = 3000 /* goes on in another page */ };

static const struct {
    const char *kind;
    int priority;
} rows[] = {{"device", 4},      {"rating", 3}, {"application", 2}, {"emergency", 0},   {"application", 2},
            {"application", 2}, {"report", 1}, {"application", 2}, {"application", 2}, {"application", 2}};
/* How the queue said that one is stored, one refused, and two put off, at every release. */
static const char moves[] = "UPDATE outbox SET state=1, settled_ms=77, reason='', body=NULL WHERE seq=5;"
                            "UPDATE outbox SET state=2, reason='no' WHERE seq=6;"
                            "UPDATE outbox SET next_ms=4, tries=tries+1 WHERE seq=8;"
                            "UPDATE outbox SET next_ms=60000, tries=tries+1 WHERE seq=9;";

/* What else a step brought, a row of each, and how to see that it is there. */
static const struct {
    int version;
    const char *put, *see;
} others[] = {
    {1, "INSERT INTO number(name, last) VALUES('receipt', 41)",
     "SELECT count(*) FROM number WHERE name='receipt' AND last=41"},
    {2, "INSERT INTO notice VALUES(3, 'n', 'alert', 'water', 'T', '', 'X', '', 'I', '', 1, 2, 3)",
     "SELECT count(*) FROM notice WHERE seq=3 AND id='n' AND until_ms=3"},
    {3, "INSERT INTO draft VALUES(zeroblob(32), 9, 2, x'01', x'02', x'03')",
     "SELECT count(*) FROM draft WHERE tries=2 AND box=x'03'"},
    {4, "INSERT INTO device VALUES('printer', 'ready', '', 5, '', 80)",
     "SELECT count(*) FROM device WHERE slot='printer' AND paper_mm=80"},
    {4, "INSERT INTO errand VALUES(zeroblob(16), 'staff', 'test', 1, 2, NULL, NULL, NULL)",
     "SELECT count(*) FROM errand WHERE what='test'"},
    {6, "INSERT INTO carried VALUES(zeroblob(32), 6, NULL)", "SELECT count(*) FROM carried WHERE made_ms=6"},
};

static void run(sqlite3 *db, const char *sql)
{
    char *trouble = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &trouble) != SQLITE_OK)
        fail_msg("%s: %s", trouble, sql);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *read;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &read, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(read), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(read, 0);
    sqlite3_finalize(read);
    return value;
}

static void make_tables(sqlite3 *db, int version, bool first)
{
    g_autofree char *mark = g_strdup_printf("PRAGMA user_version=%d", version);
    g_autofree char *sequenced = g_strconcat(first_outbox, released[0] + strlen(second_outbox), NULL);

    assert_true(g_str_has_prefix(released[0], second_outbox));
    for (int i = 0; i < version; i++)
        run(db, i == 0 && first ? sequenced : released[i]);
    run(db, mark);
}

/* By the statement of that release. */
static void put(sqlite3 *db, int version, uint32_t number)
{
    static const char *const inserts[] = {
        "INSERT INTO outbox(id, kind, service, receipt, keyid, created_ms, size_kib, body)"
        " VALUES(?1, ?2, 'S', '206170000140', 'p-1', ?3, 3, ?4)",
        "INSERT INTO outbox(id, kind, service, receipt, keyid, created_ms, size_kib, body, priority, case_id,"
        " spool_bytes) VALUES(?1, ?2, 'S', '206170000140', 'p-1', ?3, 3, ?4, ?5, NULL, 0)",
    };
    uint8_t box[BOX];
    sqlite3_stmt *insert;

    memset(box, (int)number, sizeof box);
    assert_int_equal(sqlite3_prepare_v2(db, inserts[version >= WITH_PRIORITY], -1, &insert, NULL), SQLITE_OK);
    sqlite3_bind_blob(insert, 1, queue_id(number), OUTBOX_ID_BYTES, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 2, rows[number - 1].kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, 1000 + number);
    sqlite3_bind_blob(insert, 4, box, sizeof box, SQLITE_STATIC);
    if (version >= WITH_PRIORITY)
        sqlite3_bind_int(insert, 5, rows[number - 1].priority);
    assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
}

/* The file as a kiosk of that release left it; its pages were of 4 KiB then. */
static void make_file(const char *folder, int version, bool first)
{
    g_autofree char *path = g_build_filename(folder, STORE_FILE, NULL), *staff = NULL;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    run(db, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL");
    make_tables(db, version, first);
    for (uint32_t i = 1; i <= G_N_ELEMENTS(rows); i++)
        put(db, version, i);
    run(db, moves);
    staff = g_strdup_printf("INSERT INTO setting VALUES(%d, 'help.phone', '12345')", SETTINGS_STAFF);
    run(db, staff);
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (others[i].version <= version)
            run(db, others[i].put);
    sqlite3_close(db);
}

static void assert_rows(struct queue *queue)
{
    static const enum outbox_state other[] = {[5] = OUTBOX_ACCEPTED, [6] = OUTBOX_ATTENTION};
    struct outbox_counts counts;

    for (uint32_t i = 1; i <= G_N_ELEMENTS(rows); i++)
        assert_int_equal(outbox_state(queue->outbox, queue_id(i)),
                         i == 5 || i == 6 ? other[i] : OUTBOX_PENDING);
    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    assert_int_equal(counts.waiting, G_N_ELEMENTS(rows) - 2);
    assert_int_equal(counts.attention, 1);
}

/* All that is due now, one after the other as a line of one row a request would take them. */
static void assert_drained(struct queue *queue, const char *numbers)
{
    g_autoptr(GString) went = g_string_new(NULL);

    for (;;) {
        g_autoptr(GPtrArray) due = outbox_due(queue->outbox, 1, 1 << 20, 5, NULL);
        if (due->len == 0)
            break;
        const struct outbox_row *row = g_ptr_array_index(due, 0);
        g_autoptr(GBytes) box = outbox_row_box(row, NULL);
        assert_int_equal(g_bytes_get_size(box), BOX);
        assert_int_equal(((const uint8_t *)g_bytes_get_data(box, NULL))[BOX - 1], row->id[3]);
        assert_string_equal(row->receipt, "206170000140");
        assert_int_equal(row->created_ms, 1000 + row->id[3]);
        g_string_append_printf(went, "%s%d", went->len ? " " : "", row->id[3]);
        assert_true(outbox_accepted(queue->outbox, row->id, 78, NULL));
    }
    assert_string_equal(went->str, numbers);
}

/* Every table, index and trigger as of a kiosk that begins today; NULL: another name or text. */
static char *shape(sqlite3 *db, bool with_outbox)
{
    GString *text = g_string_new(NULL);
    sqlite3_stmt *read;

    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE ?1 OR"
                                        " name<>'outbox' ORDER BY name",
                                        -1, &read, NULL),
                     SQLITE_OK);
    sqlite3_bind_int(read, 1, with_outbox);
    while (sqlite3_step(read) == SQLITE_ROW)
        g_string_append_printf(text, "%s: %s\n", (const char *)sqlite3_column_text(read, 0),
                               (const char *)sqlite3_column_text(read, 1));
    sqlite3_finalize(read);
    return g_string_free(text, FALSE);
}

static void assert_shape(struct queue *queue, bool with_outbox)
{
    struct queue fresh = {.folder = folder_new()};

    queue_open(&fresh);
    g_autofree char *is = shape(queue->store->db, with_outbox), *new = shape(fresh.store->db, with_outbox);
    assert_string_equal(is, new);
    assert_int_equal(ask(queue->store->db, "PRAGMA user_version"),
                     ask(fresh.store->db, "PRAGMA user_version"));
    queue_close(&fresh);
    folder_free(fresh.folder);
}

static void opens(int version, bool first)
{
    struct queue queue = {.folder = folder_new()};

    print_message("a file of version %d%s\n", version, first ? ", the first release's" : "");
    make_file(queue.folder, version, first);
    queue_open(&queue);
    assert_null(queue.store->set_aside);
    assert_int_equal(ask(queue.store->db, "PRAGMA page_size"), 4096);
    assert_shape(&queue, !first);
    assert_rows(&queue);
    g_autofree char *phone = settings_get(queue.store, "help.phone", NULL);
    assert_string_equal(phone, "12345");
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (others[i].version <= version)
            assert_int_equal(ask(queue.store->db, others[i].see), 1);
    assert_true(queue_put(&queue, 11, "emergency", 0, BOX, NULL)); /* today's, behind that of then */
    assert_drained(&queue, "4 11 7 3 8 10 2 1");
    queue_close(&queue);
    folder_free(queue.folder);
}

static void every_release_opens(void **state)
{
    (void)state;
    for (int version = 1; version <= NEWEST; version++)
        opens(version, false);
}

static void the_first_release_opens(void **state)
{
    (void)state;
    opens(1, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_release_opens),
        cmocka_unit_test(the_first_release_opens),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
