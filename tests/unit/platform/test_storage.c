/* The platform's store: all or nothing, repeats told from other payloads, and a full disk keeps nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>

#include "store_place.h"

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

static struct storage_put item(uint8_t id, uint8_t digest, const char *receipt)
{
    struct storage_put put = {.submission = {.receipt = receipt,
                                             .kiosk = "20617",
                                             .kind = "application",
                                             .service = "elder-allowance",
                                             .created_ms = 1000,
                                             .received_ms = 2000 + id,
                                             .record = "{\"a\":1}",
                                             .record_len = 7}};
    memset(put.submission.id, id, sizeof put.submission.id);
    memset(put.submission.digest, digest, sizeof put.submission.digest);
    return put;
}

static void count_row(const struct storage_row *row, void *data)
{
    assert_non_null(row->receipt);
    ++*(unsigned *)data;
}

static unsigned rows(struct storage *storage)
{
    unsigned count = 0;
    assert_true(storage_rows(storage, count_row, &count, NULL));
    return count;
}

static void a_repeat_is_told_from_another_payload(void **state)
{
    struct room *room = *state;
    struct storage_put first = item(1, 7, "206170000017");
    assert_true(storage_put(room->storage, &first, 1, NULL));
    assert_int_equal(first.verdict, STORAGE_STORED);

    struct storage_put later[] = {item(1, 7, "206170000017"), item(1, 8, "206170000017"),
                                  item(2, 9, "206170000017"), item(3, 9, "206170000025")};
    later[0].submission.received_ms = 9000;
    assert_true(storage_put(room->storage, later, 4, NULL));
    assert_int_equal(later[0].verdict, STORAGE_DUPLICATE);
    assert_int_equal(later[0].at_ms, 2001); /* the time of the first arrival */
    assert_int_equal(later[1].verdict, STORAGE_DIFFERENT);
    assert_int_equal(later[2].verdict, STORAGE_TAKEN);
    assert_int_equal(later[3].verdict, STORAGE_STORED);
    assert_int_equal(rows(room->storage), 2);
}

static void notes_have_no_receipt_and_are_not_listed(void **state)
{
    struct room *room = *state;
    struct storage_put notes[] = {item(1, 1, ""), item(2, 2, "")};
    assert_true(storage_put(room->storage, notes, 2, NULL));
    assert_int_equal(notes[0].verdict, STORAGE_STORED);
    assert_int_equal(notes[1].verdict, STORAGE_STORED);
    assert_int_equal(rows(room->storage), 0);
}

static void what_was_stored_is_there_after_opening_again(void **state)
{
    struct room *room = *state;
    struct storage_put first = item(1, 7, "206170000017");
    assert_true(storage_put(room->storage, &first, 1, NULL));
    storage_close(room->storage);
    room->storage = storage_open(room->place.uri, NULL);
    assert_non_null(room->storage);
    assert_int_equal(rows(room->storage), 1);
}

