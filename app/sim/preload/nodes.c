/* The simulator's preload library: a program that runs with it finds device nodes behind the sockets of the
 * folder KIOSK_SIM_NODES, and open, read, ioctl and mmap answer as the kernel's evdev, V4L2, hidraw or GPIO
 * would (nodes_wire.h). For tests and demos; nothing of the product knows it. It keeps no list: whether a
 * descriptor is a node, and which, is asked of the kernel, who knows the other end of every socket. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "sim/nodes_wire.h"

enum { PATIENCE_S = 5 }; /* a simulator that answers later hangs */

/* The functions behind ours. Asked for anew each time, for this library has nowhere to keep them but a
 * global; only reading is frequent, and goes to the kernel by itself. */
#define BEHIND(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

/* Whether the path lies in the folder of nodes. */
static bool in_folder(const char *path)
{
    const char *folder = getenv(SIM_NODES_VARIABLE);
    size_t n = folder ? strlen(folder) : 0;
    return n > 0 && strncmp(path, folder, n) == 0 && path[n] == '/';
}

static bool is_node_path(const char *path)
{
    struct stat node;
    int before = errno;
    bool is = path && in_folder(path) && stat(path, &node) == 0 && S_ISSOCK(node.st_mode);
    errno = before;
    return is;
}

/* The node behind a descriptor; false for all other descriptors. */
static bool node_of(int fd, struct sockaddr_un *node)
{
    socklen_t n = sizeof *node;
    int before = errno;
    memset(node, 0, sizeof *node);
    bool is = getpeername(fd, (struct sockaddr *)node, &n) == 0 && node->sun_family == AF_UNIX &&
              in_folder(node->sun_path);
    errno = before;
    return is;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int shut(int fd, int error)
{
    close(fd);
    return fail(error);
}

/* A name for its own end, which the kernel picks, is what makes a connection a descriptor of the node. */
static int open_node(const char *path, int flags)
{
    const struct sockaddr own = {.sa_family = AF_UNIX};
    struct sockaddr_un node = {.sun_family = AF_UNIX};
    int extra = (flags & O_CLOEXEC ? SOCK_CLOEXEC : 0) | (flags & O_NONBLOCK ? SOCK_NONBLOCK : 0);

    if (strlen(path) >= sizeof node.sun_path)
        return fail(ENAMETOOLONG);
    memcpy(node.sun_path, path, strlen(path));
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | extra, 0);
    if (fd < 0)
        return -1;
    if (bind(fd, &own, sizeof own.sa_family) != 0 ||
        connect(fd, (const struct sockaddr *)&node, sizeof node) != 0)
        return shut(fd, errno == EACCES ? EACCES : ENODEV);
    return fd;
}

/* Whoever pulls the plug while a question is open leaves it without answer. */
static int connect_to(const struct sockaddr_un *node)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return connect(fd, (const struct sockaddr *)node, sizeof *node) == 0 ? fd : shut(fd, ENODEV);
}

static void name_of(int fd, char *name)
{
    struct sockaddr_un own = {0};
    socklen_t n = sizeof own;
    if (getsockname(fd, (struct sockaddr *)&own, &n) == 0) /* an abstract name: it begins with a zero */
        memccpy(name, own.sun_path + 1, 0, SIM_NODE_NAME_MAX - 1);
}

/* The memory that came with a message, or -1. */
static int memory_of(struct msghdr *message)
{
    int fd = -1;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
            memcpy(&fd, CMSG_DATA(c), sizeof fd);
    return fd;
}

/* One question and its answer; `data` is written and read, `length` bytes. `memory` may be NULL. */
static bool ask(int fd, const struct sockaddr_un *node, struct sim_node_question *question, void *data,
                size_t written, size_t length, struct sim_node_answer *answer, int *memory)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } rights = {0};
    struct iovec out[] = {{question, sizeof *question}, {data, written}};
    struct iovec in[] = {{answer, sizeof *answer}, {data, length}};
    struct msghdr sent = {.msg_iov = out, .msg_iovlen = 2};
    struct msghdr got = {
        .msg_iov = in, .msg_iovlen = 2, .msg_control = &rights, .msg_controllen = sizeof rights};

    name_of(fd, question->opening);
    int line = connect_to(node);
    if (line < 0)
        return false;
    bool well = sendmsg(line, &sent, MSG_NOSIGNAL) >= 0 &&
                recvmsg(line, &got, MSG_CMSG_CLOEXEC) >= (ssize_t)sizeof *answer;
    close(line);
    int came = well ? memory_of(&got) : -1;
    if (memory)
        *memory = came;
    else if (came >= 0)
        close(came);
    return well;
}

/* These take a number where others take a place in memory (linux/input.h). */
static bool takes_number(unsigned long request)
{
    return request == EVIOCGRAB || request == EVIOCREVOKE || _IOC_SIZE(request) == 0;
}

/* What a request used up is not there to be read any more. */
static void take_packets(int fd, uint32_t n)
{
    char byte;
    while (n-- > 0 && recv(fd, &byte, sizeof byte, MSG_DONTWAIT) >= 0)
        ;
}

static bool waits(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && !(flags & O_NONBLOCK);
}

