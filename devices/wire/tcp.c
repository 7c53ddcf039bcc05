#include <errno.h>
#include <gio/gio.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devices/wire/wire.h"

/* A printer that is switched off says no farewell. The kernel asks an idle line for us, so nobody here wakes
 * up, and gives up on one that answers nothing: about half a minute, whether idle, sending or connecting
 * (tcp(7)). */
enum { IDLE_S = 20, PROBE_S = 5, PROBES = 3, UNANSWERED_MS = 20000, CONNECT_TRIES = 3 };

static void give_up_in_time(int fd)
{
    static const struct {
        int level, name, value;
    } options[] = {{SOL_SOCKET, SO_KEEPALIVE, 1},           {IPPROTO_TCP, TCP_KEEPIDLE, IDLE_S},
                   {IPPROTO_TCP, TCP_KEEPINTVL, PROBE_S},   {IPPROTO_TCP, TCP_KEEPCNT, PROBES},
                   {IPPROTO_TCP, TCP_NODELAY, 1},           {IPPROTO_TCP, TCP_USER_TIMEOUT, UNANSWERED_MS},
                   {IPPROTO_TCP, TCP_SYNCNT, CONNECT_TRIES}};
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        setsockopt(fd, options[i].level, options[i].name, &options[i].value, sizeof options[i].value);
}

/* HOST:PORT or [HOST]:PORT; only numbers, for a name would wait for a name server. */
static struct addrinfo *resolve(const char *address, GError **error)
{
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    const char *colon = strrchr(address, ':');
    size_t n = colon ? (size_t)(colon - address) : 0;
    bool brackets = n > 2 && address[0] == '[' && address[n - 1] == ']';
    g_autofree char *host = brackets ? g_strndup(address + 1, n - 2) : g_strndup(address, n);
    if (!n || getaddrinfo(host, colon + 1, &hints, &found) != 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                    "%s is no address: write tcp:NUMBERS:PORT, such as tcp:192.0.2.7:9100", address);
        return NULL;
    }
    return found;
}

gboolean wire_tcp_check(const char *address, GError **error)
{
    struct addrinfo *to = resolve(address, error);
    if (to)
        freeaddrinfo(to);
    return to != NULL;
}

int wire_tcp_open(const char *address, bool *connecting, GError **error)
{
    struct addrinfo *to = resolve(address, error);
    if (!to)
        return -1;
    int fd = socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd >= 0)
        give_up_in_time(fd);
    int failed = fd < 0 ? -1 : connect(fd, to->ai_addr, to->ai_addrlen);
    *connecting = failed && errno == EINPROGRESS;
    freeaddrinfo(to);
    if (!failed || *connecting)
        return fd;
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s does not answer: %s", address,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}
