/* Words for the terminal of a worker or an operator. What strangers wrote (residents, kiosks, a damaged file)
 * may hold a line break that makes a false row, or signs that a terminal obeys instead of drawing: each
 * stands there as U+FFFD. Copies are wiped. Any room. */
#pragma once

#include <glib.h>

/* As printf(3) on standard output, for one line or a part of one: a line break at the format's own end stays,
 * every other sign that text_is_drawn (text.h) does not know is replaced, whichever argument it came by. */
void terminal_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
