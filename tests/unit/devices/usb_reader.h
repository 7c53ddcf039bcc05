/* A whole ID-card reader on USB, behind the table of libusb's calls: descriptors of both kinds, packets,
 * empty ones, short ones, halted pipes, a reader that takes nothing, a plug that is pulled. Module and card
 * are those of module.h. One reader; its fields are touched under its lock. Tests only. */
#pragma once

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "devices/wire/usb.h"
#include "module.h"

enum { READER_VENDOR = 0x0400, READER_PRODUCT = 0xC35A, READER_PACKET = 64, READER_PACKETS = 4096 };

struct reader_packet {
    enum libusb_transfer_status status;
    int n;
    uint8_t bytes[READER_PACKET];
};
struct reader_context {
    int bell;
    bool came;
    libusb_hotplug_callback_fn arrived;
    void *data;
};
static struct usb_reader {
    GMutex lock;
    bool plugged, split, closed_to_us, deaf /* takes nothing */, empties /* a packet of none before each */,
        shorts /* packets of 1 to 7 bytes */;
    int stalls_in, stalls_out; /* so many times from now */
    bool halted[2];
    struct module module;
    uint8_t heard[READER_PACKET];
    size_t heard_len;
    GQueue packets[2];                  /* by pipe; of struct reader_packet */
    struct libusb_transfer *waiting[2]; /* for a packet */
    struct libusb_transfer *unheard;    /* of a deaf reader */
    GQueue complete;                    /* transfers, to be called back */
    GPtrArray *contexts;
    int open_contexts, open_handles, halts_cleared;
    struct reader_context *of_handle;
} reader;

static inline void reader_ring(struct reader_context *context)
{
    if (context)
        eventfd_write(context->bell, 1);
}

static inline void reader_complete(struct libusb_transfer *t, enum libusb_transfer_status status, int n)
{
    t->status = status;
    t->actual_length = n;
    g_queue_push_tail(&reader.complete, t);
    reader_ring(reader.of_handle);
}

static inline unsigned reader_pipe(unsigned char endpoint)
{
    return reader.split && (endpoint & 0x7F) > 2 ? 1 : 0;
}

static inline void reader_deliver(unsigned pipe)
{
    struct libusb_transfer *t = reader.waiting[pipe];
    struct reader_packet *p = t ? g_queue_pop_head(&reader.packets[pipe]) : NULL;
    if (!p)
        return;
    reader.waiting[pipe] = NULL;
    g_assert(p->n <= t->length);
    memcpy(t->buffer, p->bytes, (size_t)p->n);
    reader.halted[pipe] |= p->status == LIBUSB_TRANSFER_STALL;
    reader_complete(t, p->status, p->n);
    g_free(p);
}

static inline void reader_packet(unsigned pipe, enum libusb_transfer_status status, const uint8_t *bytes,
                                 int n)
{
    struct reader_packet *p = g_new0(struct reader_packet, 1);
    p->status = status;
    p->n = n;
    if (n)
        memcpy(p->bytes, bytes, (size_t)n);
    g_queue_push_tail(&reader.packets[pipe], p);
    reader_deliver(pipe);
}

static inline void reader_say(unsigned pipe, const uint8_t *bytes, size_t n)
{
    for (size_t at = 0, i = 0; at < n; i++) {
        size_t piece = MIN(n - at, reader.shorts ? 1 + i % 7 : READER_PACKET);
        if (reader.empties)
            reader_packet(pipe, LIBUSB_TRANSFER_COMPLETED, NULL, 0);
        if (reader.stalls_in > 0 && reader.stalls_in--)
            reader_packet(pipe, LIBUSB_TRANSFER_STALL, NULL, 0);
        reader_packet(pipe, LIBUSB_TRANSFER_COMPLETED, bytes + at, (int)piece);
        at += piece;
    }
}

/* The last three bytes of a command are CMD, PARA and the check byte. */
static inline void reader_answer(void)
{
    uint8_t out[SAM_FRAME_MAX];
    unsigned command = (unsigned)(reader.heard[7] << 8 | reader.heard[8]);
    reader.heard_len = 0;
    if (reader.module.mute)
        return;
    size_t n = module_answer(&reader.module, command, out);
    if (reader.split)
        reader_say(0, out, 7);
    reader_say(reader.split ? 1 : 0, out + (reader.split ? 7 : 0), n - (reader.split ? 7 : 0));
}

/* As the paper has it: seven bytes by the first pipe, the rest by the second. */
static inline void reader_hear(struct libusb_transfer *t)
{
    unsigned pipe = reader_pipe(t->endpoint);
    g_assert(!reader.split || (pipe == 0 ? t->length == 7 && reader.heard_len == 0 : reader.heard_len == 7));
    g_assert(reader.heard_len + (size_t)t->length <= sizeof reader.heard);
    memcpy(reader.heard + reader.heard_len, t->buffer, (size_t)t->length);
    reader.heard_len += (size_t)t->length;
    reader_complete(t, LIBUSB_TRANSFER_COMPLETED, t->length);
    if (reader.heard_len >= 7 && reader.heard_len == 7u + reader.heard[6])
        reader_answer();
}

