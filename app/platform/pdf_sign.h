/* A signature under a PDF: an incremental update (ISO 32000-1, 7.5.6) with a signature field over a rectangle
 * of its only page (12.7.4.5), and what a signer says of all bytes but its own place (12.8.1). Reads the PDF
 * that cairo writes: one page, a plain cross-reference table. Owns nothing. Any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"

enum { PDF_SIGNATURE_MAX = 6 * 1024 /* bytes of DER */ };
struct pdf_field {
    double x, y, width, height;  /* points, from the lower left corner */
    const char *signer, *reason; /* UTF-8 without parentheses and backslashes */
    int64_t at_ms;
};
/* Two parts of the document, the one behind the other: appends what it says of them to `out`. */
typedef bool (*pdf_signer)(void *data, const void *a, size_t a_len, const void *b, size_t b_len,
                           struct secret_bytes *out);
/* Appends the update. False when the PDF is another than cairo's, or the signer fails: then nothing of it is
 * to be used. */
bool pdf_sign(struct secret_bytes *pdf, const struct pdf_field *field, pdf_signer sign, void *data);
