#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "queue.h"
#include "store/spool.h"

enum { LARGE = OUTBOX_ROW_BYTES + 1, MIB = 1024 * 1024 };

static gboolean put_large(struct queue *queue, uint32_t number, GError **error)
{
    return queue_put(queue, number, "application", 0, LARGE, error);
}

static gboolean has_file(struct queue *queue, uint32_t number)
{
    g_autofree char *path = spool_path(queue->store, queue_id(number));
    return spool_has(path, LARGE);
}

static void large_ones_are_files(void **state)
{
    struct queue *queue = *state;

    assert_true(queue_put(queue, 1, "application", 0, OUTBOX_ROW_BYTES, NULL));
    assert_true(put_large(queue, 2, NULL));
    assert_false(g_file_test(queue->store->spool, G_FILE_TEST_EXISTS) && has_file(queue, 1));
    assert_true(has_file(queue, 2));
    queue_close(queue);
    queue_open(queue);
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 9, MIB, 5, NULL);
    assert_int_equal(rows->len, 2);
    const struct outbox_row *small = g_ptr_array_index(rows, 0), *large = g_ptr_array_index(rows, 1);
    assert_non_null(small->box);
    assert_null(small->spool);
    assert_int_equal(small->len, OUTBOX_ROW_BYTES);
    assert_null(large->box);
    assert_int_equal(large->len, LARGE);
    g_autoptr(GBytes) box = outbox_row_box(large, NULL);
    assert_int_equal(g_bytes_get_size(box), LARGE);
    assert_int_equal(((const uint8_t *)g_bytes_get_data(box, NULL))[LARGE - 1], 2);
}

static void count_for_what_a_request_may_hold(void **state)
{
    struct queue *queue = *state;

    for (uint32_t i = 1; i <= 3; i++)
        assert_true(put_large(queue, i, NULL));
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 9, 2 * LARGE + 10, 5, NULL);
    assert_int_equal(rows->len, 2);
}

static void the_file_goes_with_the_acceptance(void **state)
{
    struct queue *queue = *state;
    struct outbox_counts counts;

    assert_true(put_large(queue, 1, NULL));
    assert_true(put_large(queue, 2, NULL));
    assert_true(outbox_parked(queue->outbox, queue_id(2), "no", NULL));
    assert_true(outbox_accepted(queue->outbox, queue_id(1), 9, NULL));
    assert_false(has_file(queue, 1));
    assert_true(has_file(queue, 2)); /* refused, and kept whole */
    assert_true(outbox_counts(queue->outbox, &counts, NULL));
    assert_int_equal(counts.accepted, 1);
}

/* Taken back: then the file has to be there still. */
static void not_before_the_transaction_is_through(void **state)
{
    struct queue *queue = *state;

    for (uint32_t i = 1; i <= 2; i++)
        assert_true(put_large(queue, i, NULL));
    assert_true(store_begin(queue->store, NULL));
    assert_true(outbox_accepted(queue->outbox, queue_id(1), 9, NULL));
    assert_true(has_file(queue, 1));
    assert_false(store_end(queue->store, FALSE, NULL));
    g_autoptr(GPtrArray) again = outbox_due(queue->outbox, 9, MIB, 5, NULL);
    assert_int_equal(again->len, 2);
    assert_true(has_file(queue, 1));
    assert_true(store_begin(queue->store, NULL));
    assert_true(outbox_accepted(queue->outbox, queue_id(1), 9, NULL));
    assert_true(store_end(queue->store, TRUE, NULL));
    g_autoptr(GPtrArray) rest = outbox_due(queue->outbox, 9, MIB, 5, NULL);
    assert_int_equal(rest->len, 1);
    assert_false(has_file(queue, 1));
    assert_true(has_file(queue, 2));
}

/* The same wish again must not write over the box whose length the row knows. */
static void the_same_id_is_refused(void **state)
{
    struct queue *queue = *state;
    g_autoptr(GError) error = NULL;

    assert_true(put_large(queue, 1, NULL));
    assert_false(queue_put(queue, 1, "application", 0, LARGE + 500, &error));
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_EXISTS));
    assert_true(has_file(queue, 1));
}

static int stop_once(void *left)
{
    int *times = left;

    return (*times)-- > 0;
}

/* Nor when it cannot be read just now whether there is such a row. */
static void the_file_stands_when_the_row_cannot_be_read(void **state)
{
    struct queue *queue = *state;
    g_autoptr(GError) error = NULL;
    int interrupted = 1;

    assert_true(put_large(queue, 1, NULL));
    sqlite3_progress_handler(queue->store->db, 1, stop_once, &interrupted);
    assert_false(queue_put(queue, 1, "application", 0, LARGE + 500, &error));
    sqlite3_progress_handler(queue->store->db, 0, NULL, NULL);
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_FAILED));
    assert_true(has_file(queue, 1));
}

