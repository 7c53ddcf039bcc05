/* A GPIO chip of a test, behind the seam of file operations: /dev/gpiochip0 gives its lines once asked as
 * linux/gpio.h says; the test turns inputs and looks at outputs. One chip a program; the test owns it.
 * Tests only. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/gpio.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devices/wire/files.h"

struct chip {
    int test_end, fd; /* of the lines; -1: not requested */
    struct gpio_v2_line_request request;
    uint64_t values; /* bits of the request's lines */
    bool gone;       /* every operation fails with ENODEV */
    bool refuses;    /* the lines are somebody else's */
    unsigned chips_open;
};
static struct chip chip = {-1, -1};

static inline int chip_open(const char *path, int flags)
{
    if (strcmp(path, "/dev/gpiochip0") != 0)
        return open(path, flags);
    if (chip.gone) {
        errno = ENOENT;
        return -1;
    }
    chip.chips_open++;
    return open("/dev/null", flags);
}

static inline int chip_give(struct gpio_v2_line_request *request)
{
    int ends[2];
    if (chip.refuses) {
        errno = EBUSY;
        return -1;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    chip.test_end = ends[0];
    chip.fd = request->fd = ends[1];
    chip.request = *request;
    return 0;
}

static inline int chip_ioctl(int fd, unsigned long what, void *data)
{
    struct gpio_v2_line_values *values = data;
    if (what == GPIO_V2_GET_LINE_IOCTL && !chip.gone)
        return chip_give(data);
    if (fd != chip.fd || chip.gone) {
        errno = ENODEV;
        return -1;
    }
    if (what == GPIO_V2_LINE_GET_VALUES_IOCTL)
        values->bits = chip.values & values->mask;
    else
        chip.values = (chip.values & ~values->mask) | (values->bits & values->mask);
    return 0;
}

static inline int chip_close(int fd)
{
    if (fd == chip.fd) {
        close(chip.test_end);
        chip.test_end = chip.fd = -1;
    }
    return close(fd);
}

/* As the kernel tells of an edge of an input. */
static inline void chip_turn(uint32_t offset, bool on)
{
    struct gpio_v2_line_event event = {
        .offset = offset, .id = on ? GPIO_V2_LINE_EVENT_RISING_EDGE : GPIO_V2_LINE_EVENT_FALLING_EDGE};
    for (uint32_t i = 0; i < chip.request.num_lines; i++)
        if (chip.request.offsets[i] == offset)
            chip.values = on ? chip.values | 1ull << i : chip.values & ~(1ull << i);
    g_assert(send(chip.test_end, &event, sizeof event, 0) == (ssize_t)sizeof event);
}

static const struct device_files chip_files = {
    .open = chip_open, .close = chip_close, .read = read, .write = write, .ioctl = chip_ioctl};
