#include <errno.h>
#include <glib-unix.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "sync/frames.h"
#include "sync/line.h"

struct guest { /* one kiosk at the other end */
    struct line_server *server;
    unsigned number;
    struct frames frames;
    GSource *source;
    bool gone;
};
struct pending { /* one request that has a deadline */
    struct line_server *server;
    unsigned client;
    uint32_t request;
    GSource *timer;
};
struct line_server {
    char *path;
    GMainContext *context;
    struct line_handlers handlers;
    int fd;
    GSource *source;
    GPtrArray *guests, *pending;
    unsigned last_number;
    bool online;
};

GQuark line_error_quark(void)
{
    return g_quark_from_static_string("line");
}

static GSource *watch(struct line_server *server, int fd, GIOCondition condition, GUnixFDSourceFunc call,
                      void *data)
{
    GSource *source = g_unix_fd_source_new(fd, condition);

    g_source_set_callback(source, G_SOURCE_FUNC(call), data, NULL);
    g_source_attach(source, server->context);
    return source;
}

static void drop_source(GSource **source)
{
    if (*source) {
        g_source_destroy(*source);
        g_source_unref(*source);
        *source = NULL;
    }
}

static void guest_free(void *data)
{
    struct guest *guest = data;

    drop_source(&guest->source);
    frames_clear(&guest->frames);
    g_free(guest);
}

static void pending_free(void *data)
{
    struct pending *pending = data;

    drop_source(&pending->timer);
    g_free(pending);
}

static struct guest *guest_of(const struct line_server *server, unsigned number)
{
    for (guint i = 0; i < server->guests->len; i++) {
        struct guest *guest = g_ptr_array_index(server->guests, i);
        if (guest->number == number && !guest->gone)
            return guest;
    }
    return NULL;
}

static struct pending *pending_of(const struct line_server *server, unsigned client, uint32_t request)
{
    for (guint i = 0; i < server->pending->len; i++) {
        struct pending *pending = g_ptr_array_index(server->pending, i);
        if (pending->client == client && pending->request == request)
            return pending;
    }
    return NULL;
}

static gboolean on_guest(int fd, GIOCondition condition, void *data);

/* Writes what goes; asks to be told when the rest can. */
static void flush(struct guest *guest)
{
    if (!frames_write(&guest->frames))
        guest->gone = true;
    drop_source(&guest->source);
    GIOCondition condition = G_IO_IN | G_IO_HUP | (frames_unsent(&guest->frames) ? G_IO_OUT : 0);
    guest->source = watch(guest->server, guest->frames.fd, condition, on_guest, guest);
}

static void tell_status(struct guest *guest)
{
    secret_bytes_text(&guest->frames.out, guest->server->online ? "{\"kind\":\"status\",\"online\":true}\n"
                                                                : "{\"kind\":\"status\",\"online\":false}\n");
    flush(guest);
}

static void cancel(struct line_server *server, struct pending *pending)
{
    server->handlers.cancelled(server->handlers.data, pending->client, pending->request);
    g_ptr_array_remove_fast(server->pending, pending);
}

static gboolean on_deadline(void *data)
{
    struct pending *pending = data;
    struct line_server *server = pending->server;
    unsigned client = pending->client;
    uint32_t request = pending->request;

    server->handlers.cancelled(server->handlers.data, client, request);
    line_server_problem(server, client, request, "late"); /* frees pending and this timer */
    return G_SOURCE_REMOVE;
}

static void remember(struct guest *guest, uint32_t request, int deadline_ms)
{
    struct pending *pending = g_new0(struct pending, 1);

    pending->server = guest->server;
    pending->client = guest->number;
    pending->request = request;
    pending->timer = g_timeout_source_new((guint)deadline_ms);
    g_source_set_callback(pending->timer, on_deadline, pending, NULL);
    g_source_attach(pending->timer, guest->server->context);
    g_ptr_array_add(guest->server->pending, pending);
}

/* A line that is no request ends the connection: the two ends are of one house, so it is a broken one. */
static void take_line(struct guest *guest, struct secret_bytes text)
{
    struct line_server *server = guest->server;
    json_t *object = json_loadb((const char *)text.data, text.len, 0, NULL);
    json_int_t request = json_integer_value(json_object_get(object, "request"));
    json_int_t deadline = json_integer_value(json_object_get(object, "deadline_ms"));
    const char *kind = json_string_value(json_object_get(object, "kind"));
    bool stop = kind && strcmp(kind, "cancel") == 0;

    json_decref(object);
    if (request < 1 || request > UINT32_MAX || (!stop && (deadline < 1 || deadline > LINE_DEADLINE_MAX_MS))) {
        guest->gone = true;
        secret_bytes_clear(&text);
        return;
    }
    struct pending *known = pending_of(server, guest->number, (uint32_t)request);
    if (known)
        cancel(server, known);
    if (stop) {
        secret_bytes_clear(&text);
        return;
    }
    remember(guest, (uint32_t)request, (int)deadline);
    server->handlers.asked(server->handlers.data, guest->number, (uint32_t)request, (int)deadline, text);
}

