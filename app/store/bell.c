#include "store/bell.h"

#include <errno.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

struct bell {
    int fd;
};

/* A read nobody needs, of the lock's only byte: the others' inotify tells of it, and it writes nothing, while
 * a touch of any file is a change of its inode for the journal. The first ring has to put the byte there;
 * where the disk is too full for it, a touch. */
static void ring(int lock)
{
    char byte = '\n';

    if (pread(lock, &byte, 1, 0) != 1 && pwrite(lock, &byte, 1, 0) != 1)
        futimens(lock, NULL);
}

/* After the commit, when others can see the row: SQLite writes the WAL before it syncs, so that whoever looks
 * at the first write comes too early and finds nothing. This hook stands where the automatic checkpoint was,
 * and does its work too. */
static int committed(void *data, sqlite3 *db, const char *name, int wal_pages)
{
    const struct store *store = data;

    ring(store->lock);
    if ((int64_t)wal_pages * store->page_bytes >= STORE_CHECKPOINT_BYTES)
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

void bell_ring(const struct store *store)
{
    ring(store->lock);
}

void bell_ring_after_commits(struct store *store)
{
    sqlite3_wal_hook(store->db, committed, store);
}

/* The lock alone is watched: in its folder every page that SQLite reads or writes would be an event. It can
 * be watched by its file because nothing ever replaces it. */
struct bell *bell_new(const char *state_dir, GError **error)
{
    g_autofree char *path = g_build_filename(state_dir, STORE_LOCK, NULL);
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0 || inotify_add_watch(fd, path, IN_ACCESS | IN_MODIFY | IN_ATTRIB) < 0) {
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "cannot watch %s (%s): raise fs.inotify.max_user_watches", path, g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct bell *bell = g_new0(struct bell, 1);
    bell->fd = fd;
    return bell;
}

int bell_fd(const struct bell *bell)
{
    return bell->fd;
}

gboolean bell_answer(struct bell *bell)
{
    _Alignas(struct inotify_event) char events[4096];
    gboolean changed = FALSE;

    while (read(bell->fd, events, sizeof events) > 0)
        changed = TRUE;
    return changed;
}

void bell_free(struct bell *bell)
{
    if (!bell)
        return;
    close(bell->fd);
    g_free(bell);
}