static inline int reader_submit(struct libusb_transfer *t)
{
    int result = 0;
    g_mutex_lock(&reader.lock);
    unsigned pipe = reader_pipe(t->endpoint);
    if (!reader.plugged) {
        result = LIBUSB_ERROR_NO_DEVICE;
    } else if (t->endpoint & LIBUSB_ENDPOINT_IN) {
        g_assert(!reader.waiting[pipe] && !reader.halted[pipe]);
        reader.waiting[pipe] = t;
        reader_deliver(pipe);
    } else if (reader.deaf) {
        reader.unheard = t;
    } else if (reader.stalls_out > 0) {
        reader.stalls_out--;
        reader.heard_len = 0;
        reader_complete(t, LIBUSB_TRANSFER_STALL, 0);
    } else {
        reader_hear(t);
    }
    g_mutex_unlock(&reader.lock);
    return result;
}

static inline int reader_cancel(struct libusb_transfer *t)
{
    g_mutex_lock(&reader.lock);
    for (unsigned pipe = 0; pipe < 2; pipe++)
        if (reader.waiting[pipe] == t) {
            reader.waiting[pipe] = NULL;
            reader_complete(t, LIBUSB_TRANSFER_CANCELLED, 0);
        }
    if (reader.unheard == t) {
        reader.unheard = NULL;
        reader_complete(t, LIBUSB_TRANSFER_CANCELLED, 0);
    }
    g_mutex_unlock(&reader.lock);
    return 0;
}

/* What a deaf reader was sent has run out of time. */
static inline void reader_runs_out(void)
{
    g_mutex_lock(&reader.lock);
    if (reader.unheard)
        reader_complete(reader.unheard, LIBUSB_TRANSFER_TIMED_OUT, 0);
    reader.unheard = NULL;
    g_mutex_unlock(&reader.lock);
}

static inline void reader_plug(bool in)
{
    g_mutex_lock(&reader.lock);
    reader.plugged = in;
    for (unsigned pipe = 0; pipe < 2; pipe++) {
        reader.halted[pipe] = false;
        g_queue_clear_full(&reader.packets[pipe], g_free);
        if (!in && reader.waiting[pipe]) {
            reader_complete(reader.waiting[pipe], LIBUSB_TRANSFER_NO_DEVICE, 0);
            reader.waiting[pipe] = NULL;
        }
    }
    reader.heard_len = 0;
    reader.module.was_read = reader.module.selected = false;
    for (guint i = 0; in && i < reader.contexts->len; i++) {
        struct reader_context *context = reader.contexts->pdata[i];
        context->came = true;
        reader_ring(context);
    }
    g_mutex_unlock(&reader.lock);
}

static inline int reader_init(libusb_context **to)
{
    struct reader_context *context = g_new0(struct reader_context, 1);
    context->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    g_mutex_lock(&reader.lock);
    g_ptr_array_add(reader.contexts, context);
    reader.open_contexts++;
    g_mutex_unlock(&reader.lock);
    *to = (libusb_context *)(void *)context;
    return 0;
}

static inline void reader_exit(libusb_context *which)
{
    struct reader_context *context = (void *)which;
    g_mutex_lock(&reader.lock);
    g_ptr_array_remove(reader.contexts, context);
    reader.open_contexts--;
    g_mutex_unlock(&reader.lock);
    close(context->bell);
    g_free(context);
}

static inline ssize_t reader_list(libusb_context *context, libusb_device ***list)
{
    (void)context;
    g_mutex_lock(&reader.lock);
    ssize_t n = reader.plugged ? 1 : 0;
    g_mutex_unlock(&reader.lock);
    *list = g_new0(libusb_device *, 2);
    if (n)
        (*list)[0] = (libusb_device *)(void *)&reader;
    return n;
}

static inline void reader_free_list(libusb_device **list, int unref)
{
    (void)unref;
    g_free(list);
}

static inline int reader_describe(libusb_device *device, struct libusb_device_descriptor *to)
{
    (void)device;
    *to = (struct libusb_device_descriptor){.idVendor = READER_VENDOR, .idProduct = READER_PRODUCT};
    return 0;
}

#define READER_BULK(address)                                                                                 \
    {                                                                                                        \
        .bEndpointAddress = (address), .bmAttributes = LIBUSB_TRANSFER_TYPE_BULK,                            \
        .wMaxPacketSize = READER_PACKET                                                                      \
    }
