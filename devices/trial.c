#include "devices/trial.h"

enum { WIDTH = 384 /* of the narrowest paper */, SQUARES = 6, SIDE = WIDTH / SQUARES, RULER = 32, TICK = 8 };

static void burn(struct raster *r, unsigned x, unsigned y)
{
    r->bits[y * r->stride + x / 8] |= (uint8_t)(0x80 >> x % 8);
}

/* Squares in turn black and white show a head with dead dots; the ruler above, whose ticks are a millimetre
 * apart, a width set wrong. */
static struct raster *pattern(void)
{
    struct raster *r = raster_new(WIDTH, RULER + 2 * SIDE);

    for (unsigned y = 0; y < r->height; y++)
        for (unsigned x = 0; x < WIDTH; x++) {
            bool ruler = y < RULER && x % TICK == 0 && (x % (TICK * 10) == 0 || y < RULER / 2);
            bool square = y >= RULER && (x / SIDE + (y - RULER) / SIDE) % 2 == 0;
            if (ruler || square)
                burn(r, x, y);
        }
    return r;
}

int device_trial_parts(enum device_slot slot)
{
    return slot == DEVICE_LAMP ? DEVICE_SLOTS : 1;
}

struct device_command *device_trial(enum device_slot slot, int part, bool on)
{
    struct device_command *command;

    if (slot != DEVICE_PRINTER && slot != DEVICE_ALARM && slot != DEVICE_LAMP)
        return NULL;
    command = device_command_new(slot == DEVICE_PRINTER ? COMMAND_PRINT : COMMAND_SWITCH, slot, 0);
    command->flag = on;
    command->number = part;
    if (slot == DEVICE_PRINTER)
        command->raster = pattern();
    return command;
}
