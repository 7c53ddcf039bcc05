#include "store/room.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const int64_t quota_least = 256 * 1024; /* the tables, and the statements that drain */
static const int64_t call_bytes = 64 * 1024;

static gboolean disk_left(const struct store *store, int64_t *bytes, GError **error)
{
    struct statvfs room;

    if (statvfs(store->file, &room) != 0) {
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "cannot see the free space of %s (%s): let the kiosk's user read its state folder",
                    store->file, g_strerror(errno));
        return FALSE;
    }
    *bytes = (int64_t)room.f_bavail * (int64_t)room.f_frsize;
    return TRUE;
}

static gboolean full(const struct store *store, GError **error)
{
    g_set_error(error, store_error_quark(), STORE_ERROR_FULL,
                "no room for more in %s: free space on its disk, or wait until the line is back",
                store->file);
    return FALSE;
}

static gboolean pragma(struct store *store, const char *sql, int64_t *value, GError **error)
{
    sqlite3_stmt *read = store_prepare(store, sql, error);

    if (!read)
        return FALSE;
    gboolean well = sqlite3_step(read) == SQLITE_ROW || store_fail(store, "quota", error);
    *value = sqlite3_column_int64(read, 0);
    sqlite3_finalize(read);
    return well;
}

static gboolean set_quota(struct store *store, int64_t most, int64_t more, GError **error)
{
    int64_t pages = 0, left = 0;
    char sql[64];

    if (!pragma(store, "PRAGMA page_count", &pages, error) || !disk_left(store, &left, error))
        return FALSE;
    int64_t quota = MIN(pages * store->page_bytes + MAX(left - ROOM_RESERVE_BYTES, more), most);
    g_snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d",
               (int)(MAX(quota, quota_least) / store->page_bytes));
    return store_exec(store, sql, error);
}

gboolean room_set_quota(struct store *store, GError **error)
{
    return set_quota(store, STORE_QUOTA_BYTES, 0, error);
}

gboolean room_for_call(struct store *store, GError **error)
{
    return set_quota(store, STORE_QUOTA_BYTES + ROOM_RESERVE_BYTES, call_bytes, error);
}

gboolean room_for_row(const struct store *store, size_t bytes, GError **error)
{
    int64_t left = 0;

    if (!disk_left(store, &left, error))
        return FALSE;
    return left >= ROOM_RESERVE_BYTES + (int64_t)bytes || full(store, error);
}

gboolean room_for_visit(struct store *store, GError **error)
{
    int64_t left = 0, most = 0, pages = 0, unused = 0;

    room_keep_ballast(store);
    if (!room_set_quota(store, error) || !disk_left(store, &left, error) ||
        !pragma(store, "PRAGMA max_page_count", &most, error) ||
        !pragma(store, "PRAGMA page_count", &pages, error) ||
        !pragma(store, "PRAGMA freelist_count", &unused, error))
        return FALSE;
    gboolean quota_left = (most - pages + unused) * store->page_bytes >= ROOM_QUOTA_LEFT;
    return (quota_left && left >= STORE_ROOM_BYTES) || full(store, error);
}

static char *ballast_path(const struct store *store)
{
    g_autofree char *folder = g_path_get_dirname(store->file);
    return g_build_filename(folder, ROOM_BALLAST, NULL);
}

void room_keep_ballast(const struct store *store)
{
    g_autofree char *path = ballast_path(store);
    struct stat about;
    int64_t left = 0;

    if ((stat(path, &about) == 0 && about.st_size == ROOM_BALLAST_BYTES) || !disk_left(store, &left, NULL) ||
        left < ROOM_RESERVE_BYTES + ROOM_BALLAST_BYTES)
        return;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && posix_fallocate(fd, 0, ROOM_BALLAST_BYTES) != 0)
        unlink(path);
    if (fd >= 0)
        close(fd);
}

void room_drop_ballast(const struct store *store)
{
    g_autofree char *path = ballast_path(store);
    unlink(path);
}
