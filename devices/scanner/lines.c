/* A scanner on a serial line or CDC node: what it sends between two line ends is one code. A module in
 * command mode reads when it is told to; what it answers to that is no code. */
#include <gio/gio.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/scanner/lines_codec.h"
#include "devices/scanner/trigger.h"

/* How long after a code, or after an order that brought none, the module is told again: longer than the code
 * that was read is held there, shorter than a person waits. */
enum { AGAIN_MS = 2000 };

struct scanner {
    struct lines lines;
    enum trigger trigger;
    struct trigger_ear ear;
    uint64_t visit;
    bool open, wanted;
};

static const char *const scanner_knows[] = {"trigger", NULL};

static gboolean scanner_options(void *self, const struct uri *uri, GError **error)
{
    struct scanner *s = self;
    const char *word = uri_option(uri, "trigger", trigger_words[TRIGGER_NONE]);
    for (s->trigger = TRIGGER_NONE; s->trigger < TRIGGERS; s->trigger++)
        if (!strcmp(word, trigger_words[s->trigger]))
            return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" cannot be: write trigger=none, honeywell, gm65, de2120 or newland", uri->text);
    return FALSE;
}

static void tell(struct scanner *s, struct device_io *io, struct trigger_order order)
{
    if (s->open && order.n > 0)
        io->send(io, order.bytes, order.n);
}

/* One alarm for two: the end of a code without suffix, and the next order to read. */
static void arm(struct scanner *s, struct device_io *io)
{
    bool again = s->wanted && s->trigger != TRIGGER_NONE;
    io->alarm(io, lines_open(&s->lines) ? LINES_SILENCE_MS : again ? AGAIN_MS : -1);
}

static void want(struct scanner *s, struct device_io *io, bool wanted)
{
    bool was = s->wanted;
    s->wanted = wanted;
    if (wanted != was)
        tell(s, io, wanted ? trigger_start(s->trigger) : trigger_stop(s->trigger));
    arm(s, io);
}

static void scanner_opened(void *self, struct device_io *io)
{
    struct scanner *s = self;
    letter_status(io, DEVICE_SCANNER, STATUS_READY, ATTENTION_NONE);
    s->open = true;
    if (s->wanted)
        tell(s, io, trigger_start(s->trigger));
    arm(s, io);
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
    for (size_t i = 0; i < n; i++) {
        const uint8_t *byte = bytes + i;
        size_t one = 1;
        if (!trigger_answers(&s->ear, s->trigger, *byte) && lines_feed(&s->lines, &byte, &one))
            emit_code(s, io);
    }
    arm(s, io);
}

static void scanner_alarm(void *self, struct device_io *io)
{
    struct scanner *s = self;
    s->ear = (struct trigger_ear){0};
    if (lines_silence(&s->lines))
        emit_code(s, io);
    else if (s->wanted)
        tell(s, io, trigger_start(s->trigger));
    arm(s, io);
}

static void scanner_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct scanner *s = self;
    if (command->kind != COMMAND_VISIT && command->kind != COMMAND_READ && command->kind != COMMAND_REST)
        return;
    if (command->kind != COMMAND_REST && command->visit != s->visit) {
        lines_reset(&s->lines); /* half a code of the visit before is nobody's */
        s->visit = command->visit;
    }
    want(s, io, command->kind == COMMAND_READ);
}

static void scanner_closed(void *self, struct device_io *io)
{
    struct scanner *s = self;
    lines_reset(&s->lines);
    s->ear = (struct trigger_ear){0};
    s->open = false;
    io->alarm(io, -1);
}

const struct device_driver lines_driver = {
    .slot = DEVICE_SCANNER,
    .scheme = "serial",
    .wire = &wire_stream,
    .baud = 9600,
    .size = sizeof(struct scanner),
    .knows = scanner_knows,
    .options = scanner_options,
    .opened = scanner_opened,
    .received = scanner_received,
    .alarm = scanner_alarm,
    .command = scanner_command,
    .closed = scanner_closed,
};
