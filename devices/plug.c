#include "devices/plug.h"

#include <glib-unix.h>
#include <libudev.h>
#include <string.h>

/* Where the devices of a cabinet live. */
static const char *const subsystems[] = {"tty", "usbmisc", "input", "video4linux", "hidraw", "gpio", NULL};

struct plug {
    struct udev *udev;
    struct udev_monitor *monitor;
    GSource *source;
    plug_told told;
    void *data;
};

static void take(struct plug *plug, struct udev_device *device)
{
    const char *node = udev_device_get_devnode(device), *action = udev_device_get_action(device);

    if (node && action && (!strcmp(action, "add") || !strcmp(action, "remove")))
        plug->told(node, !strcmp(action, "add"), plug->data);
}

static gboolean on_news(gint fd, GIOCondition condition, gpointer data)
{
    struct plug *plug = data;
    struct udev_device *device;

    (void)fd, (void)condition;
    while ((device = udev_monitor_receive_device(plug->monitor))) {
        take(plug, device);
        udev_device_unref(device);
    }
    return G_SOURCE_CONTINUE;
}

static bool listen(struct plug *plug)
{
    plug->udev = udev_new();
    plug->monitor = plug->udev ? udev_monitor_new_from_netlink(plug->udev, "udev") : NULL;
    for (const char *const *name = subsystems; plug->monitor && *name; name++)
        udev_monitor_filter_add_match_subsystem_devtype(plug->monitor, *name, NULL);
    return plug->monitor && udev_monitor_enable_receiving(plug->monitor) >= 0;
}

struct plug *plug_new(GMainContext *context, plug_told told, void *data)
{
    struct plug *plug = g_new0(struct plug, 1);

    plug->told = told;
    plug->data = data;
    if (!listen(plug)) {
        plug_free(plug);
        return NULL;
    }
    plug->source = g_unix_fd_source_new(udev_monitor_get_fd(plug->monitor), G_IO_IN);
    g_source_set_callback(plug->source, G_SOURCE_FUNC(on_news), plug, NULL);
    g_source_attach(plug->source, context);
    return plug;
}

void plug_free(struct plug *plug)
{
    if (!plug)
        return;
    if (plug->source) {
        g_source_destroy(plug->source);
        g_source_unref(plug->source);
    }
    udev_monitor_unref(plug->monitor);
    udev_unref(plug->udev);
    g_free(plug);
}
