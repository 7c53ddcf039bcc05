/* The wire of bytes in both directions: a serial line, a printer port, or a connection to an address. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/drivers.h"
#include "devices/wire/wire.h"

static const char tcp_prefix[] = "tcp:", lp_prefix[] = "/dev/usb/lp";

/* usblp answers a transfer of no bytes, which many printers send when they have nothing to say, with a read
 * of 0; a printer that is gone is ENODEV. Where reading ends for good, poll says so. */
static ssize_t read_lp(struct wire *wire, void *to, size_t n)
{
    struct pollfd end = {.fd = wire->fd};
    ssize_t got = wire->files->read(wire->fd, to, n);
    if (got != 0 || (poll(&end, 1, 0) == 1 && end.revents & (POLLHUP | POLLERR)))
        return got;
    errno = EAGAIN;
    return -1;
}

static int refuse_flow(const struct uri *uri, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "%s is no serial line, which alone can be held back: remove flow", uri->path);
    return -1;
}

/* A terminal is a serial line, another device a printer port; a plain file answers nothing, and at once. */
static int know_node(struct wire *wire, int fd, const struct uri *uri, int baud, GError **error)
{
    struct stat node;
    enum wire_flow flow;
    if (!wire_flow_of(uri, &flow, error))
        return -1;
    if (isatty(fd)) /* two slots may share a board of relays, each with its own */
        return wire_tty_hold(fd, uri_option(uri, "kind", NULL) != NULL, error) < 0
                   ? -1
                   : wire_tty_raw(fd, (unsigned)baud, flow, error);
    if (flow != FLOW_NONE)
        return refuse_flow(uri, error);
    wire->kind = WIRE_LP;
    if (fstat(fd, &node) == 0 && !S_ISREG(node.st_mode))
        return fd;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is a plain file, no device", uri->path);
    return -1;
}

static int stream_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    int speed = 0;
    if (g_str_has_prefix(uri->path, tcp_prefix)) {
        wire->kind = WIRE_TCP;
        return wire_tcp_open(uri->path + strlen(tcp_prefix), &wire->connecting, error);
    }
    if (!uri_option_int(uri, "baud", (int)baud, 9600, 115200, &speed, error))
        return -1;
    int fd = wire_node_open(wire, uri, O_RDWR, error);
    if (fd < 0 || know_node(wire, fd, uri, speed, error) >= 0)
        return fd;
    wire->files->close(fd);
    return -1;
}

static gboolean stream_check(const struct uri *uri, unsigned baud, GError **error)
{
    int speed = 0;
    enum wire_flow flow;
    if (!uri_option_int(uri, "baud", (int)baud, 0, G_MAXINT, &speed, error) ||
        !wire_tty_check((unsigned)speed, error) || !wire_flow_of(uri, &flow, error))
        return FALSE;
    if (flow != FLOW_NONE &&
        (g_str_has_prefix(uri->path, tcp_prefix) || g_str_has_prefix(uri->path, lp_prefix)))
        return refuse_flow(uri, error) >= 0;
    if (g_str_has_prefix(uri->path, tcp_prefix))
        return wire_tcp_check(uri->path + strlen(tcp_prefix), error);
    if (wire_path_check(uri, error))
        return TRUE;
    g_prefix_error(error, "write tcp:NUMBERS:PORT, or a serial line or printer port: ");
    return FALSE;
}

static ssize_t stream_read(struct wire *wire, void *to, size_t n)
{
    return wire->kind == WIRE_LP ? read_lp(wire, to, n) : wire->files->read(wire->fd, to, n);
}

static ssize_t stream_write(struct wire *wire, const void *from, size_t n)
{
    return wire->kind == WIRE_TCP ? send(wire->fd, from, n, MSG_NOSIGNAL)
                                  : wire->files->write(wire->fd, from, n);
}

static void stream_close(struct wire *wire)
{
    if (wire->kind == WIRE_SERIAL && wire->fd >= 0)
        wire_tty_let_go(wire->fd);
}

static enum device_lines stream_lines(const struct wire *wire)
{
    return wire->kind == WIRE_LP ? wire_lp_lines(wire) : LINES_UNKNOWN;
}

const struct wire_type wire_stream = {
    stream_check, stream_open, stream_read, stream_write, stream_close, stream_lines,
};
