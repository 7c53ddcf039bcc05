/* SQLite's default VFS with a watcher: called before every read of a database's main file by another thread
 * than the test's, in that thread. One at a time. Tests only. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

static struct {
    GThread *test;
    void (*before_read)(void);
    sqlite3_vfs vfs; /* as long as the process, should an assertion leave it in place */
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    int (*read)(sqlite3_file *file, void *out, int len, sqlite3_int64 at);
} watched_disk;

static inline int watched_disk_read(sqlite3_file *file, void *out, int len, sqlite3_int64 at)
{
    if (g_thread_self() != watched_disk.test)
        watched_disk.before_read();
    return watched_disk.read(file, out, len, at);
}

static inline int watched_disk_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                                    int *out)
{
    int code = watched_disk.real->xOpen(vfs, name, file, flags, out);

    if (code == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB)) {
        watched_disk.methods = *file->pMethods;
        watched_disk.read = watched_disk.methods.xRead;
        watched_disk.methods.xRead = watched_disk_read;
        file->pMethods = &watched_disk.methods;
    }
    return code;
}

/* From now on, for files that are opened from now on. */
static inline void watched_disk_begin(void (*before_read)(void))
{
    watched_disk.test = g_thread_self();
    watched_disk.before_read = before_read;
    watched_disk.real = sqlite3_vfs_find(NULL);
    watched_disk.vfs = *watched_disk.real;
    watched_disk.vfs.xOpen = watched_disk_open;
    watched_disk.vfs.zName = "watched";
    assert_int_equal(sqlite3_vfs_register(&watched_disk.vfs, 1), SQLITE_OK);
}

/* When what was opened is closed. */
static inline void watched_disk_end(void)
{
    assert_int_equal(sqlite3_vfs_register(watched_disk.real, 1), SQLITE_OK);
    assert_int_equal(sqlite3_vfs_unregister(&watched_disk.vfs), SQLITE_OK);
}
