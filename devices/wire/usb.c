/* The wire of a reader on USB that no driver of the kernel knows. No thread: libusb's descriptors are polled
 * with the others, transfers are on their way in the kernel. What comes passes through secret memory. */
#include "devices/wire/usb.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/wire/usb_order.h"
#include "devices/wire/watch.h"
#include "devices/wire/wire.h"

enum {
    PIECE_BYTES = 64,  /* a packet at full speed */
    PIECES = 16,       /* waiting to go out: a kilobyte, and no command has more than 12 bytes */
    WRITE_MS = 1000,   /* a reader that takes no command is not well */
    STALLS_MAX = 3,    /* in a row */
    PACKET_MAX = 1024, /* of any speed */
    FAREWELL_MS = 100, /* for a cancelled transfer to come back; it takes as many tries */
    FAREWELL_TRIES = 10,
};

struct piece {
    unsigned pipe;
    size_t n;
    uint8_t bytes[PIECE_BYTES];
};
struct usb {
    struct usb_bus bus;
    libusb_device_handle *handle;
    struct usb_pipes pipes;
    struct usb_order order;
    struct coming {
        struct usb *usb;
        struct libusb_transfer *transfer;
        unsigned pipe, stalls;
        bool under_way;
        uint8_t bytes[PACKET_MAX];
    } coming[2];
    struct libusb_transfer *going;
    bool going_under_way;
    struct piece pieces[PIECES];
    unsigned first, count, stalls; /* of the pieces */
    bool gone, failed, closing;
};

static void submit_coming(struct coming *c)
{
    int why = c->usb->bus.ops->submit(c->transfer);
    c->under_way = why == 0;
    c->usb->gone |= why == LIBUSB_ERROR_NO_DEVICE;
    c->usb->failed |= why != 0;
}

/* A halted pipe is freed a few times; a reader that stays so is opened anew. */
static void free_halt(struct usb *usb, unsigned char endpoint, unsigned *stalls)
{
    if (++*stalls > STALLS_MAX || usb->bus.ops->clear_halt(usb->handle, endpoint) != 0)
        usb->failed = true;
}

static void LIBUSB_CALL has_come(struct libusb_transfer *transfer)
{
    struct coming *c = transfer->user_data;
    struct usb *usb = c->usb;
    size_t n = (size_t)MAX(transfer->actual_length, 0);
    c->under_way = false;
    if (!usb->closing && n > 0 && !usb_order_put(&usb->order, c->pipe, c->bytes, n))
        usb->failed = true;
    secret_wipe(c->bytes, n);
    if (transfer->status == LIBUSB_TRANSFER_STALL)
        free_halt(usb, transfer->endpoint, &c->stalls);
    else if (transfer->status == LIBUSB_TRANSFER_COMPLETED || transfer->status == LIBUSB_TRANSFER_TIMED_OUT)
        c->stalls = 0;
    else
        usb->failed = true;
    usb->gone |= transfer->status == LIBUSB_TRANSFER_NO_DEVICE;
    if (!usb->closing && !usb->failed)
        submit_coming(c);
}

static void send_next(struct usb *usb);

static void LIBUSB_CALL has_gone(struct libusb_transfer *transfer)
{
    struct usb *usb = transfer->user_data;
    usb->going_under_way = false;
    secret_wipe(&usb->pieces[usb->first], sizeof usb->pieces[usb->first]);
    usb->first = (usb->first + 1) % PIECES;
    usb->count--;
    if (transfer->status == LIBUSB_TRANSFER_STALL)
        free_halt(usb, transfer->endpoint, &usb->stalls); /* the driver asks again when no answer comes */
    else if (transfer->status == LIBUSB_TRANSFER_COMPLETED)
        usb->stalls = 0;
    else
        usb->failed = true;
    usb->gone |= transfer->status == LIBUSB_TRANSFER_NO_DEVICE;
    send_next(usb);
}

/* One after the other: the rest of a command may not overtake its length. */
static void send_next(struct usb *usb)
{
    if (usb->count == 0 || usb->going_under_way || usb->closing || usb->failed)
        return;
    struct piece *p = &usb->pieces[usb->first];
    libusb_fill_bulk_transfer(usb->going, usb->handle, usb->pipes.pipe[p->pipe].out, p->bytes, (int)p->n,
                              has_gone, usb, WRITE_MS);
    int why = usb->bus.ops->submit(usb->going);
    usb->going_under_way = why == 0;
    usb->gone |= why == LIBUSB_ERROR_NO_DEVICE;
    usb->failed |= why != 0;
}

