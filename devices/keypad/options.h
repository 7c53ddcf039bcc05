/* The options of a keypad's URI: which key of it does what, by the kernel's names (up=KEY_F18).
 * Borrows the URI. Any room. */
#pragma once

#include "devices/keypad/keypad_codec.h"

extern const char *const keypad_knows[]; /* NULL ends */
/* Changes what the URI names. A code that stood for something else stands for that no more. */
gboolean keypad_options_read(const struct uri *uri, struct keypad_map *map, GError **error);
