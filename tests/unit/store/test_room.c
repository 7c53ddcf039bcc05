/* Room for a visit: a queue that is nearly as large as it may be begins none, however free the disk is. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/statvfs.h>

#include <cmocka.h>

#include "base/secret.h"
#include "queue.h"
#include "store/room.h"

enum { MIB = 1024 * 1024, SETTLED = 4 * MIB };

static void run(sqlite3 *db, const char *sql)
{
    char *trouble = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &trouble) != SQLITE_OK)
        fail_msg("%s: %s", trouble, sql);
}

/* The file becomes `bytes` long, and a little more; SETTLED of them are a row of their own. Of each page four
 * bytes name the next one (fileformat2.html, 1.5). */
static void fill(const struct queue *queue, int64_t bytes)
{
    g_autofree char *path = g_build_filename(queue->folder, STORE_FILE, NULL);
    int64_t held = bytes / STORE_PAGE_BYTES * (STORE_PAGE_BYTES - 4);
    g_autofree char *large =
        g_strdup_printf("INSERT INTO filler VALUES(1, zeroblob(%" G_GINT64_FORMAT ")), (2, zeroblob(%d))",
                        held - SETTLED, SETTLED);
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    run(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE filler(n INTEGER, bytes BLOB)");
    run(db, large);
    sqlite3_close(db);
}

static void assert_full(struct queue *queue)
{
    g_autoptr(GError) error = NULL;

    assert_false(room_for_visit(queue->store, &error));
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_FULL));
}

/* The row in hand still goes in; pages that are let go are room again, for the file never shrinks. */
static void a_nearly_full_queue_begins_no_visit(void **state)
{
    struct queue *queue = *state;

    assert_true(room_for_visit(queue->store, NULL));
    queue_close(queue);
    fill(queue, STORE_QUOTA_BYTES - ROOM_QUOTA_LEFT / 2);
    queue_open(queue);
    assert_null(queue->store->set_aside);
    assert_full(queue);
    assert_true(queue_put(queue, 1, "application", 0, 50000, NULL));
    assert_full(queue);
    assert_true(store_exec(queue->store, "DELETE FROM filler WHERE n=2", NULL));
    assert_true(room_for_visit(queue->store, NULL));
}

/* Beside it there is room: what is said above is the quota's doing, not the disk's. */
static void a_large_queue_begins_one(void **state)
{
    struct queue *queue = *state;

    queue_close(queue);
    fill(queue, STORE_QUOTA_BYTES - 4 * ROOM_QUOTA_LEFT);
    queue_open(queue);
    assert_true(room_for_visit(queue->store, NULL));
}

static size_t disk_left(const struct queue *queue)
{
    struct statvfs room;

    assert_int_equal(statvfs(queue->folder, &room), 0);
    return (size_t)room.f_bavail * room.f_frsize;
}

/* A large box is no page of the file, so no quota keeps it out of the reserve. Others use the disk as well:
 * it counts when as much was free before and after. */
static void the_reserve_is_not_for_rows(void **state)
{
    const struct queue *queue = *state;
    gboolean just = FALSE, more = TRUE, still = FALSE;

    for (int i = 0; i < 1000 && !still; i++) {
        size_t left = disk_left(queue);
        just = room_for_row(queue->store, left - ROOM_RESERVE_BYTES, NULL);
        more = room_for_row(queue->store, left - ROOM_RESERVE_BYTES + 1, NULL);
        still = disk_left(queue) == left;
    }
    if (!still)
        skip();
    assert_true(just);
    assert_false(more);
}

static void a_quota_that_is_used_up_is_a_full_disk(void **state)
{
    static const struct {
        int cause;
        enum store_error error;
    } rows[] = {{ENOSPC, STORE_ERROR_FULL}, {EDQUOT, STORE_ERROR_FULL}, {EACCES, STORE_ERROR_FAILED}};

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        errno = rows[i].cause;
        assert_false(store_fail_file("write", "STATE/file", &error));
        assert_true(g_error_matches(error, store_error_quark(), (int)rows[i].error));
        assert_non_null(strstr(error->message, "cannot write STATE/file ("));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_TEST(a_nearly_full_queue_begins_no_visit),
        QUEUE_TEST(a_large_queue_begins_one),
        QUEUE_TEST(the_reserve_is_not_for_rows),
        cmocka_unit_test(a_quota_that_is_used_up_is_a_full_disk),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
