/* The wire of an input node: raw events, with the node grabbed, so that neither the window nor a console
 * hears them. It also says where every switch stands, as events, when it opens and after the kernel lost
 * some: a driver need not ask. By file operations of its own, for libevdev would go past the seam. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <linux/input.h>
#include <string.h>

#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/wire/wire.h"

enum { BITS = 8, STATE_EVENTS = SW_CNT + 1 /* and the end of their report */ };

struct grip {
    bool grabbed, lost; /* lost: from SYN_DROPPED to the end of that report */
    bool tell;          /* where the switches stand */
};

static bool bit(const uint8_t *bits, unsigned at)
{
    return bits[at / BITS] >> at % BITS & 1;
}

/* A key that is down when the node is grabbed stays down for everybody else: they never see it go up. */
static bool keys_are_up(const struct wire *wire)
{
    uint8_t down[KEY_CNT / BITS] = {0};
    if (wire->files->ioctl(wire->fd, EVIOCGKEY(sizeof down), down) < 0)
        return false;
    for (size_t i = 0; i < sizeof down; i++)
        if (down[i])
            return false;
    return true;
}

/* Without a grab nothing that is typed here may be used, for the window hears it as well. */
static bool grab(struct wire *wire)
{
    struct grip *grip = wire->more;
    if (!grip->grabbed && keys_are_up(wire)) {
        if (wire->files->ioctl(wire->fd, EVIOCGRAB, (void *)1) < 0)
            return false;
        grip->grabbed = grip->tell = true;
    }
    return true;
}

static int evdev_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    int version = 0, monotonic = CLOCK_MONOTONIC;
    (void)baud;
    wire->fd = wire_node_open(wire, uri, O_RDONLY, error);
    if (wire->fd < 0)
        return -1;
    wire->more = g_new0(struct grip, 1);
    if (wire->files->ioctl(wire->fd, EVIOCGVERSION, &version) < 0) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s is no input device: %s", uri->path,
                    g_strerror(errno));
    } else if (!grab(wire)) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s is held by another program: %s",
                    uri->path, g_strerror(errno));
    } else { /* the clock nobody sets; a kernel without it counts by the other one */
        wire->files->ioctl(wire->fd, EVIOCSCLOCKID, &monotonic);
        wire->speaks = true;
        return wire->fd;
    }
    wire->files->close(wire->fd);
    return wire->fd = -1;
}

/* Notes what the kernel lost; the switches are asked when that report has ended. */
static void look_through(struct grip *grip, const uint8_t *bytes, size_t n)
{
    struct input_event event;
    for (size_t at = 0; sizeof event <= n - at; at += sizeof event) {
        memcpy(&event, bytes + at, sizeof event);
        if (event.type != EV_SYN)
            continue;
        grip->tell |= grip->lost && event.code == SYN_REPORT;
        grip->lost = event.code == SYN_DROPPED || (grip->lost && event.code != SYN_REPORT);
    }
    secret_wipe(&event, sizeof event);
}

static size_t add(uint8_t *to, size_t at, unsigned type, unsigned code, int value)
{
    const struct input_event event = {.type = (__u16)type, .code = (__u16)code, .value = value};
    memcpy(to + at, &event, sizeof event);
    return at + sizeof event;
}

/* Every switch there is, as one report. */
static size_t switches(struct wire *wire, uint8_t *to)
{
    uint8_t there[SW_CNT / BITS + 1] = {0}, on[SW_CNT / BITS + 1] = {0};
    size_t n = 0;
    if (wire->files->ioctl(wire->fd, EVIOCGBIT(EV_SW, sizeof there), there) < 0 ||
        wire->files->ioctl(wire->fd, EVIOCGSW(sizeof on), on) < 0)
        return 0;
    for (unsigned code = 0; code < SW_CNT; code++)
        if (bit(there, code))
            n = add(to, n, EV_SW, code, bit(on, code));
    return n > 0 ? add(to, n, EV_SYN, SYN_REPORT, 0) : 0;
}

/* Until it is grabbed, what is read only tells that a key may have gone up. */
static ssize_t evdev_read(struct wire *wire, void *to, size_t n)
{
    struct grip *grip = wire->more;
    uint8_t *bytes = to;
    size_t room = n - STATE_EVENTS * sizeof(struct input_event);
    bool holds = grip->grabbed;
    g_assert(n > STATE_EVENTS * sizeof(struct input_event));
    ssize_t got = wire->files->read(wire->fd, to, room);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        return got;
    if (!grab(wire))
        return -1;
    got = holds && got > 0 ? got : 0;
    look_through(grip, bytes, (size_t)got);
    if (grip->tell && grip->grabbed)
        got += (ssize_t)switches(wire, bytes + got);
    grip->tell &= !grip->grabbed;
    if (got > 0)
        return got;
    errno = EAGAIN;
    return -1;
}

static ssize_t evdev_write(struct wire *wire, const void *from, size_t n)
{
    (void)wire, (void)from;
    return (ssize_t)n; /* nobody listens */
}

static void evdev_close(struct wire *wire)
{
    g_free(wire->more);
    wire->more = NULL;
}

static gboolean evdev_check(const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    return wire_path_check(uri, error);
}

const struct wire_type wire_evdev = {evdev_check, evdev_open, evdev_read, evdev_write, evdev_close, NULL};