static void add_piece(struct usb *usb, unsigned pipe, const uint8_t *bytes, size_t n)
{
    struct piece *p = &usb->pieces[(usb->first + usb->count++) % PIECES];
    p->pipe = pipe;
    p->n = n;
    memcpy(p->bytes, bytes, n);
}

static ssize_t usb_write(struct wire *wire, const void *from, size_t n)
{
    struct usb *usb = wire->more;
    const uint8_t *bytes = from;
    size_t head = usb->order.split ? MIN(n, USB_ORDER_HEAD) : 0;
    usb_bus_handle(&usb->bus, 0);
    if (usb->failed || (n - head + PIECE_BYTES - 1) / PIECE_BYTES + 1 > PIECES - usb->count) {
        errno = usb->gone ? ENODEV : usb->failed ? EIO : ENOBUFS;
        return -1;
    }
    if (usb->order.split)
        usb_order_forget(&usb->order); /* it never speaks first: what came was of the question before */
    if (head > 0)
        add_piece(usb, 0, bytes, head);
    for (size_t at = head; at < n; at += PIECE_BYTES)
        add_piece(usb, usb->order.split ? 1 : 0, bytes + at, MIN(n - at, PIECE_BYTES));
    send_next(usb);
    return (ssize_t)n;
}

/* The room reads 4096 bytes at a time, which is all that a pipe holds: nothing due stays behind unheard. */
static ssize_t usb_read(struct wire *wire, void *to, size_t n)
{
    struct usb *usb = wire->more;
    usb_bus_handle(&usb->bus, 0);
    size_t got = usb_order_take(&usb->order, to, n);
    if (got > 0)
        return (ssize_t)got;
    if (usb->gone)
        return 0;
    errno = usb->failed ? EIO : EAGAIN;
    return -1;
}

static gboolean refuse(GError **error, int why, const char *what)
{
    int code = why == LIBUSB_ERROR_ACCESS      ? G_IO_ERROR_PERMISSION_DENIED
               : why == LIBUSB_ERROR_BUSY      ? G_IO_ERROR_BUSY
               : why == LIBUSB_ERROR_NO_DEVICE ? G_IO_ERROR_NOT_FOUND
                                               : G_IO_ERROR_FAILED;
    g_set_error(error, G_IO_ERROR, code, "%s: %s", what, libusb_strerror(why));
    return FALSE;
}

static gboolean take_device(struct usb *usb, libusb_device *device, GError **error)
{
    const struct device_usb *ops = usb->bus.ops;
    struct libusb_config_descriptor *config = NULL;
    int why = ops->config(device, &config);
    if (why)
        return refuse(error, why, "the USB reader does not say how to speak to it");
    bool known = usb_pipes_choose(&usb->pipes, config);
    ops->free_config(config);
    if (!known || usb->pipes.pipe[0].size > PACKET_MAX)
        return refuse(error, LIBUSB_ERROR_NOT_SUPPORTED,
                      "the USB device speaks in another way than a reader");
    why = ops->open(device, &usb->handle);
    if (why)
        return refuse(error, why, "the USB reader cannot be opened");
    why = ops->claim(usb->handle, usb->pipes.interface);
    return why ? refuse(error, why, "the USB reader is in use") : TRUE;
}

static gboolean find_device(struct usb *usb, const char *text, GError **error)
{
    struct usb_name name;
    libusb_device **list = NULL;
    if (!usb_name_parse(&name, text, error))
        return FALSE;
    ssize_t n = usb->bus.ops->list(usb->bus.context, &list);
    libusb_device *device = n < 0 ? NULL : usb_name_find(&name, usb->bus.ops, list);
    gboolean well = FALSE;
    if (device)
        well = take_device(usb, device, error);
    else
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no reader answers on USB as %s", text);
    if (list)
        usb->bus.ops->free_list(list, 1);
    return well;
}

static void listen_to(struct usb *usb)
{
    usb_bus_follow(&usb->bus);
    usb->order.split = usb->pipes.count == 2;
    usb->going = libusb_alloc_transfer(0);
    for (unsigned i = 0; i < usb->pipes.count; i++) {
        struct coming *c = &usb->coming[i];
        c->usb = usb;
        c->pipe = i;
        c->transfer = libusb_alloc_transfer(0);
        libusb_fill_bulk_transfer(c->transfer, usb->handle, usb->pipes.pipe[i].in, c->bytes,
                                  (int)usb->pipes.pipe[i].size, has_come, c, 0);
        submit_coming(c);
    }
}

static bool under_way(const struct usb *usb)
{
    return usb->going_under_way || usb->coming[0].under_way || usb->coming[1].under_way;
}

