/* The wire of a picture file: its bytes after each replacement, one picture after the other. A plain file, so
 * it is the kernel's whatever the seam says of nodes. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "devices/drivers.h"
#include "devices/wire/wire.h"

enum { EVENTS_BYTES = 4096 };

struct reading {
    char *name; /* of the file, in the folder that is watched */
    char *path;
    int content; /* the file being read, -1 between two */
};

/* The folder is watched, not the file: a picture is replaced by renaming a new one over it. */
static int file_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    g_autofree char *folder = g_path_get_dirname(uri->path);
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd >= 0 && inotify_add_watch(fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO) >= 0) {
        struct reading *reading = g_new(struct reading, 1);
        *reading = (struct reading){g_path_get_basename(uri->path), g_strdup(uri->path), -1};
        wire->more = reading;
        return fd;
    }
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s cannot be watched: %s", folder,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool was_replaced(struct wire *wire)
{
    char events[EVENTS_BYTES] __attribute__((aligned(__alignof__(struct inotify_event))));
    const struct reading *reading = wire->more;
    bool replaced = false;
    ssize_t n = read(wire->fd, events, sizeof events);
    for (ssize_t at = 0; at < n;) {
        const struct inotify_event *event = (const void *)(events + at);
        replaced |= event->len > 0 && !strcmp(event->name, reading->name);
        at += (ssize_t)(sizeof *event + event->len);
    }
    return replaced;
}

static void close_content(struct reading *reading)
{
    if (reading->content >= 0)
        close(reading->content);
    reading->content = -1;
}

static ssize_t file_read(struct wire *wire, void *to, size_t n)
{
    struct reading *reading = wire->more;
    if (reading->content < 0 && was_replaced(wire))
        reading->content = open(reading->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = reading->content < 0 ? 0 : read(reading->content, to, n);
    if (got > 0)
        return got;
    close_content(reading);
    errno = EAGAIN;
    return -1;
}

static ssize_t file_write(struct wire *wire, const void *from, size_t n)
{
    (void)wire, (void)from;
    return (ssize_t)n; /* nobody listens */
}

static void file_close(struct wire *wire)
{
    struct reading *reading = wire->more;
    if (!reading)
        return;
    close_content(reading);
    g_free(reading->name);
    g_free(reading->path);
    g_free(reading);
    wire->more = NULL;
}

static gboolean file_check(const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    return wire_path_check(uri, error);
}

const struct wire_type wire_picture = {file_check, file_open, file_read, file_write, file_close, NULL};
