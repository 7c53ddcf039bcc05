/* A receipt as dots: the composed blocks drawn with the same fonts as the screen (DESIGN.md section 10), one
 * bit a dot. The caller owns the raster (raster_free). The desk's room, with a text engine of its own. */
#pragma once

#include <glib.h>

#include "devices/device.h"

struct receipt;
struct text;

enum { RECEIPT_DOTS_80MM = 576, RECEIPT_DOTS_58MM = 384, RECEIPT_MARGIN = 20 /* on 80 mm */ };
/* `dots` is what the head can burn side by side. On 58 mm the mark stands above its words and the code above
 * its lines. */
struct raster *receipt_raster(struct text *text, const struct receipt *receipt, unsigned dots);
