/* A store of every release of before, with rows in it, is brought up: nothing is lost, and it goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "platform/database_driver.h"
#include "platform/database_postgres.h"
#include "platform_room.h"

#define RECEIPT "206170000017"
#define RECORD "{\"person\":{\"number\":\"" ROOM_PERSON "\"}}"
#define BESIDE "00000000000000000001" /* the orders: open beside its case, paid, owed, paid back */
#define PAID "00000000000000000002"
#define OWED "00000000000000000003"
#define BACK "00000000000000000004"
#define ORDER "INSERT INTO pay_order VALUES("

/* What was numbered so when it was released never changes: the version that brought a thing. */
enum { NOTICES = 2, TALKS = 4, ORDERS = 5, VOTES = 6, PARTS = 7, LEDGER = 15, WAITED = 19 };
enum { NO_PAYMENT = -1 };

/* {..} stands for bytes, in the words of either database. */
static const struct {
    int from, before; /* of the versions whose stores have such rows; 0: all since */
    const char *sql;
} rows[] = {
    {1, 0,
     "INSERT INTO submission(id, receipt, kiosk, kind, service, created_ms, received_ms, digest, record)"
     " VALUES({id1}, '" RECEIPT "', '20617', 'application', 'fee', 1000, 2000, {hash}, {record})"},
    {1, 0,
     "INSERT INTO submission(id, receipt, kiosk, kind, service, created_ms, received_ms, digest, record)"
     " VALUES({id2}, NULL, '20617', 'emergency', '', 1000, 5000, {hash}, {record})"},
    {1, 0, "INSERT INTO step(submission, state, at_ms) VALUES({id1}, 'received', 2001)"},
    {1, 0, "INSERT INTO contribution VALUES('p', '2026-01', 420000, 100800, '甲单位')"},
    {1, 0, "INSERT INTO certificate VALUES('123', 'si', '某某', 'p', '2026-01', '2026-02', 2, 55)"},
    {NOTICES, 0, "INSERT INTO notice VALUES('water', 1000, 9000, 'dry')"},
    {TALKS, LEDGER - 1,
     "INSERT INTO talk(thread, kiosk, turn, at_ms, body) VALUES('0123456789abcdef', '20617', 1, 1000, "
     "'hello')"},
    {ORDERS, LEDGER, ORDER "'" BESIDE "', {id1}, 'fee', 100, 1, 'open', 1000, 2000, 0, 0)"},
    {ORDERS, LEDGER, ORDER "'" PAID "', {id3}, 'fee', 100, 1, 'paid', 1000, 2000, 1500, 1500)"},
    {ORDERS, LEDGER, ORDER "'" OWED "', {id4}, 'fee', 100, 1, 'refund_due', 1000, 2000, 1500, 1600)"},
    {ORDERS, LEDGER, ORDER "'" BACK "', {id5}, 'fee', 100, 1, 'refunded', 1000, 2000, 1500, 1600)"},
    {VOTES, 0, "INSERT INTO tally VALUES('shed', 'yes', 7)"},
    {PARTS, 0, "INSERT INTO part VALUES({id1}, 0, 'pension', '养老', 'si', 5, {record})"},
    {PARTS, 0,
     "INSERT INTO part_step(submission, code, state, at_ms) VALUES({id1}, 'pension', 'received', 2001)"},
};

static char *bytes(const struct place *place, const void *data, size_t len)
{
    GString *text = g_string_new(place->file ? "x'" : "'\\x");
    for (size_t i = 0; i < len; i++)
        g_string_append_printf(text, "%02x", ((const uint8_t *)data)[i]);
    return g_string_free(g_string_append(text, place->file ? "'" : "'::bytea"), FALSE);
}

static void put(const struct place *place, const char *sql)
{
    GString *text = g_string_new(sql);
    uint8_t hash[STORAGE_DIGEST_BYTES] = {0};
    for (uint8_t i = 1; i <= 5; i++) {
        const uint8_t id[STORAGE_ID_BYTES] = {i};
        g_autofree char *name = g_strdup_printf("{id%u}", i), *value = bytes(place, id, sizeof id);
        g_string_replace(text, name, value, 0);
    }
    g_autofree char *digest = bytes(place, hash, sizeof hash), *record = bytes(place, RECORD, strlen(RECORD));
    g_string_replace(text, "{hash}", digest, 0);
    g_string_replace(text, "{record}", record, 0);
    place_sql(place, text->str);
    g_string_free(text, TRUE);
}

static gboolean has(int version, int from, int before)
{
    return version >= from && (before == 0 || version < before);
}

/* As the release of this version left it. */
static void make(const struct place *place, int version)
{
    for (int i = 1; i <= version; i++) {
        const char *script = database_migration(i);
        g_autofree char *schema = place->file ? g_strdup(script) : postgres_schema(script);
        place_sql(place, schema);
    }
    if (!place->file)
        place_sql(place, "CREATE TABLE schema_version(version bigint NOT NULL);"
                         "INSERT INTO schema_version VALUES(0)");
    place_set_version(place, version);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (has(version, rows[i].from, rows[i].before))
            put(place, rows[i].sql);
}

