/* A scanner that types like a keyboard, on an evdev node that is grabbed. It cannot type Chinese: a code with
 * more than ASCII needs the scanner's serial mode (USB CDC), and the driver for that is lines.c. */
#include <string.h>

#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/scanner/wedge_codec.h"

/* Half a code does not stay in memory. The codec judges the gap between keys by the events' own clock; this
 * is long, for this room may be late. */
enum { FORGET_MS = 1000 };

struct wedge_scanner {
    struct wedge wedge;
    uint64_t visit;
};

static gboolean wedge_options(void *self, const struct uri *uri, GError **error)
{
    (void)self, (void)uri, (void)error;
    return TRUE;
}

static void wedge_opened(void *self, struct device_io *io)
{
    (void)self;
    letter_status(io, DEVICE_SCANNER, STATUS_READY, ATTENTION_NONE);
}

static void wedge_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct wedge_scanner *s = self;
    while (wedge_feed(&s->wedge, &bytes, &n)) {
        struct device_letter *letter = device_letter_new(LETTER_CODE, DEVICE_SCANNER);
        letter->visit = s->visit;
        memcpy(letter->code, s->wedge.code, s->wedge.len);
        wedge_drop(&s->wedge);
        io->emit(io, letter);
    }
    io->alarm(io, wedge_open(&s->wedge) ? FORGET_MS : -1);
}

static void wedge_alarm(void *self, struct device_io *io)
{
    struct wedge_scanner *s = self;
    (void)io;
    wedge_drop(&s->wedge);
}

static void wedge_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct wedge_scanner *s = self;
    if ((command->kind == COMMAND_VISIT || command->kind == COMMAND_READ) && command->visit != s->visit) {
        wedge_drop(&s->wedge); /* half a code of the visit before is nobody's */
        io->alarm(io, -1);
        s->visit = command->visit;
    }
}

static void wedge_closed(void *self, struct device_io *io)
{
    struct wedge_scanner *s = self;
    wedge_reset(&s->wedge);
    io->alarm(io, -1);
}

const struct device_driver wedge_driver = {
    .slot = DEVICE_SCANNER,
    .scheme = "evdev",
    .wire = &wire_evdev,
    .size = sizeof(struct wedge_scanner),
    .options = wedge_options,
    .opened = wedge_opened,
    .received = wedge_received,
    .alarm = wedge_alarm,
    .command = wedge_command,
    .closed = wedge_closed,
};