static void nobody_else_may_read_the_files(void **state)
{
    struct room *room = *state;
    struct storage_put first = item(1, 7, "206170000017");
    if (!room->place.file)
        skip(); /* the files are the server's */
    assert_true(storage_put(room->storage, &first, 1, NULL));
    g_autofree char *wal = g_strconcat(room->place.file, "-wal", NULL);
    struct stat st;
    assert_int_equal(stat(room->place.file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(wal, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void collect_steps(const struct storage_step *step, void *data)
{
    g_string_append_printf(data, "%s@%d ", step->state, (int)step->at_ms);
}

static void states_are_kept_in_their_order(void **state)
{
    struct room *room = *state;
    struct storage_put first = item(1, 7, "206170000017");
    assert_true(storage_put(room->storage, &first, 1, NULL));
    assert_true(storage_set_state(room->storage, "206170000017",
                                  &(struct storage_step){.state = "reviewing", .at_ms = 3000}, NULL));
    assert_true(storage_set_state(room->storage, "206170000017",
                                  &(struct storage_step){.state = "done", .at_ms = 2500},
                                  NULL)); /* a clock set back */
    g_autoptr(GString) seen = g_string_new(NULL);
    assert_true(storage_steps(room->storage, "206170000017", collect_steps, seen, NULL));
    assert_string_equal(seen->str, "received@2001 reviewing@3000 done@2500 ");

    g_autoptr(GError) error = NULL;
    assert_false(storage_set_state(room->storage, "206170000025",
                                   &(struct storage_step){.state = "done", .at_ms = 1}, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
    g_clear_error(&error);
    assert_false(storage_steps(room->storage, "206170000025", collect_steps, seen, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
}

static void check_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    assert_string_equal(row->service, "elder-allowance");
    assert_string_equal(row->state, "received");
    assert_int_equal(len, 7);
    assert_memory_equal(record, "{\"a\":1}", 7);
    *(gboolean *)data = TRUE;
}

static void a_record_comes_back_byte_for_byte(void **state)
{
    struct room *room = *state;
    struct storage_put first = item(1, 7, "206170000017");
    gboolean seen = FALSE;
    assert_true(storage_put(room->storage, &first, 1, NULL));
    assert_true(storage_record(room->storage, "206170000017", check_record, &seen, NULL));
    assert_true(seen);
}

/* The disk is full: the batch is refused as a whole, what stood before stands, and there is room again later.
 */
static void a_full_disk_keeps_nothing_of_a_batch(void **state)
{
    struct room *room = *state;
    static char large[64 * 1024 + 1];
    struct storage_put first = item(1, 1, "206170000017");
    if (!room->place.file)
        skip(); /* the quota is SQLite's; PostgreSQL's full disk is in test_postgres.c */
    assert_true(storage_put(room->storage, &first, 1, NULL));
    g_autofree char *limited = g_strconcat(room->place.uri, "?pages=80", NULL);
    struct storage *small = storage_open(limited, NULL);
    assert_non_null(small);
    memset(large, 'x', sizeof large - 1);
    struct storage_put batch[] = {item(2, 2, "206170000025"), item(3, 3, "206170000033"),
                                  item(4, 4, "206170000041")};
    for (size_t i = 0; i < 3; i++) {
        batch[i].submission.record = large;
        batch[i].submission.record_len = sizeof large - 1;
    }
    g_autoptr(GError) error = NULL;
    assert_false(storage_put(small, batch, 3, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_FULL));
    assert_int_equal(rows(room->storage), 1);
    storage_close(small);
    assert_true(storage_put(room->storage, batch, 3, NULL));
    assert_int_equal(rows(room->storage), 4);
}

static void other_stores_are_refused_in_a_sentence(void **state)
{
    (void)state;
    static const char *const uris[] = {
        "postgresql:db", "postgresql://[db/kiosk", "postgres:", "mysql://kiosk:secret@db/kiosk", "file.db",
        "sqlite:",       "sqlite::memory:"};
    for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(storage_open(uris[i], &error));
        assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_URI));
        assert_non_null(strstr(error->message, "sqlite:FILE"));
        assert_null(strstr(error->message, "secret")); /* a password is not told on */
    }
}

static void assert_absent(const char *uri)
{
    g_autoptr(GError) error = NULL;
    assert_null(storage_open_existing(uri, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
    assert_non_null(strstr(error->message, "--store"));
}

/* A name with a slip in it, an empty file, a database of somebody else's, a schema without our tables. */
static void who_only_looks_makes_no_store(void **state)
{
    struct room *room = *state;
    struct place empty, other;
    struct storage *found = storage_open_existing(room->place.uri, NULL);
    assert_non_null(found);
    assert_int_equal(rows(found), 0);
    storage_close(found);
    place_take(&empty, "");
    assert_absent(empty.uri);
    if (empty.file) {
        g_autofree char *text = NULL;
        gsize len = 1;
        assert_false(g_file_test(empty.file, G_FILE_TEST_EXISTS));
        assert_true(g_file_set_contents(empty.file, "", 0, NULL));
        assert_absent(empty.uri);
        assert_true(g_file_get_contents(empty.file, &text, &len, NULL));
        assert_int_equal(len, 0);
    }
    place_leave(&empty);
    place_take(&other, "");
    place_sql(&other, "CREATE TABLE foreign_table(a INTEGER)");
    assert_absent(other.uri);
    place_sql(&other, "DROP TABLE foreign_table");
    assert_absent(other.uri);
    place_leave(&other);
}

static void assert_left_alone(const char *file, const void *text, gsize len)
{
    g_autofree char *uri = g_strconcat("sqlite:", file, NULL), *now = NULL;
    gsize now_len = 0;
    struct stat st;
    assert_int_equal(chmod(file, 0644), 0);
    g_autoptr(GError) error = NULL;
    assert_null(storage_open(uri, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
    assert_non_null(strstr(error->message, "another program's"));
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    assert_true(g_file_get_contents(file, &now, &now_len, NULL));
    assert_int_equal(now_len, len);
    assert_memory_equal(now, text, len);
}

/* A slip in --store: neither tables nor a mode of ours in a list of users, or in the database of somebody
 * else, whatever version that says it has. */
static void another_programs_file_is_left_alone(void **state)
{
    static const char *const schemas[] = {
        "CREATE TABLE album(name TEXT)", "CREATE TABLE album(name TEXT); PRAGMA user_version=3",
        "CREATE TABLE submission(a); CREATE TABLE step(a); PRAGMA user_version=3; PRAGMA application_id=7"};
    static const char list[] = "nobody:x:65534:65534::/:/bin/false\n";
    struct place other;
    (void)state;
    place_take(&other, "");
    if (!other.file) {
        place_leave(&other);
        skip(); /* PostgreSQL's databases have names of their own */
    }
    assert_true(g_file_set_contents(other.file, list, sizeof list - 1, NULL));
    assert_left_alone(other.file, list, sizeof list - 1);
    for (size_t i = 0; i < G_N_ELEMENTS(schemas); i++) {
        g_autofree char *before = NULL;
        gsize len = 0;
        g_unlink(other.file);
        place_sql(&other, schemas[i]);
        assert_true(g_file_get_contents(other.file, &before, &len, NULL));
        assert_left_alone(other.file, before, len);
    }
    place_leave(&other);
}

/* Releases of before did not say whose the file is. */
static void a_store_without_the_mark_goes_on(void **state)
{
    struct room *room = *state;
    if (!room->place.file)
        skip();
    storage_close(room->storage);
    place_sql(&room->place, "PRAGMA application_id=0");
    room->storage = storage_open(room->place.uri, NULL);
    assert_non_null(room->storage);
}

/* Else SQLite would throw it away, and what was acknowledged with it. */
static void a_log_without_its_file_is_kept(void **state)
{
    struct place lone;
    g_autoptr(GError) error = NULL;
    (void)state;
    place_take(&lone, "");
    if (lone.file) {
        g_autofree char *wal = g_strconcat(lone.file, "-wal", NULL);
        assert_true(g_file_set_contents(wal, "frames", -1, NULL));
        assert_null(storage_open(lone.uri, &error));
        assert_non_null(strstr(error->message, "restore"));
        assert_true(g_file_test(wal, G_FILE_TEST_EXISTS));
        assert_false(g_file_test(lone.file, G_FILE_TEST_EXISTS));
    }
    place_leave(&lone);
}

static void a_store_of_a_newer_release_is_left_alone(void **state)
{
    struct room *room = *state;
    place_set_version(&room->place, 99);
    g_autoptr(GError) error = NULL;
    assert_null(storage_open(room->place.uri, &error));
    assert_non_null(strstr(error->message, "newer release"));
}

static void months_and_certificates_are_kept(void **state)
{
    struct room *room = *state;
    struct storage_contribution months[] = {{"2026-01", 420000, 100800, "甲单位"},
                                            {"2026-02", 430000, 103200, "乙单位"}};
    struct storage_contribution back[4];
    assert_true(storage_add_contributions(room->storage, "p", months, 2, NULL));
    months[0].base_fen = 1; /* what was answered once stays so */
    assert_true(storage_add_contributions(room->storage, "p", months, 2, NULL));
    assert_int_equal(storage_contributions(room->storage, "p", back, 4, NULL), 2);
    assert_string_equal(back[0].month, "2026-02");
    assert_int_equal(back[1].base_fen, 420000);
    assert_string_equal(back[1].employer, "甲单位");
    assert_int_equal(storage_contributions(room->storage, "q", back, 4, NULL), 0);

    struct storage_certificate made = {"123", "si", "某某", "p", "2026-01", "2026-02", 2, 55}, got;
    assert_true(storage_add_certificate(room->storage, &made, NULL));
    assert_true(storage_certificate(room->storage, "123", &got, NULL));
    assert_string_equal(got.name, "某某");
    assert_int_equal(got.months, 2);
    g_autoptr(GError) error = NULL;
    assert_false(storage_certificate(room->storage, "124", &got, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT));
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(a_repeat_is_told_from_another_payload),
        ROOM(notes_have_no_receipt_and_are_not_listed),
        ROOM(what_was_stored_is_there_after_opening_again),
        ROOM(nobody_else_may_read_the_files),
        ROOM(states_are_kept_in_their_order),
        ROOM(a_record_comes_back_byte_for_byte),
        ROOM(a_full_disk_keeps_nothing_of_a_batch),
        cmocka_unit_test(other_stores_are_refused_in_a_sentence),
        ROOM(who_only_looks_makes_no_store),
        cmocka_unit_test(another_programs_file_is_left_alone),
        ROOM(a_store_without_the_mark_goes_on),
        cmocka_unit_test(a_log_without_its_file_is_kept),
        ROOM(a_store_of_a_newer_release_is_left_alone),
        ROOM(months_and_certificates_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
