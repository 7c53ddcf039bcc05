#include "devices/wire/gpio.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <linux/gpio.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "devices/drivers.h"
#include "devices/wire/wire.h"

enum {
    OFFSET_MOST = 1023,
    DEBOUNCE_US = 20000, /* a contact of a door bounces for some milliseconds */
    EVENTS_AT_ONCE = 16
};

struct pins {
    int fd;   /* of the requested lines */
    int bell; /* eventfd: the values were asked for; -1 for outputs */
    unsigned count;
    enum gpio_line names[GPIO_LINES];
    uint32_t offsets[GPIO_LINES];
    uint64_t high; /* outputs: bits of `names` that are on */
};

const char *gpio_line_name(enum gpio_line line)
{
    static const char *const names[GPIO_LINES] = {
        [GPIO_LINE_LINE] = "line",       [GPIO_LINE_IDCARD] = "idcard", [GPIO_LINE_SCANNER] = "scanner",
        [GPIO_LINE_PRINTER] = "printer", [GPIO_LINE_CAMERA] = "camera", [GPIO_LINE_DOCUMENT] = "document",
        [GPIO_LINE_CARD] = "card",       [GPIO_LINE_DOOR] = "door",     [GPIO_LINE_FORCED] = "forced",
        [GPIO_LINE_BATTERY] = "battery",
    };
    g_assert(line < GPIO_LINES);
    return names[line];
}

bool gpio_line_given(const struct uri *uri, enum gpio_line line)
{
    return uri_option(uri, gpio_line_name(line), NULL) != NULL;
}

static gboolean refuse(GError **error, const struct uri *uri, const char *advice)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" cannot be: %s", uri->text, advice);
    return FALSE;
}

static gboolean take_line(struct pins *pins, const struct uri *uri, enum gpio_line line, GError **error)
{
    int offset = 0;
    if (!gpio_line_given(uri, line))
        return TRUE;
    if (!uri_option_int(uri, gpio_line_name(line), 0, 0, OFFSET_MOST, &offset, error))
        return FALSE;
    for (unsigned i = 0; i < pins->count; i++)
        if (pins->offsets[i] == (uint32_t)offset)
            return refuse(error, uri, "two lines have one number: give each its own");
    pins->names[pins->count] = line;
    pins->offsets[pins->count++] = (uint32_t)offset;
    return TRUE;
}

static gboolean take_lines(struct pins *pins, const struct uri *uri, GError **error)
{
    for (enum gpio_line line = 0; line < GPIO_LINES; line++)
        if (!take_line(pins, uri, line, error))
            return FALSE;
    return pins->count > 0 || refuse(error, uri, "it names no line of the chip: write one as ?line=4");
}

static gboolean take_flags(uint64_t *flags, const struct uri *uri, GError **error)
{
    const char *active = uri_option(uri, "active", "high"), *bias = uri_option(uri, "bias", "none");
    *flags = !strcmp(active, "low") ? GPIO_V2_LINE_FLAG_ACTIVE_LOW : 0;
    if (!*flags && strcmp(active, "high") != 0)
        return refuse(error, uri, "write active=high or active=low");
    if (!strcmp(bias, "up"))
        *flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_UP;
    else if (!strcmp(bias, "down"))
        *flags |= GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN;
    else if (strcmp(bias, "none") != 0)
        return refuse(error, uri, "write bias=up, bias=down or bias=none");
    return TRUE;
}

static gboolean gpio_check(const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    struct pins pins = {0};
    uint64_t flags = 0;
    return wire_path_check(uri, error) && take_lines(&pins, uri, error) && take_flags(&flags, uri, error);
}

static struct gpio_v2_line_request request_of(const struct pins *pins, uint64_t flags, bool in)
{
    struct gpio_v2_line_request request = {.consumer = "linchuang", .num_lines = pins->count};
    memcpy(request.offsets, pins->offsets, pins->count * sizeof pins->offsets[0]);
    request.config.flags =
        flags | (in ? GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING
                    : GPIO_V2_LINE_FLAG_OUTPUT);
    /* Outputs begin off, by an attribute of their values; inputs are debounced by one. */
    request.config.num_attrs = 1;
    request.config.attrs[0].mask = (1ull << pins->count) - 1;
    if (in) {
        request.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
        request.config.attrs[0].attr.debounce_period_us = DEBOUNCE_US;
    } else {
        request.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
    }
    return request;
}

/* The chip's own descriptor is needed only to ask for the lines. */
static int request_lines(struct wire *wire, const struct uri *uri, struct pins *pins, uint64_t flags, bool in,
                         GError **error)
{
    struct gpio_v2_line_request request = request_of(pins, flags, in);
    int chip = wire_node_open(wire, uri, O_RDWR, error);
    if (chip < 0)
        return -1;
    bool got = wire->files->ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request) >= 0;
    if (!got)
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s does not give its lines: %s",
                    uri->path, g_strerror(errno));
    wire->files->close(chip);
    return got ? request.fd : -1;
}

