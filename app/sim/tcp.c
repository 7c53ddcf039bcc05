#include "sim/tcp.h"
#include "sim/device.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

int sim_tcp_listen(guint16 port, GError **error)
{
    const int on = 1;
    const struct sockaddr_in here = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind(fd, (const struct sockaddr *)&here, sizeof here) == 0 && listen(fd, 4) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    sim_refuse(error, "the port is taken", "stop what listens there or choose another");
    return -1;
}

guint16 sim_tcp_port(int listening)
{
    struct sockaddr_in here = {0};
    socklen_t size = sizeof here;
    return getsockname(listening, (struct sockaddr *)&here, &size) == 0 ? ntohs(here.sin_port) : 0;
}

int sim_tcp_accept(int listening)
{
    const int on = 1;
    int fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd >= 0)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}
