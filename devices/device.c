#include "devices/device.h"

#include <string.h>

#include "base/secret.h"

enum {
    RASTER_WIDTH_MAX = 4096,   /* dots; half a metre of paper */
    RASTER_HEIGHT_MAX = 65536, /* dots; eight metres of it */
    PICTURE_SIDE_MAX = 8192,   /* pixels */
};

struct device_letter *device_letter_new(enum device_letter_kind kind, enum device_slot slot)
{
    struct device_letter *letter = secret_new(sizeof *letter);
    letter->kind = kind;
    letter->slot = slot;
    return letter;
}

void device_letter_free(void *memory)
{
    struct device_letter *letter = memory;
    if (letter)
        secret_bytes_clear(&letter->bytes);
    secret_free(letter);
}

struct device_command *device_command_new(enum device_command_kind kind, enum device_slot slot,
                                          uint64_t visit)
{
    struct device_command *command = secret_new(sizeof *command);
    command->kind = kind;
    command->slot = slot;
    command->visit = visit;
    return command;
}

void device_command_free(void *memory)
{
    struct device_command *command = memory;
    if (!command)
        return;
    raster_free(command->raster);
    secret_bytes_clear(&command->bytes);
    secret_free(command);
}

struct device_picture *device_picture_new(enum device_slot slot, uint64_t visit, unsigned width,
                                          unsigned height)
{
    g_assert(width > 0 && width <= PICTURE_SIDE_MAX && height > 0 && height <= PICTURE_SIDE_MAX);
    struct device_picture *picture = g_new0(struct device_picture, 1);
    *picture = (struct device_picture){.slot = slot,
                                       .visit = visit,
                                       .width = width,
                                       .height = height,
                                       .rgb = secret_new((size_t)width * height * 3)};
    return picture;
}

void device_picture_free(void *memory)
{
    struct device_picture *picture = memory;
    if (!picture)
        return;
    secret_free(picture->rgb);
    g_free(picture);
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
