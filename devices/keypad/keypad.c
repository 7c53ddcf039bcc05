/* A tactile keypad on an evdev node that is grabbed: keys and the headphone jack become letters. */
#include "devices/drivers.h"
#include "devices/keypad/keypad_codec.h"
#include "devices/keypad/options.h"
#include "devices/letters.h"

struct pad {
    struct keypad codec;
    struct keypad_map map;
    bool in; /* headphones, as last told */
};

static gboolean pad_options(void *self, const struct uri *uri, GError **error)
{
    struct pad *pad = self;
    pad->map = keypad_map_usual();
    return keypad_options_read(uri, &pad->map, error);
}

static void pad_opened(void *self, struct device_io *io)
{
    (void)self;
    letter_status(io, DEVICE_KEYPAD, STATUS_READY, ATTENTION_NONE);
}

/* The same place told twice is no news: a keypad may say it by switch and by key. */
static void tell_jack(struct pad *pad, struct device_io *io, bool in)
{
    if (pad->in == in)
        return;
    struct device_letter *letter = device_letter_new(LETTER_JACK, DEVICE_KEYPAD);
    letter->flag = pad->in = in;
    io->emit(io, letter);
}

static void pad_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct pad *pad = self;
    struct keypad_said said;
    while (keypad_feed(&pad->codec, &pad->map, &bytes, &n, &said)) {
        if (said.jack) {
            tell_jack(pad, io, said.in);
            continue;
        }
        struct device_letter *letter = device_letter_new(LETTER_KEY, DEVICE_KEYPAD);
        letter->number = said.key;
        io->emit(io, letter);
    }
}

static void pad_alarm(void *self, struct device_io *io)
{
    (void)self, (void)io;
}

static void pad_command(void *self, struct device_io *io, const struct device_command *command)
{
    (void)self, (void)io, (void)command;
}

/* Headphones of a keypad that is gone are out: what is personal must not go on over the loudspeaker. */
static void pad_closed(void *self, struct device_io *io)
{
    struct pad *pad = self;
    events_reset(&pad->codec.events);
    tell_jack(pad, io, false);
}

const struct device_driver keypad_driver = {
    .slot = DEVICE_KEYPAD,
    .scheme = "evdev",
    .wire = &wire_evdev,
    .size = sizeof(struct pad),
    .knows = keypad_knows,
    .options = pad_options,
    .opened = pad_opened,
    .received = pad_received,
    .alarm = pad_alarm,
    .command = pad_command,
    .closed = pad_closed,
};
