#include "devices/wire/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

const char *wire_node(const struct uri *uri)
{
    return g_path_is_absolute(uri->path) ? uri->path : NULL;
}

gboolean wire_path_check(const struct uri *uri, GError **error)
{
    if (g_path_is_absolute(uri->path))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" is no place: write a whole path that starts with /", uri->path);
    return FALSE;
}

int wire_node_open(struct wire *wire, const struct uri *uri, int flags, GError **error)
{
    int fd = wire->files->open(uri->path, flags | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s cannot be opened: %s", uri->path,
                    g_strerror(errno));
    return fd;
}

struct wire *wire_open(const struct wire_type *type, const struct uri *uri, unsigned baud,
                       const struct device_files *files, GError **error)
{
    struct wire *wire = g_new0(struct wire, 1);
    wire->type = type;
    wire->files = files;
    wire->fd = -1;
    wire->fd = type->open(wire, uri, baud, error);
    if (wire->fd >= 0)
        return wire;
    wire_close(wire);
    return NULL;
}

gboolean wire_connected(struct wire *wire, GError **error)
{
    int failure = 0;
    socklen_t len = sizeof failure;
    wire->connecting = false;
    if (getsockopt(wire->fd, SOL_SOCKET, SO_ERROR, &failure, &len) == 0 && failure == 0)
        return TRUE;
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(failure), "nobody answers: %s", g_strerror(failure));
    return FALSE;
}

ssize_t wire_read(struct wire *wire, void *to, size_t n)
{
    return wire->type->read(wire, to, n);
}

ssize_t wire_write(struct wire *wire, const void *from, size_t n)
{
    return wire->type->write(wire, from, n);
}

enum device_lines wire_lines(const struct wire *wire)
{
    return wire->type->lines ? wire->type->lines(wire) : LINES_UNKNOWN;
}

void wire_close(struct wire *wire)
{
    if (!wire)
        return;
    if (wire->type->close)
        wire->type->close(wire);
    if (wire->fd >= 0)
        wire->files->close(wire->fd);
    g_free(wire);
}
