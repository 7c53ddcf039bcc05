#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_NAME ".lock"
#define UNFINISHED ".new"
#define ORPHAN ".orphan"
enum { NAME = 2 * SPOOL_ID_BYTES + 1 };

static void name_of(const uint8_t id[SPOOL_ID_BYTES], char name[NAME])
{
    for (int i = 0; i < SPOOL_ID_BYTES; i++)
        snprintf(name + (size_t)2 * (size_t)i, 3, "%02x", id[i]);
}

char *spool_path(const struct store *store, const uint8_t id[SPOOL_ID_BYTES])
{
    char name[NAME];

    name_of(id, name);
    return g_build_filename(store->spool, name, NULL);
}

/* -1 when it cannot be had (EWOULDBLOCK: another has it). */
static int hold(const struct store *store, int how)
{
    g_autofree char *path = g_build_filename(store->spool, LOCK_NAME, NULL);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd >= 0 && flock(fd, how) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

void spool_let_go(int fd)
{
    if (fd >= 0)
        close(fd);
}

static gboolean sync_folder(const char *folder, GError **error)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean synced = (fd >= 0 && fsync(fd) == 0) || store_fail_file("sync", folder, error);

    if (fd >= 0)
        close(fd);
    return synced;
}

/* The folder is made with the first large body; its own entry has to last as well. */
static gboolean make_folder(const struct store *store, GError **error)
{
    g_autofree char *state = g_path_get_dirname(store->spool);

    if (mkdir(store->spool, 0700) == 0)
        return sync_folder(state, error);
    return errno == EEXIST || store_fail_file("make", store->spool, error);
}

static gboolean write_all(int fd, GBytes *body)
{
    size_t len = 0, done = 0;
    const uint8_t *bytes = g_bytes_get_data(body, &len);

    while (done < len) {
        ssize_t n = write(fd, bytes + done, len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return FALSE;
        done += (size_t)n;
    }
    return TRUE;
}

static gboolean write_file(const char *path, GBytes *body, GError **error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    gboolean well = fd >= 0 && write_all(fd, body) && fsync(fd) == 0;

    if (!well)
        store_fail_file("write", path, error);
    if (fd >= 0)
        close(fd);
    if (!well)
        unlink(path); /* a full disk shall not keep half a file */
    return well;
}

gboolean spool_write(const struct store *store, const uint8_t id[SPOOL_ID_BYTES], GBytes *body, int *held,
                     GError **error)
{
    g_autofree char *path = spool_path(store, id), *fresh = g_strconcat(path, UNFINISHED, NULL);

    *held = -1;
    if (!make_folder(store, error))
        return FALSE;
    if ((*held = hold(store, LOCK_SH)) < 0)
        return store_fail_file("lock", store->spool, error);
    return write_file(fresh, body, error) &&
           (rename(fresh, path) == 0 || store_fail_file("put in its place", path, error)) &&
           sync_folder(store->spool, error);
}

gboolean spool_has(const char *path, size_t len)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && (uint64_t)about.st_size == len;
}

GBytes *spool_read(const char *path, size_t len, GError **error)
{
    g_autoptr(GError) trouble = NULL;
    char *bytes = NULL;
    size_t got = 0;

    if (spool_has(path, len) && g_file_get_contents(path, &bytes, &got, &trouble) && got == len)
        return g_bytes_new_take(bytes, got);
    g_free(bytes);
    g_set_error(error, store_error_quark(), STORE_ERROR_ABSENT,
                "%s is not what was written there (%s): look for it in the backup, the row is kept", path,
                trouble ? trouble->message : "absent or cut short");
    return NULL;
}

void spool_remove(const struct store *store, const uint8_t id[SPOOL_ID_BYTES])
{
    g_autofree char *path = spool_path(store, id);
    unlink(path); /* when that fails the sweep does it */
}

/* Is there a row that still needs this file? When in doubt, yes. */
static gboolean is_needed(sqlite3_stmt *look, const char *name)
{
    uint8_t id[SPOOL_ID_BYTES];

    for (int i = 0; i < SPOOL_ID_BYTES; i++) {
        int high = g_ascii_xdigit_value(name[2 * i]),
            low = high < 0 ? -1 : g_ascii_xdigit_value(name[2 * i + 1]);
        if (low < 0)
            return TRUE; /* no file of ours */
        id[i] = (uint8_t)(high * 16 + low);
    }
    if (name[NAME - 1] != '\0')
        return strcmp(name + NAME - 1, UNFINISHED) != 0;
    sqlite3_bind_blob(look, 1, id, sizeof id, SQLITE_STATIC);
    gboolean needed = sqlite3_step(look) != SQLITE_DONE;
    sqlite3_reset(look);
    return needed;
}

/* `act` on each that nobody needs; how many times it went well. */
static unsigned each_unneeded(struct store *store, int (*act)(const char *path))
{
    unsigned count = 0;
    const char *name;
    g_autoptr(GDir) folder = g_dir_open(store->spool, 0, NULL);
    int held = folder ? hold(store, LOCK_EX | LOCK_NB) : -1;
    sqlite3_stmt *look =
        held >= 0 ? store_prepare(store, "SELECT 1 FROM outbox WHERE id=?1 AND state<>1", NULL) : NULL;

    while (look && (name = g_dir_read_name(folder)))
        if (!is_needed(look, name)) {
            g_autofree char *path = g_build_filename(store->spool, name, NULL);
            count += act(path) == 0;
        }
    sqlite3_finalize(look);
    spool_let_go(held);
    return count;
}

unsigned spool_sweep(struct store *store)
{
    return each_unneeded(store, unlink);
}

static int keep(const char *path)
{
    g_autofree char *kept = g_strconcat(path, ORPHAN, NULL);
    return rename(path, kept);
}

unsigned spool_keep_orphans(struct store *store)
{
    return each_unneeded(store, keep);
}
