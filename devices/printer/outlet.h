/* The mouth of a printer with a presenter: it holds a paper out until somebody takes it. Who does not is
 * reminded (a letter), and in time the paper is pushed out or pulled back, as the URI says. No clock: it asks
 * once a second by the driver's alarm and counts. A zeroed outlet is empty.
 * The device room only. */
#pragma once

#include "devices/printer/options.h"

struct outlet {
    bool watched; /* a paper was offered, and is not known to be taken */
    bool told;    /* that it lies there */
    int asked, unanswered;
};
/* Offers what was just cut; nothing without a presenter. */
void outlet_present(struct outlet *o, const struct escpos_options *options, struct escpos_listener *listener,
                    struct device_io *io);
void outlet_heard(struct outlet *o, const struct escpos_listener *listener, struct device_io *io);
void outlet_alarm(struct outlet *o, const struct escpos_options *options, struct escpos_listener *listener,
                  struct device_io *io);
/* Another paper comes, and its mouth must be free. */
void outlet_make_room(struct outlet *o, const struct escpos_options *options, struct device_io *io);
void outlet_forget(struct outlet *o, struct device_io *io); /* the wire broke: nobody knows */
