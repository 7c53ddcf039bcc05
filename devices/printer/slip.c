#include "devices/printer/slip.h"

#include <string.h>

#include "devices/letters.h"

void slip_begin(struct slip *slip, const struct device_command *command)
{
    *slip = (struct slip){
        .raster = raster_copy(command->raster), .visit = command->visit, .request = command->request};
}

size_t slip_next(struct slip *slip, const struct escpos_options *options, uint8_t out[SLIP_PART_MAX])
{
    size_t n = escpos_band(slip->raster, options->width, &slip->row, out);
    if (n == 0) {
        n = escpos_end(options->cut, options->mark, out);
        slip->cut = true;
    }
    memcpy(out + n, escpos_mark, sizeof escpos_mark);
    return slip->unanswered = n + sizeof escpos_mark;
}

void slip_end(struct slip *slip, struct device_io *io, enum device_letter_kind kind,
              enum device_attention why)
{
    raster_free(slip->raster);
    slip->raster = NULL;
    letter_job(io, kind, slip->visit, slip->request, why);
}

void slip_refuse(const struct device_command *command, struct device_io *io, enum device_attention why)
{
    letter_job(io, LETTER_JOB_FAILED, command->visit, command->request, why ? why : ATTENTION_FAULT);
}

void slip_whiten(const struct slip *slip, struct device_io *io)
{
    static const uint8_t white[SLIP_PART_MAX];
    if (slip->unanswered > 0)
        io->send(io, white, slip->unanswered);
}

void slip_drop_remains(struct slip *slip, struct device_io *io, const struct escpos_options *options)
{
    uint8_t cut[8];
    io->send(io, escpos_clear, sizeof escpos_clear);
    io->send(io, escpos_hello, sizeof escpos_hello);
    if (slip->row > 0)
        io->send(io, cut, escpos_end(options->cut, options->mark, cut));
    slip->row = 0;
    slip->unanswered = 0;
}