static void check_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    (void)data;
    assert_string_equal(row->service, "fee");
    assert_string_equal(row->state, "received");
    assert_int_equal(len, strlen(RECORD));
    assert_memory_equal(record, RECORD, len);
}

/* Of a call of before it is worked out how long it lay there; later releases wrote that down themselves. */
static void check_note(const struct storage_row *row, const char *record, size_t len, void *data)
{
    (void)record, (void)len;
    assert_string_equal(row->kind, "emergency");
    assert_int_equal(row->waited_ms, *(const int *)data < WAITED ? 4000 : -1);
}

static void check_cases(struct storage *storage, int version)
{
    struct storage_contribution month;
    struct storage_certificate certificate;
    assert_true(storage_record(storage, RECEIPT, check_record, NULL, NULL));
    assert_true(storage_notes(storage, 0, check_note, &version, NULL));
    assert_int_equal(storage_contributions(storage, "p", &month, 1, NULL), 1);
    assert_int_equal(month.base_fen, 420000);
    assert_true(storage_certificate(storage, "123", &certificate, NULL));
    assert_string_equal(certificate.name, "某某");
    if (has(version, VOTES, 0))
        assert_int_equal(storage_tally(storage, "shed", "yes", NULL), 7);
}

/* The only one, and its state. */
static void note_state(const struct storage_payment *payment, void *data)
{
    assert_int_equal(*(int *)data, NO_PAYMENT);
    *(int *)data = (int)payment->state;
}

static void check_order(struct storage *storage, const char *number, enum order_state state, int payment)
{
    struct storage_order order;
    int seen = NO_PAYMENT;
    assert_true(storage_order(storage, ORDER_DEED_LOOK, number, 1, 3000, &order, NULL));
    assert_int_equal(order.state, state);
    assert_true(storage_payments(storage, number, note_state, &seen, NULL));
    assert_int_equal(seen, payment);
}

static void check_money(struct storage *storage, int version)
{
    struct storage_refunds refunds;
    if (!has(version, ORDERS, LEDGER))
        return;
    check_order(storage, BESIDE, ORDER_CANCELLED, NO_PAYMENT);
    check_order(storage, PAID, ORDER_PAID, PAYMENT_KEPT);
    check_order(storage, OWED, ORDER_REFUND_DUE, PAYMENT_REFUND_DUE);
    check_order(storage, BACK, ORDER_REFUNDED, PAYMENT_REFUNDED);
    assert_true(storage_refunds(storage, &refunds, NULL));
    assert_int_equal(refunds.due, 1);
    assert_int_equal(refunds.fen, 100);
}

static void note_line(const struct storage_line *line, void *data)
{
    g_string_append_printf(data, "%s ", line->text);
}

static void note_notice(const char *body, size_t len, void *data)
{
    g_string_append_len(data, body, (gssize)len);
}

/* Numbers of lines go on behind those that were. */
static void check_words(struct storage *storage, int version)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GString) notices = g_string_new(NULL);
    const struct storage_line line = {
        .thread = "0123456789abcdef", .kiosk = "20617", .text = "again", .turn = 2, .at_ms = 1001};
    assert_true(storage_put_line(storage, &line, 0, NULL));
    assert_true(storage_lines(storage, line.thread, 0, note_line, lines, NULL));
    assert_string_equal(lines->str, has(version, TALKS, LEDGER - 1) ? "hello again " : "again ");
    assert_true(storage_notices(storage, 1001, note_notice, notices, NULL));
    assert_string_equal(notices->str, has(version, NOTICES, 0) ? "dry" : "");
}

static void goes_on(struct storage *storage)
{
    struct storage_put next = {.submission = {.id = {9},
                                              .receipt = "206170000025",
                                              .kiosk = "20617",
                                              .kind = "application",
                                              .service = "fee",
                                              .record = "{}",
                                              .record_len = 2}};
    assert_true(storage_put(storage, &next, 1, NULL));
    assert_int_equal(next.verdict, STORAGE_STORED);
}

static void check_file(const struct place *place)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    if (!place->file)
        return;
    assert_int_equal(sqlite3_open(place->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT (SELECT count(*) FROM pragma_foreign_key_check),"
                                        " (SELECT group_concat(integrity_check) FROM pragma_integrity_check)",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(statement, 0), 0);
    assert_string_equal((const char *)sqlite3_column_text(statement, 1), "ok");
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void every_release_of_before_is_brought_up(void **state)
{
    (void)state;
    assert_non_null(database_migration(WAITED));
    for (int version = 1; database_migration(version); version++) {
        struct place place;
        place_take(&place, "");
        make(&place, version);
        struct storage *storage = storage_open(place.uri, NULL);
        assert_non_null(storage);
        check_cases(storage, version);
        check_money(storage, version);
        check_words(storage, version);
        goes_on(storage);
        storage_close(storage);
        check_file(&place);
        place_leave(&place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_release_of_before_is_brought_up)};
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
