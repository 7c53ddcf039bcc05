/* A QR code (ISO/IEC 18004) on a terminal, in half blocks, for a scanner that looks at the screen. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

/* `text` as bytes, level M, with its quiet zone; nothing for a text that no code holds. */
void terminal_code_print(FILE *out, const char *text);
