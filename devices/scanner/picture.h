/* Pictures as they come over a wire: PGM, P5, 8 bits. Pure: any room. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { PICTURE_PIXELS_MAX = 1920 * 1200, PICTURE_SIDE_MAX = 4096 };

/* Head of a PGM picture. 0 when more bytes are needed, -1 when it is none, else the bytes of the head. */
int picture_head(const uint8_t *bytes, size_t n, unsigned *width, unsigned *height);
