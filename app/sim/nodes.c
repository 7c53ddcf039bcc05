#include "sim/nodes.h"
#include "sim/device.h"
#include "sim/nodes_wire.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <linux/ioctl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WAITING_MAX 16

struct SimNode {
    char *folder, *link, *place; /* place: of this plug's own socket, NULL when unplugged */
    const SimNodeHandler *handler;
    gpointer device;
    int listener;
    guint source, plugs;
    GPtrArray *openings; /* of SimOpening */
};

/* Every connection begins as this; one without a name asks a question and is gone. */
struct SimOpening {
    SimNode *node;
    int fd;
    guint source;
    char name[SIM_NODE_NAME_MAX];
};

static void line_free(gpointer data)
{
    SimOpening *line = data;
    if (line->source)
        g_source_remove(line->source);
    close(line->fd);
    g_free(line);
}

static void opening_free(gpointer data)
{
    SimOpening *opening = data;
    if (opening->node->handler->closed)
        opening->node->handler->closed(opening->node->device, opening);
    line_free(opening);
}

SimNode *sim_node_new(const char *dir, const char *name, const SimNodeHandler *handler, gpointer device)
{
    SimNode *node = g_new0(SimNode, 1);
    node->folder = g_canonicalize_filename(dir, NULL);
    node->link = g_build_filename(node->folder, name, NULL);
    node->handler = handler;
    node->device = device;
    node->listener = -1;
    node->openings = g_ptr_array_new_with_free_func(opening_free);
    return node;
}

void sim_node_free(SimNode *node)
{
    if (!node)
        return;
    g_autofree char *folder = g_build_filename(node->folder, ".nodes", NULL);
    sim_node_unplug(node);
    g_rmdir(folder); /* by the last node of it */
    g_ptr_array_unref(node->openings);
    g_free(node->folder);
    g_free(node->link);
    g_free(node);
}

gboolean sim_node_plugged(const SimNode *node)
{
    return node->listener >= 0;
}

guint sim_node_openings(const SimNode *node)
{
    return node->openings->len;
}

void sim_opening_send(SimOpening *opening, const void *bytes, gsize count)
{
    if (send(opening->fd, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN)
        g_printerr("kiosk-sim: %s: what it sent was not taken: %s\n", opening->node->link, g_strerror(errno));
}

void sim_node_send(SimNode *node, const void *bytes, gsize count)
{
    for (guint i = 0; i < node->openings->len; i++)
        sim_opening_send(node->openings->pdata[i], bytes, count);
}

static SimOpening *opening_named(SimNode *node, const char *name)
{
    for (guint i = 0; i < node->openings->len; i++) {
        SimOpening *opening = node->openings->pdata[i];
        if (strncmp(opening->name, name, SIM_NODE_NAME_MAX) == 0)
            return opening;
    }
    return NULL;
}

/* The answer, its data and perhaps a piece of memory in one packet. */
static void answer(int fd, struct sim_node_answer *head, void *data, int memory)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } rights = {0};
    struct iovec parts[] = {{head, sizeof *head}, {data, head->length}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};

    if (memory >= 0) {
        message.msg_control = &rights;
        message.msg_controllen = sizeof rights;
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof memory);
        memcpy(CMSG_DATA(c), &memory, sizeof memory);
    }
    sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static SimIoctl call_of(const struct sim_node_question *q, guint8 *data)
{
    SimIoctl call = {.request = q->request, .argument = q->argument, .data = data};
    call.size = _IOC_SIZE(call.request) < SIM_NODE_DATA_MAX ? _IOC_SIZE(call.request) : 0;
    return call;
}

static void answer_ioctl(SimOpening *opening, int fd, const struct sim_node_question *q, guint8 *data)
{
    SimIoctl call = call_of(q, data);
    SimNode *node = opening->node;
    int error = node->handler->ioctl(node->device, opening, &call);
    struct sim_node_answer head = {.result = call.result,
                                   .error = error,
                                   .taken = call.taken,
                                   .opens = (guint32)call.opens,
                                   .length = error ? 0 : (guint32)call.size};
    answer(fd, &head, data, -1);
}

static void answer_become(SimOpening *opening, int fd, const struct sim_node_question *q, guint8 *data)
{
    const SimNodeHandler *handler = opening->node->handler;
    SimIoctl call = call_of(q, data);
    struct sim_node_answer head = {
        .error = handler->become ? handler->become(opening->node->device, opening, &call) : ENOTTY};
    answer(fd, &head, NULL, -1);
}

static void answer_map(SimOpening *opening, int fd, const struct sim_node_question *q)
{
    const SimNodeHandler *handler = opening->node->handler;
    int memory =
        handler->map ? handler->map(opening->node->device, opening, q->request, (gsize)q->argument) : -1;
    struct sim_node_answer head = {.error = memory < 0 ? EINVAL : 0};
    answer(fd, &head, NULL, memory);
}

