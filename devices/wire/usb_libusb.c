/* The table of USB operations as libusb-1.0 has them, over the kernel's usbfs. */
#include <stdio.h>

#include "devices/wire/usb.h"

enum { PORTS_MAX = 7, PATH = 128 };

/* Asked of the kernel, which read it when the device came: the device itself might not answer. */
static char *kernel_serial(libusb_device *device)
{
    uint8_t ports[PORTS_MAX];
    int depth = libusb_get_port_numbers(device, ports, PORTS_MAX);
    g_autoptr(GString) path = g_string_new(NULL);
    char *serial = NULL;
    if (depth <= 0)
        return NULL;
    g_string_printf(path, "/sys/bus/usb/devices/%d", libusb_get_bus_number(device));
    for (int i = 0; i < depth; i++)
        g_string_append_printf(path, "%c%d", i ? '.' : '-', ports[i]);
    g_string_append(path, "/serial");
    return g_file_get_contents(path->str, &serial, NULL, NULL) ? g_strchomp(serial) : NULL;
}

static int claim(libusb_device_handle *handle, int interface)
{
    libusb_set_auto_detach_kernel_driver(handle, 1);
    return libusb_claim_interface(handle, interface);
}

static int handle_events(libusb_context *context, struct timeval *wait)
{
    return libusb_handle_events_timeout_completed(context, wait, NULL);
}

static int hotplug(libusb_context *context, libusb_hotplug_callback_fn arrived, void *data)
{
    if (!libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG))
        return LIBUSB_ERROR_NOT_SUPPORTED;
    return libusb_hotplug_register_callback(context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED, 0,
                                            LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
                                            LIBUSB_HOTPLUG_MATCH_ANY, arrived, data, NULL);
}

const struct device_usb device_usb_libusb = {
    .init = libusb_init,
    .exit = libusb_exit,
    .list = libusb_get_device_list,
    .free_list = libusb_free_device_list,
    .describe = libusb_get_device_descriptor,
    .config = libusb_get_active_config_descriptor,
    .free_config = libusb_free_config_descriptor,
    .serial = kernel_serial,
    .open = libusb_open,
    .close = libusb_close,
    .claim = claim,
    .clear_halt = libusb_clear_halt,
    .submit = libusb_submit_transfer,
    .cancel = libusb_cancel_transfer,
    .handle = handle_events,
    .pollfds = libusb_get_pollfds,
    .free_pollfds = libusb_free_pollfds,
    .hotplug = hotplug,
};
