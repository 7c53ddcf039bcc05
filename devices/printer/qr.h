/* A text as a QR code (ISO/IEC 18004), level M: one byte a module, 1 = dark, without quiet zone.
 * The caller owns the struct and clears it; NULL `dark` is fine.
 * Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct qr {
    unsigned width; /* modules */
    uint8_t *dark;  /* width * width */
};
bool qr_make(const char *text, struct qr *out); /* false when the text is empty or too long */
void qr_clear(struct qr *qr);
