#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/secret.h"
#include "folder.h"
#include "store/bell.h"
#include "store/outbox.h"
#include "store/settings.h"

struct desk {
    char *folder;
    struct store *store;
    struct outbox *outbox;
};

static void reopen(struct desk *desk)
{
    GError *error = NULL;

    outbox_free(desk->outbox);
    store_close(desk->store);
    desk->store = store_open(desk->folder, &error);
    if (!desk->store)
        fail_msg("%s", error->message);
    desk->outbox = outbox_new(desk->store, NULL);
    assert_non_null(desk->outbox);
}

static int set_up(void **state)
{
    struct desk *desk = g_new0(struct desk, 1);

    desk->folder = folder_new();
    reopen(desk);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;

    outbox_free(desk->outbox);
    store_close(desk->store);
    folder_free(desk->folder);
    g_free(desk);
    return 0;
}

static void number_id(uint8_t id[OUTBOX_ID_BYTES], uint32_t number)
{
    memset(id, 0, OUTBOX_ID_BYTES);
    memcpy(id, &number, sizeof number);
}

static gboolean add(struct outbox *outbox, uint32_t number, size_t size, GError **error)
{
    uint8_t *body = g_malloc(size);
    struct outbox_entry entry = {.kind = "application",
                                 .service = "S",
                                 .receipt = "206170000140",
                                 .keyid = "p-1",
                                 .created_ms = 1000 + number};

    memset(body, (int)(number & 0xff), size);
    number_id(entry.id, number);
    entry.box = g_bytes_new_take(body, size);
    gboolean added = outbox_add(outbox, &entry, error);
    g_bytes_unref(entry.box);
    return added;
}

static void keeps_and_settles(void **state)
{
    struct desk *desk = *state;
    struct outbox_counts counts;
    uint8_t id[OUTBOX_ID_BYTES];
    g_autoptr(GError) error = NULL;

    for (uint32_t i = 1; i <= 3; i++)
        assert_true(add(desk->outbox, i, 100, NULL));
    assert_false(add(desk->outbox, 2, 100, &error));
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_EXISTS));
    reopen(desk);
    g_autoptr(GPtrArray) rows = outbox_due(desk->outbox, 10, 1 << 20, 5, NULL);
    assert_int_equal(rows->len, 3);
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    assert_string_equal(row->receipt, "206170000140");
    assert_int_equal(g_bytes_get_size(row->box), 100);
    assert_int_equal(row->created_ms, 1001);
    number_id(id, 1);
    assert_true(outbox_accepted(desk->outbox, id, 77, NULL));
    assert_int_equal(outbox_state(desk->outbox, id), OUTBOX_ACCEPTED);
    assert_false(outbox_accepted(desk->outbox, id, 78, NULL)); /* once */
    number_id(id, 2);
    assert_true(outbox_parked(desk->outbox, id, "urn:kiosk:problem:unknown-service", NULL));
    assert_true(outbox_counts(desk->outbox, &counts, NULL));
    assert_int_equal(counts.waiting, 1);
    assert_int_equal(counts.accepted, 1);
    assert_int_equal(counts.attention, 1);
    assert_int_equal(counts.oldest_ms, 1003);
    assert_true(outbox_unpark(desk->outbox, id, NULL));
    assert_int_equal(outbox_state(desk->outbox, id), OUTBOX_PENDING);
    number_id(id, 9);
    assert_int_equal(outbox_state(desk->outbox, id), OUTBOX_UNKNOWN);
}

static guint due(struct desk *desk, unsigned limit, size_t bytes, int64_t now)
{
    g_autoptr(GPtrArray) rows = outbox_due(desk->outbox, limit, bytes, now, NULL);
    return rows->len;
}

static void due_respects_time_and_size(void **state)
{
    struct desk *desk = *state;
    uint8_t id[OUTBOX_ID_BYTES];

    for (uint32_t i = 1; i <= 4; i++)
        assert_true(add(desk->outbox, i, 1000, NULL));
    assert_int_equal(due(desk, 2, 1 << 20, 0), 2);
    assert_int_equal(due(desk, 9, 2500, 0), 2);
    assert_int_equal(due(desk, 9, 10, 0), 1); /* one at least, or a large one would never go */
    number_id(id, 1);
    assert_true(outbox_retry_at(desk->outbox, id, 60000, NULL));
    assert_int_equal(due(desk, 9, 1 << 20, 59999), 3);
    assert_int_equal(due(desk, 9, 1 << 20, 60000), 4);
    /* A clock that was years ahead must not hold a row for years. */
    assert_true(outbox_retry_at(desk->outbox, id, INT64_C(4102444800000), NULL));
    assert_int_equal(due(desk, 9, 1 << 20, 60000), 4);
}

