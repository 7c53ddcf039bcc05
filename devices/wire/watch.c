#include "devices/wire/watch.h"

#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { EVENTS_BYTES = 4096 };

static bool node_take(struct wire_watch *watch)
{
    char events[EVENTS_BYTES];
    while (read(watch->fd, events, sizeof events) > 0)
        ;
    return access(watch->more, R_OK | W_OK) == 0;
}

static void node_close(struct wire_watch *watch)
{
    close(watch->fd);
}

bool wire_watch_node(struct wire_watch *watch, const struct uri *uri)
{
    const char *node = wire_node(uri);
    int fd = node ? inotify_init1(IN_NONBLOCK | IN_CLOEXEC) : -1;
    if (fd < 0)
        return false;
    g_autofree char *folder = g_path_get_dirname(node);
    while (inotify_add_watch(fd, folder, IN_CREATE | IN_MOVED_TO | IN_ATTRIB) < 0 && strlen(folder) > 1) {
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
    }
    *watch = (struct wire_watch){watch->files, fd, (void *)node, node_take, node_close};
    return true;
}

struct wire_watch *wire_watch_new(const struct wire_type *type, const struct uri *uri,
                                  const struct device_files *files)
{
    struct wire_watch *watch = g_new0(struct wire_watch, 1);
    watch->files = files;
    if (type->watch ? type->watch(watch, uri) : wire_watch_node(watch, uri))
        return watch;
    g_free(watch);
    return NULL;
}

bool wire_watch_take(struct wire_watch *watch)
{
    return watch->take(watch);
}

void wire_watch_free(struct wire_watch *watch)
{
    if (!watch)
        return;
    watch->close(watch);
    g_free(watch);
}
