/* What a promise costs: a sealed, durable enqueue of one application, against the floor of the same file
 * system, a 4 KiB overwrite with fdatasync. Rounds of both in turn, the median of each, and their ratio. */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/secret.h"
#include "store/outbox.h"
#include "wire/envelope.h"
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

static gboolean enqueue(struct outbox *outbox, const uint8_t *key, const char *keyid,
                        const uint8_t *plaintext)
{
    uint8_t random[UUID7_RANDOM];
    struct outbox_entry entry = {.kind = "application",
                                 .service = "bench",
                                 .receipt = "206170000140",
                                 .keyid = keyid,
                                 .created_ms = g_get_real_time() / 1000};

    randombytes_buf(random, sizeof random);
    uuid7_make(entry.id, entry.created_ms, random);
    g_autoptr(GBytes) box = envelope_seal(key, plaintext, PLAINTEXT, NULL);
    entry.box = box;
    return outbox_add(outbox, &entry, NULL);
}

static double enqueue_rate(struct outbox *outbox, unsigned count)
{
    uint8_t key[ENVELOPE_KEY_BYTES], secret[ENVELOPE_KEY_BYTES], plaintext[PLAINTEXT];
    char keyid[ENVELOPE_KEYID_MAX];

    crypto_box_keypair(key, secret);
    envelope_keyid(key, keyid);
    randombytes_buf(plaintext, sizeof plaintext);
    double from = now_s();
    for (unsigned i = 0; i < count; i++)
        if (!enqueue(outbox, key, keyid, plaintext))
            return 0;
    return count / (now_s() - from);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static int measure(const char *folder, unsigned count)
{
    double floors[ROUNDS], enqueues[ROUNDS];
    g_autoptr(GError) error = NULL;
    struct store *store = store_open(folder, &error);
    struct outbox *outbox = store ? outbox_new(store, &error) : NULL;

    if (!outbox) {
        fprintf(stderr, "bench_enqueue: %s\n", error->message);
        return 1;
    }
    for (int i = 0; i < ROUNDS; i++) {
        floors[i] = floor_rate(folder, count);
        enqueues[i] = enqueue_rate(outbox, count);
    }
    outbox_free(outbox);
    store_close(store);
    qsort(floors, ROUNDS, sizeof floors[0], by_size);
    qsort(enqueues, ROUNDS, sizeof enqueues[0], by_size);
    if (floors[0] <= 0 || enqueues[0] <= 0) {
        fputs("bench_enqueue: a write failed: free space in the folder\n", stderr);
        return 1;
    }
    printf("sealed durable enqueue %.0f/s, fdatasync overwrite floor %.0f/s, ratio %.2f (medians of %d "
           "rounds of %u)\n",
           enqueues[ROUNDS / 2], floors[ROUNDS / 2], enqueues[ROUNDS / 2] / floors[ROUNDS / 2], ROUNDS,
           count);
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
    int status = measure(folder, count);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    return status;
}
