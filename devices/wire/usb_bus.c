#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "devices/wire/usb.h"

enum { USEC_IN_MS = 1000 };

/* Readers that speak to a host without a driver, by the numbers their makers left in them. */
static const struct {
    uint16_t vendor, product;
} readers[] = {{0x0400, 0xC35A}, {0x0483, 0x5652}, {0x2B19, 0x0200}};

gboolean usb_bus_open(struct usb_bus *bus, const struct device_usb *ops, GError **error)
{
    *bus = (struct usb_bus){.ops = ops, .fd = -1};
    int failed = ops->init(&bus->context);
    if (failed) {
        bus->context = NULL;
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "USB cannot be used: %s", libusb_strerror(failed));
        return FALSE;
    }
    bus->fd = epoll_create1(EPOLL_CLOEXEC);
    if (bus->fd < 0) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "USB cannot be waited for: %s",
                    g_strerror(errno));
        usb_bus_close(bus, false);
        return FALSE;
    }
    usb_bus_follow(bus);
    return TRUE;
}

void usb_bus_follow(struct usb_bus *bus)
{
    const struct libusb_pollfd **fds = bus->ops->pollfds(bus->context);
    for (size_t i = 0; fds && fds[i]; i++) {
        struct epoll_event event = {.events = (uint32_t)fds[i]->events}; /* poll's bits are epoll's */
        epoll_ctl(bus->fd, EPOLL_CTL_ADD, fds[i]->fd, &event);           /* EEXIST is fine */
    }
    if (fds)
        bus->ops->free_pollfds(fds);
}

void usb_bus_handle(struct usb_bus *bus, int ms)
{
    struct timeval wait = {.tv_usec = (suseconds_t)ms * USEC_IN_MS};
    bus->ops->handle(bus->context, &wait);
}

void usb_bus_close(struct usb_bus *bus, bool keep_fd)
{
    if (bus->context)
        bus->ops->exit(bus->context);
    bus->context = NULL;
    if (!keep_fd && bus->fd >= 0)
        close(bus->fd);
    bus->fd = -1;
}

static bool take_hex(unsigned *to, const char **text)
{
    enum { DIGITS = 4 };
    *to = 0;
    for (int i = 0; i < DIGITS; i++, (*text)++) {
        int digit = g_ascii_xdigit_value(**text);
        if (digit < 0)
            return false;
        *to = *to << 4 | (unsigned)digit;
    }
    return **text == ':' || **text == '\0';
}

gboolean usb_name_parse(struct usb_name *name, const char *text, GError **error)
{
    static const char word[] = "usb";
    *name = (struct usb_name){.any = !strcmp(text, word)};
    if (name->any)
        return TRUE;
    const char *at = text + strlen(word);
    bool well = g_str_has_prefix(text, "usb:") && (at++, take_hex(&name->vendor, &at)) && *at++ == ':' &&
                take_hex(&name->product, &at);
    if (well && *at == ':')
        name->serial = at + 1;
    if (well && (!name->serial || *name->serial))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" names no USB device: write usb, usb:VID:PID or usb:VID:PID:SERIAL, such as "
                "usb:0400:C35A",
                text);
    return FALSE;
}

static bool has_numbers(const struct usb_name *name, const struct libusb_device_descriptor *d)
{
    if (!name->any)
        return d->idVendor == name->vendor && d->idProduct == name->product;
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
        if (d->idVendor == readers[i].vendor && d->idProduct == readers[i].product)
            return true;
    return false;
}

libusb_device *usb_name_find(const struct usb_name *name, const struct device_usb *ops,
                             libusb_device *const *list)
{
    for (; *list; list++) {
        struct libusb_device_descriptor d;
        if (ops->describe(*list, &d) != 0 || !has_numbers(name, &d))
            continue;
        g_autofree char *serial = name->serial ? ops->serial(*list) : NULL;
        if (!name->serial || !g_strcmp0(name->serial, serial))
            return *list;
    }
    return NULL;
}

/* By their numbers upwards: the lower one has the preamble. False when there are more than two. */
static bool insert(unsigned char at[2], unsigned *count, unsigned char address)
{
    if (*count == 2)
        return false;
    at[*count] = address;
    if (*count == 1 && at[0] > address) {
        at[1] = at[0];
        at[0] = address;
    }
    (*count)++;
    return true;
}

static bool choose_of(struct usb_pipes *pipes, const struct libusb_interface_descriptor *d)
{
    unsigned char in[2], out[2];
    unsigned ins = 0, outs = 0, size = 0;
    for (unsigned i = 0; i < d->bNumEndpoints; i++) {
        const struct libusb_endpoint_descriptor *e = &d->endpoint[i];
        bool is_in = e->bEndpointAddress & LIBUSB_ENDPOINT_IN;
        if ((e->bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) != LIBUSB_TRANSFER_TYPE_BULK)
            continue;
        if (!insert(is_in ? in : out, is_in ? &ins : &outs, e->bEndpointAddress))
            return false;
        if (is_in)
            size = MAX(size, e->wMaxPacketSize);
    }
    if (ins != outs || ins == 0 || size == 0)
        return false;
    *pipes = (struct usb_pipes){.interface = d->bInterfaceNumber, .count = ins};
    for (unsigned i = 0; i < ins; i++) {
        pipes->pipe[i].in = in[i];
        pipes->pipe[i].out = out[i];
        pipes->pipe[i].size = size;
    }
    return true;
}

bool usb_pipes_choose(struct usb_pipes *pipes, const struct libusb_config_descriptor *config)
{
    for (unsigned i = 0; i < config->bNumInterfaces; i++)
        if (config->interface[i].num_altsetting > 0 && choose_of(pipes, &config->interface[i].altsetting[0]))
            return true;
    return false;
}
