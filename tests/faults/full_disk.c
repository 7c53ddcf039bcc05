/* A full disk, again and again: a small file system of its own is filled by the outbox until it refuses, then
 * to the last byte by somebody else. What was promised drains all the same, on a connection of its own as the
 * agent has one, and then there is room again. Needs root for the mount; says so and skips without. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/known_time.h"
#include "base/secret.h"
#include "store/outbox.h"
#include "store/room.h"
#include "store/spool.h"
#include "tests/long_run.h"

enum { SKIPPED = 77, DISK_MIB = 24, LARGE = 300 * 1024, BATCH = 20, EVERY = 16, MIB = 1024 * 1024 };

struct place {
    char *disk, *state, *hog;
    struct store *kiosk_store, *agent_store;
    struct outbox *kiosk, *agent;
    uint32_t added; /* of all rounds */
    unsigned promised, drained, large, refused, waits;
};

#define NEED(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "full_disk: line %d: %s\n", __LINE__, #condition);                               \
            return FALSE;                                                                                    \
        }                                                                                                    \
    } while (0)

static gboolean open_one(struct place *p, struct store **store, struct outbox **outbox)
{
    g_autoptr(GError) error = NULL;

    *store = store_open(p->state, &error);
    *outbox = *store ? outbox_new(*store, &error) : NULL;
    if (!*outbox)
        fprintf(stderr, "full_disk: %s\n", error->message);
    return *outbox != NULL;
}

static void close_both(struct place *p)
{
    outbox_free(p->kiosk);
    outbox_free(p->agent);
    store_close(p->kiosk_store);
    store_close(p->agent_store);
    p->kiosk = p->agent = NULL;
    p->kiosk_store = p->agent_store = NULL;
}

static gboolean open_both(struct place *p)
{
    return open_one(p, &p->kiosk_store, &p->kiosk) && open_one(p, &p->agent_store, &p->agent);
}

static gboolean add(struct place *p, const char *kind, size_t size, GError **error)
{
    struct outbox_entry entry = {
        .kind = kind, .service = "S", .receipt = "", .keyid = "p-1", .created_ms = 1000};
    uint32_t number = ++p->added;
    g_autofree uint8_t *body = g_malloc(size);

    memset(body, (int)(number & 0xff), size);
    memcpy(entry.id, &number, sizeof number);
    g_autoptr(GBytes) box = g_bytes_new(body, size);
    entry.box = box;
    return outbox_add(p->kiosk, &entry, error);
}

static gboolean fill(struct place *p)
{
    g_autoptr(GError) error = NULL;
    unsigned before = p->promised;

    for (;;) {
        size_t size = p->added % EVERY == 0 ? LARGE : 1000 + p->added % 9000;
        if (!add(p, "application", size, &error))
            break;
        p->promised++;
        p->large += size == LARGE;
    }
    NEED(g_error_matches(error, store_error_quark(), STORE_ERROR_FULL));
    NEED(p->promised > before + 50);
    p->refused++;
    return TRUE;
}

/* To the last byte: nobody keeps to our reserve but we. */
static gboolean hog(struct place *p)
{
    static const char bytes[64 * 1024];
    int fd = open(p->hog, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    NEED(fd >= 0);
    for (size_t size = sizeof bytes; size > 0; size = size > 1 ? size / 2 : 0)
        while (write(fd, bytes, size) > 0)
            ;
    NEED(errno == ENOSPC);
    close(fd);
    return TRUE;
}

/* A first start on the full disk: what has no place in a file is known to the program alone. */
static gboolean knows_the_time(const struct place *p)
{
    struct known_time *known = known_time_open(p->state);

    known_time_learn(known, KNOWN_TIME_FLOOR_MS + 1, 1, 1);
    NEED(known_time_newest(known) == KNOWN_TIME_FLOOR_MS + 1);
    known_time_close(known);
    return TRUE;
}

static gboolean settle(struct place *p, const GPtrArray *rows, GError **error)
{
    gboolean well = store_begin(p->agent_store, error);

    for (guint i = 0; well && i < rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        g_autoptr(GBytes) box = outbox_row_box(row, NULL);
        NEED(box && ((const uint8_t *)g_bytes_get_data(box, NULL))[row->len - 1] == row->id[0]);
        well = outbox_accepted(p->agent, row->id, 1, error);
    }
    return store_end(p->agent_store, well, well ? error : NULL);
}

/* A turn that has no room lets the ballast go, and is made again; twice in a row would be a queue that is
 * stuck.
 */
static gboolean drain(struct place *p)
{
    gboolean waited = FALSE;

    for (;;) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) rows = outbox_due(p->agent, BATCH, MIB, 5, &error);
        if (rows && rows->len == 0)
            return TRUE;
        if (rows && outbox_sending(p->agent, rows, &error) && settle(p, rows, &error)) {
            p->drained += rows->len;
            waited = FALSE;
            continue;
        }
        NEED(g_error_matches(error, store_error_quark(), STORE_ERROR_FULL));
        NEED(!waited);
        NEED(outbox_unsent(p->agent, NULL, NULL));
        waited = TRUE;
        p->waits++;
    }
}

