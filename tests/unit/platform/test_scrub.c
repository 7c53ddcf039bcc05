/* What was forgotten is not readable in the store's files either: its bytes are looked for there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "platform/identity.h"
#include "platform_room.h"

#define PHONE "19900014477"
#define NAME "欧阳测试"
#define WORDS "请帮我看看窗口开到几点"

enum { AGAIN_US = 200 * 1000 };

/* By another program: to close the file in this one would let go of SQLite's locks on it (fcntl(2)). */
static gboolean in_files(const struct room *room, const char *text)
{
    g_autofree char *wal = g_strconcat(room->file, "-wal", NULL);
    const char *argv[] = {"grep", "-aqF", text, room->file, wal, NULL};
    int status = 0;
    assert_true(
        g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    return WEXITSTATUS(status) == 0;
}

/* `sql` asks for a number, $1 is the text. */
static gboolean server_finds(const struct room *room, const char *sql, const char *text)
{
    PGconn *line = PQconnectdb(room->uri);
    PQclear(PQexec(line, "CHECKPOINT"));
    PGresult *result = PQexecParams(line, sql, 1, NULL, &text, NULL, NULL, 0);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    gboolean found = strcmp(PQgetvalue(result, 0, 0), "0") != 0;
    PQclear(result);
    PQfinish(line);
    return found;
}

static gboolean in_tables(const struct room *room, const char *text)
{
    return server_finds(room,
                        "SELECT count(*) FROM pg_class c WHERE c.oid IN (to_regclass('booking'),"
                        " to_regclass('talk'), to_regclass('identity_code')) AND position(convert_to($1,"
                        " 'UTF8') IN pg_read_binary_file(pg_relation_filepath(c.oid)))>0",
                        text);
}

static gboolean readable(const struct room *room, const char *text)
{
    return room->file ? in_files(room, text) : in_tables(room, text);
}

static void scrub(struct storage *storage)
{
    while (!storage_scrub(storage, NULL)) /* ctest has the last word */
        g_usleep(AGAIN_US);
}

/* A booking that is given back. */
static void book_and_cancel(struct storage *storage)
{
    uint8_t guest[STORAGE_GUEST_BYTES] = {1};
    const struct storage_slot slot = {.place = "station", .at_ms = ROOM_NOW_MS + 3600 * 1000, .capacity = 1};
    struct storage_booking booking = {.service = "jiankang-yuyue",
                                      .guest = guest,
                                      .place = "station",
                                      .number = "123456789012",
                                      .phone = PHONE,
                                      .at_ms = slot.at_ms,
                                      .made_ms = ROOM_NOW_MS};
    enum storage_booked outcome;
    assert_true(storage_add_slots(storage, booking.service, &slot, 1, ROOM_NOW_MS, NULL));
    assert_true(storage_book(storage, &booking, &outcome, NULL));
    assert_int_equal(outcome, STORAGE_BOOKED);
    assert_true(storage_unbook(storage, &booking, NULL));
}

/* One line stays: a table that is empty afterwards would be cut off, bytes and all. */
static void say_and_forget(struct storage *storage)
{
    struct storage_line line = {.thread = "0123456789abcdef",
                                .kiosk = "20617",
                                .text = "谢谢",
                                .turn = 1,
                                .at_ms = ROOM_NOW_MS + STORAGE_TALK_KEPT_MS};
    assert_true(storage_put_line(storage, &line, 0, NULL));
    line.text = WORDS;
    line.turn = 2;
    line.at_ms = ROOM_NOW_MS;
    assert_true(storage_put_line(storage, &line, 0, NULL));
    assert_true(storage_forget(storage, ROOM_NOW_MS + STORAGE_TALK_KEPT_MS + 1, NULL));
}

static void what_is_forgotten_is_wiped(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    book_and_cancel(storage);
    say_and_forget(storage);
    assert_true(readable(room, PHONE));
    assert_true(readable(room, WORDS));
    scrub(storage);
    assert_false(readable(room, PHONE));
    assert_false(readable(room, WORDS));
}

/* It was scrubbed before: what came since is found out. */
static void again_and_again(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    scrub(storage);
    book_and_cancel(storage);
    assert_true(readable(room, PHONE));
    while (readable(room, PHONE)) { /* PostgreSQL tells of changes some seconds later */
        scrub(storage);
        g_usleep(AGAIN_US);
    }
}

/* A reader of before, as a backup is one: it is told that it is not done, and done when it is gone. */
struct reader {
    sqlite3 *file;
    PGconn *line;
};

static struct reader reader_begin(const struct room *room)
{
    struct reader reader = {0};
    if (room->file) {
        assert_int_equal(sqlite3_open(room->file, &reader.file), SQLITE_OK);
        assert_int_equal(sqlite3_exec(reader.file, "BEGIN; SELECT count(*) FROM booking", NULL, NULL, NULL),
                         SQLITE_OK);
        return reader;
    }
    reader.line = PQconnectdb(room->uri);
    PQclear(PQexec(reader.line, "BEGIN ISOLATION LEVEL REPEATABLE READ"));
    PQclear(PQexec(reader.line, "SELECT count(*) FROM booking"));
    assert_int_equal(PQtransactionStatus(reader.line), PQTRANS_INTRANS);
    return reader;
}

static void reader_end(struct reader *reader)
{
    sqlite3_close(reader->file);
    PQfinish(reader->line);
}

static void a_reader_is_waited_for(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    g_autoptr(GError) error = NULL;
    struct reader reader = reader_begin(room);
    book_and_cancel(storage);
    assert_false(storage_scrub(storage, &error));
    assert_true(g_error_matches(error, storage_error_quark(), STORAGE_ERROR_BUSY));
    reader_end(&reader);
    scrub(storage);
    assert_false(readable(room, PHONE));
}

/* Not even while it holds, and not in what PostgreSQL logs and archives. */
static void an_identity_code_tells_the_store_nobody(void **state)
{
    struct room *room = *state;
    char code[IDENTITY_TEXT];
    assert_true(identity_give(room->platform.storage, ROOM_PERSON, NAME, ROOM_NOW_MS, code, NULL));
    assert_false(readable(room, NAME));
    if (!room->file)
        assert_false(server_finds(room,
                                  "SELECT count(*) FROM pg_ls_waldir() w WHERE position(convert_to($1,"
                                  " 'UTF8') IN pg_read_binary_file('pg_wal/' || w.name))>0",
                                  NAME));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(what_is_forgotten_is_wiped),
        ROOM(again_and_again),
        ROOM(a_reader_is_waited_for),
        ROOM(an_identity_code_tells_the_store_nobody),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
