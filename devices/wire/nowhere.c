/* The wire of a device that needs none, for it is in the kiosk itself: always there, never says anything. */
#include <errno.h>
#include <gio/gio.h>
#include <sys/eventfd.h>

#include "devices/drivers.h"
#include "devices/wire/wire.h"

static gboolean nowhere_check(const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    if (!*uri->path)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" has no place: write only %s:", uri->text, uri->scheme);
    return FALSE;
}

static int nowhere_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    (void)wire, (void)baud;
    int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (fd < 0)
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s cannot begin: %s", uri->scheme,
                    g_strerror(errno));
    return fd;
}

static ssize_t nowhere_read(struct wire *wire, void *to, size_t n)
{
    (void)wire, (void)to, (void)n;
    errno = EAGAIN;
    return -1;
}

static ssize_t nowhere_write(struct wire *wire, const void *from, size_t n)
{
    (void)wire, (void)from;
    return (ssize_t)n;
}

const struct wire_type wire_nowhere = {nowhere_check, nowhere_open, nowhere_read, nowhere_write, NULL, NULL};
