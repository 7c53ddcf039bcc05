/* What a cabinet can switch: the alarm (relay, horn or lamp) and the lamps that light where the hand should
 * go, each as lines of a GPIO chip or as relays of a USB board. Neither answers, so that the driver says
 * again what it wants whenever the wire opens: a horn that was pulled out while it sounded sounds again, and
 * what a kiosk that died left on goes off. What a kiosk that ends has on goes off when its wire closes. */
#include <gio/gio.h>
#include <string.h>

#include "devices/cabinet/relay_codec.h"
#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/wire/gpio.h"

struct switches {
    enum device_slot slot;
    uint8_t channels[GPIO_LINES]; /* of a relay board; 0: there is none */
    bool relay, given[GPIO_LINES], on[GPIO_LINES];
};

static void say(const struct switches *s, struct device_io *io, enum gpio_line line)
{
    uint8_t frame[RELAY_FRAME] = {(uint8_t)line, s->on[line]};
    if (s->relay)
        relay_frame(frame, s->channels[line], s->on[line]);
    io->send(io, frame, s->relay ? RELAY_FRAME : 2);
}

static void switches_opened(void *self, struct device_io *io)
{
    const struct switches *s = self;
    letter_status(io, s->slot, STATUS_READY, ATTENTION_NONE);
    for (enum gpio_line line = 0; line < GPIO_LINES; line++)
        if (s->given[line])
            say(s, io, line);
}

/* A lamp's number is the slot that it lights. */
static enum gpio_line line_of(const struct switches *s, int number)
{
    static const enum gpio_line lines[DEVICE_SLOTS] = {
        [DEVICE_IDCARD] = GPIO_LINE_IDCARD,     [DEVICE_SCANNER] = GPIO_LINE_SCANNER,
        [DEVICE_PRINTER] = GPIO_LINE_PRINTER,   [DEVICE_CAMERA] = GPIO_LINE_CAMERA,
        [DEVICE_DOCUMENT] = GPIO_LINE_DOCUMENT, [DEVICE_CARD] = GPIO_LINE_CARD,
    };
    if (s->slot != DEVICE_LAMP || number < 0 || number >= DEVICE_SLOTS)
        return GPIO_LINE_LINE;
    return lines[number];
}

static void switches_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct switches *s = self;
    enum gpio_line line = line_of(s, command->number);
    if (command->kind != COMMAND_SWITCH || !s->given[line] || s->on[line] == command->flag)
        return;
    s->on[line] = command->flag;
    say(s, io, line);
}

/* The wish is kept: a wire that comes back hears it again. */
static void switches_closed(void *self, struct device_io *io)
{
    const struct switches *s = self;
    struct switches off = *s;
    memset(off.on, 0, sizeof off.on);
    for (enum gpio_line line = 0; line < GPIO_LINES; line++)
        if (s->given[line] && s->on[line])
            say(&off, io, line);
}

static void switches_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    (void)self, (void)io, (void)bytes, (void)n;
}

static void switches_rest(void *self, struct device_io *io)
{
    (void)self, (void)io;
}

static gboolean take_slot(struct switches *s, const struct uri *uri, enum device_slot slot, GError **error)
{
    bool any = false;
    s->slot = slot;
    for (enum gpio_line line = 0; line < GPIO_LINES; line++)
        any |= s->given[line] = gpio_line_given(uri, line);
    if (any)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" switches nothing: name a lamp and its number, as idcard=1&scanner=2", uri->text);
    return FALSE;
}

static gboolean gpio_alarm_options(void *self, const struct uri *uri, GError **error)
{
    return take_slot(self, uri, DEVICE_ALARM, error);
}

static gboolean gpio_lamp_options(void *self, const struct uri *uri, GError **error)
{
    return take_slot(self, uri, DEVICE_LAMP, error);
}

static gboolean take_board(struct switches *s, const struct uri *uri, GError **error)
{
    s->relay = true;
    if (!strcmp(uri_option(uri, "kind", "lcus"), "lcus"))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" is no relay board known: write kind=lcus", uri->text);
    return FALSE;
}

static gboolean take_channel(struct switches *s, const struct uri *uri, enum gpio_line line, const char *key,
                             GError **error)
{
    int channel = 1;
    gboolean well = uri_option_int(uri, key, 1, 1, RELAY_CHANNELS, &channel, error);
    s->channels[line] = (uint8_t)channel;
    return well;
}

static gboolean relay_alarm_options(void *self, const struct uri *uri, GError **error)
{
    struct switches *s = self;
    s->slot = DEVICE_ALARM;
    s->given[GPIO_LINE_LINE] = true;
    return take_board(s, uri, error) && take_channel(s, uri, GPIO_LINE_LINE, "channel", error);
}

static gboolean relay_lamp_options(void *self, const struct uri *uri, GError **error)
{
    struct switches *s = self;
    if (!take_board(s, uri, error) || !take_slot(s, uri, DEVICE_LAMP, error))
        return FALSE;
    for (enum gpio_line line = 0; line < GPIO_LINES; line++)
        if (s->given[line] && !take_channel(s, uri, line, gpio_line_name(line), error))
            return FALSE;
    return TRUE;
}

#define LAMPS "idcard", "scanner", "printer", "camera", "document", "card"
static const char *const gpio_alarm_knows[] = {"line", GPIO_OPTIONS, NULL};
static const char *const gpio_lamp_knows[] = {LAMPS, GPIO_OPTIONS, NULL};
static const char *const relay_alarm_knows[] = {"kind", "channel", NULL};
static const char *const relay_lamp_knows[] = {"kind", LAMPS, NULL};

#define SWITCHES                                                                                             \
    .size = sizeof(struct switches), .opened = switches_opened, .received = switches_received,               \
    .alarm = switches_rest, .command = switches_command, .closed = switches_closed

const struct device_driver gpio_alarm_driver = {.slot = DEVICE_ALARM,
                                                .scheme = "gpio",
                                                .wire = &wire_gpio_out,
                                                .knows = gpio_alarm_knows,
                                                .options = gpio_alarm_options,
                                                SWITCHES};
const struct device_driver gpio_lamp_driver = {.slot = DEVICE_LAMP,
                                               .scheme = "gpio",
                                               .wire = &wire_gpio_out,
                                               .knows = gpio_lamp_knows,
                                               .options = gpio_lamp_options,
                                               SWITCHES};
const struct device_driver relay_alarm_driver = {.slot = DEVICE_ALARM,
                                                 .scheme = "serial",
                                                 .wire = &wire_stream,
                                                 .baud = 9600,
                                                 .knows = relay_alarm_knows,
                                                 .options = relay_alarm_options,
                                                 SWITCHES};
const struct device_driver relay_lamp_driver = {.slot = DEVICE_LAMP,
                                                .scheme = "serial",
                                                .wire = &wire_stream,
                                                .baud = 9600,
                                                .knows = relay_lamp_knows,
                                                .options = relay_lamp_options,
                                                SWITCHES};
