#include "both_ends.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "wire/messages.h"

enum { LINE_MAX_BYTES = 256 };
static const char service[] = "gaoling-jintie";

static void make_keys(const char *program, const char *keys)
{
    const char *argv[] = {program, "keys", "init", keys, "--demo-token", NULL};
    int status = 0;

    g_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                          &status, NULL));
    g_assert(status == 0);
}

/* A test that aborts takes its platform with it; and nobody waits for what that would still say. */
static void end_with_parent(void *unused)
{
    (void)unused;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* "listening on https://127.0.0.1:PORT": it answers from then on. */
static unsigned port_said(int fd)
{
    char line[LINE_MAX_BYTES];
    FILE *from = fdopen(fd, "r");

    g_assert(from && fgets(line, sizeof line, from));
    fclose(from);
    char *colon = strrchr(line, ':');
    g_assert(colon);
    return (unsigned)strtoul(colon + 1, NULL, 10);
}

void both_ends_start_platform(struct both_ends *e)
{
    g_autofree char *store = g_strconcat("sqlite:", e->platform_file, NULL);
    const char *argv[] = {e->program, "--store", store, "--listen", "127.0.0.1:0", "--keys", e->keys, NULL};
    int out = -1;

    g_assert(g_spawn_async_with_pipes(NULL, (char **)argv, NULL,
                                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, end_with_parent,
                                      NULL, &e->platform, NULL, &out, NULL, NULL));
    e->port = port_said(out);
}

void both_ends_stop_platform(struct both_ends *e)
{
    if (!e->platform)
        return;
    kill(e->platform, SIGTERM);
    waitpid(e->platform, NULL, 0);
    g_spawn_close_pid(e->platform);
    e->platform = 0;
}

void both_ends_new(struct both_ends *e, const char *build, const char *parent)
{

    *e = (struct both_ends){.folder = g_build_filename(parent, "both-ends-XXXXXX", NULL),
                            .program = g_build_filename(build, "kiosk-platform", NULL)};
    g_assert(g_mkdtemp(e->folder));
    g_autofree char *state = g_build_filename(e->folder, "state", NULL);
    e->keys = g_build_filename(e->folder, "keys", NULL);
    e->platform_file = g_build_filename(e->folder, "platform.db", NULL);
    make_keys(e->program, e->keys);
    g_autofree char *seal = g_build_filename(e->keys, "seal.pub", NULL);
    g_assert(seal_key_read(&e->key, seal, NULL));
    e->sealer = sealer_new(&e->key);
    e->store = store_open(state, NULL);
    e->outbox = outbox_new(e->store, NULL);
    g_assert(e->outbox);
    both_ends_start_platform(e);
}

static GBytes *sealed(struct both_ends *e, const struct submission_head *head, size_t large)
{
    struct secret_bytes text = {0};

    submission_begin(&text, head);
    secret_bytes_text(&text,
                      ",\"person\":{\"name\":\"王秀兰\",\"number\":\"341199194305120041\"},\"pages\":\"");
    for (size_t i = 0; i < large; i += 16)
        secret_bytes_append(&text, "0123456789abcdef", 16);
    secret_bytes_text(&text, "\"}");
    GBytes *box = sealer_seal(e->sealer, &text, NULL);
    g_assert(box);
    secret_bytes_clear(&text);
    return box;
}

void both_ends_add(struct both_ends *e, unsigned count, size_t large)
{
    for (unsigned i = 0; i < count; i++) {
        uint8_t random[UUID7_RANDOM];
        char receipt[RECEIPT_TEXT];
        struct outbox_entry entry = {
            .kind = "application", .service = service, .receipt = receipt, .keyid = e->key.keyid};
        struct submission_head head = {
            .kiosk = BOTH_ENDS_KIOSK, .kind = "application", .service = service, .receipt = receipt};

        g_assert(receipt_make(BOTH_ENDS_KIOSK, ++e->added, receipt));
        entry.created_ms = head.created_ms = g_get_real_time() / 1000;
        randombytes_buf(random, sizeof random);
        uuid7_make(entry.id, entry.created_ms, random);
        memcpy(head.id, entry.id, sizeof head.id);
        entry.box = sealed(e, &head, large);
        g_assert(outbox_add(e->outbox, &entry, NULL));
        g_bytes_unref(entry.box);
    }
}

struct client *both_ends_client(const struct both_ends *e, unsigned port, int still_s,
                                struct known_time *known)
{
    g_autofree char *url = g_strdup_printf("https://127.0.0.1:%u", port);
    g_autofree char *ca = g_build_filename(e->keys, "ca.crt", NULL);
    g_autofree char *token = g_build_filename(e->keys, "token", NULL);
    const struct client_options options = {
        .url = url, .ca_file = ca, .token_file = token, .still_s = still_s, .known = known};
    struct client *client = client_new(&options, NULL);

    g_assert(client);
    return client;
}

void both_ends_count(const struct both_ends *e, unsigned *rows, unsigned *ids)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *count = NULL;

    g_assert(sqlite3_open_v2(e->platform_file, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    g_assert(sqlite3_prepare_v2(db, "SELECT count(*), count(DISTINCT id) FROM submission", -1, &count,
                                NULL) == SQLITE_OK);
    g_assert(sqlite3_step(count) == SQLITE_ROW);
    *rows = (unsigned)sqlite3_column_int(count, 0);
    *ids = (unsigned)sqlite3_column_int(count, 1);
    sqlite3_finalize(count);
    sqlite3_close(db);
}

void both_ends_agree(const struct both_ends *e)
{
    struct outbox_counts counts;
    unsigned rows, ids;

    g_assert(outbox_counts(e->outbox, &counts, NULL));
    both_ends_count(e, &rows, &ids);
    g_assert_cmpuint(counts.waiting, ==, 0);
    g_assert_cmpuint(counts.attention, ==, 0);
    g_assert_cmpuint(counts.accepted, ==, e->added);
    g_assert_cmpuint(rows, ==, e->added);
    g_assert_cmpuint(ids, ==, e->added);
}

static void remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);

    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR))
            remove_tree(child);
        else
            g_unlink(child);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(path);
}

void both_ends_free(struct both_ends *e)
{
    both_ends_stop_platform(e);
    outbox_free(e->outbox);
    store_close(e->store);
    sealer_free(e->sealer);
    remove_tree(e->folder);
    g_free(e->folder);
    g_free(e->program);
    g_free(e->keys);
    g_free(e->platform_file);
}
