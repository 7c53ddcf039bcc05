#include "platform/lines.h"

#include <glib.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

struct line {
    struct lines *lines;
    int fd;
    int64_t until_ms;
    bool answers;
    uint64_t taken;   /* bytes that the other end has of all, at the last look, and since when so many */
    int64_t taken_ms; /* LINE_UNBOUND: nobody looked yet */
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

struct line *line_begin(struct lines *lines, int fd, int64_t until_ms)
{
    struct line *line = g_new0(struct line, 1);

    *line = (struct line){.lines = lines, .fd = fd, .until_ms = until_ms, .link = {.data = line}};
    g_mutex_lock(&lines->lock);
    g_queue_push_tail_link(&lines->all, &line->link);
    g_mutex_unlock(&lines->lock);
    return line;
}

static void set(struct line *line, int64_t until_ms, bool answers)
{
    g_mutex_lock(&line->lines->lock);
    line->until_ms = until_ms;
    line->answers = answers;
    line->taken_ms = LINE_UNBOUND;
    g_mutex_unlock(&line->lines->lock);
}

void line_until(struct line *line, int64_t until_ms)
{
    set(line, until_ms, false);
}

void line_answers(struct line *line, int64_t until_ms)
{
    set(line, until_ms, true);
}

void line_end(struct line *line)
{
    struct lines *lines = line->lines;

    g_mutex_lock(&lines->lock);
    g_queue_unlink(&lines->all, &line->link);
    g_mutex_unlock(&lines->lock);
    g_free(line);
}

/* By the kernel's counts: what is on its way to the other end, and what that has acknowledged. */
static bool stands_still(struct line *line, int64_t now_ms, int64_t still_ms)
{
    struct tcp_info info = {0};
    socklen_t len = sizeof info;
    int under_way = 0;

    if (!line->answers || ioctl(line->fd, SIOCOUTQ, &under_way) != 0 ||
        getsockopt(line->fd, IPPROTO_TCP, TCP_INFO, &info, &len) != 0)
        return false;
    if (line->taken_ms == LINE_UNBOUND || line->taken != info.tcpi_bytes_acked) {
        line->taken = info.tcpi_bytes_acked;
        line->taken_ms = now_ms;
    }
    return under_way > 0 && now_ms - line->taken_ms > still_ms;
}

/* What the kernel still holds for it goes too: a stranger shall not leave it there for hours. */
static bool cut(const struct line *line)
{
    const struct linger at_once = {.l_onoff = 1};

    setsockopt(line->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    return shutdown(line->fd, SHUT_RDWR) == 0;
}

unsigned lines_cut(struct lines *lines, int64_t now_ms, int64_t still_ms)
{
    unsigned count = 0;

    g_mutex_lock(&lines->lock);
    for (GList *at = lines->all.head; at; at = at->next) {
        struct line *line = at->data;
        if (line->until_ms < now_ms || stands_still(line, now_ms, still_ms))
            count += cut(line);
    }
    g_mutex_unlock(&lines->lock);
    return count;
}
