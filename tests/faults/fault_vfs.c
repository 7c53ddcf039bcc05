#include "fault_vfs.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

const char *const fault_op_names[FAULT_OPS] = {"open",     "read",   "write",  "sync",
                                               "truncate", "delete", "shm_map"};

/* SQLite gives a VFS no room of the test's own. */
static struct {
    enum fault_op op;
    unsigned at, seen;
    gboolean for_good;
    int code;
} armed;

void fault_vfs_arm(enum fault_op op, unsigned at, gboolean for_good, int code)
{
    armed.op = op;
    armed.at = at;
    armed.seen = 0;
    armed.for_good = for_good;
    armed.code = code;
}

gboolean fault_vfs_disarm(void)
{
    gboolean met = armed.at > 0 && armed.seen >= armed.at;

    armed.at = 0;
    return met;
}

static gboolean fails(enum fault_op op)
{
    if (armed.at == 0 || armed.op != op)
        return FALSE;
    armed.seen++;
    return armed.seen == armed.at || (armed.for_good && armed.seen > armed.at);
}

struct shim {
    sqlite3_file base; /* first; the real one lies behind */
};

static sqlite3_file *real(sqlite3_file *file)
{
    return (sqlite3_file *)((struct shim *)file + 1);
}

static sqlite3_vfs *below(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static int shim_close(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

static int shim_read(sqlite3_file *file, void *to, int amount, sqlite3_int64 offset)
{
    return fails(FAULT_READ) ? armed.code : real(file)->pMethods->xRead(real(file), to, amount, offset);
}

static int shim_write(sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset)
{
    if (!fails(FAULT_WRITE))
        return real(file)->pMethods->xWrite(real(file), from, amount, offset);
    real(file)->pMethods->xWrite(real(file), from, amount / 2, offset);
    return armed.code;
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails(FAULT_TRUNCATE) ? armed.code : real(file)->pMethods->xTruncate(real(file), size);
}

static int shim_sync(sqlite3_file *file, int flags)
{
    return fails(FAULT_SYNC) ? SQLITE_IOERR_FSYNC : real(file)->pMethods->xSync(real(file), flags);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int shim_lock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

static int shim_unlock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int shim_reserved(sqlite3_file *file, int *reserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}

static int shim_control(sqlite3_file *file, int op, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), op, argument);
}

static int shim_sector(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

static int shim_traits(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int shim_shm_map(sqlite3_file *file, int region, int bytes, int extend, void volatile **memory)
{
    if (!fails(FAULT_SHM_MAP))
        return real(file)->pMethods->xShmMap(real(file), region, bytes, extend, memory);
    *memory = NULL;
    return armed.code;
}

static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void shim_shm_barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

static int shim_shm_unmap(sqlite3_file *file, int forget)
{
    return real(file)->pMethods->xShmUnmap(real(file), forget);
}

static const sqlite3_io_methods shim_methods = {
    .iVersion = 2, /* with shared memory, without mapped files */
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_traits,
    .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_shm_barrier,
    .xShmUnmap = shim_shm_unmap,
};

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    file->pMethods = NULL; /* NULL: SQLite does not close what was not opened */
    if (fails(FAULT_OPEN))
        return armed.code;
    memset(real(file), 0, (size_t)below(vfs)->szOsFile);
    int code = below(vfs)->xOpen(below(vfs), name, real(file), flags, out);
    if (code == SQLITE_OK)
        file->pMethods = &shim_methods;
    return code;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    return fails(FAULT_DELETE) ? armed.code : below(vfs)->xDelete(below(vfs), name, sync_folder);
}

static int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    return below(vfs)->xAccess(below(vfs), name, flags, out);
}

static int shim_full_name(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    return below(vfs)->xFullPathname(below(vfs), name, size, out);
}

/* A full disk met by fsync(2) is told apart from a broken one by its errno alone. */
static int shim_last_error(sqlite3_vfs *vfs, int size, char *out)
{
    if (armed.at > 0 && armed.op == FAULT_SYNC && armed.seen >= armed.at)
        return armed.code == SQLITE_FULL ? ENOSPC : EIO;
    return below(vfs)->xGetLastError(below(vfs), size, out);
}

void fault_vfs_register(void)
{
    static sqlite3_vfs shim;

    sqlite3_vfs *unix_vfs = sqlite3_vfs_find(NULL);
    shim = *unix_vfs; /* clock, randomness, sleep: as they are */
    shim.pNext = NULL;
    shim.zName = "fault";
    shim.szOsFile = (int)sizeof(struct shim) + unix_vfs->szOsFile;
    shim.pAppData = unix_vfs;
    shim.xOpen = shim_open;
    shim.xDelete = shim_delete;
    shim.xAccess = shim_access;
    shim.xFullPathname = shim_full_name;
    shim.xGetLastError = shim_last_error;
    sqlite3_vfs_register(&shim, 1);
}
