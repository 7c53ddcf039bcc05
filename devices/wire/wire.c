#include "devices/wire/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static const char tcp_prefix[] = "tcp:";

const char *wire_node(const struct uri *uri)
{
    return g_str_has_prefix(uri->path, tcp_prefix) ? NULL : uri->path;
}

/* usblp answers a transfer of no bytes, which many printers send when they have nothing to say, with a read
 * of 0; a printer that is gone is ENODEV. Where reading ends for good, poll says so. */
static ssize_t read_lp(int fd, void *to, size_t n)
{
    struct pollfd end = {.fd = fd};
    ssize_t got = read(fd, to, n);
    if (got != 0 || (poll(&end, 1, 0) == 1 && end.revents & (POLLHUP | POLLERR)))
        return got;
    errno = EAGAIN;
    return -1;
}

/* A terminal is a serial line, another device a printer port; a plain file answers nothing, and at once. */
static int know_node(struct wire *wire, const struct uri *uri, int baud, GError **error)
{
    struct stat node;
    if (isatty(wire->fd))
        return wire_tty_raw(wire->fd, (unsigned)baud, error);
    wire->kind = WIRE_LP;
    if (fstat(wire->fd, &node) == 0 && !S_ISREG(node.st_mode))
        return wire->fd;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is a plain file, no device", uri->path);
    return -1;
}

static int open_node(struct wire *wire, const struct uri *uri, int baud, GError **error)
{
    wire->fd = open(uri->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (wire->fd < 0) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s cannot be opened: %s", uri->path,
                    g_strerror(errno));
        return -1;
    }
    return know_node(wire, uri, baud, error);
}

static int open_fd(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    int speed = 0;
    if (!strcmp(uri->scheme, "picture")) {
        wire->kind = WIRE_FILE;
        wire->file = g_strdup(uri->path);
        return wire->fd = wire_file_watch(uri->path, error);
    }
    if (g_str_has_prefix(uri->path, tcp_prefix)) {
        wire->kind = WIRE_TCP;
        return wire->fd = wire_tcp_open(uri->path + strlen(tcp_prefix), &wire->connecting, error);
    }
    if (!uri_option_int(uri, "baud", (int)baud, 9600, 115200, &speed, error))
        return -1;
    return open_node(wire, uri, speed, error);
}

gboolean wire_check(const struct uri *uri, unsigned baud, GError **error)
{
    int speed = 0;
    if (baud && (!uri_option_int(uri, "baud", (int)baud, 0, G_MAXINT, &speed, error) ||
                 !wire_tty_check((unsigned)speed, error)))
        return FALSE;
    if (baud && g_str_has_prefix(uri->path, tcp_prefix))
        return wire_tcp_check(uri->path + strlen(tcp_prefix), error);
    if (g_path_is_absolute(uri->path))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" is no place: write a whole path that starts with /%s", uri->path,
                baud ? ", or tcp:NUMBERS:PORT" : "");
    return FALSE;
}

struct wire *wire_open(const struct uri *uri, unsigned baud, GError **error)
{
    struct wire *wire = g_new0(struct wire, 1);
    wire->fd = wire->content = -1;
    if (open_fd(wire, uri, baud, error) >= 0)
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
    if (wire->kind == WIRE_LP)
        return read_lp(wire->fd, to, n);
    return wire->kind == WIRE_FILE ? wire_file_read(wire, to, n) : read(wire->fd, to, n);
}

ssize_t wire_write(struct wire *wire, const void *from, size_t n)
{
    if (wire->kind == WIRE_TCP)
        return send(wire->fd, from, n, MSG_NOSIGNAL);
    return wire->kind == WIRE_FILE ? (ssize_t)n : write(wire->fd, from, n);
}

enum device_lines wire_lines(const struct wire *wire)
{
    return wire->kind == WIRE_LP ? wire_lp_lines(wire->fd) : LINES_UNKNOWN;
}

void wire_close(struct wire *wire)
{
    if (!wire)
        return;
    if (wire->content >= 0)
        close(wire->content);
    if (wire->fd >= 0)
        close(wire->fd);
    g_free(wire->file);
    g_free(wire);
}
