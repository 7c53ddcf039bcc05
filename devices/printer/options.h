/* What a printer's URI may say: how wide its paper is, where it is cut, and what hands it over.
 * A value; nothing is kept.
 * Any room. */
#pragma once

#include "devices/printer/escpos_codec.h"

enum presenter {
    PRESENTER_NONE /* the paper hangs out and is torn off */,
    PRESENTER_HOLD,
    PRESENTER_EJECT,
    PRESENTER_RETRACT
};
struct escpos_options {
    unsigned width; /* dots */
    enum escpos_cut cut;
    enum escpos_mark_paper mark;
    enum presenter presenter; /* what becomes of a paper that nobody takes */
    int take_s, steps;        /* how long it is offered; how far it is pushed out */
};
/* Names of the options for a driver's `knows`; NULL ends. */
extern const char *const escpos_option_names[];
gboolean escpos_options_read(const struct uri *uri, struct escpos_options *out, GError **error);
/* How many dots a receipt for that printer may be wide; 80 mm where there is none. */
unsigned escpos_options_dots(const struct uri *uri);
