#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/server.h"

enum { BACKLOG = 128, PORT_MAX = 65535 };

struct address {
    struct sockaddr_storage storage;
    socklen_t len;
};

static gboolean read_port(const char *text, in_port_t *port)
{
    guint64 number;
    if (!g_ascii_string_to_unsigned(text, 10, 0, PORT_MAX, &number, NULL))
        return FALSE;
    *port = htons((uint16_t)number);
    return TRUE;
}

static gboolean read_address(const char *listen, struct address *out)
{
    const char *colon = strrchr(listen, ':');
    if (!colon)
        return FALSE;
    g_autofree char *host = g_strndup(listen, (gsize)(colon - listen));
    size_t len = strlen(host);
    struct sockaddr_in *v4 = (struct sockaddr_in *)&out->storage;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&out->storage;
    memset(out, 0, sizeof *out);
    if (len > 2 && host[0] == '[' && host[len - 1] == ']') {
        host[len - 1] = '\0';
        v6->sin6_family = AF_INET6;
        out->len = sizeof *v6;
        return inet_pton(AF_INET6, host + 1, &v6->sin6_addr) == 1 && read_port(colon + 1, &v6->sin6_port);
    }
    v4->sin_family = AF_INET;
    out->len = sizeof *v4;
    return inet_pton(AF_INET, host, &v4->sin_addr) == 1 && read_port(colon + 1, &v4->sin_port);
}

static void write_address(const struct address *address, char bound[SERVER_ADDRESS_MAX])
{
    char host[INET6_ADDRSTRLEN] = "";
    if (address->storage.ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&address->storage;
        inet_ntop(AF_INET6, &v6->sin6_addr, host, sizeof host);
        g_snprintf(bound, SERVER_ADDRESS_MAX, "[%s]:%u", host, ntohs(v6->sin6_port));
        return;
    }
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)&address->storage;
    inet_ntop(AF_INET, &v4->sin_addr, host, sizeof host);
    g_snprintf(bound, SERVER_ADDRESS_MAX, "%s:%u", host, ntohs(v4->sin_port));
}

int server_listen(const char *text, char bound[SERVER_ADDRESS_MAX], GError **error)
{
    struct address address;
    if (!read_address(text, &address)) {
        g_set_error(error, server_error_quark(), SERVER_ERROR_LISTEN,
                    "'%s' is no address to listen on: write --listen ADDRESS:PORT, as 127.0.0.1:8700", text);
        return -1;
    }
    int fd = socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(fd, (struct sockaddr *)&address.storage, address.len) == 0 && listen(fd, BACKLOG) == 0 &&
        getsockname(fd, (struct sockaddr *)&address.storage, &address.len) == 0) {
        write_address(&address, bound);
        return fd;
    }
    g_set_error(error, server_error_quark(), SERVER_ERROR_LISTEN,
                "cannot listen on %s (%s): end the program that uses it, or name another port", text,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}
