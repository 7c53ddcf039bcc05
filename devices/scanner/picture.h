/* QR codes in a grey picture, by zbar; and pictures as they come over a wire (PGM, P5, 8 bits).
 * The caller owns pixels and text. Pixels lie on the heap, being megabytes, and are wiped before they are
 * freed. Any room; one call may take 40 ms. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PICTURE_PIXELS_MAX = 1920 * 1200, PICTURE_SIDE_MAX = 4096 };

/* The first QR code as UTF-8; false when there is none or it does not fit. Inverted codes and small modules
 * as well. */
bool scan_picture(const uint8_t *grey, unsigned width, unsigned height, char *to, size_t cap);

/* Head of a PGM picture. 0 when more bytes are needed, -1 when it is none, else the bytes of the head. */
int picture_head(const uint8_t *bytes, size_t n, unsigned *width, unsigned *height);
