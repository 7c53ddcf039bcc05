/* A certificate as a page of A4: PDF with embedded fonts, by cairo and pango. Its seal is a
 * picture (sheet_seal.h): who signs the page signs it afterwards, over that place. Owned by the caller, in
 * wiped memory. The server's room only. */
#pragma once

#include "base/secret.h"

enum {
    SHEET_LINES = 16,
    SHEET_SEAL_X = 384, /* where the seal stands, points from the lower left corner */
    SHEET_SEAL_Y = 96,
    SHEET_SEAL = 120 /* 42 mm across */
};
struct sheet { /* borrowed texts */
    const char *title, *number, *issuer, *day;
    const char *verify; /* the address that is printed */
    const char *code;   /* what its code says: the address, and the proof behind it */
    bool sealed;        /* the picture of the seal is drawn: only where a signature comes under it */
    struct {
        const char *label, *value;
    } lines[SHEET_LINES];
    unsigned line_count;
};
/* Appends the PDF to `out`; false when it cannot be drawn. */
bool sheet_draw(const struct sheet *sheet, struct secret_bytes *out);