static void cancel_all(struct usb *usb)
{
    usb->closing = true;
    if (usb->going_under_way)
        usb->bus.ops->cancel(usb->going);
    for (size_t i = 0; i < G_N_ELEMENTS(usb->coming); i++)
        if (usb->coming[i].under_way)
            usb->bus.ops->cancel(usb->coming[i].transfer);
    for (int i = 0; i < FAREWELL_TRIES && under_way(usb); i++)
        usb_bus_handle(&usb->bus, FAREWELL_MS);
}

static void usb_free(struct usb *usb, bool keep_fd)
{
    cancel_all(usb);
    bool stuck = under_way(usb); /* the kernel may still write there: better lost than lent twice */
    if (stuck)
        log_warning("devices", "a transfer on USB did not come back: %s", "its memory is left to it");
    if (usb->handle)
        usb->bus.ops->close(usb->handle);
    usb_bus_close(&usb->bus, keep_fd);
    if (stuck)
        return;
    libusb_free_transfer(usb->going);
    libusb_free_transfer(usb->coming[0].transfer);
    libusb_free_transfer(usb->coming[1].transfer);
    secret_free(usb);
}

static const struct device_usb *ops_of(const struct device_files *files)
{
    return files->usb ? files->usb : &device_usb_libusb;
}

static int usb_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    struct usb *usb = secret_new(sizeof *usb);
    if (!usb_bus_open(&usb->bus, ops_of(wire->files), error) || !find_device(usb, uri->path, error)) {
        usb_free(usb, false);
        return -1;
    }
    listen_to(usb);
    wire->more = usb;
    return usb->bus.fd;
}

static void usb_close(struct wire *wire)
{
    if (wire->more)
        usb_free(wire->more, true); /* wire_close closes the descriptor */
    wire->more = NULL;
}

static gboolean usb_check(const struct uri *uri, unsigned baud, GError **error)
{
    (void)baud;
    struct usb_name name;
    return usb_name_parse(&name, uri->path, error);
}

/* Some device came: it may be ours. */
struct plugs {
    struct usb_bus bus;
    bool arrived;
};

static int LIBUSB_CALL has_arrived(libusb_context *context, libusb_device *device, libusb_hotplug_event event,
                                   void *data)
{
    (void)context, (void)device, (void)event;
    ((struct plugs *)data)->arrived = true;
    return 0;
}

static bool plugs_take(struct wire_watch *watch)
{
    struct plugs *plugs = watch->more;
    plugs->arrived = false;
    usb_bus_handle(&plugs->bus, 0);
    return plugs->arrived;
}

static void plugs_close(struct wire_watch *watch)
{
    struct plugs *plugs = watch->more;
    usb_bus_close(&plugs->bus, false);
    g_free(plugs);
}

static bool usb_watch(struct wire_watch *watch, const struct uri *uri)
{
    (void)uri;
    struct plugs *plugs = g_new0(struct plugs, 1);
    const struct device_usb *ops = ops_of(watch->files);
    *watch = (struct wire_watch){watch->files, -1, plugs, plugs_take, plugs_close};
    if (usb_bus_open(&plugs->bus, ops, NULL) && ops->hotplug(plugs->bus.context, has_arrived, plugs) == 0) {
        usb_bus_follow(&plugs->bus);
        watch->fd = plugs->bus.fd;
        return true;
    }
    plugs_close(watch);
    return false;
}

const struct wire_type wire_usb = {usb_check, usb_open, usb_read, usb_write, usb_close, NULL, usb_watch};

/* A reader stands on a serial line, behind an address, or on USB. */
static const struct wire_type *type_of(const struct uri *uri)
{
    bool usb = !strcmp(uri->path, "usb") || g_str_has_prefix(uri->path, "usb:");
    return usb ? &wire_usb : &wire_stream;
}

static gboolean reader_check(const struct uri *uri, unsigned baud, GError **error)
{
    return type_of(uri)->check(uri, baud, error);
}

static int reader_open(struct wire *wire, const struct uri *uri, unsigned baud, GError **error)
{
    wire->type = type_of(uri); /* which reads, writes and closes it from now on */
    return wire->type->open(wire, uri, baud, error);
}

static bool reader_watch(struct wire_watch *watch, const struct uri *uri)
{
    const struct wire_type *type = type_of(uri);
    return type->watch ? type->watch(watch, uri) : wire_watch_node(watch, uri);
}

const struct wire_type wire_reader = {.check = reader_check, .open = reader_open, .watch = reader_watch};
