/* The text of a code from its bytes. Without a mark: UTF-8, else GB 18030, else Latin-1. With ECI marks (AIM
 * Extended Channel Interpretation, ISO/IEC 18004 7.3.2) as a reader writes them: a head "]Qn", then text in
 * which "\NNNNNN" names the encoding of what follows and "\\" is one backslash. A NUL, an empty text, an
 * encoding that is not kept or not known is no text. Works on the caller's buffer; pure: any room. */
#pragma once

#include "devices/scanner/readers.h"

bool code_text(char *to, size_t cap, const struct read_code *code);