static gboolean on_question(int fd, GIOCondition condition, gpointer data)
{
    SimOpening *line = data;
    struct sim_node_question question = {0};
    guint8 bytes[SIM_NODE_DATA_MAX] = {0};
    struct iovec parts[] = {{&question, sizeof question}, {bytes, sizeof bytes}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    (void)condition;

    ssize_t n = recvmsg(fd, &message, MSG_DONTWAIT);
    SimOpening *opening = n >= (ssize_t)sizeof question ? opening_named(line->node, question.opening) : NULL;
    if (opening && question.kind == SIM_NODE_IOCTL)
        answer_ioctl(opening, fd, &question, bytes);
    else if (opening && question.kind == SIM_NODE_MAP)
        answer_map(opening, fd, &question);
    else if (opening && question.kind == SIM_NODE_BECOME)
        answer_become(opening, fd, &question, bytes);
    line->source = 0;
    line_free(line);
    return G_SOURCE_REMOVE;
}

static gboolean on_written(int fd, GIOCondition condition, gpointer data)
{
    SimOpening *opening = data;
    SimNode *node = opening->node;
    guint8 bytes[SIM_NODE_DATA_MAX];
    (void)condition;

    ssize_t n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN)
        return G_SOURCE_CONTINUE;
    if (n > 0) {
        if (node->handler->wrote)
            node->handler->wrote(node->device, opening, bytes, (gsize)n);
        return G_SOURCE_CONTINUE;
    }
    opening->source = 0;
    g_ptr_array_remove(node->openings, opening);
    return G_SOURCE_REMOVE;
}

/* Taken in the order in which they came, so a descriptor is known before its first question. */
static gboolean on_caller(int fd, GIOCondition condition, gpointer data)
{
    SimNode *node = data;
    struct sockaddr_un name = {0};
    socklen_t n = sizeof name;
    (void)condition;

    int caller = accept4(fd, (struct sockaddr *)&name, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (caller < 0)
        return G_SOURCE_CONTINUE;
    SimOpening *line = g_new0(SimOpening, 1);
    *line = (SimOpening){.node = node, .fd = caller};
    if (n <= sizeof name.sun_family) {
        line->source = g_unix_fd_add(caller, G_IO_IN | G_IO_HUP, on_question, line);
        return G_SOURCE_CONTINUE;
    }
    memcpy(line->name, name.sun_path + 1,
           MIN(n - offsetof(struct sockaddr_un, sun_path) - 1, (gsize)SIM_NODE_NAME_MAX - 1));
    line->source = g_unix_fd_add(caller, G_IO_IN | G_IO_HUP, on_written, line);
    g_ptr_array_add(node->openings, line);
    if (node->handler->opened)
        node->handler->opened(node->device, line);
    return G_SOURCE_CONTINUE;
}

static int shut(int fd)
{
    int why = errno;
    if (fd >= 0)
        close(fd);
    errno = why;
    return -1;
}

/* Each plug is a socket of its own, so that a descriptor of the one before never speaks to the new one. */
static int listen_at(SimNode *node)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    g_autofree char *folder = g_build_filename(node->folder, ".nodes", NULL);
    g_autofree char *base = g_path_get_basename(node->link);
    g_mkdir(folder, 0700);
    node->place = g_strdup_printf("%s/%s.%u", folder, base, ++node->plugs);
    if (g_strlcpy(at.sun_path, node->place, sizeof at.sun_path) >= sizeof at.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    g_unlink(node->place);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, WAITING_MAX) != 0)
        return shut(fd);
    return fd;
}

/* The link appears in one step, when the socket already answers. */
static gboolean make_link(const SimNode *node)
{
    g_autofree char *fresh = g_strconcat(node->link, ".new", NULL);
    g_unlink(fresh);
    return symlink(node->place, fresh) == 0 && g_rename(fresh, node->link) == 0;
}

gboolean sim_node_plug(SimNode *node, GError **error)
{
    if (sim_node_plugged(node))
        return TRUE;
    node->listener = listen_at(node);
    if (node->listener >= 0 && make_link(node)) {
        node->source = g_unix_fd_add(node->listener, G_IO_IN, on_caller, node);
        return TRUE;
    }
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                "%s could not be made (%s): choose a short --dir that you may write to", node->link,
                g_strerror(errno));
    sim_node_unplug(node);
    return FALSE;
}

void sim_node_unplug(SimNode *node)
{
    g_clear_handle_id(&node->source, g_source_remove);
    if (node->listener >= 0) {
        close(node->listener);
        g_unlink(node->link);
    }
    node->listener = -1;
    if (node->place)
        g_unlink(node->place);
    g_clear_pointer(&node->place, g_free);
    g_ptr_array_set_size(node->openings, 0);
}
