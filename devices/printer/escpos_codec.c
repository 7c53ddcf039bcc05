#include "devices/printer/escpos_codec.h"

#include <glib.h>
#include <string.h>

#include "base/bytes.h"

enum {
    FEED_MAX = 255,    /* dots of one ESC J */
    KNIFE_FEED = 0x18, /* dots beyond the knife's own distance: 3 mm of white */
    TEAR_LINES = 6     /* lines up to the tear-off edge where there is no knife */
};

static bool row_blank(const struct raster *raster, unsigned row)
{
    const uint8_t *bits = raster->bits + (size_t)row * raster->stride;
    for (unsigned i = 0; i < raster->stride; i++)
        if (bits[i])
            return false;
    return true;
}

static unsigned blank_run(const struct raster *raster, unsigned row, unsigned most)
{
    unsigned n = 0;
    while (row + n < raster->height && n < most && row_blank(raster, row + n))
        n++;
    return n;
}

/* Rows to paint from here: up to the next gap that is worth a feed. */
static unsigned painted_run(const struct raster *raster, unsigned row, unsigned most)
{
    unsigned n = 0;
    while (row + n < raster->height && n < most &&
           blank_run(raster, row + n, ESCPOS_BLANK_ROWS) < ESCPOS_BLANK_ROWS)
        n++;
    return n;
}

/* Bytes up to the last one with ink in any of these rows. */
static unsigned inked_stride(const struct raster *raster, unsigned row, unsigned rows, unsigned most)
{
    unsigned stride = 1;
    for (unsigned y = row; y < row + rows; y++)
        for (unsigned x = most; x > stride; x--)
            if (raster->bits[(size_t)y * raster->stride + x - 1]) {
                stride = x;
                break;
            }
    return stride;
}

static void paint(struct bytes_writer *w, const struct raster *raster, unsigned stride, unsigned row,
                  unsigned rows)
{
    static const uint8_t raster_command[] = {0x1D, 0x76, 0x30, 0x00};
    stride = inked_stride(raster, row, rows, stride);
    bytes_put(w, raster_command, sizeof raster_command);
    bytes_put_le16(w, (uint16_t)stride);
    bytes_put_le16(w, (uint16_t)rows);
    for (unsigned i = 0; i < rows; i++)
        bytes_put(w, raster->bits + (size_t)(row + i) * raster->stride, stride);
}

size_t escpos_band(const struct raster *raster, unsigned width, unsigned *row, uint8_t out[ESCPOS_BAND_MAX])
{
    struct bytes_writer w = bytes_writer(out, ESCPOS_BAND_MAX);
    unsigned stride = MIN(raster->stride, MIN(width, ESCPOS_WIDTH_MAX) / 8), begun = *row;
    while (*row < raster->height && *row - begun < ESCPOS_BAND_ROWS) {
        unsigned rows = blank_run(raster, *row, FEED_MAX);
        if (rows >= ESCPOS_BLANK_ROWS || *row + rows == raster->height) {
            bytes_put(&w, (const uint8_t[]){0x1B, 0x4A, (uint8_t)rows}, 3);
        } else {
            rows = painted_run(raster, *row, ESCPOS_BAND_ROWS - (*row - begun));
            paint(&w, raster, stride, *row, rows);
        }
        *row += rows;
    }
    g_assert(!w.bad);
    return w.pos;
}

/* At a mark the paper lies right already: GS V 0 and 1 cut where it stands. */
static size_t end_at_mark(enum escpos_cut cut, enum escpos_mark_paper mark, uint8_t out[8])
{
    struct bytes_writer w = bytes_writer(out, 8);
    if (mark == ESCPOS_MARK_FORM)
        bytes_put(&w, (const uint8_t[]){0x0C}, 1);
    else
        bytes_put(&w, (const uint8_t[]){0x1D, 0xF8}, 2);
    if (cut != ESCPOS_CUT_NONE)
        bytes_put(&w, (const uint8_t[]){0x1D, 0x56, cut == ESCPOS_CUT_PARTIAL}, 3);
    return w.pos;
}

size_t escpos_end(enum escpos_cut cut, enum escpos_mark_paper mark, uint8_t out[8])
{
    static const uint8_t ends[][4] = {[ESCPOS_CUT_FULL] = {0x1D, 0x56, 0x41, KNIFE_FEED},
                                      [ESCPOS_CUT_PARTIAL] = {0x1D, 0x56, 0x42, KNIFE_FEED},
                                      [ESCPOS_CUT_NONE] = {0x1B, 0x64, TEAR_LINES}};
    size_t n = cut == ESCPOS_CUT_NONE ? 3 : 4;
    if (mark != ESCPOS_MARK_NONE)
        return end_at_mark(cut, mark, out);
    memcpy(out, ends[cut], n);
    return n;
}

size_t escpos_present(uint8_t steps, uint8_t out[8])
{
    memcpy(out, (const uint8_t[]){0x1D, 0x65, 0x03, steps}, 4);
    return 4;
}

