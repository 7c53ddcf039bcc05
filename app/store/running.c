#include "store/running.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/open.h"

struct running {
    int fd;
};

static int open_file(const char *state_dir)
{
    g_autofree char *path = g_build_filename(state_dir, RUNNING_FILE, NULL);
    g_mkdir_with_parents(state_dir, 0700); /* where it could not be made, opening says so */
    return open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

struct running *running_claim(const char *state_dir, GError **error)
{
    int fd = open_file(state_dir);

    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        struct running *running = g_new(struct running, 1);
        running->fd = fd;
        return running;
    }
    g_set_error(error, store_error_quark(), errno == EWOULDBLOCK ? STORE_ERROR_BUSY : STORE_ERROR_FAILED,
                "the devices of %s cannot be had (%s): end the other kiosk, or name a state folder that can "
                "be written",
                state_dir, errno == EWOULDBLOCK ? "another program has them" : g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return NULL;
}

void running_free(struct running *running)
{
    if (!running)
        return;
    close(running->fd);
    g_free(running);
}

gboolean running_now(const char *state_dir)
{
    int fd = open_file(state_dir);
    gboolean taken = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (fd >= 0)
        close(fd);
    return taken;
}
