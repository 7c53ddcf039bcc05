#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "devices/wire/wire.h"

enum { EVENTS_BYTES = 4096 };

/* The folder is watched, not the file: a picture is replaced by renaming a new one over it. */
int wire_file_watch(const char *file, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file);
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd >= 0 && inotify_add_watch(fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO) >= 0)
        return fd;
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s cannot be watched: %s", folder,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool was_replaced(struct wire *wire)
{
    char events[EVENTS_BYTES] __attribute__((aligned(__alignof__(struct inotify_event))));
    g_autofree char *name = g_path_get_basename(wire->file);
    bool replaced = false;
    ssize_t n = read(wire->fd, events, sizeof events);
    for (ssize_t at = 0; at < n;) {
        const struct inotify_event *event = (const void *)(events + at);
        replaced |= event->len > 0 && !strcmp(event->name, name);
        at += (ssize_t)(sizeof *event + event->len);
    }
    return replaced;
}

/* The bytes of the file after each replacement, one file after the other. */
ssize_t wire_file_read(struct wire *wire, void *to, size_t n)
{
    if (wire->content < 0 && was_replaced(wire))
        wire->content = open(wire->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = wire->content < 0 ? 0 : read(wire->content, to, n);
    if (got > 0)
        return got;
    if (wire->content >= 0)
        close(wire->content);
    wire->content = -1;
    errno = EAGAIN;
    return -1;
}
