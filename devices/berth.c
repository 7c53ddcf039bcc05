#include "devices/berth.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/news.h"
#include "devices/wire/watch.h"
#include "devices/wire/wire.h"

enum {
    BACKOFF_FIRST_MS = 250,
    BACKOFF_LAST_MS = 8000,
    READ_BYTES = 4096,
    LAST_WORDS_MS = 200,       /* for what a driver says when its wire closes */
    QUEUE_BYTES_MAX = 1 << 20, /* a driver that sends more than a megabyte ahead is broken */
};

struct berth {
    struct device_io io; /* first: the driver gives it back */
    const struct device_driver *driver;
    enum device_slot slot;
    struct uri *uri;
    struct mail *out;
    GMainContext *context;
    void *state;       /* in secret memory */
    struct wire *wire; /* NULL while closed */
    char *node;        /* what the URI's path led to when it was opened; NULL: no node, or closed */
    GSource *reading, *writing, *alarm, *retry, *watching;
    struct wire_watch *watch; /* while closed */
    struct secret_bytes queue;
    size_t queue_pos;
    int backoff_ms;
    bool opened, wants_reopen;
    struct device_news news;
    const struct device_files *files;
};

static void stop(GSource **source)
{
    if (*source) {
        g_source_destroy(*source);
        g_source_unref(*source);
    }
    *source = NULL;
}

static GSource *after(struct berth *b, int ms, GSourceFunc call)
{
    GSource *source = g_timeout_source_new((guint)ms);
    g_source_set_callback(source, call, b, NULL);
    g_source_attach(source, b->context);
    return source;
}

static GSource *when(struct berth *b, int fd, GIOCondition condition, GUnixFDSourceFunc call)
{
    GSource *source = g_unix_fd_source_new(fd, condition);
    g_source_set_callback(source, G_SOURCE_FUNC(call), b, NULL);
    g_source_attach(source, b->context);
    return source;
}

static struct berth *berth_of(struct device_io *io)
{
    return (struct berth *)io;
}

static void io_emit(struct device_io *io, struct device_letter *letter)
{
    struct berth *b = berth_of(io);
    if (device_news_is(&b->news, letter))
        mail_push(b->out, letter);
    else
        device_letter_free(letter);
}