unsigned escpos_realtime_inside(const uint8_t *bytes, size_t n)
{
    unsigned found = 0;
    for (size_t i = 0; i + 1 < n; i++)
        found += bytes[i] == 0x10 && (bytes[i + 1] == 0x04 || bytes[i + 1] == 0x05 || bytes[i + 1] == 0x14);
    return found;
}

void escpos_asked(struct escpos_listener *l)
{
    l->asked = 1;
}

void escpos_asked_outlet(struct escpos_listener *l)
{
    l->outlet_asked = true;
}

/* Answers to DLE EOT do not say to which question: they come in order. One that was not asked for is dropped.
 */
static enum escpos_news hear_answer(struct escpos_listener *l, uint8_t byte)
{
    struct escpos_condition *c = &l->condition;
    switch (l->asked) {
    case 1:
        c->offline = byte & 0x08;
        break;
    case 2:
        c->cover = byte & 0x04;
        c->paper_out = byte & 0x20;
        c->fault = byte & 0x40;
        break;
    case 3:
        c->cutter = byte & 0x08;
        c->fault |=
            (byte & 0x60) != 0; /* for good, or until it cools down; question 2 may have said it already */
        break;
    case 4:
        c->paper_low = (byte & 0x0C) == 0x0C;
        c->paper_out |= (byte & 0x60) == 0x60;
        break;
    default:
        return ESCPOS_NOTHING;
    }
    l->asked = l->asked < 4 ? l->asked + 1 : 0;
    return l->asked == 0 ? ESCPOS_STATUS : ESCPOS_NOTHING;
}

static enum escpos_news hear_asb(struct escpos_listener *l, uint8_t byte)
{
    l->asb[l->asb_len++] = byte;
    if (l->asb_len < sizeof l->asb)
        return ESCPOS_NOTHING;
    l->asb_len = 0;
    l->condition = (struct escpos_condition){.offline = l->asb[0] & 0x08,
                                             .cover = l->asb[0] & 0x20,
                                             .cutter = l->asb[1] & 0x08,
                                             .fault = (l->asb[1] & 0x64) != 0, /* mechanical, for good, hot */
                                             .paper_low = (l->asb[2] & 0x03) == 0x03,
                                             .paper_out = (l->asb[2] & 0x0C) == 0x0C};
    return ESCPOS_STATUS;
}

/* 10 0F and four bytes: paper, user, two of errors. An automatic status never has 0F in its second place. */
static enum escpos_news hear_outlet(struct escpos_listener *l, uint8_t byte)
{
    enum { PAPER_BYTE = 4, LIES = 0x20 };
    if (l->outlet_left == PAPER_BYTE)
        l->lies = byte & LIES;
    return --l->outlet_left == 0 ? ESCPOS_OUTLET : ESCPOS_NOTHING;
}

static bool begins_outlet(struct escpos_listener *l, uint8_t byte)
{
    bool begins = l->outlet_asked && l->asb_len == 1 && l->asb[0] == 0x10 && byte == 0x0F;
    if (begins) {
        l->outlet_asked = false;
        l->outlet_left = 4;
        l->asb_len = 0;
    }
    return begins;
}

enum escpos_news escpos_hear(struct escpos_listener *l, uint8_t byte)
{
    enum { XON = 0x11, XOFF = 0x13 };
    if (byte == XON || byte == XOFF) /* flow control of a serial line may stand between any two bytes */
        return ESCPOS_NOTHING;
    if (l->block) {
        l->block = byte != 0;
        return ESCPOS_NOTHING;
    }
    if (l->outlet_left > 0)
        return hear_outlet(l, byte);
    if (begins_outlet(l, byte))
        return ESCPOS_NOTHING;
    if ((byte & 0x93) == 0x12) /* real time: may come between the bytes of an automatic status */
        return hear_answer(l, byte);
    if ((byte & 0x93) == 0x10) {
        l->asb_len = 0;
        return hear_asb(l, byte);
    }
    if ((byte & 0x90) == 0)
        return l->asb_len > 0 ? hear_asb(l, byte) : ESCPOS_MARK;
    l->asb_len = 0;
    l->block = byte == 0x35 || byte == 0x37 || byte == 0x3B || byte == 0x3D || byte == 0x5F;
    return ESCPOS_NOTHING;
}

enum device_attention escpos_attention(const struct escpos_condition *c)
{
    return c->cover       ? ATTENTION_COVER_OPEN
           : c->paper_out ? ATTENTION_PAPER_OUT
           : c->cutter    ? ATTENTION_CUTTER
           : c->fault     ? ATTENTION_FAULT
           : c->offline   ? ATTENTION_OFFLINE
           : c->paper_low ? ATTENTION_PAPER_LOW
                          : ATTENTION_NONE;
}

bool escpos_stopped(const struct escpos_condition *c)
{
    return c->cover || c->paper_out || c->cutter || c->fault || c->offline;
}

struct escpos_condition escpos_of_lines(enum device_lines lines)
{
    return (struct escpos_condition){.paper_out = lines == LINES_PAPER_OUT, .fault = lines == LINES_FAULT};
}