static void a_lost_file_is_for_people(void **state)
{
    struct queue *queue = *state;

    for (uint32_t i = 1; i <= 3; i++)
        assert_true(put_large(queue, i, NULL));
    g_autofree char *gone = spool_path(queue->store, queue_id(1)),
                    *cut = spool_path(queue->store, queue_id(3));
    assert_int_equal(g_unlink(gone), 0);
    assert_true(g_file_set_contents(cut, "cut short", -1, NULL));
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 9, MIB, 5, NULL);
    assert_int_equal(rows->len, 1);
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_ATTENTION);
    assert_int_equal(outbox_state(queue->outbox, queue_id(2)), OUTBOX_PENDING);
    assert_int_equal(outbox_state(queue->outbox, queue_id(3)), OUTBOX_ATTENTION);
}

static void leave(struct queue *queue, uint32_t number, const char *end)
{
    g_autofree char *path = spool_path(queue->store, queue_id(number)), *file = g_strconcat(path, end, NULL);
    assert_true(g_file_set_contents(file, "x", 1, NULL));
}

/* What a crash leaves goes at the next start, and nothing else. */
static void rubbish_is_swept(void **state)
{
    struct queue *queue = *state;
    g_autofree char *strange = g_build_filename(queue->store->spool, "README", NULL);
    int hold;

    assert_int_equal(spool_sweep(queue->store), 0); /* no folder yet */
    for (uint32_t i = 1; i <= 3; i++)
        assert_true(put_large(queue, i, NULL));
    assert_true(outbox_parked(queue->outbox, queue_id(2), "no", NULL));
    assert_true(outbox_accepted(queue->outbox, queue_id(3), 9, NULL));
    leave(queue, 3, "");     /* cut between acceptance and removal */
    leave(queue, 7, "");     /* cut between file and row */
    leave(queue, 8, ".new"); /* cut in the middle of the file */
    assert_true(g_file_set_contents(strange, "x", 1, NULL));
    g_autoptr(GBytes) body = g_bytes_new("body", 4);
    assert_true(spool_write(queue->store, queue_id(9), body, &hold, NULL)); /* its row is on its way */
    assert_int_equal(spool_sweep(queue->store), 0);
    spool_let_go(hold);
    assert_int_equal(spool_sweep(queue->store), 4);
    assert_true(has_file(queue, 1));
    assert_true(has_file(queue, 2));
    assert_true(g_file_test(strange, G_FILE_TEST_EXISTS));
    assert_int_equal(spool_sweep(queue->store), 0);
}

/* A commit that the disk refused may yet turn out to be on it: its file waits for the sweep. */
static void a_refused_row_leaves_no_file_for_long(void **state)
{
    struct queue *queue = *state;

    assert_true(store_exec(
        queue->store, "CREATE TEMP TRIGGER no BEFORE INSERT ON outbox BEGIN SELECT raise(ABORT, 'no'); END",
        NULL));
    assert_false(put_large(queue, 1, NULL));
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_UNKNOWN);
    assert_true(has_file(queue, 1));
    assert_int_equal(spool_sweep(queue->store), 1);
    assert_false(has_file(queue, 1));
}

static void a_row_without_room_leaves_no_file(void **state)
{
    struct queue *queue = *state;
    g_autoptr(GError) error = NULL;
    uint32_t kept = 0;

    assert_true(store_exec(queue->store, "PRAGMA max_page_count=80", NULL));
    while (put_large(queue, kept + 1, &error)) /* until the rows alone fill it */
        kept++;
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_FULL));
    assert_true(kept > 0 && has_file(queue, kept));
    assert_false(has_file(queue, kept + 1));
}

/* When in doubt a file is needed. */
static void what_cannot_be_looked_up_is_not_swept(void **state)
{
    struct queue *queue = *state;
    int interrupted = 1;

    assert_true(put_large(queue, 1, NULL));
    sqlite3_progress_handler(queue->store->db, 1, stop_once, &interrupted);
    assert_int_equal(spool_sweep(queue->store), 0);
    sqlite3_progress_handler(queue->store->db, 0, NULL, NULL);
    assert_true(interrupted < 1);
    assert_true(has_file(queue, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_TEST(large_ones_are_files),
        QUEUE_TEST(count_for_what_a_request_may_hold),
        QUEUE_TEST(the_file_goes_with_the_acceptance),
        QUEUE_TEST(not_before_the_transaction_is_through),
        QUEUE_TEST(the_same_id_is_refused),
        QUEUE_TEST(the_file_stands_when_the_row_cannot_be_read),
        QUEUE_TEST(a_lost_file_is_for_people),
        QUEUE_TEST(rubbish_is_swept),
        QUEUE_TEST(what_cannot_be_looked_up_is_not_swept),
        QUEUE_TEST(a_refused_row_leaves_no_file_for_long),
        QUEUE_TEST(a_row_without_room_leaves_no_file),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
