/* From a camera's frame to pixels, and to the live picture on the screen. Pure but for live_show; the thread
 * of a camera's library. */
#pragma once

#include "devices/camera/capture.h"
#include "devices/camera/pixels.h"
#include "devices/device.h"

enum { LIVE_SIDE = 640 };

/* The frame at about 1/`scale` of its size (1, 2, 4, 8); false for one that is not whole. */
bool live_pixels(struct pixels *to, const struct capture_frame *frame, unsigned scale, unsigned channels);
/* The scale at which its longer side is at most LIVE_SIDE, or the smallest there is. */
unsigned live_scale(unsigned width, unsigned height);
/* Whether frame `number` of `rate` a second is one of `wanted` a second. */
bool live_is_due(unsigned number, unsigned rate, unsigned wanted);
/* Takes a copy: RGB, no larger than `side`. */
struct device_picture *live_picture(enum device_slot slot, uint64_t visit, const struct pixels *rgb,
                                    unsigned side);
/* Tells whether all of it is dark. */
void live_show(struct device_out *out, enum device_slot slot, uint64_t visit,
               const struct capture_frame *frame);
