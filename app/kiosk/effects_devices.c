#include "effects_devices.h"

#include <glib.h>

#include "devices/room.h"

bool effects_tell_device(const struct effect *effect, const struct effect_doors *doors)
{
    static const struct {
        enum effect_kind wish;
        enum device_slot slot;
        enum device_command_kind command;
        bool flag;
    } rows[] = {
        {EFFECT_READ_CARD, DEVICE_IDCARD, COMMAND_READ, false},
        {EFFECT_REST_CARD, DEVICE_IDCARD, COMMAND_REST, false},
        {EFFECT_READ_CARD, DEVICE_CARD, COMMAND_READ, false},
        {EFFECT_REST_CARD, DEVICE_CARD, COMMAND_REST, false},
        {EFFECT_READ_CODE, DEVICE_SCANNER, COMMAND_READ, false},
        {EFFECT_REST_CODE, DEVICE_SCANNER, COMMAND_REST, false},
        {EFFECT_CAMERA_ON, DEVICE_CAMERA, COMMAND_SWITCH, true},
        {EFFECT_CAMERA_OFF, DEVICE_CAMERA, COMMAND_SWITCH, false},
        {EFFECT_CAPTURE, DEVICE_CAMERA, COMMAND_CAPTURE, false},
        {EFFECT_ALARM, DEVICE_ALARM, COMMAND_SWITCH, false},  /* or on, as the wish says */
        {EFFECT_PHONE, DEVICE_PHONE, COMMAND_HANG_UP, false}, /* or dial; the number is configured */
    };

    bool told = false;

    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].wish == effect->kind) {
            struct device_command *command = device_command_new(rows[i].command, rows[i].slot, effect->visit);

            command->request = effect->request;
            /* Only a service that wants it makes the reader give the photo out. */
            command->flag = effect->kind == EFFECT_READ_CARD ? effect->service && effect->service->photo
                                                             : rows[i].flag || effect->on;
            if (effect->kind == EFFECT_PHONE && effect->on)
                command->kind = COMMAND_DIAL;
            device_room_send(doors->devices, command);
            told = true; /* whoever may be identified by two cards has two readers waiting */
        }
    return told;
}

void effects_tell_visit(uint64_t visit, const struct effect_doors *doors)
{
    for (enum device_slot slot = 0; slot < DEVICE_SLOTS; slot++)
        device_room_send(doors->devices, device_command_new(COMMAND_VISIT, slot, visit));
}
