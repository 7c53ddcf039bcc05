#include "store/bell.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

struct bell {
    int fd;
};

/* After the commit, when others can see the row: SQLite writes the WAL before it syncs, so that whoever looks
 * at the first write comes too early and finds nothing. This hook stands where the automatic checkpoint was,
 * and does its work too. */
static int committed(void *data, sqlite3 *db, const char *name, int wal_pages)
{
    const struct store *store = data;
    g_autofree char *wal = g_strconcat(store->file, "-wal", NULL);

    utimensat(AT_FDCWD, wal, NULL, 0); /* by name: an own descriptor on its file would drop SQLite's locks */
    if (wal_pages >= STORE_CHECKPOINT_PAGES)
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

void bell_ring_after_commits(struct store *store)
{
    sqlite3_wal_hook(store->db, committed, store);
}

/* The folder is watched, not the file: the last one to close the database removes the -wal, the next makes
 * another. */
struct bell *bell_new(const char *state_dir, GError **error)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0 || inotify_add_watch(fd, state_dir, IN_ATTRIB) < 0) {
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "cannot watch %s (%s): raise fs.inotify.max_user_watches", state_dir, g_strerror(errno));
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

static gboolean about_database(const char *events, size_t len)
{
    gboolean ours = FALSE;

    for (size_t at = 0; at + sizeof(struct inotify_event) <= len;) {
        const struct inotify_event *event = (const struct inotify_event *)(const void *)(events + at);
        ours |= (event->mask & IN_Q_OVERFLOW) || (event->len && strcmp(event->name, STORE_FILE "-wal") == 0);
        at += sizeof *event + event->len;
    }
    return ours;
}

gboolean bell_answer(struct bell *bell)
{
    _Alignas(struct inotify_event) char events[4096];
    gboolean changed = FALSE;
    ssize_t n;

    while ((n = read(bell->fd, events, sizeof events)) > 0)
        changed |= about_database(events, (size_t)n);
    return changed;
}

void bell_free(struct bell *bell)
{
    if (!bell)
        return;
    close(bell->fd);
    g_free(bell);
}
