/* A picture in the colours of the screen, as widget.live of LOOK_CLIP points to one. Owned by whoever made
 * it; nothing personal. Any room, one at a time. */
#pragma once

#include <stdint.h>

struct picture {
    int width, height;
    int number;       /* of whoever shows one after the other: another picture has another */
    uint32_t *pixels; /* XRGB, rows without padding */
};
struct picture *picture_new(int width, int height); /* black */
void picture_free(struct picture *picture);         /* NULL is fine */