#define READER_CONFIG(name, ...)                                                                             \
    static const struct libusb_endpoint_descriptor name##_endpoints[] = {__VA_ARGS__};                       \
    static const struct libusb_interface_descriptor name##_setting = {                                       \
        .bNumEndpoints = G_N_ELEMENTS(name##_endpoints), .endpoint = name##_endpoints};                      \
    static const struct libusb_interface name##_interface = {&name##_setting, 1};                            \
    static struct libusb_config_descriptor name = {.bNumInterfaces = 1, .interface = &name##_interface}

READER_CONFIG(reader_split, READER_BULK(0x85), READER_BULK(0x06), READER_BULK(0x81), READER_BULK(0x02));
READER_CONFIG(reader_whole, READER_BULK(0x81), READER_BULK(0x02));

static inline int reader_config(libusb_device *device, struct libusb_config_descriptor **to)
{
    (void)device;
    *to = reader.split ? &reader_split : &reader_whole;
    return 0;
}

static inline void reader_free_config(struct libusb_config_descriptor *config)
{
    (void)config;
}

static inline char *reader_serial(libusb_device *device)
{
    (void)device;
    return g_strdup("A-17");
}

static inline int reader_open(libusb_device *device, libusb_device_handle **handle)
{
    (void)device;
    if (reader.closed_to_us)
        return LIBUSB_ERROR_ACCESS;
    reader.open_handles++;
    *handle = (libusb_device_handle *)(void *)&reader;
    /* The context that is being opened is the newest one. */
    reader.of_handle = reader.contexts->pdata[reader.contexts->len - 1];
    return 0;
}

static inline void reader_close(libusb_device_handle *handle)
{
    (void)handle;
    g_mutex_lock(&reader.lock);
    g_assert(!reader.waiting[0] && !reader.waiting[1] && !reader.unheard); /* nothing is lent any more */
    reader.of_handle = NULL;
    reader.open_handles--;
    g_mutex_unlock(&reader.lock);
}

static inline int reader_claim(libusb_device_handle *handle, int interface)
{
    (void)handle, (void)interface;
    return 0;
}

static inline int reader_clear_halt(libusb_device_handle *handle, unsigned char endpoint)
{
    (void)handle;
    g_mutex_lock(&reader.lock);
    reader.halts_cleared++;
    if (endpoint & LIBUSB_ENDPOINT_IN)
        reader.halted[reader_pipe(endpoint)] = false;
    g_mutex_unlock(&reader.lock);
    return 0;
}

static inline int reader_handle(libusb_context *which, struct timeval *wait)
{
    struct reader_context *context = (void *)which;
    struct pollfd bell = {context->bell, POLLIN, 0};
    eventfd_t rung;
    if (poll(&bell, 1, (int)(wait->tv_usec / 1000)) == 1)
        eventfd_read(context->bell, &rung);
    g_mutex_lock(&reader.lock);
    bool came = context->came && context->arrived;
    context->came = false;
    g_mutex_unlock(&reader.lock);
    if (came)
        context->arrived(which, NULL, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED, context->data);
    for (;;) {
        g_mutex_lock(&reader.lock);
        bool ours = reader.of_handle == context;
        struct libusb_transfer *t = ours ? g_queue_pop_head(&reader.complete) : NULL;
        g_mutex_unlock(&reader.lock);
        if (!t)
            return 0;
        t->callback(t);
    }
}

static inline const struct libusb_pollfd **reader_pollfds(libusb_context *which)
{
    struct reader_context *context = (void *)which;
    const struct libusb_pollfd **fds = g_new0(const struct libusb_pollfd *, 2);
    struct libusb_pollfd *fd = g_new0(struct libusb_pollfd, 1);
    *fd = (struct libusb_pollfd){context->bell, POLLIN};
    fds[0] = fd;
    return fds;
}

static inline void reader_free_pollfds(const struct libusb_pollfd **fds)
{
    g_free((void *)fds[0]);
    g_free(fds);
}

static inline int reader_hotplug(libusb_context *which, libusb_hotplug_callback_fn arrived, void *data)
{
    struct reader_context *context = (void *)which;
    context->arrived = arrived;
    context->data = data;
    return 0;
}

static const struct device_usb reader_usb = {
    .init = reader_init,
    .exit = reader_exit,
    .list = reader_list,
    .free_list = reader_free_list,
    .describe = reader_describe,
    .config = reader_config,
    .free_config = reader_free_config,
    .serial = reader_serial,
    .open = reader_open,
    .close = reader_close,
    .claim = reader_claim,
    .clear_halt = reader_clear_halt,
    .submit = reader_submit,
    .cancel = reader_cancel,
    .handle = reader_handle,
    .pollfds = reader_pollfds,
    .free_pollfds = reader_free_pollfds,
    .hotplug = reader_hotplug,
};

static inline void reader_up(bool split)
{
    memset(&reader, 0, sizeof reader);
    g_mutex_init(&reader.lock);
    reader.split = split;
    reader.plugged = true;
    reader.module.card = -1;
    reader.contexts = g_ptr_array_new();
}

static inline void reader_down(void)
{
    assert_int_equal(reader.open_contexts, 0);
    assert_int_equal(reader.open_handles, 0);
    for (unsigned pipe = 0; pipe < 2; pipe++)
        g_queue_clear_full(&reader.packets[pipe], g_free);
    g_queue_clear(&reader.complete);
    g_ptr_array_unref(reader.contexts);
    g_mutex_clear(&reader.lock);
}
