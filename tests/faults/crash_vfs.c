#include "crash_vfs.h"

#include <sqlite3.h>
#include <string.h>

enum { UNIX_SECTOR_BYTES = 4096 }; /* what SQLite's VFS for unix says of every disk */

struct handle {
    sqlite3_file base; /* first */
    struct disk *disk;
    struct disk_file *file;
    int level;
    gboolean maps;
    unsigned shared, exclusive; /* slots of shared memory, as bits */
};

static struct handle *of(sqlite3_file *file)
{
    return (struct handle *)file;
}

static int crash_unlock(sqlite3_file *base, int level)
{
    struct handle *handle = of(base);

    if (handle->level >= SQLITE_LOCK_RESERVED)
        handle->file->reserved = 0;
    if (handle->level == SQLITE_LOCK_EXCLUSIVE)
        handle->file->exclusive = 0;
    if (level == SQLITE_LOCK_NONE && handle->level > SQLITE_LOCK_NONE)
        handle->file->shared--;
    handle->level = MIN(level, handle->level);
    return SQLITE_OK;
}

static int crash_lock(sqlite3_file *base, int level)
{
    struct handle *handle = of(base);
    struct disk_file *file = handle->file;

    if (level <= handle->level)
        return SQLITE_OK;
    gboolean taken = level == SQLITE_LOCK_SHARED ? file->exclusive
                     : level == SQLITE_LOCK_RESERVED
                         ? file->reserved
                         : file->shared > 1 || (file->reserved && handle->level < SQLITE_LOCK_RESERVED);
    if (taken)
        return SQLITE_BUSY;
    if (level == SQLITE_LOCK_SHARED)
        file->shared++;
    if (level >= SQLITE_LOCK_RESERVED)
        file->reserved = 1;
    if (level == SQLITE_LOCK_EXCLUSIVE)
        file->exclusive = 1;
    handle->level = level;
    return SQLITE_OK;
}

static int crash_reserved(sqlite3_file *base, int *reserved)
{
    *reserved = of(base)->file->reserved;
    return SQLITE_OK;
}

static int crash_shm_map(sqlite3_file *base, int region, int bytes, int extend, void volatile **memory)
{
    struct handle *handle = of(base);
    GPtrArray *regions = handle->file->regions;

    handle->file->regions_users += !handle->maps;
    handle->maps = TRUE;
    while (extend && (guint)region >= regions->len)
        g_ptr_array_add(regions, g_malloc0((gsize)bytes));
    *memory = (guint)region < regions->len ? g_ptr_array_index(regions, region) : NULL;
    return SQLITE_OK;
}

/* TRUE when nobody else stands in the way at any of the slots. */
static gboolean slots_free(const struct disk_file *file, unsigned slots, gboolean exclusive)
{
    for (int i = 0; i < DISK_SLOTS; i++)
        if ((slots >> i & 1) && (file->slot_exclusive[i] || (exclusive && file->slot_shared[i])))
            return FALSE;
    return TRUE;
}

static void count_slots(int counts[DISK_SLOTS], unsigned slots, int by)
{
    for (int i = 0; i < DISK_SLOTS; i++)
        counts[i] += (slots >> i & 1) ? by : 0;
}

static int crash_shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
    struct handle *handle = of(base);
    gboolean exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    unsigned slots = ((1u << count) - 1) << offset, *own = exclusive ? &handle->exclusive : &handle->shared;
    int *counts = exclusive ? handle->file->slot_exclusive : handle->file->slot_shared;

    if (flags & SQLITE_SHM_UNLOCK) {
        count_slots(counts, slots & *own, -1);
        *own &= ~slots;
        return SQLITE_OK;
    }
    slots &= ~*own;
    if (!slots_free(handle->file, slots, exclusive))
        return SQLITE_BUSY;
    count_slots(counts, slots, 1);
    *own |= slots;
    return SQLITE_OK;
}

static void crash_shm_barrier(sqlite3_file *base)
{
    (void)base; /* one thread */
}

static int crash_shm_unmap(sqlite3_file *base, int forget)
{
    struct handle *handle = of(base);

    (void)forget;
    count_slots(handle->file->slot_shared, handle->shared, -1);
    count_slots(handle->file->slot_exclusive, handle->exclusive, -1);
    handle->shared = handle->exclusive = 0;
    if (handle->maps && --handle->file->regions_users == 0)
        g_ptr_array_set_size(handle->file->regions, 0);
    handle->maps = FALSE;
    return SQLITE_OK;
}

