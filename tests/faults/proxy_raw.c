#include "proxy_parts.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 16384, TLS_HEAD = 5 };

/* One direction: how far it is, and where the record in hand ends. */
struct way {
    int from, to;
    enum proxy_fault cut; /* the fault that counts these bytes */
    size_t passed;
    uint8_t head[TLS_HEAD];
    size_t head_len, rest; /* of the record in hand */
    GArray *ends;
};

/* RFC 8446 5.1: five bytes, of which the last two are the length of what follows. */
static void follow_records(struct way *way, const uint8_t *data, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        way->passed++;
        if (way->rest > 0) {
            way->rest--;
        } else {
            way->head[way->head_len++] = data[i];
            if (way->head_len < TLS_HEAD)
                continue;
            way->rest = ((size_t)way->head[3] << 8) + way->head[4];
        }
        if (way->rest == 0 && way->head_len == TLS_HEAD) {
            g_array_append_val(way->ends, way->passed);
            way->head_len = 0;
        }
    }
}

/* How much of `n` may pass; the fault is taken when that is less than all. */
static size_t allowed(struct proxy *proxy, const struct way *way, size_t n, enum proxy_fault *taken)
{
    g_mutex_lock(&proxy->lock);
    bool counts = proxy->fault == way->cut || proxy->fault == PROXY_STALL;
    size_t pass = counts ? MIN(n, proxy->k) : n;
    if (counts) {
        proxy->k -= pass;
        if (pass < n || proxy->k == 0) {
            *taken = proxy->fault;
            proxy->fault = PROXY_NONE;
        }
    }
    g_mutex_unlock(&proxy->lock);
    return pass;
}

/* FALSE: the connection is over. */
static bool carry(struct proxy *proxy, struct way *way, bool *stalled)
{
    uint8_t chunk[CHUNK];
    enum proxy_fault taken = PROXY_NONE;
    ssize_t n = recv(way->from, chunk, sizeof chunk, 0);

    if (n <= 0)
        return false;
    if (*stalled)
        return true;
    size_t pass = allowed(proxy, way, (size_t)n, &taken);
    g_mutex_lock(&proxy->lock);
    follow_records(way, chunk, pass);
    g_mutex_unlock(&proxy->lock);
    if (pass > 0 && send(way->to, chunk, pass, MSG_NOSIGNAL) != (ssize_t)pass)
        return false;
    *stalled = taken == PROXY_STALL;
    return taken == PROXY_NONE || *stalled;
}

/* RFC 9110 9.3.6. The tunnel is all that it may learn: the kiosk's token is for the platform. */
static bool tunnel(struct proxy *proxy, int kiosk)
{
    static const char well[] = "HTTP/1.1 200 Connection established\r\n\r\n";
    static const char paid[] = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    char head[2048] = {0};
    size_t k;

    if (recv(kiosk, head, 8, MSG_PEEK | MSG_WAITALL) != 8 || memcmp(head, "CONNECT ", 8) != 0)
        return true;
    for (size_t n = 0; n + 1 < sizeof head && !strstr(head, "\r\n\r\n"); n++)
        if (recv(kiosk, head + n, 1, 0) != 1)
            return false;
    g_assert(!strstr(head, "Bearer"));
    bool refuse = proxy_take(proxy, &k) == PROXY_PORTAL;
    const char *answer = refuse ? paid : well;
    return send(kiosk, answer, strlen(answer), MSG_NOSIGNAL) > 0 && !refuse;
}

void proxy_carry(struct proxy *proxy, int kiosk)
{
    int platform = proxy_dial(proxy);
    struct way up = {kiosk, platform, PROXY_CUT_UP, .ends = proxy->seen.up};
    struct way down = {platform, kiosk, PROXY_CUT_DOWN, .ends = proxy->seen.down};
    bool stands = platform >= 0 && tunnel(proxy, kiosk), stalled = false;

    while (stands) {
        struct pollfd fds[] = {{.fd = kiosk, .events = POLLIN},
                               {.fd = platform, .events = POLLIN},
                               {.fd = proxy->wake[0], .events = POLLIN}};
        poll(fds, 3, -1);
        if (fds[2].revents && proxy_told_to_stop(proxy))
            break;
        if (fds[0].revents)
            stands = carry(proxy, &up, &stalled);
        if (stands && fds[1].revents)
            stands = carry(proxy, &down, &stalled);
    }
    /* Every other cut is a reset, as a router does; else an end, as a program does. */
    if (up.passed % 2)
        proxy_reset(kiosk);
    else
        close(kiosk);
    if (platform >= 0)
        close(platform);
}
