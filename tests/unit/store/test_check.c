/* The look at the whole database beside the program: what it finds, that it ends when it is stopped, and what
 * the next start makes of a doubt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "queue.h"
#include "store/bell.h"
#include "store/check.h"
#include "watched_disk.h"

enum { ROWS = 60, PAGE = STORE_PAGE_BYTES };

static gint rung;

static void ring(void *data)
{
    (void)data;
    g_atomic_int_inc(&rung);
}

static enum store_check_verdict check(const struct queue *queue, char **says)
{
    g_autoptr(GError) error = NULL;
    struct store_check *check = store_check_begin(queue->folder, ring, NULL, &error);

    assert_non_null(check);
    g_atomic_int_set(&rung, 0);
    enum store_check_verdict verdict = store_check_end(check, says);
    return verdict;
}

static void assert_sound(const struct queue *queue)
{
    char *says = NULL;

    assert_int_equal(check(queue, &says), STORE_CHECK_SOUND);
    assert_null(says);
}

static void assert_damaged(const struct queue *queue)
{
    g_autofree char *says = NULL;

    assert_int_equal(check(queue, &says), STORE_CHECK_DAMAGED);
    assert_non_null(says);
}

static void fill(struct queue *queue)
{
    for (uint32_t i = 1; i <= ROWS; i++)
        assert_true(queue_put(queue, i, "application", 0, 300 + i * 20, NULL));
}

static void damage_page(const struct queue *queue, long page)
{
    g_autofree char *path = g_build_filename(queue->folder, STORE_FILE, NULL);
    uint8_t rubbish[PAGE];
    FILE *file = fopen(path, "r+b");

    memset(rubbish, 0x5a, sizeof rubbish);
    assert_non_null(file);
    assert_int_equal(fseek(file, (page - 1) * PAGE, SEEK_SET), 0);
    assert_int_equal(fwrite(rubbish, 1, sizeof rubbish, file), sizeof rubbish);
    fclose(file);
}

/* While the program reads and writes, and after. */
static void a_sound_file(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    assert_sound(queue);
    assert_true(queue_put(queue, 100, "application", 0, 300, NULL));
    assert_sound(queue);
    queue_close(queue);
    assert_sound(queue);
    queue_open(queue);
    assert_null(queue->store->set_aside);
}

static void a_damaged_page(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    queue_close(queue);
    damage_page(queue, 2); /* the root of the rows */
    assert_damaged(queue);
    damage_page(queue, 1); /* the header */
    assert_damaged(queue);
    queue_open(queue);
}

static void run(const struct queue *queue, const char *sql)
{
    g_autofree char *path = g_build_filename(queue->folder, STORE_FILE, NULL);
    char *trouble = NULL;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    if (sqlite3_exec(db, sql, NULL, NULL, &trouble) != SQLITE_OK)
        fail_msg("%s", trouble);
    sqlite3_close(db);
}

/* An index that lacks a row: with it an application is never due, and quick_check does not look there. */
static void spoil_index(struct queue *queue)
{
    queue_close(queue);
    run(queue, "CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE name='outbox_due';"
               "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE name='outbox_due'");
    run(queue, "INSERT INTO outbox(id, kind, service, receipt, created_ms, keyid, size_kib, body)"
               " VALUES(x'000000ff000000000000000000000000', 'application', 'S', '206170000140', 1, 'p-1', 1,"
               " x'01')");
    run(queue, "PRAGMA writable_schema=ON;"
               "INSERT INTO sqlite_schema SELECT * FROM kept");
}

static void what_only_a_whole_look_finds(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    spoil_index(queue);
    queue_open(queue);
    assert_null(queue->store->set_aside);
    assert_damaged(queue);
    assert_false(store_doubted(queue->store));
    assert_true(store_doubt(queue->store, NULL));
    queue_close(queue);
    queue_open(queue); /* as the next start does */
    assert_non_null(queue->store->set_aside);
    assert_false(store_doubted(queue->store));
    for (uint32_t i = 1; i <= ROWS; i++)
        assert_int_equal(outbox_state(queue->outbox, queue_id(i)), OUTBOX_PENDING);
    g_autoptr(GPtrArray) due = outbox_due(queue->outbox, 100, 1 << 22, 5, NULL);
    assert_int_equal(due->len, ROWS + 1);
    assert_sound(queue);
}

