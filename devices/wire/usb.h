/* USB without a driver of the kernel: the calls of libusb-1.0 that the wire makes, as a table. It is constant
 * and outlives the device room; a test plays a whole device behind one (device_files.usb). Any thread of
 * the device room; nothing here waits for the device. */
#pragma once

#include <glib.h>
#include <libusb.h>
#include <stdbool.h>
#include <stddef.h>

/* Each as the libusb function of its name, unless it says otherwise. */
struct device_usb {
    int (*init)(libusb_context **context);
    void (*exit)(libusb_context *context);
    ssize_t (*list)(libusb_context *context, libusb_device ***list); /* libusb_get_device_list */
    void (*free_list)(libusb_device **list, int unref);
    int (*describe)(libusb_device *device, struct libusb_device_descriptor *to);
    int (*config)(libusb_device *device, struct libusb_config_descriptor **to); /* the active one */
    void (*free_config)(struct libusb_config_descriptor *config);
    char *(*serial)(libusb_device *device); /* as the kernel read it; NULL: it has none. g_free */
    int (*open)(libusb_device *device, libusb_device_handle **handle);
    void (*close)(libusb_device_handle *handle);
    int (*claim)(libusb_device_handle *handle, int interface); /* from the kernel's driver, if one has it */
    int (*clear_halt)(libusb_device_handle *handle, unsigned char endpoint);
    int (*submit)(struct libusb_transfer *transfer);
    int (*cancel)(struct libusb_transfer *transfer);
    int (*handle)(libusb_context *context, struct timeval *wait); /* events; calls what is complete */
    const struct libusb_pollfd **(*pollfds)(libusb_context *context);
    void (*free_pollfds)(const struct libusb_pollfd **fds);
    /* `arrived` is called from `handle` whenever a device comes; until exit. */
    int (*hotplug)(libusb_context *context, libusb_hotplug_callback_fn arrived, void *data);
};
extern const struct device_usb device_usb_libusb;

/* A context, and one descriptor to poll that is readable while the context has something to handle. */
struct usb_bus {
    const struct device_usb *ops;
    libusb_context *context;
    int fd; /* -1 before usb_bus_open */
};
gboolean usb_bus_open(struct usb_bus *bus, const struct device_usb *ops, GError **error);
void usb_bus_follow(
    struct usb_bus *bus); /* again after a device was opened: it has a descriptor of its own */
void usb_bus_handle(struct usb_bus *bus, int ms); /* waits that long at most */
/* Leaves the descriptor to the caller when `keep_fd`. */
void usb_bus_close(struct usb_bus *bus, bool keep_fd);

/* Which device is meant: usb, usb:VID:PID or usb:VID:PID:SERIAL. */
struct usb_name {
    bool any; /* of the readers known by their numbers */
    unsigned vendor, product;
    const char *serial; /* borrowed from the text; NULL: whichever */
};
gboolean usb_name_parse(struct usb_name *name, const char *text, GError **error);
/* Referenced until the list is freed; NULL when none is there. */
libusb_device *usb_name_find(const struct usb_name *name, const struct device_usb *ops,
                             libusb_device *const *list);

/* How a reader is spoken to: in one pipe, or preamble and length in a first and the rest in a second. */
struct usb_pipes {
    int interface;
    unsigned count; /* 1 or 2 */
    struct {
        unsigned char in, out; /* addresses of bulk endpoints */
        unsigned size;         /* bytes of a packet that comes in */
    } pipe[2];
};
/* By the descriptors; false when no interface has one or two bulk endpoints each way. */
bool usb_pipes_choose(struct usb_pipes *pipes, const struct libusb_config_descriptor *config);
