/* A scanner on a serial line or CDC node: what it sends between two line ends is one code. */
#include "base/secret.h"
#include "base/text.h"
#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/scanner/lines_codec.h"

struct scanner {
    struct lines lines;
    uint64_t visit;
};

static gboolean scanner_options(void *self, const struct uri *uri, GError **error)
{
    (void)self, (void)uri, (void)error;
    return TRUE;
}

static void scanner_opened(void *self, struct device_io *io)
{
    (void)self;
    letter_status(io, DEVICE_SCANNER, STATUS_READY, ATTENTION_NONE);
}

static void emit_code(struct scanner *s, struct device_io *io)
{
    struct device_letter *letter = device_letter_new(LETTER_CODE, DEVICE_SCANNER);
    letter->visit = s->visit;
    if (text_from_unknown(letter->code, sizeof letter->code, s->lines.code, s->lines.len))
        io->emit(io, letter);
    else
        device_letter_free(letter);
    lines_reset(&s->lines);
}

static void scanner_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct scanner *s = self;
    while (lines_feed(&s->lines, &bytes, &n))
        emit_code(s, io);
    io->alarm(io, lines_open(&s->lines) ? LINES_SILENCE_MS : -1);
}

static void scanner_alarm(void *self, struct device_io *io)
{
    struct scanner *s = self;
    if (lines_silence(&s->lines))
        emit_code(s, io);
}

static void scanner_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct scanner *s = self;
    if ((command->kind == COMMAND_VISIT || command->kind == COMMAND_READ) && command->visit != s->visit) {
        lines_reset(&s->lines); /* half a code of the visit before is nobody's */
        io->alarm(io, -1);
        s->visit = command->visit;
    }
}

static void scanner_closed(void *self, struct device_io *io)
{
    struct scanner *s = self;
    lines_reset(&s->lines);
    io->alarm(io, -1);
}

const struct device_driver lines_driver = {
    .slot = DEVICE_SCANNER,
    .scheme = "serial",
    .wire = &wire_stream,
    .baud = 9600,
    .size = sizeof(struct scanner),
    .options = scanner_options,
    .opened = scanner_opened,
    .received = scanner_received,
    .alarm = scanner_alarm,
    .command = scanner_command,
    .closed = scanner_closed,
};
