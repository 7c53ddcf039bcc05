/* The wire of a value that the kernel keeps in a file (sysfs): it says nothing by itself, and answers
 * whatever is written with the file's text and a line end. The file is opened for each answer, as sysfs wants
 * it. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "devices/drivers.h"
#include "devices/wire/wire.h"

enum { VALUE_BYTES = 64 };

static int value_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    int there = wire_node_open(wire, uri, O_RDONLY, error);
    if (there < 0)
        return -1;
    wire->files->close(there);
    int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (fd < 0)
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s cannot be asked: %s", uri->path,
                    g_strerror(errno));
    wire->more = g_strdup(uri->path);
    return fd;
}

static ssize_t value_read(struct wire *wire, void *to, size_t n)
{
    uint64_t rung = 0;
    char *text = to;
    if (n <= VALUE_BYTES) {
        errno = EINVAL;
        return -1;
    }
    if (read(wire->fd, &rung, sizeof rung) != (ssize_t)sizeof rung)
        return -1;
    int file = wire->files->open(wire->more, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = file < 0 ? -1 : wire->files->read(file, text, VALUE_BYTES);
    int why = errno;
    if (file >= 0)
        wire->files->close(file);
    errno = why;
    if (got < 0)
        return errno == EAGAIN ? 0 : -1; /* a sensor that answers so is none */
    if (got == 0 || text[got - 1] != '\n')
        text[got++] = '\n';
    return got;
}

static ssize_t value_write(struct wire *wire, const void *from, size_t n)
{
    (void)from; /* whatever it is, it asks */
    return eventfd_write(wire->fd, 1) == 0 ? (ssize_t)n : -1;
}

static void value_close(struct wire *wire)
{
    g_free(wire->more);
    wire->more = NULL;
}

static gboolean value_check(const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    return wire_path_check(uri, error);
}

const struct wire_type wire_value = {value_check, value_open, value_read, value_write, value_close, NULL};