static int pins_open(struct wire *wire, const struct uri *uri, bool in, GError **error)
{
    struct pins *pins = g_new0(struct pins, 1);
    uint64_t flags = 0;
    wire->more = pins;
    pins->fd = pins->bell = -1;
    if (take_lines(pins, uri, error) && take_flags(&flags, uri, error))
        pins->fd = request_lines(wire, uri, pins, flags, in, error);
    return pins->fd;
}

static void pins_close(struct wire *wire)
{
    struct pins *pins = wire->more;
    if (!pins)
        return;
    if (pins->fd >= 0 && pins->fd != wire->fd)
        wire->files->close(pins->fd);
    if (pins->bell >= 0)
        close(pins->bell);
    g_free(pins);
    wire->more = NULL;
}

/* --- inputs --- */

/* Two things wake the room, an edge and a question of the driver's, so the descriptor is one for both. */
static int both(struct pins *pins, GError **error)
{
    struct epoll_event event = {.events = EPOLLIN};
    int fd = epoll_create1(EPOLL_CLOEXEC);
    pins->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (fd >= 0 && pins->bell >= 0 && epoll_ctl(fd, EPOLL_CTL_ADD, pins->fd, &event) == 0 &&
        epoll_ctl(fd, EPOLL_CTL_ADD, pins->bell, &event) == 0)
        return fd;
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "the lines cannot be watched: %s",
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static int in_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    return pins_open(wire, uri, true, error) < 0 ? -1 : both(wire->more, error);
}

static ssize_t read_values(struct wire *wire, uint8_t *to, size_t n)
{
    const struct pins *pins = wire->more;
    struct gpio_v2_line_values values = {.mask = (1ull << pins->count) - 1};
    size_t at = 0;
    if (wire->files->ioctl(pins->fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) < 0)
        return -1;
    for (unsigned i = 0; i < pins->count && n - at >= 2; i++) {
        to[at++] = (uint8_t)pins->names[i];
        to[at++] = values.bits >> i & 1;
    }
    return (ssize_t)at;
}

static size_t pair_of(const struct pins *pins, const struct gpio_v2_line_event *event, uint8_t *to)
{
    for (unsigned i = 0; i < pins->count; i++)
        if (pins->offsets[i] == event->offset) {
            to[0] = (uint8_t)pins->names[i];
            to[1] = event->id == GPIO_V2_LINE_EVENT_RISING_EDGE;
            return 2;
        }
    return 0;
}

static ssize_t read_edges(struct wire *wire, uint8_t *to, size_t n)
{
    const struct pins *pins = wire->more;
    struct gpio_v2_line_event events[EVENTS_AT_ONCE];
    struct pollfd ready = {.fd = pins->fd, .events = POLLIN};
    errno = EAGAIN;
    if (poll(&ready, 1, 0) != 1) /* the descriptor of lines blocks */
        return -1;
    ssize_t got = wire->files->read(pins->fd, events, sizeof events);
    size_t at = 0;
    if (got <= 0)
        return got;
    for (size_t i = 0; i < (size_t)got / sizeof events[0] && n - at >= 2; i++)
        at += pair_of(pins, &events[i], to + at);
    errno = EAGAIN;
    return at > 0 ? (ssize_t)at : -1;
}

static ssize_t in_read(struct wire *wire, void *to, size_t n)
{
    const struct pins *pins = wire->more;
    uint64_t rung = 0;
    if (read(pins->bell, &rung, sizeof rung) == (ssize_t)sizeof rung)
        return read_values(wire, to, n);
    return read_edges(wire, to, n);
}

static ssize_t in_write(struct wire *wire, const void *from, size_t n)
{
    const struct pins *pins = wire->more;
    (void)from; /* GPIO_ASK is all there is to say */
    return eventfd_write(pins->bell, 1) == 0 ? (ssize_t)n : -1;
}

/* --- outputs --- */

static int out_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    return pins_open(wire, uri, false, error);
}

static ssize_t out_read(struct wire *wire, void *to, size_t n)
{
    (void)to, (void)n;
    struct pollfd end = {.fd = wire->fd};
    if (poll(&end, 1, 0) == 1 && end.revents & (POLLHUP | POLLERR))
        return 0; /* the chip is gone */
    errno = EAGAIN;
    return -1;
}

static ssize_t out_write(struct wire *wire, const void *from, size_t n)
{
    struct pins *pins = wire->more;
    const uint8_t *pair = from;
    uint64_t high = pins->high;
    for (size_t at = 0; n - at >= 2; at += 2)
        for (unsigned i = 0; i < pins->count; i++)
            if (pins->names[i] == pair[at])
                high = pair[at + 1] ? high | 1ull << i : high & ~(1ull << i);
    struct gpio_v2_line_values values = {.bits = high, .mask = (1ull << pins->count) - 1};
    if (wire->files->ioctl(pins->fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values) < 0)
        return -1;
    pins->high = high;
    return (ssize_t)n;
}

const struct wire_type wire_gpio_in = {gpio_check, in_open, in_read, in_write, pins_close, NULL};
const struct wire_type wire_gpio_out = {gpio_check, out_open, out_read, out_write, pins_close, NULL};