static void say_goodbye(struct guest *guest)
{
    struct line_server *server = guest->server;

    for (guint i = server->pending->len; i > 0; i--) {
        struct pending *pending = g_ptr_array_index(server->pending, i - 1);
        if (pending->client == guest->number)
            cancel(server, pending);
    }
    g_ptr_array_remove_fast(server->guests, guest);
}

static gboolean on_guest(int fd, GIOCondition condition, void *data)
{
    struct guest *guest = data;
    struct secret_bytes text;

    (void)fd, (void)condition;
    if (!frames_read(&guest->frames, LINE_MESSAGE_MAX))
        guest->gone = true;
    while (!guest->gone && frames_take(&guest->frames, &text))
        take_line(guest, text);
    if (!guest->gone)
        flush(guest); /* renews the watch: this source is gone after it */
    if (guest->gone)
        say_goodbye(guest);
    return G_SOURCE_REMOVE;
}

static gboolean on_knock(int fd, GIOCondition condition, void *data)
{
    struct line_server *server = data;
    int accepted = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

    (void)condition;
    if (accepted < 0)
        return G_SOURCE_CONTINUE;
    if (server->guests->len >= LINE_CLIENTS_MAX) {
        close(accepted);
        return G_SOURCE_CONTINUE;
    }
    struct guest *guest = g_new0(struct guest, 1);
    guest->server = server;
    guest->number = ++server->last_number;
    guest->frames.fd = accepted;
    g_ptr_array_add(server->guests, guest);
    tell_status(guest);
    return G_SOURCE_CONTINUE;
}

/* The socket is private before anyone can knock: made under a umask of 077, and by 0600 again. */
static int listen_at(const char *path, GError **error)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (strlen(path) >= sizeof address.sun_path)
        errno = ENAMETOOLONG;
    else if (fd >= 0) {
        memcpy(address.sun_path, path, strlen(path) + 1);
        unlink(path); /* of an earlier run: a socket file outlives its process */
        mode_t before = umask(0177);
        int bound = bind(fd, (struct sockaddr *)&address, sizeof address);
        umask(before);
        if (bound == 0 && listen(fd, LINE_CLIENTS_MAX) == 0)
            return fd;
    }
    g_set_error(error, line_error_quark(), LINE_ERROR_SOCKET,
                "cannot listen at %s (%s): correct [platform] line, or let the agent write that folder", path,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

struct line_server *line_server_new(const char *path, GMainContext *context,
                                    const struct line_handlers *handlers, GError **error)
{
    int fd = listen_at(path, error);

    if (fd < 0)
        return NULL;
    struct line_server *server = g_new0(struct line_server, 1);
    server->path = g_strdup(path);
    server->context = context;
    server->handlers = *handlers;
    server->fd = fd;
    server->guests = g_ptr_array_new_with_free_func(guest_free);
    server->pending = g_ptr_array_new_with_free_func(pending_free);
    server->source = watch(server, fd, G_IO_IN, on_knock, server);
    return server;
}

void line_server_status(struct line_server *server, bool online)
{
    if (server->online == online)
        return;
    server->online = online;
    for (guint i = 0; i < server->guests->len; i++)
        tell_status(g_ptr_array_index(server->guests, i));
}

/* `tail` is the rest of an object behind its opening brace; a newline in it is white space and would end our
 * line. */
static void send_object(struct line_server *server, unsigned client, uint32_t request, const char *tail,
                        size_t len)
{
    struct pending *pending = pending_of(server, client, request);
    struct guest *guest = guest_of(server, client);
    char head[40];

    if (pending)
        g_ptr_array_remove_fast(server->pending, pending);
    if (!pending || !guest)
        return;
    snprintf(head, sizeof head, "{\"request\":%u,", (unsigned)request);
    secret_bytes_text(&guest->frames.out, head);
    size_t from = guest->frames.out.len;
    secret_bytes_append(&guest->frames.out, tail, len);
    for (size_t i = from; i < guest->frames.out.len; i++)
        if (guest->frames.out.data[i] == '\n' || guest->frames.out.data[i] == '\r')
            guest->frames.out.data[i] = ' ';
    secret_bytes_text(&guest->frames.out, "\n");
    flush(guest);
}

void line_server_answer(struct line_server *server, unsigned client, uint32_t request, const void *answer,
                        size_t len)
{
    const char *text = answer;

    g_assert(len > 2 && text[0] == '{'); /* an object with at least "ok": the agent has parsed it */
    send_object(server, client, request, text + 1, len - 1);
}

void line_server_problem(struct line_server *server, unsigned client, uint32_t request, const char *problem)
{
    char tail[96];
    int len = snprintf(tail, sizeof tail, "\"ok\":false,\"problem\":\"%s\"}", problem);

    send_object(server, client, request, tail, (size_t)len);
}

void line_server_free(struct line_server *server)
{
    if (!server)
        return;
    drop_source(&server->source);
    g_ptr_array_unref(server->pending);
    g_ptr_array_unref(server->guests);
    close(server->fd);
    unlink(server->path);
    g_free(server->path);
    g_free(server);
}
