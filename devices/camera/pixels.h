/* Pictures of a camera in memory: grey or RGB, rows without gaps. They lie on the heap, being megabytes, and
 * are wiped before they are freed; a zeroed struct is none. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PIXELS_SIDE_MAX = 8192, PIXELS_MAX = 24 * 1000 * 1000 };

struct pixels {
    unsigned width, height, channels; /* 1: grey, 3: RGB */
    uint8_t *data;
};
/* False, and none, when a side is 0 or the picture is larger than any camera's. */
bool pixels_make(struct pixels *p, unsigned width, unsigned height, unsigned channels);
void pixels_clear(struct pixels *p);
size_t pixels_size(const struct pixels *p);
/* What pixels_make gave, freed without it. */
void pixels_free_data(uint8_t *data, size_t size);

/* YUYV (two pixels in four bytes, rows `stride` bytes apart) as grey or RGB, every `step`th pixel of every
 * `step`th row. False when the bytes are too few. */
bool pixels_from_yuyv(struct pixels *p, const uint8_t *bytes, size_t len, unsigned width, unsigned height,
                      unsigned stride, unsigned step, unsigned channels);
/* Each pixel the mean of `step` x `step` of them, grey. */
bool pixels_shrink_grey(struct pixels *to, const struct pixels *from, unsigned step);
/* The least whole number by which the longer side comes down to `side` pixels. */
unsigned pixels_step(unsigned width, unsigned height, unsigned side);
