#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "queue.h"
#include "store/askings.h"
#include "store/drafts.h"
#include "store/salvage.h"
#include "store/settings.h"
#include "store/spool.h"

enum { ROWS = 40, SETTLED = 5, LARGE = OUTBOX_ROW_BYTES + 1, PAGE = STORE_PAGE_BYTES };

static size_t box_of(uint32_t number)
{
    return number % 3 ? 300 + number * 10 : 2000 + number; /* some of them go on in other pages */
}

/* Rows 1..ROWS, the first of them settled; one that needs attention; one in the spool; staff's setting. */
static void fill(struct queue *queue)
{
    for (uint32_t i = 1; i <= ROWS; i++)
        assert_true(queue_put(queue, i, i % 4 ? "application" : "rating", 0, box_of(i), NULL));
    for (uint32_t i = 1; i <= SETTLED; i++)
        assert_true(outbox_accepted(queue->outbox, queue_id(i), 77, NULL));
    assert_true(outbox_parked(queue->outbox, queue_id(ROWS), "no", NULL));
    assert_true(queue_put(queue, 200, "application", 0, LARGE, NULL));
    assert_true(settings_set(queue->store, SETTINGS_STAFF, "help.phone", "12345", NULL));
}

static char *file_of(const struct queue *queue, const char *end)
{
    return g_strconcat(queue->folder, "/" STORE_FILE, end, NULL);
}

static void write_at(const char *path, size_t at, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "r+b");

    assert_non_null(file);
    assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

/* As it would be after a crash: the WAL is still there. */
static void copy_whole(struct queue *queue, const char *to)
{
    static const char *const parts[] = {"", "-wal"};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *from = file_of(queue, parts[i]),
                        *copy = g_strconcat(to, "/" STORE_FILE, parts[i], NULL);
        g_autofree char *bytes = NULL;
        size_t len = 0;
        if (g_file_get_contents(from, &bytes, &len, NULL))
            assert_true(g_file_set_contents(copy, bytes, (gssize)len, NULL));
    }
}

static unsigned count(struct queue *queue)
{
    unsigned all = 0;

    for (uint32_t i = 1; i <= ROWS; i++)
        all += outbox_state(queue->outbox, queue_id(i)) != OUTBOX_UNKNOWN;
    return all + (outbox_state(queue->outbox, queue_id(200)) != OUTBOX_UNKNOWN);
}

/* Every row that is there has its own box, or says that the body was lost. */
static unsigned assert_boxes(struct queue *queue)
{
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 100, 1 << 22, 5, NULL);
    int64_t before = 0;

    for (guint i = 0; i < rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        g_autoptr(GBytes) box = outbox_row_box(row, NULL);
        const uint8_t *bytes = g_bytes_get_data(box, NULL);
        assert_int_equal(row->len, row->id[3] == 200 ? LARGE : box_of(row->id[3]));
        assert_int_equal(bytes[0], row->id[3]);
        assert_string_equal(row->receipt, "206170000140");
        assert_int_equal(row->created_ms, 1000 + row->id[3]);
        assert_true(row->priority == OUTBOX_RATING || row->seq > before); /* in their order */
        before = row->seq;
    }
    return rows->len;
}

static void damage_page(const char *folder, unsigned page, bool zeros)
{
    g_autofree char *file = g_strconcat(folder, "/" STORE_FILE, NULL);
    uint8_t rubbish[PAGE];

    srand(page);
    for (size_t i = 0; i < PAGE; i++)
        rubbish[i] = zeros ? 0 : (uint8_t)rand();
    write_at(file, (size_t)(page - 1) * PAGE, rubbish, PAGE);
}

/* What the damaged page held may be lost, and nothing else. A leaf of this size holds at most three such
 * rows. */
