/* JPEG as cameras send it (also MJPG without Huffman tables: those of ITU-T T.81 Annex K.3 are meant then)
 * and as a page is kept: no EXIF, no thumbnail, nothing but the picture. By libjpeg, whose own few rows of
 * working memory are freed as they are. Pure: any room. */
#pragma once

#include "base/secret.h"
#include "devices/camera/pixels.h"

/* At 1/`scale` of its size (1, 2, 4 or 8), grey (channels 1) or RGB (3). False, and none, for what is no
 * whole baseline picture: a frame that broke off is dropped, not shown half. */
bool jpeg_decode(struct pixels *to, const uint8_t *bytes, size_t len, unsigned scale, unsigned channels);
/* RGB, appended to `to`; quality 1 to 100. */
bool jpeg_encode(struct secret_bytes *to, const struct pixels *rgb, int quality);
/* As good as `most` bytes allow; false, and nothing, when no quality a person could read is that small. */
bool jpeg_encode_within(struct secret_bytes *to, const struct pixels *rgb, size_t most);
