/* Text of a thermal zone: lines of a whole number. Zeroed to begin with; owns nothing. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct thermal_text {
    char digits[16];
    size_t len;
    bool too_long;
    bool good; /* the last line was a number, and this is it: */
    int value;
};
/* Takes bytes from the front until a line is whole (true) or they are used up. */
bool thermal_feed(struct thermal_text *text, const uint8_t **bytes, size_t *n);
