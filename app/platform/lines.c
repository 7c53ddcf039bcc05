#include "platform/lines.h"

#include <glib.h>
#include <sys/socket.h>

struct line {
    struct lines *lines;
    int fd;
    int64_t waits_ms; /* since then; INT64_MAX: its request is being answered */
    GList link;
};
struct lines {
    GMutex lock;
    GQueue all;
};

struct lines *lines_new(void)
{
    struct lines *lines = g_new0(struct lines, 1);

    g_mutex_init(&lines->lock);
    g_queue_init(&lines->all);
    return lines;
}

void lines_free(struct lines *lines)
{
    if (!lines)
        return;
    g_assert(lines->all.length == 0);
    g_mutex_clear(&lines->lock);
    g_free(lines);
}

struct line *line_begin(struct lines *lines, int fd, int64_t now_ms)
{
    struct line *line = g_new0(struct line, 1);

    *line = (struct line){.lines = lines, .fd = fd, .waits_ms = now_ms, .link = {.data = line}};
    g_mutex_lock(&lines->lock);
    g_queue_push_tail_link(&lines->all, &line->link);
    g_mutex_unlock(&lines->lock);
    return line;
}

void line_waits(struct line *line, int64_t now_ms)
{
    g_mutex_lock(&line->lines->lock);
    line->waits_ms = now_ms;
    g_mutex_unlock(&line->lines->lock);
}

void line_asked(struct line *line)
{
    line_waits(line, INT64_MAX);
}

void line_end(struct line *line)
{
    struct lines *lines = line->lines;

    g_mutex_lock(&lines->lock);
    g_queue_unlink(&lines->all, &line->link);
    g_mutex_unlock(&lines->lock);
    g_free(line);
}

unsigned lines_cut(struct lines *lines, int64_t since_ms)
{
    unsigned cut = 0;

    g_mutex_lock(&lines->lock);
    for (GList *at = lines->all.head; at; at = at->next) {
        const struct line *line = at->data;
        if (line->waits_ms < since_ms && shutdown(line->fd, SHUT_RDWR) == 0)
            cut++;
    }
    g_mutex_unlock(&lines->lock);
    return cut;
}
