/* Lines of a GPIO chip as a wire of bytes, over the kernel's character device, second version (linux/gpio.h;
 * Documentation/userspace-api/gpio of the kernel). The URI's path is the chip, its options name the lines:
 * alarm=gpio:/dev/gpiochip0?line=4. Bytes go in pairs, a line and what it is: GPIO_LINE_DOOR, 1.
 * Device room only. */
#pragma once

#include "devices/device.h"

/* A line is known by the option that names it. */
enum gpio_line {
    GPIO_LINE_LINE, /* the only one, or the first */
    GPIO_LINE_IDCARD,
    GPIO_LINE_SCANNER,
    GPIO_LINE_PRINTER,
    GPIO_LINE_CAMERA,
    GPIO_LINE_DOCUMENT,
    GPIO_LINE_CARD,
    GPIO_LINE_DOOR,
    GPIO_LINE_FORCED,
    GPIO_LINE_BATTERY,
    GPIO_LINES
};
const char *gpio_line_name(enum gpio_line line);
/* Whether the URI gives that line a number. */
bool gpio_line_given(const struct uri *uri, enum gpio_line line);

/* What drivers of lines share in `knows`: ?active=low turns 1 and 0 round; ?bias=up|down pulls an input. */
#define GPIO_OPTIONS "active", "bias"

enum { GPIO_ASK = 0xFF }; /* written to a wire of inputs: every line's value comes as a pair */

/* What a wire of inputs says, pair by pair. Zeroed to begin with. */
struct gpio_pairs {
    enum gpio_line line;
    bool on, half;
};
/* Takes bytes from the front until a pair is whole (true: line and on) or they are used up. */
bool gpio_pairs_feed(struct gpio_pairs *pairs, const uint8_t **bytes, size_t *n);
