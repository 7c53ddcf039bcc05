#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "sync/frames.h"
#include "sync/line.h"

enum { PENDING_MAX = 16 };

struct line {
    char *path;
    struct frames frames;
    bool online;
    bool told;                     /* a change of `online` that nobody has heard of yet */
    uint32_t pending[PENDING_MAX]; /* requests whose answers are wanted; 0 = free */
};

static void set_online(struct line *line, bool online)
{
    line->told |= line->online != online;
    line->online = online;
}

static void hang_up(struct line *line)
{
    frames_clear(&line->frames);
    set_online(line, false);
}

static void dial(struct line *line)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    if (strlen(line->path) >= sizeof address.sun_path)
        return;
    memcpy(address.sun_path, line->path, strlen(line->path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        line->frames.fd = fd;
    else if (fd >= 0)
        close(fd);
}

struct line *line_open(const char *path)
{
    struct line *line = g_new0(struct line, 1);

    line->path = g_strdup(path);
    line->frames.fd = -1;
    dial(line);
    return line;
}

int line_fd(const struct line *line)
{
    return line->frames.fd;
}

bool line_online(const struct line *line)
{
    return line->online;
}

static uint32_t *place_of(struct line *line, uint32_t request)
{
    for (int i = 0; i < PENDING_MAX; i++)
        if (line->pending[i] == request)
            return &line->pending[i];
    return NULL;
}

static void forget(struct line *line, uint32_t request)
{
    uint32_t *place = request ? place_of(line, request) : NULL;

    if (place)
        *place = 0;
}

bool line_ask(struct line *line, uint32_t request, int deadline_ms, const struct secret_bytes *members)
{
    char head[80];
    uint32_t *place = place_of(line, 0);

    g_assert(request != 0 && members->len >= 2 && members->data[0] == '{');
    g_assert(!memchr(members->data, '\n', members->len));
    if (line->frames.fd < 0 || !place)
        return false;
    bool empty = members->len == 2;
    snprintf(head, sizeof head, "{\"request\":%u,\"deadline_ms\":%d%s", (unsigned)request, deadline_ms,
             empty ? "" : ",");
    secret_bytes_text(&line->frames.out, head);
    secret_bytes_append(&line->frames.out, members->data + 1, members->len - 1);
    secret_bytes_text(&line->frames.out, "\n");
    *place = request;
    if (frames_write(&line->frames))
        return true;
    forget(line, request);
    hang_up(line);
    return false;
}

void line_cancel(struct line *line, uint32_t request)
{
    char text[80];

    forget(line, request);
    if (line->frames.fd < 0)
        return;
    snprintf(text, sizeof text, "{\"request\":%u,\"kind\":\"cancel\"}\n", (unsigned)request);
    secret_bytes_text(&line->frames.out, text);
    if (!frames_write(&line->frames))
        hang_up(line);
}

bool line_wants_write(const struct line *line)
{
    return line->frames.fd >= 0 && frames_unsent(&line->frames);
}

/* One line from the agent: a status, an answer somebody waits for, or one that came too late and is wiped
 * unread. */
static enum line_news sort(struct line *line, struct secret_bytes *text, uint32_t *request,
                           struct secret_bytes *out)
{
    enum line_news news = LINE_NOTHING;
    json_t *object = json_loadb((const char *)text->data, text->len, 0, NULL);
    json_int_t number = json_integer_value(json_object_get(object, "request"));
    const char *kind = json_string_value(json_object_get(object, "kind"));

    if (kind && strcmp(kind, "status") == 0) {
        set_online(line, json_is_true(json_object_get(object, "online")));
    } else if (number > 0 && number <= UINT32_MAX && place_of(line, (uint32_t)number)) {
        forget(line, (uint32_t)number);
        *request = (uint32_t)number;
        *out = *text;
        *text = (struct secret_bytes){0};
        news = LINE_ANSWER;
    }
    json_decref(object);
    secret_bytes_clear(text);
    return news;
}

/* The agent went: what was asked is answered here, one request a call, so that no page waits for nobody. */
static enum line_news answer_orphan(struct line *line, uint32_t *request, struct secret_bytes *out)
{
    char text[80];

    for (int i = 0; i < PENDING_MAX; i++)
        if (line->pending[i]) {
            *request = line->pending[i];
            line->pending[i] = 0;
            snprintf(text, sizeof text, "{\"request\":%u,\"ok\":false,\"problem\":\"offline\"}",
                     (unsigned)*request);
            *out = (struct secret_bytes){0};
            secret_bytes_text(out, text);
            return LINE_ANSWER;
        }
    return LINE_NOTHING;
}

enum line_news line_ready(struct line *line, uint32_t *request, struct secret_bytes *out)
{
    struct secret_bytes text;

    if (line->frames.fd < 0) {
        if (answer_orphan(line, request, out) == LINE_ANSWER)
            return LINE_ANSWER;
        dial(line);
    }
    bool alive =
        line->frames.fd >= 0 && frames_write(&line->frames) && frames_read(&line->frames, LINE_MESSAGE_MAX);
    while (frames_take(&line->frames, &text))
        if (sort(line, &text, request, out) == LINE_ANSWER)
            return LINE_ANSWER;
    if (!alive) {
        hang_up(line);
        if (answer_orphan(line, request, out) == LINE_ANSWER)
            return LINE_ANSWER;
    }
    if (!line->told)
        return LINE_NOTHING;
    line->told = false;
    return LINE_STATUS;
}

void line_close(struct line *line)
{
    if (!line)
        return;
    frames_clear(&line->frames);
    g_free(line->path);
    g_free(line);
}
