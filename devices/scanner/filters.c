#include "devices/scanner/filters.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/secret.h"

enum { TAPS_MAX = 24 /* half of the longest kernel */ };

void plane_forget(struct plane *plane)
{
    if (plane->at)
        secret_wipe(plane->at, plane->cap);
}

void plane_clear(struct plane *plane)
{
    plane_forget(plane);
    g_free(plane->at);
    *plane = (struct plane){0};
}

struct grey plane_grey(const struct plane *plane)
{
    return (struct grey){plane->at, plane->width, plane->height, plane->width};
}

void plane_size(struct plane *plane, unsigned width, unsigned height)
{
    size_t n = (size_t)width * height;
    if (n > plane->cap) {
        plane_clear(plane);
        plane->at = g_malloc0(n);
        plane->cap = n;
    }
    plane->width = width;
    plane->height = height;
}

static void cut_nearest(struct plane *to, const struct grey *from, const struct area *area, unsigned factor)
{
    for (unsigned y = 0; y < area->height; y++) {
        const uint8_t *row = from->at + (area->y + y) * from->stride + area->x;
        uint8_t *out = to->at + (size_t)y * factor * to->width;
        for (unsigned x = 0; x < area->width; x++)
            memset(out + (size_t)x * factor, row[x], factor);
        for (unsigned i = 1; i < factor; i++)
            memcpy(out + (size_t)i * to->width, out, to->width);
    }
}

/* Pixels stand for their middles; the outermost ones go on to the edge. */
static void cut_smooth(struct plane *to, const struct grey *from, const struct area *area, unsigned factor)
{
    for (unsigned y = 0; y < to->height; y++) {
        float fy = CLAMP(((float)y + 0.5F) / (float)factor - 0.5F, 0.0F, (float)area->height - 1.001F);
        unsigned top = (unsigned)MAX(fy, 0.0F);
        float down = fy - (float)top;
        const uint8_t *a = from->at + (area->y + top) * from->stride + area->x;
        const uint8_t *b = area->height > 1 ? a + from->stride : a;
        for (unsigned x = 0; x < to->width; x++) {
            float fx = CLAMP(((float)x + 0.5F) / (float)factor - 0.5F, 0.0F, (float)area->width - 1.001F);
            unsigned left = (unsigned)MAX(fx, 0.0F);
            float right = fx - (float)left;
            unsigned next = area->width > 1 ? left + 1 : left;
            float upper = (float)a[left] + right * ((float)a[next] - (float)a[left]);
            float lower = (float)b[left] + right * ((float)b[next] - (float)b[left]);
            to->at[(size_t)y * to->width + x] = (uint8_t)(upper + down * (lower - upper) + 0.5F);
        }
    }
}

void plane_cut(struct plane *to, const struct grey *from, const struct area *area, unsigned factor,
               bool smooth)
{
    g_assert(area->width > 0 && area->height > 0 && factor > 0);
    plane_size(to, area->width * factor, area->height * factor);
    if (smooth && factor > 1 && area->width > 1 && area->height > 1)
        cut_smooth(to, from, area, factor);
    else
        cut_nearest(to, from, area, factor);
}

void plane_halve(struct plane *to, const struct grey *from)
{
    plane_size(to, from->width / 2, from->height / 2);
    for (unsigned y = 0; y < to->height; y++) {
        const uint8_t *a = from->at + 2 * (size_t)y * from->stride, *b = a + from->stride;
        uint8_t *out = to->at + (size_t)y * to->width;
        for (unsigned x = 0; x < to->width; x++)
            out[x] = (uint8_t)((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) / 4);
    }
}

void plane_invert(struct plane *plane)
{
    size_t n = (size_t)plane->width * plane->height;
    for (size_t i = 0; i < n; i++)
        plane->at[i] = (uint8_t)(255 - plane->at[i]);
}