/* The child tells each number it was promised, until it is killed in the middle of a commit. */
static void child(const char *folder, int tell)
{
    struct store *store = store_open(folder, NULL);
    struct outbox *outbox = outbox_new(store, NULL);

    for (uint32_t i = 1;; i++)
        if (!add(outbox, i, 3000, NULL) || write(tell, &i, sizeof i) != sizeof i)
            _exit(1);
}

static void killed_in_mid_commit(void **state)
{
    struct desk *desk = *state;

    outbox_free(desk->outbox);
    store_close(desk->store);
    desk->outbox = NULL;
    desk->store = NULL;
    for (int round = 0; round < 5; round++) {
        int ends[2];
        uint32_t promised = 0, last = 0;
        g_autofree char *inner = g_strdup_printf("%s/%d", desk->folder, round);
        assert_int_equal(pipe(ends), 0);
        pid_t pid = fork();
        if (pid == 0)
            child(inner, ends[1]);
        close(ends[1]);
        while (promised < 20u + (uint32_t)round * 11 &&
               read(ends[0], &promised, sizeof promised) == sizeof promised)
            ;
        kill(pid, SIGKILL);
        while (read(ends[0], &last, sizeof last) == sizeof last) /* what it was promised until the kill */
            promised = last;
        close(ends[0]);
        waitpid(pid, NULL, 0);
        struct store *store = store_open(inner, NULL);
        struct outbox *outbox = outbox_new(store, NULL);
        assert_null(store->set_aside);
        for (uint32_t i = 1; i <= promised; i++) {
            uint8_t id[OUTBOX_ID_BYTES];
            number_id(id, i);
            assert_int_equal(outbox_state(outbox, id), OUTBOX_PENDING);
        }
        outbox_free(outbox);
        store_close(store);
        folder_free(g_steal_pointer(&inner));
    }
    reopen(desk);
}

/* Full: the new one is refused, nothing of it stays, the old ones still drain, and then there is room again.
 */
static void full_disk_drains(void **state)
{
    struct desk *desk = *state;
    g_autoptr(GError) error = NULL;
    uint32_t kept = 0;

    assert_true(store_exec(desk->store, "PRAGMA max_page_count=480", NULL));
    while (add(desk->outbox, kept + 1, 20000, &error))
        kept++;
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_FULL));
    assert_true(kept > 5);
    uint8_t id[OUTBOX_ID_BYTES];
    number_id(id, kept + 1);
    assert_int_equal(outbox_state(desk->outbox, id), OUTBOX_UNKNOWN);
    for (uint32_t i = 1; i <= kept; i++) {
        number_id(id, i);
        assert_true(outbox_accepted(desk->outbox, id, 1, NULL));
    }
    assert_true(add(desk->outbox, kept + 1, 20000, NULL));
}

static void damage(const char *file)
{
    FILE *f = fopen(file, "r+b");
    char rubbish[4096];

    assert_non_null(f);
    memset(rubbish, 0xa5, sizeof rubbish);
    assert_int_equal(fwrite(rubbish, 1, sizeof rubbish, f), sizeof rubbish);
    fclose(f);
}

static void corrupt_file_is_set_aside(void **state)
{
    struct desk *desk = *state;
    g_autofree char *file = g_build_filename(desk->folder, STORE_FILE, NULL);
    g_autoptr(GError) error = NULL;

    assert_true(add(desk->outbox, 1, 100, NULL));
    outbox_free(desk->outbox);
    desk->outbox = NULL;
    store_close(desk->store);
    damage(file);
    desk->store = store_open(desk->folder, &error);
    assert_non_null(desk->store);
    assert_non_null(desk->store->set_aside);
    assert_true(g_file_test(desk->store->set_aside, G_FILE_TEST_EXISTS));
    desk->outbox = outbox_new(desk->store, NULL);
    assert_true(add(desk->outbox, 1, 100, NULL));
}

