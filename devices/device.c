#include "devices/device.h"

#include <string.h>

#include "base/secret.h"

enum {
    RASTER_WIDTH_MAX = 4096,   /* dots; half a metre of paper */
    RASTER_HEIGHT_MAX = 65536, /* dots; eight metres of it */
};

struct device_letter *device_letter_new(enum device_letter_kind kind, enum device_slot slot)
{
    struct device_letter *letter = secret_new(sizeof *letter);
    letter->kind = kind;
    letter->slot = slot;
    return letter;
}

void device_letter_free(void *letter)
{
    secret_free(letter);
}

void device_command_free(void *command)
{
    if (command)
        raster_free(((struct device_command *)command)->raster);
    secret_free(command);
}

struct raster *raster_new(unsigned width, unsigned height)
{
    g_assert(width > 0 && width <= RASTER_WIDTH_MAX && height > 0 && height <= RASTER_HEIGHT_MAX);
    struct raster *raster = g_new0(struct raster, 1);
    raster->width = width;
    raster->height = height;
    raster->stride = (width + 7) / 8;
    raster->bits = secret_new((size_t)raster->stride * height);
    return raster;
}

struct raster *raster_copy(const struct raster *raster)
{
    struct raster *copy = raster_new(raster->width, raster->height);
    memcpy(copy->bits, raster->bits, (size_t)copy->stride * copy->height);
    return copy;
}

void raster_free(struct raster *raster)
{
    if (!raster)
        return;
    secret_free(raster->bits);
    g_free(raster);
}
