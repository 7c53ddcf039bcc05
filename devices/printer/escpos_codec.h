/* ESC/POS bytes: what a receipt becomes, and what the printer says of itself (DLE EOT, automatic status back,
 * GS r). Works on the caller's memory; zeroed structs are valid. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "devices/device.h"

enum {
    ESCPOS_BAND_ROWS = 128, /* dots: small enough for the buffer of a cheap printer, and to stop soon */
    ESCPOS_BLANK_ROWS = 6,  /* so many white rows are fed, not painted: 3 bytes, not 72 a row */
    ESCPOS_PIECES = ESCPOS_BAND_ROWS / (ESCPOS_BLANK_ROWS + 1) + 2, /* most pictures in a band */
    ESCPOS_WIDTH_MAX = 576,                                         /* dots of 80 mm paper */
    ESCPOS_BAND_MAX =
        ESCPOS_PIECES * (8 + 3) + ESCPOS_BAND_ROWS * ESCPOS_WIDTH_MAX / 8 + 3 /* bytes, and a mark */
};
static const uint8_t escpos_hello[] = {0x1B, 0x40, 0x1D, 0x61, 0xFF}; /* initialise; automatic status back */
static const uint8_t escpos_ask[] = {0x10, 0x04, 1, 0x10, 0x04, 2,
                                     0x10, 0x04, 3, 0x10, 0x04, 4}; /* DLE EOT */
static const uint8_t escpos_mark[] = {0x1D, 0x72, 0x01};  /* GS r 1: answered when all before is printed */
static const uint8_t escpos_clear[] = {0x10, 0x05, 0x02}; /* recover and throw away what is buffered */
/* A presenter's mouth, as Custom and Pyramid print it (escpos.readthedocs.io, paper_movement and
 * realtime_status; Custom KPM210 commands manual): GS e 2 and 5, and DLE EOT 20, answered at once by 10 0F
 * and four bytes. */
static const uint8_t escpos_retract[] = {0x1D, 0x65, 0x02}; /* back into the cabinet */
static const uint8_t escpos_eject[] = {0x1D, 0x65, 0x05};   /* out, whoever stands there */
static const uint8_t escpos_ask_outlet[] = {0x10, 0x04, 0x14};
enum escpos_cut { ESCPOS_CUT_PARTIAL, ESCPOS_CUT_FULL, ESCPOS_CUT_NONE };
/* Paper with black marks on its back is cut at a mark, not behind the last row: FF feeds to the next one
 * (JPM112 developer's manual, and most Chinese modules), GS F8 lays the next one under the knife (Custom
 * KPM216). */
enum escpos_mark_paper { ESCPOS_MARK_NONE, ESCPOS_MARK_FORM, ESCPOS_MARK_ALIGN };

/* The next rows of the picture from *row on, about a band of them: white ones are fed, others painted, no
 * wider than their ink. Bytes; 0 at its end. */
size_t escpos_band(const struct raster *raster, unsigned width, unsigned *row, uint8_t out[ESCPOS_BAND_MAX]);
size_t escpos_end(enum escpos_cut cut, enum escpos_mark_paper mark, uint8_t out[8]); /* to the knife, cut */
size_t escpos_present(uint8_t steps, uint8_t out[8]); /* GS e 3: push so much of it out, and hold it */
/* How often 10 04, 10 05 or 10 14 stand inside: some firmware obeys them even in a picture, so ask for status
 * after. */
unsigned escpos_realtime_inside(const uint8_t *bytes, size_t n);

struct escpos_condition {
    bool offline, cover, paper_out, paper_low, cutter, fault;
};
enum escpos_news {
    ESCPOS_NOTHING,
    ESCPOS_STATUS /* condition changed or confirmed */,
    ESCPOS_MARK /* GS r answered */,
    ESCPOS_OUTLET /* DLE EOT 20 answered: `lies` says whether a paper hangs in the mouth */
};
struct escpos_listener {
    struct escpos_condition condition;
    uint8_t asb[4];
    unsigned asb_len, asked /* next of DLE EOT 1..4 that is owed an answer; 0: none */;
    bool block; /* inside a named answer, up to its 00 */
    bool outlet_asked, lies;
    unsigned outlet_left; /* bytes of the answer to DLE EOT 20 that are still to come */
};
void escpos_asked(struct escpos_listener *l);        /* DLE EOT 1 2 3 4 were sent */
void escpos_asked_outlet(struct escpos_listener *l); /* DLE EOT 20 was sent */
enum escpos_news escpos_hear(struct escpos_listener *l, uint8_t byte);
enum device_attention escpos_attention(const struct escpos_condition *condition);
bool escpos_stopped(const struct escpos_condition *condition);    /* it does not print until somebody helps */
struct escpos_condition escpos_of_lines(enum device_lines lines); /* all that a port's status lines tell */
