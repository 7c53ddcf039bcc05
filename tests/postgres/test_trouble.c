/* PostgreSQL in trouble: a line that breaks at each moment, a full disk, a standby, a careless setting. What
 * was told to be kept is kept, once, and each trouble is the answer that a kiosk can act on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "base/secret.h"
#include "platform/store_place.h"
#include "platform/trouble.h"

struct room {
    struct place place;
    struct storage *storage;
};

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    place_take(&room->place, "");
    room->storage = storage_open(room->place.uri, NULL);
    *state = room;
    return room->storage ? 0 : -1;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    storage_close(room->storage);
    place_leave(&room->place);
    g_free(room);
    return 0;
}

static struct storage_put item(uint8_t id, const char *receipt)
{
    struct storage_put put = {.submission = {.receipt = receipt,
                                             .kiosk = "20617",
                                             .kind = "application",
                                             .service = "fee",
                                             .created_ms = 1,
                                             .received_ms = 2,
                                             .record = "{}",
                                             .record_len = 2}};
    memset(put.submission.id, id, sizeof put.submission.id);
    return put;
}

static void expect_verdict(struct room *room, uint8_t id, const char *receipt, enum storage_verdict verdict)
{
    struct storage_put put = item(id, receipt);
    assert_true(storage_put(room->storage, &put, 1, NULL));
    assert_int_equal(put.verdict, verdict);
}

/* The put fails so; the kiosk hears that status, and is told when to come again. */
static void expect_trouble(struct room *room, uint8_t id, enum storage_error code, unsigned status)
{
    struct storage_put put = item(id, "206170000025");
    struct reply reply = {0};
    g_autoptr(GError) error = NULL;
    assert_false(storage_put(room->storage, &put, 1, &error));
    assert_true(g_error_matches(error, storage_error_quark(), code));
    trouble_reply(&reply, error);
    assert_int_equal(reply.status, status);
    assert_true(reply.retry_after_s > 0);
    reply_clear(&reply);
}

static void count_row(const struct storage_row *row, void *data)
{
    assert_non_null(row->state);
    ++*(unsigned *)data;
}

static unsigned rows(struct room *room)
{
    unsigned count = 0;
    assert_true(storage_rows(room->storage, count_row, &count, NULL));
    return count;
}

/* Every other connection of this database, as an administrator or a restart would. */
static void cut_lines(struct room *room)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid<>pg_backend_pid()"
        " AND application_name='%s'",
        room->place.schema);
    place_sql(&room->place, sql);
}

/* So that only this test's own lines are cut. */
static void name_line(struct room *room)
{
    storage_close(room->storage);
    g_autofree char *uri = g_strdup_printf("%s&application_name=%s", room->place.uri, room->place.schema);
    room->storage = storage_open(uri, NULL);
    assert_non_null(room->storage);
}

static void a_line_cut_while_nobody_asks_is_made_again(void **state)
{
    struct room *room = *state;
    name_line(room);
    expect_verdict(room, 1, "206170000017", STORAGE_STORED);
    cut_lines(room);
    expect_verdict(room, 1, "206170000017", STORAGE_DUPLICATE);
    cut_lines(room);
    assert_int_equal(rows(room), 1);
}

/* A trigger that ends its own session: when a step is written, and once more only as it is committed. */
#define CUTS                                                                                                 \
    "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"                                              \
    " $$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NEW; END$$;"

static void a_line_cut_within_a_transaction_leaves_nothing(void **state)
{
    struct room *room = *state;
    place_sql(&room->place,
              CUTS "CREATE TRIGGER cut BEFORE INSERT ON step FOR EACH ROW EXECUTE FUNCTION cut()");
    expect_trouble(room, 2, STORAGE_ERROR_BUSY, 503); /* every repeat is cut as well */
    place_sql(&room->place, "DROP TRIGGER cut ON step");
    assert_int_equal(rows(room), 0);
    expect_verdict(room, 2, "206170000025", STORAGE_STORED);
}

static void a_line_cut_once_is_not_noticed(void **state)
{
    struct room *room = *state;
    place_sql(
        &room->place,
        "CREATE SEQUENCE cuts;"
        "CREATE FUNCTION cut_once() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF nextval('cuts')=1 THEN"
        " PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); END IF; RETURN NEW; END$$;"
        "CREATE TRIGGER cut BEFORE INSERT ON step FOR EACH ROW EXECUTE FUNCTION cut_once()");
    expect_verdict(room, 1, "206170000017", STORAGE_STORED);
    assert_int_equal(rows(room), 1);
}