static gboolean is_whole(struct place *p)
{
    sqlite3_stmt *check = store_prepare(p->agent_store, "PRAGMA integrity_check(1)", NULL);

    NEED(check && sqlite3_step(check) == SQLITE_ROW);
    gboolean whole = strcmp((const char *)sqlite3_column_text(check, 0), "ok") == 0;
    sqlite3_finalize(check);
    NEED(whole);
    NEED(p->drained == p->promised);
    return TRUE;
}

/* In every third round both programs start anew, on the full disk. */
static gboolean round_of(struct place *p, unsigned number)
{
    g_autoptr(GError) error = NULL;
    struct outbox_counts counts;

    NEED(fill(p));
    NEED(add(p, "emergency", 1000, &error)); /* the reserve is for calls */
    p->promised++;
    NEED(hog(p));
    NEED(knows_the_time(p));
    if (number % 3 == 2) {
        close_both(p);
        NEED(open_both(p));
    }
    NEED(drain(p));
    NEED(is_whole(p));
    NEED(g_unlink(p->hog) == 0);
    room_keep_ballast(p->kiosk_store);       /* as the kiosk does before the next visit */
    NEED(add(p, "application", 5000, NULL)); /* there is room again */
    p->promised++;
    NEED(outbox_counts(p->kiosk, &counts, NULL) && counts.waiting == 1);
    NEED(store_exec(p->agent_store, "DELETE FROM outbox WHERE state=1", NULL)); /* as after 90 days */
    return TRUE;
}

/* Somebody else filled the disk overnight; the first write that finds no room is a call for help. */
static gboolean call_first(struct place *p)
{
    g_autoptr(GError) error = NULL;

    NEED(hog(p));
    NEED(add(p, "emergency", 1000, &error));
    p->promised++;
    NEED(g_unlink(p->hog) == 0);
    room_keep_ballast(p->kiosk_store);
    return TRUE;
}

static gboolean mount_disk(struct place *p)
{
    g_autofree char *options = g_strdup_printf("size=%dm,mode=0700", DISK_MIB);
    return mount("none", p->disk, "tmpfs", 0, options) == 0;
}

static int run(struct place *p, unsigned rounds)
{
    gboolean well = open_both(p) && call_first(p);
    unsigned done = 0;

    while (well && done < rounds && (well = round_of(p, done)))
        done++;
    well = well && drain(p) && is_whole(p);
    close_both(p);
    printf(
        "%u of %u times full and drained: %u rows promised, %u of them in the spool, %u drained, %u refused "
        "for want of room, %u turns made again, on %d MiB\n",
        done, rounds, p->promised, p->large, p->drained, p->refused, p->waits, DISK_MIB);
    return well ? 0 : 1;
}

int main(int argc, char **argv)
{
    unsigned rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : long_run() ? 100 : 5;
    struct place p = {.disk = g_dir_make_tmp("lc-full-XXXXXX", NULL)};

    secret_start();
    if (!mount_disk(&p)) {
        printf("SKIP: a small disk cannot be mounted (%s): run as root\n", g_strerror(errno));
        g_rmdir(p.disk);
        g_free(p.disk);
        return SKIPPED;
    }
    p.state = g_build_filename(p.disk, "state", NULL);
    p.hog = g_build_filename(p.disk, "hog", NULL);
    int status = run(&p, MAX(rounds, 1));
    umount(p.disk);
    g_rmdir(p.disk);
    g_free(p.hog);
    g_free(p.state);
    g_free(p.disk);
    return status;
}