static void a_doubt_without_reason(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    assert_true(store_doubt(queue->store, NULL));
    queue_close(queue);
    queue_open(queue);
    assert_null(queue->store->set_aside);
    assert_false(store_doubted(queue->store));
    assert_int_equal(outbox_state(queue->outbox, queue_id(ROWS)), OUTBOX_PENDING);
}

/* The agent hears of it, to let the file go. */
static void a_doubt_rings(void **state)
{
    struct queue *queue = *state;
    struct bell *bell = bell_new(queue->folder, NULL);

    bell_answer(bell);
    assert_true(store_doubt(queue->store, NULL));
    assert_true(bell_answer(bell));
    bell_free(bell);
}

static gpointer open_other(gpointer folder)
{
    return store_open(folder, NULL);
}

/* Who starts first waits until the other has let it go: only who has it alone may set it aside. */
static void who_doubts_waits_to_be_alone(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    spoil_index(queue);
    queue_open(queue);
    assert_true(store_doubt(queue->store, NULL));
    GThread *thread = g_thread_new("start", open_other, queue->folder);
    queue_close(queue);
    struct store *store = g_thread_join(thread);
    assert_non_null(store);
    assert_non_null(store->set_aside);
    store_close(store);
    queue_open(queue);
}

/* Every read of the file is counted, and one of them stops the look, as a visit does that begins. */
static struct {
    struct store_check *check; /* NULL until it has begun */
    unsigned reads, stop_at, after;
} watch;

static void count_read(void)
{
    watch.reads++;
    watch.after += watch.stop_at && watch.reads > watch.stop_at;
    struct store_check *check = NULL;
    while (watch.reads == watch.stop_at && !(check = g_atomic_pointer_get(&watch.check)))
        g_thread_yield();
    if (check)
        store_check_stop(check);
}

static enum store_check_verdict watched_check(struct queue *queue, unsigned stop_at)
{
    g_autofree char *says = NULL;

    watch.stop_at = stop_at;
    watch.reads = watch.after = 0;
    g_atomic_pointer_set(&watch.check, NULL);
    struct store_check *check = store_check_begin(queue->folder, ring, NULL, NULL);
    g_atomic_pointer_set(&watch.check, check);
    enum store_check_verdict verdict = store_check_end(check, &says);
    assert_null(says);
    return verdict;
}

static void whoever_comes_is_not_held_up(void **state)
{
    enum { MANY = 400, FEW = 16 };
    struct queue *queue = *state;

    for (uint32_t i = 1; i <= MANY; i++)
        assert_true(queue_put(queue, i, "application", 0, 3000, NULL));
    queue_close(queue);
    watched_disk_begin(count_read);
    assert_int_equal(watched_check(queue, 0), STORE_CHECK_SOUND);
    unsigned whole = watch.reads;
    assert_true(whole > MANY);
    for (unsigned at = 1; at < whole; at = at < 20 ? at + 1 : at + whole / 15) {
        assert_int_equal(watched_check(queue, at), STORE_CHECK_BROKEN_OFF);
        assert_in_range(watch.after, 0, FEW);
    }
    printf("%u pages read when nobody comes\n", whole);
    watched_disk_end();
    queue_open(queue);
}

static void it_rings_when_it_has_ended(void **state)
{
    struct queue *queue = *state;
    g_autofree char *says = NULL;

    g_atomic_int_set(&rung, 0);
    struct store_check *check = store_check_begin(queue->folder, ring, NULL, NULL);
    assert_int_equal(store_check_end(check, &says), STORE_CHECK_SOUND);
    assert_int_equal(g_atomic_int_get(&rung), 1);
    assert_null(store_check_begin("/nowhere", ring, NULL, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_TEST(a_sound_file),
        QUEUE_TEST(a_damaged_page),
        QUEUE_TEST(what_only_a_whole_look_finds),
        QUEUE_TEST(a_doubt_without_reason),
        QUEUE_TEST(a_doubt_rings),
        QUEUE_TEST(who_doubts_waits_to_be_alone),
        QUEUE_TEST(whoever_comes_is_not_held_up),
        QUEUE_TEST(it_rings_when_it_has_ended),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
