/* A grey picture of 8 bits: rows from the top, `stride` bytes apart. Pixels are borrowed. Pure: any room. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct grey {
    const uint8_t *at;
    unsigned width, height;
    size_t stride;
};
