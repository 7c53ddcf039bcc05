/* The one seam between this house and the kernel's nodes: the file operations that drivers and wires use, as
 * a table. The table is constant and outlives the device room; a test puts its own nodes (evdev, V4L2,
 * hidraw, usblp) behind one, and everything above runs as it does in the cabinet. Any thread of the device
 * room. */
#pragma once

#include <stddef.h>
#include <sys/types.h>

struct device_usb;

/* Each as the system call of its name, errno included. A descriptor that `open` returns must be one that
 * poll(2) takes. */
struct device_files {
    int (*open)(const char *path, int flags);
    int (*close)(int fd);
    ssize_t (*read)(int fd, void *to, size_t n);
    ssize_t (*write)(int fd, const void *from, size_t n);
    int (*ioctl)(int fd, unsigned long request, void *data);
    void *(*map)(size_t n, int protection, int fd, off_t at); /* shared; MAP_FAILED */
    int (*unmap)(void *memory, size_t n);
    const struct device_usb *usb; /* wire/usb.h; NULL: libusb's */
};
extern const struct device_files device_files_kernel;
