/* A certificate as a page of A4: PDF with embedded fonts, by cairo and pango. It bears no seal: one is put on
 * by the authority's own machine, and its place stays free. Owned by the caller, in wiped memory. The
 * server's room only. */
#pragma once

#include "base/secret.h"

enum { SHEET_LINES = 16 };
struct sheet { /* borrowed texts */
    const char *title, *number, *issuer, *day, *verify;
    struct {
        const char *label, *value;
    } lines[SHEET_LINES];
    unsigned line_count;
};
/* Appends the PDF to `out`; false when it cannot be drawn. */
bool sheet_draw(const struct sheet *sheet, struct secret_bytes *out);