/* A second descriptor of the same node, which becomes what the request asked for. */
static int open_second(const struct sockaddr_un *node, unsigned long request, const void *data, size_t n)
{
    struct sim_node_question question = {.kind = SIM_NODE_BECOME, .request = request};
    struct sim_node_answer answer = {0};
    char copy[SIM_NODE_DATA_MAX];
    int fd = open_node(node->sun_path, O_CLOEXEC);

    if (fd < 0)
        return -1;
    memcpy(copy, data, n);
    if (!ask(fd, node, &question, copy, n, 0, &answer, NULL))
        return shut(fd, ENODEV);
    return answer.error ? shut(fd, answer.error) : fd;
}

static int ask_ioctl(int fd, const struct sockaddr_un *node, unsigned long request, void *data)
{
    bool number = takes_number(request);
    struct sim_node_question question = {
        .kind = SIM_NODE_IOCTL, .request = request, .argument = number ? (uintptr_t)data : 0};
    struct sim_node_answer answer = {0};
    char copy[SIM_NODE_DATA_MAX] = {0};
    size_t n = number ? 0 : _IOC_SIZE(request), written = _IOC_DIR(request) & _IOC_WRITE ? n : 0;

    if (n > 0 && !data)
        return fail(EFAULT);
    if (written > 0)
        memcpy(copy, data, written);
    if (!ask(fd, node, &question, copy, written, n, &answer, NULL))
        return fail(ENODEV);
    take_packets(fd, answer.taken);
    if (answer.error)
        return fail(answer.error);
    if (answer.opens > 0 && answer.opens + sizeof(int) <= n) {
        int second = open_second(node, request, copy, n);
        if (second < 0)
            return -1;
        memcpy(copy + answer.opens, &second, sizeof second);
    }
    if (n > 0 && _IOC_DIR(request) & _IOC_READ)
        memcpy(data, copy, n);
    return answer.result;
}

static int node_ioctl(int fd, const struct sockaddr_un *node, unsigned long request, void *data)
{
    for (;;) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int result = ask_ioctl(fd, node, request, data);
        if (result >= 0 || errno != EAGAIN || !waits(fd))
            return result;
        poll(&ready, 1, -1);
    }
}

int ioctl(int fd, unsigned long request, ...)
{
    struct sockaddr_un node;
    va_list list;
    va_start(list, request);
    void *data = va_arg(list, void *);
    va_end(list);
    if (_IOC_TYPE(request) != 'T' && node_of(fd, &node)) /* 'T' is of every descriptor */
        return node_ioctl(fd, &node, request, data);
    return BEHIND(ioctl)(fd, request, data);
}

static void *map_node(int fd, const struct sockaddr_un *node, size_t n, int protection, int flags, off_t at)
{
    struct sim_node_question question = {.kind = SIM_NODE_MAP, .request = (uint64_t)at, .argument = n};
    struct sim_node_answer answer = {0};
    int memory = -1;

    if (!ask(fd, node, &question, NULL, 0, 0, &answer, &memory) || answer.error || memory < 0) {
        if (memory >= 0)
            close(memory);
        errno = answer.error ? answer.error : ENODEV;
        return MAP_FAILED;
    }
    void *mapped = BEHIND(mmap)(NULL, n, protection, flags, memory, 0);
    int error = errno;
    close(memory);
    errno = error;
    return mapped;
}

void *mmap(void *where, size_t n, int protection, int flags, int fd, off_t at)
{
    struct sockaddr_un node;
    if (fd >= 0 && !(flags & MAP_ANONYMOUS) && node_of(fd, &node))
        return map_node(fd, &node, n, protection, flags, at);
    return BEHIND(mmap)(where, n, protection, flags, fd, at);
}

void *mmap64(void *where, size_t n, int protection, int flags, int fd, off64_t at)
{
    return mmap(where, n, protection, flags, fd, at);
}

ssize_t read(int fd, void *to, size_t n)
{
    struct sockaddr_un node;
    ssize_t got = syscall(SYS_read, fd, to, n);
    if (n > 0 && (got == 0 || (got < 0 && errno == ECONNRESET)) && node_of(fd, &node))
        return fail(ENODEV);
    return got;
}

ssize_t __read_chk(int fd, void *to, size_t n, size_t room);
ssize_t __read_chk(int fd, void *to, size_t n, size_t room)
{
    if (n > room)
        abort();
    return read(fd, to, n);
}

static mode_t mode_of(int flags, va_list list)
{
    return flags & (O_CREAT | __O_TMPFILE) ? (mode_t)va_arg(list, int) : 0;
}

#define OPENS(name)                                                                                          \
    int name(const char *path, int flags, ...)                                                               \
    {                                                                                                        \
        va_list list;                                                                                        \
        va_start(list, flags);                                                                               \
        mode_t mode = mode_of(flags, list);                                                                  \
        va_end(list);                                                                                        \
        return is_node_path(path) ? open_node(path, flags) : BEHIND(name)(path, flags, mode);                \
    }
#define OPENS_AT(name)                                                                                       \
    int name(int folder, const char *path, int flags, ...)                                                   \
    {                                                                                                        \
        va_list list;                                                                                        \
        va_start(list, flags);                                                                               \
        mode_t mode = mode_of(flags, list);                                                                  \
        va_end(list);                                                                                        \
        return is_node_path(path) ? open_node(path, flags) : BEHIND(name)(folder, path, flags, mode);        \
    }
OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)

/* What a fortified program calls when it names no mode. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __openat_2(int folder, const char *path, int flags);
int __openat64_2(int folder, const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return open(path, flags);
}

int __open64_2(const char *path, int flags)
{
    return open64(path, flags);
}

int __openat_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}

int __openat64_2(int folder, const char *path, int flags)
{
    return openat64(folder, path, flags);
}
