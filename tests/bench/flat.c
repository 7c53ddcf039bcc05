/* Does a promise cost more the more rows there are? Durable enqueue into databases of 10 to a million settled
 * rows, and of 10 to 100,000 pending ones, one row each in turn, so that a slow spell of the disk falls on
 * all; and the agent's read of what is due. Aimed at: within 20 % of the smallest. */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/secret.h"
#include "store/outbox.h"
#include "tests/long_run.h"
#include "wire/uuid7.h"

enum { BOX = 1072 /* a padded kilobyte, sealed */, DUE = 50, DUE_EVERY = 20, LEVELS = 8 };

struct level {
    const char *what;
    unsigned rows;
    gboolean settled;
    char *folder;
    struct store *store;
    struct outbox *outbox;
    GArray *enqueue, *due; /* double, seconds */
};

static double now_s(void)
{
    return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

static void die(const char *what)
{
    fprintf(stderr, "bench_flat: %s: free space in the folder\n", what);
    exit(1);
}

static void new_id(uint8_t id[OUTBOX_ID_BYTES])
{
    uint8_t random[UUID7_RANDOM];

    randombytes_buf(random, sizeof random);
    uuid7_make(id, g_get_real_time() / 1000, random);
}

static void enqueue(struct outbox *outbox, GBytes *box, uint8_t id[OUTBOX_ID_BYTES])
{
    struct outbox_entry entry = {.kind = "application",
                                 .service = "bench",
                                 .receipt = "206170000140",
                                 .keyid = "p-1",
                                 .created_ms = g_get_real_time() / 1000,
                                 .box = box};

    new_id(id);
    memcpy(entry.id, id, OUTBOX_ID_BYTES);
    if (!outbox_add(outbox, &entry, NULL))
        die("an enqueue failed");
}

static void run(struct store *store, const char *sql)
{
    if (!store_exec(store, sql, NULL))
        die(sqlite3_errmsg(store->db));
}

/* Copies of the one row there is, which the outbox itself made: a million of them through the outbox would
 * take minutes. Each has an id and a number of its own. */
static void multiply(struct store *store, unsigned rows)
{
    run(store, "CREATE TEMP TABLE one AS SELECT * FROM outbox");
    sqlite3_stmt *renew = store_prepare(store, "UPDATE one SET seq=seq+1, id=?1", NULL);
    sqlite3_stmt *copy = store_prepare(store, "INSERT INTO outbox SELECT * FROM one", NULL);

    for (unsigned i = 1; i < rows; i++) {
        uint8_t id[OUTBOX_ID_BYTES];
        if (i % 10000 == 1)
            run(store, "BEGIN");
        new_id(id);
        sqlite3_bind_blob(renew, 1, id, sizeof id, SQLITE_STATIC);
        if (sqlite3_step(renew) != SQLITE_DONE || sqlite3_step(copy) != SQLITE_DONE)
            die(sqlite3_errmsg(store->db));
        sqlite3_reset(renew);
        sqlite3_reset(copy);
        if (i % 10000 == 0 || i == rows - 1)
            run(store, "COMMIT");
    }
    sqlite3_finalize(renew);
    sqlite3_finalize(copy);
    run(store, "DROP TABLE one");
}

static void fill(struct level *level, const char *parent, GBytes *box)
{
    g_autoptr(GError) error = NULL;
    uint8_t id[OUTBOX_ID_BYTES];

    level->enqueue = g_array_new(FALSE, FALSE, sizeof(double));
    level->due = g_array_new(FALSE, FALSE, sizeof(double));
    level->folder = g_build_filename(parent, "flat-XXXXXX", NULL);
    if (!g_mkdtemp(level->folder) || !(level->store = store_open(level->folder, &error)) ||
        !(level->outbox = outbox_new(level->store, &error)))
        die(error ? error->message : "no folder can be made");
    enqueue(level->outbox, box, id);
    if (level->settled && !outbox_accepted(level->outbox, id, g_get_real_time() / 1000, NULL))
        die("a row was not settled");
    run(level->store, "PRAGMA synchronous=OFF");
    multiply(level->store, level->rows);
    run(level->store, "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE)");
}

static void note(GArray *times, double from)
{
    double took = now_s() - from;

    g_array_append_val(times, took);
}

static void measure(struct level *level, gboolean due, GBytes *box)
{
    uint8_t id[OUTBOX_ID_BYTES];
    double from = now_s();

    enqueue(level->outbox, box, id);
    note(level->enqueue, from);
    if (!due)
        return;
    from = now_s();
    GPtrArray *rows = outbox_due(level->outbox, DUE, 1 << 20, g_get_real_time() / 1000, NULL);
    note(level->due, from);
    if (!rows || rows->len == 0)
        die("nothing is due");
    g_ptr_array_unref(rows);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double middle(GArray *times)
{
    g_array_sort(times, by_size);
    return g_array_index(times, double, times->len / 2);
}

/* With the checkpoints, which the middle one leaves out. */
static double mean(GArray *times)
{
    double sum = 0;

    for (guint i = 0; i < times->len; i++)
        sum += g_array_index(times, double, i);
    return sum / times->len;
}

struct costs { /* of the smallest */
    double typical, mean;
};

static void report(struct level *level, struct costs *first)
{
    struct costs costs = {middle(level->enqueue), mean(level->enqueue)};

    if (level->rows == 10)
        *first = costs;
    printf("%9u rows %s: enqueue %5.0f/s, ratio to 10 rows %.2f; typical %4.0f us, ratio %.2f; %d due in "
           "%.0f us\n",
           level->rows, level->what, 1 / costs.mean, first->mean / costs.mean, costs.typical * G_USEC_PER_SEC,
           first->typical / costs.typical, DUE, middle(level->due) * G_USEC_PER_SEC);
}

static void clear(struct level *level)
{
    static const char *const names[] = {STORE_FILE, STORE_FILE "-wal", STORE_FILE "-shm", STORE_LOCK};

    outbox_free(level->outbox);
    store_close(level->store);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(level->folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(level->folder);
    g_free(level->folder);
    g_array_unref(level->enqueue);
    g_array_unref(level->due);
}

int main(int argc, char **argv)
{
    struct level levels[LEVELS] = {{.what = "settled", .rows = 10, .settled = TRUE},
                                   {.what = "settled", .rows = 1000, .settled = TRUE},
                                   {.what = "settled", .rows = 100000, .settled = TRUE},
                                   {.what = "settled", .rows = 1000000, .settled = TRUE},
                                   {.what = "pending", .rows = 10},
                                   {.what = "pending", .rows = 1000},
                                   {.what = "pending", .rows = 10000},
                                   {.what = "pending", .rows = 100000}};
    unsigned largest = long_run() ? 1000000 : 100000;
    unsigned count = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 500;
    uint8_t bytes[BOX];
    struct costs first = {0, 0};

    if (argc < 2 || count == 0) {
        fputs("usage: bench_flat FOLDER [COUNT]\n", stderr);
        return 2;
    }
    secret_start();
    randombytes_buf(bytes, sizeof bytes);
    g_autoptr(GBytes) box = g_bytes_new(bytes, sizeof bytes);
    for (int i = 0; i < LEVELS; i++)
        if (levels[i].rows <= largest)
            fill(&levels[i], argv[1], box);
    sync(); /* what was written without syncs is not for the first measured checkpoint to write */
    for (unsigned turn = 0; turn < count; turn++)
        for (int i = 0; i < LEVELS; i++)
            if (levels[i].store)
                measure(&levels[i], turn % DUE_EVERY == 0, box);
    for (int i = 0; i < LEVELS; i++)
        if (levels[i].store) {
            report(&levels[i], &first);
            clear(&levels[i]);
        }
    return 0;
}
