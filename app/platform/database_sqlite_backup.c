#include "platform/database_sqlite_backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/database_sqlite.h"
#include "platform/restoring.h"
#include "platform/storage.h"

enum {
    BUSY_MS = 5000,
    LOCKS_FROM =
        0x40000000, /* os.h of SQLite: its locks of the file; a WAL store is held shared while open */
    LOCKS_LEN = 512
};

static gboolean refuse(GError **error, const char *what, const char *file)
{
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                "cannot %s %s (%s): see its folder and its disk, and try again", what, file,
                g_strerror(errno));
    return FALSE;
}

static gboolean sync_folder_of(const char *file, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean well = fd >= 0 && fsync(fd) == 0;
    if (!well)
        refuse(error, "write", folder);
    if (fd >= 0)
        close(fd);
    return well;
}

static gboolean is_sound(sqlite3 *db, const char *file, GError **error)
{
    sqlite3_stmt *statement = NULL;
    gboolean well = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL) == SQLITE_OK &&
                    sqlite3_step(statement) == SQLITE_ROW &&
                    strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    sqlite3_finalize(statement);
    if (!well)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_BROKEN,
                    "%s is damaged, no copy of it was kept: take an older backup", file);
    return well;
}

/* One file, without a log beside it, so that it may lie on a medium that nobody writes to. */
static gboolean fill(sqlite3 *from, const char *name, sqlite3 *to, GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return sqlite_fail(to, "copy", error);
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        return sqlite_fail(to, "copy", error);
    if (sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) != SQLITE_OK)
        return sqlite_fail(to, "copy", error);
    return is_sound(to, name, error);
}

static gboolean create(const char *file, GError **error)
{
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return refuse(error, "make", file);
    close(fd);
    return TRUE;
}

static gboolean copy_into(sqlite3 *from, const char *name, const char *to, GError **error)
{
    sqlite3 *db = NULL;
    if (!create(to, error))
        return FALSE;
    gboolean well = sqlite3_open_v2(to, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
                        ? fill(from, name, db, error)
                        : sqlite_fail(db, "open", error);
    sqlite3_close(db);
    well = well && sync_folder_of(to, error);
    if (!well)
        g_unlink(to);
    return well;
}

gboolean sqlite_copy(const char *from, const char *to, GError **error)
{
    sqlite3 *db = NULL;
    gboolean well = sqlite3_open_v2(from, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    if (!well)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "cannot open %s (%s): name a store that is there", from, sqlite3_errmsg(db));
    sqlite3_busy_timeout(db, BUSY_MS);
    well = well && sqlite_file_stands(db, from, FALSE, error) && copy_into(db, from, to, error);
    sqlite3_close(db);
    return well;
}

/* The locks of the file, until the descriptor is closed; -1 with `error`. */
static int hold(const char *file, GError **error)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCKS_FROM, .l_len = LOCKS_LEN};
    int fd = open(file, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        refuse(error, "open", file);
        return -1;
    }
    if (fcntl(fd, F_SETLK, &all) == 0)
        return fd;
    close(fd);
    g_set_error(error, storage_error_quark(), STORAGE_ERROR_BUSY,
                "a program has the store %s open: end the server, and whatever else reads it, then try again",
                file);
    return -1;
}

static gboolean name_as(const char *file, const char *name, GError **error)
{
    if (g_rename(file, name) != 0)
        return refuse(error, "put in place", file);
    return sync_folder_of(name, error);
}

/* A second name first, so that there is no moment without one. */
static gboolean name_aside(const char *file, const char *aside, GError **error)
{
    static const char *const ends[] = {"", "-wal"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *from = g_strconcat(file, ends[i], NULL), *to = g_strconcat(aside, ends[i], NULL);
        if (link(from, to) != 0 && errno != ENOENT)
            return refuse(error, "set aside", from);
    }
    return sync_folder_of(aside, error);
}

/* The file goes before its log: alone it would be an older state that looks whole. */
static gboolean clear_place(const char *file, GError **error)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(file, ends[i], NULL);
        if (g_unlink(path) != 0 && errno != ENOENT)
            return refuse(error, "clear", path);
        if (i == 0 && !sync_folder_of(file, error))
            return FALSE;
    }
    return TRUE;
}

gboolean sqlite_replace(const char *file, const char *with, const char *aside, gboolean *stood,
                        GError **error)
{
    *stood = g_file_test(file, G_FILE_TEST_EXISTS);
    int fd = *stood ? hold(file, error) : -1;
    if (*stood && fd < 0)
        return FALSE;
    g_autofree char *next = g_strconcat(file, RESTORING_END, NULL);
    gboolean well = name_aside(file, aside, error) && name_as(with, next, error) &&
                    clear_place(file, error) && name_as(next, file, error);
    if (fd >= 0)
        close(fd);
    return well;
}
