/* How many modules a QR code takes, so that the layout can give each whole pixels. Owns nothing. Pure: any
 * room. */
#pragma once

enum { CODE_QUIET = 4 /* modules of white on each side, in every theme */ };

/* On one side, at level M; 0 for a text that no code holds, and for none. */
int code_modules(const char *text);
