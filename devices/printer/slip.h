/* One receipt on its way to paper: what goes out next, band by band, and for whom.
 * Owns its copy of the picture, in secret memory; slip_end frees it. A zeroed slip is none.
 * The device room only. */
#pragma once

#include "devices/printer/options.h"

struct slip {
    struct raster *raster; /* NULL: nothing is being printed */
    unsigned row;          /* printed up to here; kept after the end, until the next begins */
    size_t unanswered;     /* bytes of the newest part: how much of it arrived is not known */
    bool cut;              /* the cut went out: the next mark is the last */
    uint64_t visit;
    uint32_t request;
};
enum { SLIP_PART_MAX = ESCPOS_BAND_MAX };
void slip_begin(struct slip *slip, const struct device_command *command); /* copies */
/* The next band, or at the end feed and cut; its bytes, with a mark behind them. */
size_t slip_next(struct slip *slip, const struct escpos_options *options, uint8_t out[SLIP_PART_MAX]);
void slip_end(struct slip *slip, struct device_io *io, enum device_letter_kind kind,
              enum device_attention why);
void slip_refuse(const struct device_command *command, struct device_io *io, enum device_attention why);
/* After a wire that broke: a picture half sent would swallow all that comes next, so it ends white. Zeros
 * mean nothing to a printer that was not in the middle of one. */
void slip_whiten(const struct slip *slip, struct device_io *io);
/* What another person's receipt left in the printer is thrown away, or printed and cut off, before anything
 * else. */
void slip_drop_remains(struct slip *slip, struct device_io *io, const struct escpos_options *options);
