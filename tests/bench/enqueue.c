/* What a promise costs: a sealed, durable enqueue of one application, against the floor of the same file
 * system, a 4 KiB overwrite with fdatasync. Once with the sealing key drawn ahead, which is how the desk
 * works (it draws the next one after each answer), and once all in: what a second application at once would
 * cost. */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/secret.h"
#include "store/outbox.h"
#include "wire/sealer.h"
#include "wire/uuid7.h"

enum { ROUNDS = 5, BLOCK = 4096, BLOCKS = 256, PLAINTEXT = 900 /* one padded kilobyte */ };

static double now_s(void)
{
    return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

static double floor_rate(const char *folder, unsigned count)
{
    g_autofree char *path = g_build_filename(folder, "floor", NULL);
    g_autofree uint8_t *block = g_malloc0(BLOCK);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    for (int i = 0; i < BLOCKS; i++)
        if (write(fd, block, BLOCK) != BLOCK)
            return 0;
    fsync(fd);
    double from = now_s();
    for (unsigned i = 0; i < count; i++) {
        randombytes_buf(block, 64);
        if (pwrite(fd, block, BLOCK, (off_t)(i % BLOCKS) * BLOCK) != BLOCK || fdatasync(fd) != 0)
            return 0;
    }
    double rate = count / (now_s() - from);
    close(fd);
    return rate;
}

/* What a desk holds between two applications. */
struct sealing {
    struct outbox *outbox;
    struct sealer *sealer;
    struct secret_bytes plaintext;
    char keyid[ENVELOPE_KEYID_MAX];
};

static gboolean enqueue(struct sealing *s, const uint8_t *text)
{
    uint8_t random[UUID7_RANDOM];
    struct outbox_entry entry = {.kind = "application",
                                 .service = "bench",
                                 .receipt = "206170000140",
                                 .keyid = s->keyid,
                                 .created_ms = g_get_real_time() / 1000};

    randombytes_buf(random, sizeof random);
    uuid7_make(entry.id, entry.created_ms, random);
    secret_bytes_append(&s->plaintext, text, PLAINTEXT);
    g_autoptr(GBytes) box = sealer_seal(s->sealer, &s->plaintext, NULL);
    secret_bytes_empty(&s->plaintext);
    entry.box = box;
    return outbox_add(s->outbox, &entry, NULL);
}

/* `ahead`: the pair of each box is drawn before the clock starts, as the desk draws it after its last answer.
 */
static double enqueue_rate(struct outbox *outbox, unsigned count, gboolean ahead)
{
    uint8_t text[PLAINTEXT];
    struct seal_pair pair;
    struct sealing s = {.outbox = outbox};
    gboolean well = TRUE;
    double took = 0;

    seal_pair_draw(&pair, &suite_default);
    memcpy(s.keyid, pair.key.keyid, sizeof s.keyid);
    s.sealer = sealer_new(&pair.key);
    seal_pair_clear(&pair);
    randombytes_buf(text, sizeof text);
    for (unsigned i = 0; i < count && well; i++) {
        if (ahead)
            sealer_prepare(s.sealer);
        double from = now_s();
        well = enqueue(&s, text);
        took += now_s() - from;
    }
    sealer_free(s.sealer);
    secret_bytes_clear(&s.plaintext);
    return well ? count / took : 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

enum { FLOOR, AHEAD, ALL_IN, RATES };

/* In turn, so that a slow spell of the disk falls on all three. The middle one of each; 0 = a write failed.
 */
static void measure(struct outbox *outbox, const char *folder, unsigned count, double middle[RATES])
{
    double rates[RATES][ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        rates[FLOOR][i] = floor_rate(folder, count);
        rates[AHEAD][i] = enqueue_rate(outbox, count, TRUE);
        rates[ALL_IN][i] = enqueue_rate(outbox, count, FALSE);
    }
    for (int i = 0; i < RATES; i++) {
        qsort(rates[i], ROUNDS, sizeof rates[i][0], by_size);
        middle[i] = rates[i][0] > 0 ? rates[i][ROUNDS / 2] : 0;
    }
}

static int report(const char *folder, unsigned count)
{
    double rate[RATES] = {0};
    g_autoptr(GError) error = NULL;
    struct store *store = store_open(folder, &error);
    struct outbox *outbox = store ? outbox_new(store, &error) : NULL;

    if (!outbox) {
        fprintf(stderr, "bench_enqueue: %s\n", error->message);
        store_close(store);
        return 1;
    }
    measure(outbox, folder, count, rate);
    outbox_free(outbox);
    store_close(store);
    if (rate[FLOOR] <= 0 || rate[AHEAD] <= 0 || rate[ALL_IN] <= 0) {
        fputs("bench_enqueue: a write failed: free space in the folder\n", stderr);
        return 1;
    }
    printf("sealed durable enqueue, key drawn ahead: %.0f/s, ratio %.2f; all in: %.0f/s, ratio %.2f; "
           "fdatasync overwrite floor %.0f/s (medians of %d rounds of %u)\n",
           rate[AHEAD], rate[AHEAD] / rate[FLOOR], rate[ALL_IN], rate[ALL_IN] / rate[FLOOR], rate[FLOOR],
           ROUNDS, count);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"floor", STORE_FILE, STORE_FILE "-wal", STORE_FILE "-shm",
                                        STORE_FILE ".lock"};
    unsigned count = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1000;

    if (argc < 2 || count == 0) {
        fputs("usage: bench_enqueue FOLDER [COUNT]\n", stderr);
        return 2;
    }
    secret_start();
    g_autofree char *folder = g_build_filename(argv[1], "enqueue-XXXXXX", NULL);
    if (!g_mkdtemp(folder)) {
        fprintf(stderr, "bench_enqueue: cannot make a folder in %s: name one that can be written\n", argv[1]);
        return 1;
    }
    int status = report(folder, count);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    return status;
}