/* Sums of all that lies above and left (Crow 1984), so that a mean is four look-ups. */
static uint32_t *sums_of(const struct plane *from)
{
    size_t w = (size_t)from->width + 1;
    uint32_t *sums = g_new0(uint32_t, w * (from->height + 1));
    for (unsigned y = 0; y < from->height; y++) {
        uint32_t row = 0;
        for (unsigned x = 0; x < from->width; x++) {
            row += from->at[(size_t)y * from->width + x];
            sums[(y + 1) * w + x + 1] = sums[y * w + x + 1] + row;
        }
    }
    return sums;
}

void plane_threshold(struct plane *to, const struct plane *from, unsigned radius)
{
    size_t w = (size_t)from->width + 1;
    uint32_t *sums = sums_of(from);
    plane_size(to, from->width, from->height);
    for (unsigned y = 0; y < from->height; y++) {
        unsigned y0 = y > radius ? y - radius : 0, y1 = MIN(y + radius + 1, from->height);
        for (unsigned x = 0; x < from->width; x++) {
            unsigned x0 = x > radius ? x - radius : 0, x1 = MIN(x + radius + 1, from->width);
            uint32_t sum = sums[y1 * w + x1] - sums[y0 * w + x1] - sums[y1 * w + x0] + sums[y0 * w + x0];
            size_t at = (size_t)y * from->width + x;
            to->at[at] = from->at[at] * (x1 - x0) * (y1 - y0) < sum ? 0 : 255;
        }
    }
    secret_wipe(sums, w * (from->height + 1) * sizeof *sums);
    g_free(sums);
}

/* A bell of whole numbers that add up to 1 << 12; the number of taps on each side. */
static int bell(double sigma, int taps[TAPS_MAX + 1])
{
    int reach = MIN((int)ceil(3 * sigma), TAPS_MAX), left = 1 << 12;
    double sum = 0;
    for (int i = -reach; i <= reach; i++)
        sum += exp(-i * i / (2 * sigma * sigma));
    for (int i = 1; i <= reach; i++) {
        taps[i] = (int)lround(exp(-i * i / (2 * sigma * sigma)) / sum * (1 << 12));
        left -= 2 * taps[i];
    }
    taps[0] = left;
    return reach;
}

/* One line, edges going on; written down a column, so that two calls blur both ways and turn back. */
static void blur_turned(uint8_t *to, const uint8_t *from, unsigned width, unsigned height, const int *taps,
                        int reach)
{
    g_autofree uint8_t *line = g_malloc(width + 2 * TAPS_MAX);
    for (unsigned y = 0; y < height; y++) {
        const uint8_t *row = from + (size_t)y * width;
        memset(line, row[0], (size_t)reach);
        memcpy(line + reach, row, width);
        memset(line + reach + width, row[width - 1], (size_t)reach);
        for (unsigned x = 0; x < width; x++) {
            const uint8_t *at = line + reach + x;
            int sum = taps[0] * at[0] + (1 << 11);
            for (int i = 1; i <= reach; i++)
                sum += taps[i] * (at[-i] + at[i]);
            to[(size_t)x * height + y] = (uint8_t)(sum >> 12);
        }
    }
    secret_wipe(line, width + 2 * (size_t)reach);
}

void plane_blur(struct plane *to, const struct plane *from, double sigma)
{
    int taps[TAPS_MAX + 1];
    int reach = bell(sigma, taps);
    size_t n = (size_t)from->width * from->height;
    g_autofree uint8_t *turned = g_malloc(n);
    plane_size(to, from->width, from->height);
    blur_turned(turned, from->at, from->width, from->height, taps, reach);
    blur_turned(to->at, turned, from->height, from->width, taps, reach);
    secret_wipe(turned, n);
}

void plane_sharpen(struct plane *to, const struct plane *from, double sigma, double amount)
{
    size_t n = (size_t)from->width * from->height;
    int a = (int)lround(amount * 256);
    plane_blur(to, from, sigma);
    for (size_t i = 0; i < n; i++) {
        int v = from->at[i] + a * (from->at[i] - to->at[i]) / 256;
        to->at[i] = (uint8_t)CLAMP(v, 0, 255);
    }
}
