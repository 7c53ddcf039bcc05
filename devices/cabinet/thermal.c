/* The temperature in the cabinet, as a thermal zone of the kernel tells it (Documentation/driver-api/thermal/
 * sysfs-api: thousandths of a degree Celsius), once a minute. */
#include <stdlib.h>

#include "devices/cabinet/thermal.h"
#include "devices/drivers.h"
#include "devices/letters.h"

enum {
    EVERY_MS = 60000,
    HIGH_C = 65,
    COOLER_C = 5,          /* so that a status does not flicker */
    BEYOND_REASON = 200000 /* thousandths of a degree */
};

struct thermal {
    struct thermal_text text;
    int high_c;
    bool hot;
};

bool thermal_feed(struct thermal_text *t, const uint8_t **bytes, size_t *n)
{
    while (*n > 0) {
        uint8_t byte = *(*bytes)++;
        (*n)--;
        if (byte != '\n') {
            t->too_long |= t->len + 1 >= sizeof t->digits;
            if (!t->too_long)
                t->digits[t->len++] = (char)byte;
            continue;
        }
        char *end = NULL;
        t->digits[t->len] = '\0';
        long value = strtol(t->digits, &end, 10);
        t->good = t->len > 0 && !*end && !t->too_long && labs(value) < BEYOND_REASON;
        t->value = t->good ? (int)value : 0;
        t->len = 0;
        t->too_long = false;
        return true;
    }
    return false;
}

static void ask(struct device_io *io)
{
    const uint8_t any = '?';
    io->send(io, &any, sizeof any);
    io->alarm(io, EVERY_MS);
}

static void thermal_opened(void *self, struct device_io *io)
{
    struct thermal *t = self;
    t->text = (struct thermal_text){0};
    ask(io);
}

static void measured(struct thermal *t, struct device_io *io)
{
    if (!t->text.good) {
        letter_status(io, DEVICE_TEMPERATURE, STATUS_ATTENTION, ATTENTION_FAULT);
        return;
    }
    int limit = t->hot ? t->high_c - COOLER_C : t->high_c;
    t->hot = t->text.value >= limit * 1000;
    letter_status(io, DEVICE_TEMPERATURE, t->hot ? STATUS_ATTENTION : STATUS_READY,
                  t->hot ? ATTENTION_HOT : ATTENTION_NONE);
    struct device_letter *letter = device_letter_new(LETTER_MEASURE, DEVICE_TEMPERATURE);
    letter->number = t->text.value;
    io->emit(io, letter);
}

static void thermal_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct thermal *t = self;
    while (thermal_feed(&t->text, &bytes, &n))
        measured(t, io);
}

static void thermal_alarm(void *self, struct device_io *io)
{
    (void)self;
    ask(io);
}

static void thermal_command(void *self, struct device_io *io, const struct device_command *command)
{
    (void)self, (void)io, (void)command;
}

static void thermal_closed(void *self, struct device_io *io)
{
    (void)self;
    io->alarm(io, -1);
}

static gboolean thermal_options(void *self, const struct uri *uri, GError **error)
{
    struct thermal *t = self;
    return uri_option_int(uri, "high", HIGH_C, 30, 120, &t->high_c, error);
}

static const char *const thermal_knows[] = {"high", NULL};
const struct device_driver thermal_driver = {.slot = DEVICE_TEMPERATURE,
                                             .scheme = "thermal",
                                             .wire = &wire_value,
                                             .size = sizeof(struct thermal),
                                             .knows = thermal_knows,
                                             .options = thermal_options,
                                             .opened = thermal_opened,
                                             .received = thermal_received,
                                             .alarm = thermal_alarm,
                                             .command = thermal_command,
                                             .closed = thermal_closed};