/* Two at once: nobody takes the file from under another's feet. */
static void not_while_another_has_it_open(void **state)
{
    struct desk *desk = *state;
    g_autofree char *file = g_build_filename(desk->folder, STORE_FILE, NULL);
    g_autoptr(GError) error = NULL;

    assert_true(add(desk->outbox, 1, 100, NULL));
    assert_true(store_exec(desk->store, "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
    damage(file);
    assert_null(store_open(desk->folder, &error));
    assert_true(g_error_matches(error, store_error_quark(), STORE_ERROR_BROKEN));
    assert_true(g_file_test(file, G_FILE_TEST_EXISTS));
}

static void newer_release_is_left_alone(void **state)
{
    struct desk *desk = *state;
    g_autoptr(GError) error = NULL;

    assert_true(store_exec(desk->store, "PRAGMA user_version=99", NULL));
    assert_null(store_open(desk->folder, &error));
    assert_non_null(strstr(error->message, "newer release"));
    assert_true(store_exec(desk->store, "PRAGMA user_version=1", NULL));
}

static void the_bell_rings(void **state)
{
    struct desk *desk = *state;
    struct bell *bell = bell_new(desk->folder, NULL);
    g_autofree char *other = g_build_filename(desk->folder, "numbers.a", NULL);
    struct outbox_counts counts;

    assert_non_null(bell);
    assert_false(bell_answer(bell));
    assert_true(g_file_set_contents(other, "x", 1, NULL));
    assert_false(bell_answer(bell));
    for (uint32_t i = 1; i <= 3; i++) {
        assert_true(add(desk->outbox, i, 100, NULL));
        assert_true(bell_answer(bell));
        assert_false(bell_answer(bell));
    }
    assert_true(outbox_counts(desk->outbox, &counts, NULL)); /* a look is no commit */
    assert_false(bell_answer(bell));
    bell_free(bell);
}

static int64_t number_of(struct store *store, const char *sql)
{
    sqlite3_stmt *read = store_prepare(store, sql, NULL);

    assert_non_null(read);
    assert_int_equal(sqlite3_step(read), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(read, 0);
    sqlite3_finalize(read);
    return number;
}

static gint64 size_of(const struct desk *desk, const char *end)
{
    g_autofree char *path = g_strconcat(desk->store->file, end, NULL);
    GStatBuf about;

    return g_stat(path, &about) == 0 ? (gint64)about.st_size : -1;
}

static void assert_limits_in_bytes(struct desk *desk, int page_bytes)
{
    assert_int_equal(desk->store->page_bytes, page_bytes);
    assert_int_equal(number_of(desk->store, "PRAGMA page_size"), page_bytes);
    assert_true(number_of(desk->store, "PRAGMA max_page_count") <= STORE_QUOTA_BYTES / page_bytes);
    assert_int_equal(number_of(desk->store, "PRAGMA synchronous"), 2); /* FULL */
    assert_int_equal(number_of(desk->store, "PRAGMA secure_delete"), 1);
    for (uint32_t i = 1; i <= 400; i++) { /* the WAL begins anew again and again, whatever the page */
        assert_true(add(desk->outbox, 1000 + i, 4000, NULL));
        assert_in_range(size_of(desk, "-wal"), 1, STORE_CHECKPOINT_BYTES * 5 / 4);
    }
}

/* A file of an older release keeps its 4 KiB pages and its rows; the limits mean the same bytes. */
static void older_pages_stay(void **state)
{
    struct desk *desk = *state;
    uint8_t id[OUTBOX_ID_BYTES];

    assert_limits_in_bytes(desk, STORE_PAGE_BYTES);
    assert_true(store_exec(desk->store,
                           "PRAGMA journal_mode=DELETE; PRAGMA page_size=4096; VACUUM;"
                           "PRAGMA journal_mode=WAL; DELETE FROM outbox",
                           NULL));
    assert_true(add(desk->outbox, 1, 100, NULL));
    reopen(desk);
    assert_limits_in_bytes(desk, 4096);
    number_id(id, 1);
    assert_int_equal(outbox_state(desk->outbox, id), OUTBOX_PENDING);
}

static void staff_settings_win(void **state)
{
    struct desk *desk = *state;
    enum settings_layer layer = SETTINGS_PLATFORM;

    assert_null(settings_get(desk->store, "help.phone", NULL));
    assert_true(settings_set(desk->store, SETTINGS_STAFF, "help.phone", "1", NULL));
    assert_true(settings_set(desk->store, SETTINGS_PLATFORM, "help.phone", "2", NULL));
    g_autofree char *strong = settings_get(desk->store, "help.phone", &layer);
    assert_string_equal(strong, "1");
    assert_int_equal(layer, SETTINGS_STAFF);
    assert_true(settings_unset(desk->store, SETTINGS_STAFF, "help.phone", NULL));
    g_autofree char *weak = settings_get(desk->store, "help.phone", &layer);
    assert_string_equal(weak, "2");
    assert_int_equal(layer, SETTINGS_PLATFORM);
}

#define A_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        A_TEST(keeps_and_settles),
        A_TEST(due_respects_time_and_size),
        A_TEST(killed_in_mid_commit),
        A_TEST(full_disk_drains),
        A_TEST(corrupt_file_is_set_aside),
        A_TEST(not_while_another_has_it_open),
        A_TEST(newer_release_is_left_alone),
        A_TEST(the_bell_rings),
        A_TEST(older_pages_stay),
        A_TEST(staff_settings_win),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