/* What is there but not for us is no plug to look at: somebody has to give the right. */
static void tell_closed(struct berth *b, const GError *why)
{
    bool barred = g_error_matches(why, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    letter_status(&b->io, b->slot, barred ? STATUS_ATTENTION : STATUS_ABSENT,
                  barred ? ATTENTION_NO_ACCESS : ATTENTION_NONE);
}

static void io_reopen(struct device_io *io)
{
    berth_of(io)->wants_reopen = true; /* done when the driver has returned */
}

static void lose(struct berth *b);
static void settle(struct berth *b)
{
    if (b->wants_reopen && b->wire)
        lose(b);
    b->wants_reopen = false;
}

static gboolean on_alarm(gpointer data)
{
    struct berth *b = data;
    stop(&b->alarm);
    b->driver->alarm(b->state, &b->io);
    settle(b);
    return G_SOURCE_REMOVE;
}

static void io_alarm(struct device_io *io, int ms)
{
    struct berth *b = berth_of(io);
    stop(&b->alarm);
    if (ms >= 0)
        b->alarm = after(b, ms, on_alarm);
}

static gboolean on_writable(gint fd, GIOCondition condition, gpointer data);

/* Writes what the wire takes now; the rest waits for the wire. */
static void flush(struct berth *b)
{
    while (b->queue_pos < b->queue.len) {
        ssize_t n = wire_write(b->wire, b->queue.data + b->queue_pos, b->queue.len - b->queue_pos);
        int why = n < 0 ? errno : 0; /* kept: what follows allocates */
        if (why == EINTR)
            continue;
        if (why == EAGAIN && !b->writing)
            b->writing = when(b, b->wire->fd, G_IO_OUT, on_writable);
        if (n < 0) {
            b->wants_reopen |= why != EAGAIN;
            return;
        }
        b->queue_pos += (size_t)n;
    }
    secret_bytes_clear(&b->queue);
    b->queue_pos = 0;
    stop(&b->writing);
}

static gboolean on_writable(gint fd, GIOCondition condition, gpointer data)
{
    (void)fd, (void)condition;
    struct berth *b = data;
    flush(b);
    settle(b);
    return G_SOURCE_CONTINUE; /* a source destroyed meanwhile is not called again */
}

static void io_send(struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct berth *b = berth_of(io);
    if (!b->wire || n > QUEUE_BYTES_MAX - b->queue.len) {
        b->wants_reopen = true;
        return;
    }
    ssize_t gone =
        b->writing ? 0 : wire_write(b->wire, bytes, n); /* as a rule all of it, and nothing is queued */
    size_t left = gone > 0 ? n - (size_t)gone : n;
    if (left > 0)
        secret_bytes_append(&b->queue, bytes + (n - left), left);
    if (left > 0 && !b->writing)
        flush(b);
}

static void io_blank(struct device_io *io)
{
    struct berth *b = berth_of(io);
    if (b->queue_pos < b->queue.len)
        secret_wipe(b->queue.data + b->queue_pos, b->queue.len - b->queue_pos);
}

static enum device_lines io_lines(struct device_io *io)
{
    return berth_of(io)->wire ? wire_lines(berth_of(io)->wire) : LINES_UNKNOWN;
}

static void drop_queue(struct berth *b)
{
    secret_bytes_clear(&b->queue);
    b->queue_pos = 0;
}

/* The horn off, the telephone hung up: a few bytes, for which a wire that still takes them is waited for.
 * What waited before is not sent any more. */
static void take_leave(struct berth *b)
{
    drop_queue(b);
    b->driver->closed(b->state, &b->io);
    struct pollfd wire = {.fd = b->wire->fd, .events = POLLOUT};
    if (b->queue_pos < b->queue.len && poll(&wire, 1, LAST_WORDS_MS) == 1 && wire.revents == POLLOUT)
        flush(b);
    stop(&b->writing);
    b->wants_reopen = false; /* it closes already */
}

static void close_wire(struct berth *b)
{
    stop(&b->reading);
    stop(&b->writing);
    if (b->opened)
        take_leave(b);
    b->opened = false;
    stop(&b->alarm);
    drop_queue(b);
    wire_close(b->wire);
    b->wire = NULL;
    g_clear_pointer(&b->node, free);
}

static gboolean on_retry(gpointer data)
{
    struct berth *b = data;
    stop(&b->retry);
    berth_open(b);
    return G_SOURCE_REMOVE;
}

static gboolean on_watch(gint fd, GIOCondition condition, gpointer data)
{
    (void)fd, (void)condition;
    struct berth *b = data;
    if (wire_watch_take(b->watch) && !b->wire)
        berth_open(b);
    return G_SOURCE_CONTINUE;
}

static void forget_watch(struct berth *b)
{
    stop(&b->watching);
    wire_watch_free(b->watch);
    b->watch = NULL;
}

static void watch(struct berth *b)
{
    b->watch = wire_watch_new(b->driver->wire, b->uri, b->files);
    if (b->watch)
        b->watching = when(b, b->watch->fd, G_IO_IN, on_watch);
}

static void retry_later(struct berth *b, const GError *why)
{
    if (!b->watch)
        watch(b); /* before it is told: whoever hears of it may plug it in at once */
    tell_closed(b, why);
    stop(&b->retry);
    b->retry = after(b, b->backoff_ms, on_retry);
    b->backoff_ms = MIN(b->backoff_ms * 2, BACKOFF_LAST_MS);
}

static void lose(struct berth *b)
{
    close_wire(b);
    retry_later(b, NULL);
}

static gboolean on_readable(gint fd, GIOCondition condition, gpointer data)
{
    (void)fd, (void)condition;
    struct berth *b = data;
    uint8_t bytes[READ_BYTES];
    ssize_t n = wire_read(b->wire, bytes, sizeof bytes);
    if (n > 0) {
        b->backoff_ms = BACKOFF_FIRST_MS; /* it speaks */
        b->driver->received(b->state, &b->io, bytes, (size_t)n);
        secret_wipe(bytes, (size_t)n);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        b->wants_reopen = true;
    }
    settle(b);
    return G_SOURCE_CONTINUE;
}

static void begin(struct berth *b)
{
    stop(&b->retry);
    forget_watch(b);
    b->opened = true;
    b->node = wire_node(b->uri) ? realpath(wire_node(b->uri), NULL) : NULL;
    b->reading = when(b, b->wire->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable);
    b->driver->opened(b->state, &b->io);
    settle(b);
    if (b->wire && b->wire->speaks)
        on_readable(b->wire->fd, G_IO_IN, b);
}

static gboolean on_connected(gint fd, GIOCondition condition, gpointer data)
{
    (void)fd, (void)condition;
    struct berth *b = data;
    g_autoptr(GError) error = NULL;
    stop(&b->writing);
    if (wire_connected(b->wire, &error))
        begin(b);
    else
        lose(b);
    return G_SOURCE_REMOVE;
}

void berth_open(struct berth *b)
{
    g_autoptr(GError) error = NULL;
    stop(&b->retry);
    b->wire = wire_open(b->driver->wire, b->uri, b->driver->baud, b->files, &error);
    if (!b->wire) {
        if (!b->news.told || b->news.status == STATUS_READY || b->news.status == STATUS_BUSY)
            log_warning("devices", "%s: %s: look at plug and power, it is tried again", b->uri->scheme,
                        error->message);
        retry_later(b, error);
    } else if (b->wire->connecting) {
        b->writing = when(b, b->wire->fd, G_IO_OUT | G_IO_HUP | G_IO_ERR, on_connected);
    } else {
        begin(b);
    }
}

/* Whatever came may be behind the name that the URI has for it: looking costs nothing. */
void berth_plugged(struct berth *b, const char *node, bool there)
{
    if (there && !b->wire && wire_node(b->uri) && access(wire_node(b->uri), R_OK | W_OK) == 0)
        berth_open(b);
    else if (!there && b->node && !strcmp(b->node, node))
        lose(b);
}

void berth_command(struct berth *b, const struct device_command *command)
{
    b->driver->command(b->state, &b->io, command);
    settle(b);
}

struct berth *berth_new(enum device_slot slot, const struct uri *uri, struct mail *out, GMainContext *context,
                        const struct device_files *files, GError **error)
{
    const struct device_driver *driver = device_driver_find(slot, uri->scheme);
    if (!device_check(slot, uri, error))
        return NULL;
    struct berth *b = g_new0(struct berth, 1);
    b->io = (struct device_io){io_send, io_alarm, io_emit, io_reopen, io_blank, io_lines};
    b->driver = driver;
    b->slot = slot;
    b->out = out;
    b->context = context;
    b->files = files;
    b->backoff_ms = BACKOFF_FIRST_MS;
    b->state = secret_new(driver->size);
    b->uri = uri_parse(uri->text, error);
    if (b->uri && driver->options(b->state, b->uri, error))
        return b;
    berth_free(b);
    return NULL;
}

void berth_free(struct berth *b)
{
    if (!b)
        return;
    close_wire(b);
    stop(&b->retry);
    forget_watch(b);
    secret_free(b->state);
    uri_free(b->uri);
    g_free(b);
}
