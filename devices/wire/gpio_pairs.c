#include "devices/wire/gpio.h"

bool gpio_pairs_feed(struct gpio_pairs *pairs, const uint8_t **bytes, size_t *n)
{
    while (*n > 0) {
        uint8_t byte = *(*bytes)++;
        (*n)--;
        if (!pairs->half) {
            pairs->half = byte < GPIO_LINES; /* anything else names no line */
            pairs->line = pairs->half ? (enum gpio_line)byte : pairs->line;
            continue;
        }
        pairs->half = false;
        pairs->on = byte != 0;
        return true;
    }
    return false;
}
