/* zxing-cpp behind C linkage: what it finds goes to `found`, the number of codes comes back. It keeps nothing
 * between calls and throws nothing at its caller; its own copies are wiped when they are freed
 * (secret_cpp). Any room. */
#pragma once

#include "devices/scanner/readers.h"

#ifdef __cplusplus
extern "C" {
#endif

enum zxing_mode {
    ZXING_PICTURE, /* of a camera: threshold by the neighbourhood, half and third size too */
    ZXING_GLOBAL,  /* one threshold, from the histogram */
    ZXING_BLACK,   /* black below 128: what was made black and white before */
    ZXING_PURE     /* nothing but one code, drawn square and upright */
};
unsigned zxing_read(const struct grey *grey, enum zxing_mode mode, read_code_found *found, void *user);

#ifdef __cplusplus
}
#endif
