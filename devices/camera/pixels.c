#include "devices/camera/pixels.h"

#include <glib.h>

#include "base/secret.h"

bool pixels_make(struct pixels *p, unsigned width, unsigned height, unsigned channels)
{
    *p = (struct pixels){0};
    if (!width || !height || width > PIXELS_SIDE_MAX || height > PIXELS_SIDE_MAX ||
        height > PIXELS_MAX / width)
        return false;
    *p = (struct pixels){width, height, channels, g_malloc((size_t)width * height * channels)};
    return true;
}

size_t pixels_size(const struct pixels *p)
{
    return (size_t)p->width * p->height * p->channels;
}

void pixels_free_data(uint8_t *data, size_t size)
{
    if (data)
        secret_wipe(data, size);
    g_free(data);
}

void pixels_clear(struct pixels *p)
{
    pixels_free_data(p->data, pixels_size(p));
    *p = (struct pixels){0};
}

static uint8_t byte_of(int value)
{
    return (uint8_t)CLAMP(value, 0, 255);
}

/* ITU-R BT.601, the short range that V4L2 says of YUYV, in 1/65536. */
static void put_rgb(uint8_t *to, int y, int u, int v)
{
    int c = 76309 * (y - 16), d = u - 128, e = v - 128;
    to[0] = byte_of((c + 104597 * e) >> 16);
    to[1] = byte_of((c - 25675 * d - 53279 * e) >> 16);
    to[2] = byte_of((c + 132201 * d) >> 16);
}

bool pixels_from_yuyv(struct pixels *p, const uint8_t *bytes, size_t len, unsigned width, unsigned height,
                      unsigned stride, unsigned step, unsigned channels)
{
    *p = (struct pixels){0};
    if (!step || !stride || width < step || height < step ||
        stride / 4 < (width + 1) / 2 /* pairs, also of an odd width */ || len / stride < height ||
        !pixels_make(p, width / step, height / step, channels))
        return false;
    for (unsigned y = 0; y < p->height; y++) {
        const uint8_t *row = bytes + (size_t)y * step * stride;
        uint8_t *to = p->data + (size_t)y * p->width * channels;
        for (unsigned x = 0; x < p->width; x++, to += channels) {
            unsigned at = x * step, pair = at & ~1U;
            if (channels == 1)
                *to = row[2 * at];
            else
                put_rgb(to, row[2 * at], row[2 * pair + 1], row[2 * pair + 3]);
        }
    }
    return true;
}

static unsigned grey_at(const struct pixels *p, unsigned x, unsigned y)
{
    const uint8_t *at = p->data + ((size_t)y * p->width + x) * p->channels;
    /* Luma of BT.601 in 1/256. */
    return p->channels == 1 ? at[0] : (77U * at[0] + 150U * at[1] + 29U * at[2]) >> 8;
}

static uint8_t mean(const struct pixels *p, unsigned left, unsigned top, unsigned step)
{
    unsigned sum = 0;
    for (unsigned y = 0; y < step; y++)
        for (unsigned x = 0; x < step; x++)
            sum += grey_at(p, left + x, top + y);
    return (uint8_t)(sum / (step * step));
}

bool pixels_shrink_grey(struct pixels *to, const struct pixels *from, unsigned step)
{
    *to = (struct pixels){0};
    if (!from->data || !step || !pixels_make(to, from->width / step, from->height / step, 1))
        return false;
    for (unsigned y = 0; y < to->height; y++)
        for (unsigned x = 0; x < to->width; x++)
            to->data[(size_t)y * to->width + x] = mean(from, x * step, y * step, step);
    return true;
}

unsigned pixels_step(unsigned width, unsigned height, unsigned side)
{
    unsigned longer = MAX(width, height);
    return MAX((longer + side - 1) / side, 1);
}