static void a_line_cut_in_a_commit_is_told_as_unsure(void **state)
{
    struct room *room = *state;
    place_sql(&room->place,
              CUTS "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON step DEFERRABLE INITIALLY DEFERRED"
                   " FOR EACH ROW EXECUTE FUNCTION cut()");
    expect_trouble(room, 2, STORAGE_ERROR_UNSURE, 503);
    place_sql(&room->place, "DROP TRIGGER cut ON step");
    struct storage_put again = item(2, "206170000025");
    assert_true(storage_put(room->storage, &again, 1, NULL));
    assert_int_equal(rows(room), 1);
}

/* As PostgreSQL says it when the disk is full (53100), in the midst of a batch's pipeline. */
static void a_full_disk_keeps_nothing_of_a_batch(void **state)
{
    struct room *room = *state;
    place_sql(
        &room->place,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF "
        "NEW.receipt='206170000033'"
        " THEN RAISE EXCEPTION 'no space left on device' USING ERRCODE='disk_full'; END IF; RETURN NEW; "
        "END$$;"
        "CREATE TRIGGER full_disk BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION full_disk()");
    struct storage_put batch[] = {item(1, "206170000017"), item(2, "206170000025"), item(3, "206170000033"),
                                  item(4, "206170000041")};
    g_autoptr(GError) error = NULL;
    assert_false(storage_put(room->storage, batch, 4, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_FULL));
    assert_int_equal(rows(room), 0);
    place_sql(&room->place, "DROP TRIGGER full_disk ON submission");
    assert_true(storage_put(room->storage, batch, 4, NULL));
    assert_int_equal(rows(room), 4);
}

static void what_a_value_holds_is_not_logged(void **state)
{
    struct room *room = *state;
    struct storage_certificate made = {"123",     "si",      "赵春梅", "341199194305120041",
                                       "2026-01", "2026-02", 2,        5};
    g_autoptr(GError) error = NULL;
    assert_true(storage_add_certificate(room->storage, &made, NULL));
    assert_false(
        storage_add_certificate(room->storage, &made, &error)); /* the same number: the detail quotes it */
    assert_null(strstr(error->message, "123"));
    assert_null(strstr(error->message, "341199"));
}

static void expect_no_store(const char *uri, enum storage_error code)
{
    g_autoptr(GError) error = NULL;
    assert_null(storage_open(uri, &error));
    if (!g_error_matches(error, storage_error_quark(), code))
        fail_msg("%s", error->message);
}

static void a_standby_is_not_written_to(void **state)
{
    struct room *room = *state;
    g_autofree char *uri = g_strconcat(room->place.uri, "%20-cdefault_transaction_read_only%3Don", NULL);
    expect_no_store(uri, STORAGE_ERROR_BUSY);
}

static void a_server_that_is_away_is_busy(void **state)
{
    struct room *room = *state;
    g_autofree char *uri = g_strdup_printf("postgresql:///x?host=%s", room->place.dir);
    expect_no_store(uri, STORAGE_ERROR_BUSY);
}

static void a_database_of_another_encoding_is_refused(void **state)
{
    struct room *room = *state;
    g_autofree char *make = g_strdup_printf(
        "CREATE DATABASE latin_%s ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", room->place.schema);
    g_autofree char *drop = g_strdup_printf("DROP DATABASE latin_%s", room->place.schema);
    g_autofree char *uri = g_strdup_printf("%s&dbname=latin_%s", room->place.server, room->place.schema);
    place_sql_on(room->place.server, make);
    expect_no_store(uri, STORAGE_ERROR_URI);
    place_sql_on(room->place.server, drop);
}

/* The owner of the server set it off: an acknowledgement still means that it is on the disk. */
static void a_commit_waits_for_the_disk(void **state)
{
    struct room *room = *state;
    g_autofree char *uri = g_strconcat(room->place.uri, "%20-csynchronous_commit%3Doff", NULL);
    g_autoptr(GBytes) body = g_bytes_new_static("{}", 2);
    place_sql(&room->place,
              "CREATE FUNCTION awake() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF"
              " current_setting('synchronous_commit')='off' THEN RAISE 'asleep'; END IF; RETURN NEW; END$$;"
              "CREATE TRIGGER awake BEFORE INSERT ON notice FOR EACH ROW EXECUTE FUNCTION awake()");
    storage_close(room->storage);
    room->storage = storage_open(uri, NULL);
    assert_non_null(room->storage);
    assert_true(storage_put_notice(room->storage, "n", 1, 9, body, NULL));
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(a_line_cut_while_nobody_asks_is_made_again),
        ROOM(a_line_cut_within_a_transaction_leaves_nothing),
        ROOM(a_line_cut_once_is_not_noticed),
        ROOM(a_line_cut_in_a_commit_is_told_as_unsure),
        ROOM(a_full_disk_keeps_nothing_of_a_batch),
        ROOM(what_a_value_holds_is_not_logged),
        ROOM(a_standby_is_not_written_to),
        ROOM(a_server_that_is_away_is_busy),
        ROOM(a_database_of_another_encoding_is_refused),
        ROOM(a_commit_waits_for_the_disk),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
