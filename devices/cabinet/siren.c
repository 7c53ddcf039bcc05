/* An alarm that has no horn: the kiosk's own loudspeaker. The sound is of the ui room, so that all there is
 * to do is to hand the wish over as a letter; whether a loudspeaker is there, the ui room knows. */
#include "devices/drivers.h"
#include "devices/letters.h"

struct siren {
    bool on;
};

static gboolean siren_options(void *self, const struct uri *uri, GError **error)
{
    (void)self, (void)uri, (void)error;
    return TRUE;
}

static void siren_opened(void *self, struct device_io *io)
{
    (void)self;
    letter_status(io, DEVICE_ALARM, STATUS_READY, ATTENTION_NONE);
}

static void siren_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct siren *siren = self;
    if (command->kind != COMMAND_SWITCH || command->flag == siren->on)
        return;
    siren->on = command->flag;
    struct device_letter *letter = device_letter_new(LETTER_SIREN, DEVICE_ALARM);
    letter->flag = siren->on;
    io->emit(io, letter);
}

static void siren_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    (void)self, (void)io, (void)bytes, (void)n;
}

static void siren_rest(void *self, struct device_io *io)
{
    (void)self, (void)io;
}

const struct device_driver siren_driver = {.slot = DEVICE_ALARM,
                                           .scheme = "audio",
                                           .wire = &wire_nowhere,
                                           .size = sizeof(struct siren),
                                           .options = siren_options,
                                           .opened = siren_opened,
                                           .received = siren_received,
                                           .alarm = siren_rest,
                                           .command = siren_command,
                                           .closed = siren_rest};