static void every_page_may_be_damaged(void **state)
{
    struct queue *queue = *state;
    g_autofree char *file = file_of(queue, "");
    unsigned found_damage = 0, pages, most_lost = 0;
    GStatBuf about;

    fill(queue);
    assert_true(store_exec(queue->store, "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
    assert_int_equal(g_stat(file, &about), 0);
    pages = (unsigned)(about.st_size / PAGE);
    for (unsigned page = 1; page <= pages; page++) {
        struct queue other = {.folder = folder_new()};
        g_autofree char *spool = g_strconcat(other.folder, "/spool", NULL);
        copy_whole(queue, other.folder);
        damage_page(other.folder, page, page % 2);
        g_autofree char *command = g_strdup_printf("cp -r %s %s", queue->store->spool, spool);
        assert_int_equal(system(command), 0);
        queue_open(&other);
        unsigned rows = count(&other);
        assert_boxes(&other);
        if (other.store->set_aside) {
            found_damage++;
            assert_true(other.store->recovered >= rows);
            assert_true(g_file_test(other.store->set_aside, G_FILE_TEST_EXISTS));
        }
        most_lost = MAX(most_lost, ROWS + 1 - rows);
        queue_close(&other);
        folder_free(other.folder);
    }
    printf("%u pages damaged in turn, %u seen at start, at most %u of %d rows lost with one page\n", pages,
           found_damage, most_lost, ROWS + 1);
    assert_true(found_damage > pages / 2); /* in a body it is the platform that finds it */
    assert_in_range(most_lost, 1, 9);      /* settled ones are small */
}

/* The damage hides in the file while the newest rows are in the WAL alone. */
static void rows_of_the_wal_come_back(void **state)
{
    struct queue *queue = *state;
    struct queue other = {.folder = folder_new()};

    fill(queue);
    assert_true(store_exec(queue->store, "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
    for (uint32_t i = 1; i <= 3; i++)
        assert_true(queue_put(queue, 210 + i, "application", 0, 900, NULL));
    assert_true(outbox_accepted(queue->outbox, queue_id(SETTLED + 1), 78, NULL));
    copy_whole(queue, other.folder);
    for (unsigned page = 2; page <= 12; page++) /* the roots of all the tables and indexes */
        damage_page(other.folder, page, false);
    queue_open(&other);
    assert_non_null(other.store->set_aside);
    for (uint32_t i = 1; i <= 3; i++)
        assert_int_equal(outbox_state(other.outbox, queue_id(210 + i)), OUTBOX_PENDING);
    assert_int_equal(outbox_state(other.outbox, queue_id(SETTLED + 1)), OUTBOX_ACCEPTED);
    queue_close(&other);
    folder_free(other.folder);
}

/* SQLite reads a log up to the first frame that does not hold, and says nothing of what lies behind: rows
 * that were promised. One frame after the other is damaged, in its page or in its head. */
static void every_frame_of_the_log_may_be_damaged(void **state)
{
    enum { FRAME = 24 + PAGE, PUT = 12 };
    struct queue *queue = *state;
    g_autofree char *log = file_of(queue, "-wal");
    unsigned set_aside = 0, frames, most_lost = 0;
    GStatBuf about;

    assert_true(store_exec(queue->store, "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
    for (uint32_t i = 1; i <= PUT; i++)
        assert_true(queue_put(queue, i, "application", 0, box_of(i), NULL));
    assert_int_equal(g_stat(log, &about), 0);
    frames = (unsigned)((about.st_size - 32) / FRAME);
    for (unsigned i = 0; i < 2 * frames; i++) {
        struct queue other = {.folder = folder_new()};
        g_autofree char *copy = g_strconcat(other.folder, "/" STORE_FILE "-wal", NULL);
        unsigned there = 0;
        copy_whole(queue, other.folder);
        write_at(copy, 32 + (size_t)(i / 2) * FRAME + (i % 2 ? 18 : 100), "\xff\xfe\xfd\xfc\xfb", 5);
        queue_open(&other);
        for (uint32_t row = 1; row <= PUT; row++)
            there += outbox_state(other.outbox, queue_id(row)) != OUTBOX_UNKNOWN;
        set_aside += other.store->set_aside != NULL;
        most_lost = MAX(most_lost, PUT - there);
        queue_close(&other);
        folder_free(other.folder);
    }
    printf(
        "%u frames damaged in turn, in page and head: %u of %u logs set aside, at most %u of %u rows lost\n",
        frames, set_aside, 2 * frames, most_lost, PUT);
    assert_true(set_aside > frames);  /* but for those of the last two transactions */
    assert_in_range(most_lost, 0, 2); /* and these are as after a power cut */
}

static void header_gone(void **state)
{
    struct queue *queue = *state;
    enum outbox_state expected[] = {OUTBOX_ACCEPTED, OUTBOX_PENDING, OUTBOX_ATTENTION};

    fill(queue);
    queue_close(queue);
    damage_page(queue->folder, 1, false);
    queue_open(queue);
    assert_non_null(queue->store->set_aside);
    assert_int_equal(count(queue), ROWS + 1);
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), expected[0]);
    assert_int_equal(outbox_state(queue->outbox, queue_id(SETTLED + 1)), expected[1]);
    assert_int_equal(outbox_state(queue->outbox, queue_id(ROWS)), expected[2]);
    assert_int_equal(assert_boxes(queue), ROWS - SETTLED - 1 + 1);
    g_autofree char *phone = settings_get(queue->store, "help.phone", NULL);
    assert_string_equal(phone, "12345");
}

/* Staff and platform are told once; what was set aside is left as it was. */
static void told_once(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    assert_null(salvage_untold(queue->store));
    queue_close(queue);
    damage_page(queue->folder, 1, false);
    g_autofree char *file = file_of(queue, ""), *before = NULL, *after = NULL;
    size_t len, len_after;
    assert_true(g_file_get_contents(file, &before, &len, NULL));
    queue_open(queue);
    assert_true(g_file_get_contents(queue->store->set_aside, &after, &len_after, NULL));
    assert_int_equal(len, len_after);
    assert_memory_equal(before, after, len);
    g_autofree char *untold = salvage_untold(queue->store);
    assert_string_equal(untold, queue->store->set_aside);
    assert_true(salvage_told(untold, NULL));
    assert_null(salvage_untold(queue->store));
    assert_true(outbox_accepted(queue->outbox, queue_id(10), 9, NULL));
    queue_close(queue);
    queue_open(queue); /* read once: what was settled since does not come back */
    assert_int_equal(queue->store->recovered, 0);
    assert_int_equal(outbox_state(queue->outbox, queue_id(10)), OUTBOX_ACCEPTED);
}

/* Cut in the middle of it: the next start goes on, and takes nothing twice. */
static void goes_on_after_a_cut(void **state)
{
    struct queue *queue = *state;
    unsigned recovered;

    fill(queue);
    queue_close(queue);
    damage_page(queue->folder, 1, false);
    queue_open(queue);
    g_autofree char *mark = g_strconcat(queue->store->set_aside, SALVAGE_READ, NULL);
    assert_int_equal(g_unlink(mark), 0);
    assert_true(store_exec(queue->store, "DELETE FROM outbox WHERE seq > 20", NULL));
    assert_true(outbox_accepted(queue->outbox, queue_id(10), 9, NULL));
    assert_true(salvage_run(queue->store, &recovered, NULL));
    assert_int_equal(recovered, ROWS + 1 - 20);
    assert_int_equal(outbox_state(queue->outbox, queue_id(10)), OUTBOX_ACCEPTED);
    assert_int_equal(count(queue), ROWS + 1);
}

/* A sealed file whose row is lost is kept: it may be all there is. */
static void orphans_are_kept(void **state)
{
    struct queue *queue = *state;
    g_autofree char *path = spool_path(queue->store, queue_id(200)),
                    *kept = g_strconcat(path, ".orphan", NULL);

    fill(queue);
    queue_close(queue);
    g_autofree char *file = file_of(queue, "");
    assert_true(g_file_set_contents(file, "nothing is left of it", -1, NULL));
    queue_open(queue);
    assert_non_null(queue->store->set_aside);
    assert_int_equal(queue->store->recovered, 0);
    assert_int_equal(spool_sweep(queue->store), 0);
    assert_true(spool_has(kept, LARGE));
}

/* The body goes on in other pages; one of them is gone. Number, service and time are left. */
static void half_a_row_says_whom_to_call(void **state)
{
    struct queue *queue = *state;
    g_autofree char *file = file_of(queue, "");
    GStatBuf about;

    assert_true(queue_put(queue, 1, "application", 0, 20000, NULL));
    queue_close(queue);
    assert_int_equal(g_stat(file, &about), 0);
    unsigned last = (unsigned)(about.st_size / PAGE);
    for (unsigned page = last - 5; page <= last; page++)
        damage_page(queue->folder, page, false);
    damage_page(queue->folder, 1, false);
    queue_open(queue);
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_ATTENTION);
    assert_true(outbox_unpark(queue->outbox, queue_id(1), NULL)); /* and again, to no avail */
    g_autoptr(GPtrArray) rows = outbox_due(queue->outbox, 5, 1 << 20, 5, NULL);
    assert_int_equal(rows->len, 0);
    assert_int_equal(outbox_state(queue->outbox, queue_id(1)), OUTBOX_ATTENTION);
}

/* Rows of a file that an older release made, which has fewer columns and larger pages. */
static void older_files_too(void **state)
{
    struct queue *queue = *state;

    fill(queue);
    assert_true(
        store_exec(queue->store,
                   "PRAGMA journal_mode=DELETE; PRAGMA page_size=4096; VACUUM; PRAGMA journal_mode=WAL;"
                   "DROP TRIGGER outbox_added; DROP TRIGGER outbox_moved; DROP TRIGGER outbox_answered;"
                   "DROP TRIGGER outbox_gone; DROP INDEX outbox_due; DROP INDEX outbox_case;"
                   "DELETE FROM outbox WHERE spool_bytes > 0;"
                   "ALTER TABLE outbox DROP COLUMN note; ALTER TABLE outbox DROP COLUMN spool_bytes;"
                   "ALTER TABLE outbox DROP COLUMN case_id; ALTER TABLE outbox DROP COLUMN priority",
                   NULL));
    queue_close(queue);
    damage_page(queue->folder, 1, false); /* a quarter of the first page, the header with it */
    queue_open(queue);
    assert_non_null(queue->store->set_aside);
    assert_int_equal(count(queue), ROWS);
}

static int64_t ask(struct queue *queue, uint32_t number)
{
    struct asking asking = {.service = "zhizhu-jiaofei"};

    memcpy(asking.case_id, queue_id(number), sizeof asking.case_id);
    assert_true(asking_open(queue->store, &asking, NULL));
    return asking.number;
}

static void assert_asked(struct queue *queue, uint32_t number, int64_t turn)
{
    struct asking asking = {0};

    assert_int_equal(asking_of(queue->store, queue_id(number), &asking, NULL), turn != 0);
    assert_int_equal(asking.number, turn);
    if (turn)
        assert_string_equal(asking.service, "zhizhu-jiaofei");
}

/* Somebody paid and the file is damaged: the next start still gives back what was not handed in. The newest
 * asking of a case is in the log, older ones in the file; what was closed stays closed. */
static void what_was_asked_to_be_paid_comes_back(void **state)
{
    struct queue *queue = *state, other = {.folder = folder_new()};

    ask(queue, 1);
    ask(queue, 2);
    ask(queue, 3);
    assert_true(store_exec(queue->store, "PRAGMA wal_checkpoint(TRUNCATE)", NULL));
    int64_t newest = ask(queue, 1), late = ask(queue, 4), last = ask(queue, 5);
    assert_true(asking_close(queue->store, queue_id(5), NULL));
    copy_whole(queue, other.folder);
    for (unsigned page = 1; page <= 12; page++) /* the roots of all the tables and indexes */
        damage_page(other.folder, page, false);
    queue_open(&other);
    assert_non_null(other.store->set_aside);
    assert_asked(&other, 1, newest);
    assert_asked(&other, 2, 2);
    assert_asked(&other, 3, 3);
    assert_asked(&other, 4, late);
    assert_asked(&other, 5, 0);
    assert_true(ask(&other, 6) > last);
    queue_close(&other);
    folder_free(other.folder);
}

/* Numbers and names that damage made up: neither stops the next asking. */
static void rubbish_is_no_asking(void **state)
{
    struct queue *queue = *state;

    ask(queue, 1);
    assert_true(store_exec(queue->store,
                           "INSERT INTO asking VALUES(9223372036854775807, zeroblob(16), 'S');"
                           "INSERT INTO asking VALUES(-5, randomblob(16), 'S');"
                           "UPDATE asking SET service=cast(x'ff0a41' AS TEXT) WHERE number=1",
                           NULL));
    queue_close(queue);
    damage_page(queue->folder, 1, false);
    queue_open(queue);
    assert_non_null(queue->store->set_aside);
    struct asking found;
    assert_true(asking_first(queue->store, &found, NULL));
    assert_int_equal(found.number, 1);
    assert_string_equal(found.service, "??A");
    assert_int_equal(ask(queue, 7), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        QUEUE_TEST(every_page_may_be_damaged),
        QUEUE_TEST(rows_of_the_wal_come_back),
        QUEUE_TEST(every_frame_of_the_log_may_be_damaged),
        QUEUE_TEST(header_gone),
        QUEUE_TEST(told_once),
        QUEUE_TEST(goes_on_after_a_cut),
        QUEUE_TEST(orphans_are_kept),
        QUEUE_TEST(half_a_row_says_whom_to_call),
        QUEUE_TEST(older_files_too),
        QUEUE_TEST(what_was_asked_to_be_paid_comes_back),
        QUEUE_TEST(rubbish_is_no_asking),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
