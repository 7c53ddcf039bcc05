/* What a printer's URI may say: width=576 (dots), cut=full|partial|none.
 * A value; nothing is kept.
 * Any room. */
#pragma once

#include "devices/printer/escpos_codec.h"

struct escpos_options {
    unsigned width; /* dots */
    enum escpos_cut cut;
};
gboolean escpos_options_read(const struct uri *uri, struct escpos_options *out, GError **error);
