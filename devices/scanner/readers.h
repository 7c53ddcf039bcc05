/* What every reader of codes hands over, for each QR code that it has read whole. The bytes are borrowed for
 * the call. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/scanner/grey.h"

enum { READER_CODES_MAX = 4 /* in one picture; a resident shows one */ };

struct read_code {
    const uint8_t *bytes; /* the content; when `eci`, with its escapes: code_text.h */
    size_t len;
    bool eci;
};
typedef void read_code_found(void *user, const struct read_code *code);
