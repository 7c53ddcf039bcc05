#include "proxy_parts.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int proxy_dial(const struct proxy *proxy)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)proxy->platform_port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

void proxy_reset(int fd)
{
    const struct linger at_once = {.l_onoff = 1};

    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
}

bool proxy_told_to_stop(struct proxy *proxy)
{
    struct pollfd wake = {.fd = proxy->wake[0], .events = POLLIN};
    char byte;

    return poll(&wake, 1, 0) == 1 && read(proxy->wake[0], &byte, 1) == 1;
}

enum proxy_fault proxy_take(struct proxy *proxy, size_t *k)
{
    g_mutex_lock(&proxy->lock);
    enum proxy_fault fault = proxy->fault;
    *k = proxy->k;
    proxy->fault = PROXY_NONE;
    g_mutex_unlock(&proxy->lock);
    return fault;
}

static void set_connected(struct proxy *proxy, bool connected)
{
    g_mutex_lock(&proxy->lock);
    proxy->connected = connected;
    if (connected) {
        proxy->connections++;
        g_array_set_size(proxy->seen.up, 0);
        g_array_set_size(proxy->seen.down, 0);
    }
    g_cond_broadcast(&proxy->idle);
    g_mutex_unlock(&proxy->lock);
}

static void *run(void *data)
{
    struct proxy *proxy = data;

    for (;;) {
        struct pollfd fds[] = {{.fd = proxy->listening, .events = POLLIN},
                               {.fd = proxy->wake[0], .events = POLLIN}};
        poll(fds, 2, -1);
        if (fds[1].revents && proxy_told_to_stop(proxy) && proxy->ended)
            return NULL;
        int kiosk = fds[0].revents ? accept4(proxy->listening, NULL, NULL, SOCK_CLOEXEC) : -1;
        if (kiosk < 0)
            continue;
        set_connected(proxy, true);
        (proxy->server ? proxy_speak : proxy_carry)(proxy, kiosk);
        set_connected(proxy, false);
    }
}

static void listen_somewhere(struct proxy *proxy)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    proxy->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert(bind(proxy->listening, (struct sockaddr *)&at, sizeof at) == 0);
    g_assert(listen(proxy->listening, 16) == 0);
    g_assert(getsockname(proxy->listening, (struct sockaddr *)&at, &len) == 0);
    proxy->port = ntohs(at.sin_port);
}

static void learn_to_speak(struct proxy *proxy, const char *keys)
{
    g_autofree char *certificate = g_build_filename(keys, "tls.crt", NULL);
    g_autofree char *key = g_build_filename(keys, "tls.key", NULL);

    proxy->server = SSL_CTX_new(TLS_server_method());
    proxy->client = SSL_CTX_new(TLS_client_method());
    g_assert(SSL_CTX_use_certificate_chain_file(proxy->server, certificate) == 1);
    g_assert(SSL_CTX_use_PrivateKey_file(proxy->server, key, SSL_FILETYPE_PEM) == 1);
}

struct proxy *proxy_new(unsigned platform_port, const char *keys)
{
    struct proxy *proxy = g_new0(struct proxy, 1);

    proxy->platform_port = platform_port;
    proxy->seen.up = g_array_new(FALSE, FALSE, sizeof(size_t));
    proxy->seen.down = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_assert(pipe2(proxy->wake, O_CLOEXEC) == 0);
    listen_somewhere(proxy);
    if (keys)
        learn_to_speak(proxy, keys);
    g_mutex_init(&proxy->lock);
    g_cond_init(&proxy->idle);
    proxy->thread = g_thread_new("proxy", run, proxy);
    return proxy;
}

unsigned proxy_port(const struct proxy *proxy)
{
    return proxy->port;
}

void proxy_next(struct proxy *proxy, enum proxy_fault fault, size_t k)
{
    g_mutex_lock(&proxy->lock);
    proxy->fault = fault;
    proxy->k = k;
    g_mutex_unlock(&proxy->lock);
}

void proxy_wait_done(struct proxy *proxy)
{
    for (bool done = false; !done; g_usleep(1000)) {
        g_mutex_lock(&proxy->lock);
        done = proxy->fault == PROXY_NONE;
        g_mutex_unlock(&proxy->lock);
    }
}

void proxy_hang_up(struct proxy *proxy)
{
    g_mutex_lock(&proxy->lock);
    if (proxy->connected) {
        g_assert(write(proxy->wake[1], "x", 1) == 1);
        while (proxy->connected)
            g_cond_wait(&proxy->idle, &proxy->lock);
    }
    g_mutex_unlock(&proxy->lock);
}

static GArray *copy(const GArray *from)
{
    GArray *to = g_array_new(FALSE, FALSE, sizeof(size_t));

    return g_array_append_vals(to, from->data, from->len);
}

struct proxy_seen proxy_records(struct proxy *proxy)
{
    g_mutex_lock(&proxy->lock);
    struct proxy_seen seen = {copy(proxy->seen.up), copy(proxy->seen.down)};
    g_mutex_unlock(&proxy->lock);
    return seen;
}

void proxy_seen_clear(struct proxy_seen *seen)
{
    g_array_unref(seen->up);
    g_array_unref(seen->down);
}

unsigned proxy_connections(struct proxy *proxy)
{
    g_mutex_lock(&proxy->lock);
    unsigned connections = proxy->connections;
    g_mutex_unlock(&proxy->lock);
    return connections;
}

void proxy_free(struct proxy *proxy)
{
    g_mutex_lock(&proxy->lock);
    proxy->ended = true;
    g_mutex_unlock(&proxy->lock);
    g_assert(write(proxy->wake[1], "xx", 2) == 2); /* of the connection, and of all */
    g_thread_join(proxy->thread);
    close(proxy->listening);
    close(proxy->wake[0]);
    close(proxy->wake[1]);
    SSL_CTX_free(proxy->server);
    SSL_CTX_free(proxy->client);
    g_mutex_clear(&proxy->lock);
    g_cond_clear(&proxy->idle);
    proxy_seen_clear(&proxy->seen);
    if (proxy->late)
        g_byte_array_unref(proxy->late);
    g_free(proxy);
}
