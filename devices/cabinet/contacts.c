/* What a cabinet's contacts say: its door, whether it was forced, and the mains as the battery (UPS) tells of
 * them. Inputs of a GPIO chip; a line that is on means what its name says: door=open, forced=forced,
 * line=mains lost, battery=battery nearly empty. */
#include <gio/gio.h>

#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/wire/gpio.h"

struct contacts {
    enum device_slot slot;
    struct gpio_pairs pairs;
    bool on[GPIO_LINES];
};

/* The worst first; a battery that is low while the mains are there is being filled. */
static enum device_attention attention_of(const struct contacts *c)
{
    if (c->slot == DEVICE_POWER)
        return !c->on[GPIO_LINE_LINE]     ? ATTENTION_NONE
               : c->on[GPIO_LINE_BATTERY] ? ATTENTION_BATTERY_LOW
                                          : ATTENTION_MAINS_LOST;
    return c->on[GPIO_LINE_FORCED] ? ATTENTION_FORCED
           : c->on[GPIO_LINE_DOOR] ? ATTENTION_DOOR_OPEN
                                   : ATTENTION_NONE;
}

static void tell(const struct contacts *c, struct device_io *io)
{
    enum device_attention why = attention_of(c);
    letter_status(io, c->slot, why ? STATUS_ATTENTION : STATUS_READY, why);
}

static void contacts_opened(void *self, struct device_io *io)
{
    struct contacts *c = self;
    const uint8_t ask = GPIO_ASK; /* nothing is told before the first answer: a door may stand open */
    c->pairs.half = false;
    io->send(io, &ask, sizeof ask);
}

static void contacts_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct contacts *c = self;
    while (gpio_pairs_feed(&c->pairs, &bytes, &n)) {
        bool news = c->on[c->pairs.line] != c->pairs.on;
        c->on[c->pairs.line] = c->pairs.on;
        if (news)
            tell(c, io); /* each by itself: a tongue that was forced springs back at once */
    }
    if (!c->pairs.half)
        tell(c, io);
}

static void contacts_rest(void *self, struct device_io *io)
{
    (void)self, (void)io;
}

static void contacts_command(void *self, struct device_io *io, const struct device_command *command)
{
    (void)self, (void)io, (void)command;
}

static gboolean door_options(void *self, const struct uri *uri, GError **error)
{
    struct contacts *c = self;
    (void)uri, (void)error; /* the wire has refused a URI without lines */
    c->slot = DEVICE_DOOR;
    return TRUE;
}

static gboolean power_options(void *self, const struct uri *uri, GError **error)
{
    struct contacts *c = self;
    c->slot = DEVICE_POWER;
    if (gpio_line_given(uri, GPIO_LINE_LINE))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "\"%s\" does not say how the mains are told: write the line as ?line=7", uri->text);
    return FALSE;
}

static const char *const door_knows[] = {"door", "forced", GPIO_OPTIONS, NULL};
static const char *const power_knows[] = {"line", "battery", GPIO_OPTIONS, NULL};

#define CONTACTS                                                                                             \
    .scheme = "gpio", .wire = &wire_gpio_in, .size = sizeof(struct contacts), .opened = contacts_opened,     \
    .received = contacts_received, .alarm = contacts_rest, .command = contacts_command,                      \
    .closed = contacts_rest

const struct device_driver door_driver = {
    .slot = DEVICE_DOOR, .knows = door_knows, .options = door_options, CONTACTS};
const struct device_driver power_driver = {
    .slot = DEVICE_POWER, .knows = power_knows, .options = power_options, CONTACTS};
