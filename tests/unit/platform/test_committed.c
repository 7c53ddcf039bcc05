/* What is acknowledged is on the disk: SQLite syncs its log in every commit of the platform's store. Below it
 * stands its own VFS with a counter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store_place.h"

static struct {
    sqlite3_vfs vfs, *real;
    sqlite3_io_methods methods; /* of the log */
    int (*sync)(sqlite3_file *file, int flags);
    unsigned syncs;
} disk;

static int counted_sync(sqlite3_file *file, int flags)
{
    disk.syncs++;
    return disk.sync(file, flags);
}

static int counted_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out)
{
    int code = disk.real->xOpen(vfs, name, file, flags, out);

    if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
        disk.methods = *file->pMethods;
        disk.sync = disk.methods.xSync;
        disk.methods.xSync = counted_sync;
        file->pMethods = &disk.methods;
    }
    return code;
}

static int begin_count(void **state)
{
    (void)state;
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.xOpen = counted_open;
    disk.vfs.zName = "counted";
    return sqlite3_vfs_register(&disk.vfs, 1);
}

static int end_count(void **state)
{
    (void)state;
    sqlite3_vfs_register(disk.real, 1);
    return sqlite3_vfs_unregister(&disk.vfs);
}

static gboolean put_note(struct storage *storage, uint8_t id)
{
    struct storage_put note = {.submission = {.receipt = "",
                                              .kiosk = "20617",
                                              .kind = "rating",
                                              .service = "",
                                              .record = "{}",
                                              .record_len = 2}};

    note.submission.id[0] = id;
    return storage_put(storage, &note, 1, NULL) && note.verdict == STORAGE_STORED;
}

/* Not of the first alone, which syncs a new log's header in any case. */
static void each_commit_is_synced(void **state)
{
    struct place place;

    (void)state;
    if (g_getenv("LC_POSTGRES"))
        skip(); /* that one syncs in a process of its own */
    place_take(&place, "");
    struct storage *storage = storage_open(place.uri, NULL);
    assert_non_null(storage);
    for (uint8_t id = 1; id <= 5; id++) {
        unsigned before = disk.syncs;
        assert_true(put_note(storage, id));
        assert_true(disk.syncs > before);
    }
    storage_close(storage);
    place_leave(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_commit_is_synced)};

    return cmocka_run_group_tests(tests, begin_count, end_count);
}