static int crash_close(sqlite3_file *base)
{
    crash_unlock(base, SQLITE_LOCK_NONE);
    crash_shm_unmap(base, 0);
    disk_close(of(base)->file);
    return SQLITE_OK;
}

static int crash_read(sqlite3_file *base, void *to, int amount, sqlite3_int64 offset)
{
    const GByteArray *now = of(base)->file->now;
    size_t from = MIN((size_t)offset, now->len), there = MIN((size_t)amount, now->len - from);

    if (there > 0)
        memcpy(to, now->data + from, there);
    memset((char *)to + there, 0, (size_t)amount - there); /* as the interface demands of a short read */
    return there == (size_t)amount ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int crash_write(sqlite3_file *base, const void *from, int amount, sqlite3_int64 offset)
{
    disk_write(of(base)->disk, of(base)->file, from, (size_t)amount, (uint64_t)offset);
    return SQLITE_OK;
}

static int crash_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    disk_truncate(of(base)->disk, of(base)->file, (uint64_t)size);
    return SQLITE_OK;
}

static int crash_sync(sqlite3_file *base, int flags)
{
    (void)flags;
    disk_sync(of(base)->disk, of(base)->file);
    return SQLITE_OK;
}

static int crash_size(sqlite3_file *base, sqlite3_int64 *size)
{
    *size = of(base)->file->now->len;
    return SQLITE_OK;
}

static int crash_control(sqlite3_file *base, int op, void *argument)
{
    (void)base, (void)op, (void)argument;
    return SQLITE_NOTFOUND;
}

static int crash_sector(sqlite3_file *base)
{
    (void)base;
    return UNIX_SECTOR_BYTES;
}

static int crash_traits(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as the VFS for unix: bytes beside a write are not harmed */
}

static const sqlite3_io_methods crash_methods = {
    .iVersion = 2,
    .xClose = crash_close,
    .xRead = crash_read,
    .xWrite = crash_write,
    .xTruncate = crash_truncate,
    .xSync = crash_sync,
    .xFileSize = crash_size,
    .xLock = crash_lock,
    .xUnlock = crash_unlock,
    .xCheckReservedLock = crash_reserved,
    .xFileControl = crash_control,
    .xSectorSize = crash_sector,
    .xDeviceCharacteristics = crash_traits,
    .xShmMap = crash_shm_map,
    .xShmLock = crash_shm_lock,
    .xShmBarrier = crash_shm_barrier,
    .xShmUnmap = crash_shm_unmap,
};

static struct disk *mounted(sqlite3_vfs *vfs)
{
    return *(struct disk **)vfs->pAppData;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The store made the database's file before SQLite opened it; a temporary one has no name. */
static int crash_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out)
{
    struct handle *handle = of(base);
    gboolean make = (flags & (SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB)) != 0;
    gboolean journal = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;

    memset(handle, 0, sizeof *handle);
    handle->disk = mounted(vfs);
    handle->file = disk_open(handle->disk, path ? last_part(path) : "temporary", make, journal);
    if (!handle->file)
        return SQLITE_CANTOPEN;
    handle->base.pMethods = &crash_methods;
    if (out)
        *out = flags;
    return SQLITE_OK;
}

static int crash_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    if (!disk_has(mounted(vfs), last_part(path)))
        return SQLITE_IOERR_DELETE_NOENT;
    disk_delete(mounted(vfs), last_part(path), sync_folder);
    return SQLITE_OK;
}

static int crash_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
    struct disk_file *file = disk_open(mounted(vfs), last_part(path), FALSE, FALSE);

    *out = file && (flags != SQLITE_ACCESS_EXISTS || file->now->len > 0); /* as on unix: empty is absent */
    disk_close(file);
    return SQLITE_OK;
}

static int crash_last_error(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs, (void)size, (void)out;
    return 0;
}

static struct disk *the_mounted; /* where a VFS's pAppData points */

void crash_vfs_mount(struct disk *disk)
{
    the_mounted = disk;
}

void crash_vfs_register(void)
{
    static sqlite3_vfs crash;

    crash = *sqlite3_vfs_find("unix"); /* names, clock, randomness: as they are */
    crash.pNext = NULL;
    crash.zName = "crash";
    crash.szOsFile = sizeof(struct handle);
    crash.pAppData = &the_mounted;
    crash.xOpen = crash_open;
    crash.xDelete = crash_delete;
    crash.xAccess = crash_access;
    crash.xGetLastError = crash_last_error;
    sqlite3_vfs_register(&crash, 1);
}
