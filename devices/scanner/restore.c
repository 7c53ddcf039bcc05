#include "devices/scanner/restore.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/secret.h"

enum { REACH_MAX = 20 /* taps on each side */ };

struct restoring {
    unsigned width, height;
    float *seen, *is, *again, *turned; /* the picture, what it may have been, and that blurred once more */
    float low, high;
};

static void limits(struct restoring *r, const struct plane *from)
{
    size_t count[256] = {0}, n = (size_t)from->width * from->height, seen = 0;
    int low = 0, high = 255;
    for (size_t i = 0; i < n; i++)
        count[from->at[i]]++;
    for (seen = count[0]; low < 255 && seen <= n / 100; seen += count[low])
        low++;
    for (seen = count[255]; high > 0 && seen <= n / 100; seen += count[high])
        high--;
    r->low = (float)low;
    r->high = (float)MAX(high, low);
}

/* A line of the picture, written down a column: two calls blur both ways and turn back. Tap by tap, so that
 * the compiler takes several pixels at once. */
static void blur_turned(float *restrict to, const float *restrict from, unsigned width, unsigned height,
                        const float *taps, unsigned reach, float *restrict line)
{
    float *restrict sum = line + width + 2 * (size_t)reach;
    for (unsigned y = 0; y < height; y++) {
        const float *row = from + (size_t)y * width;
        for (unsigned i = 0; i < reach; i++) {
            line[i] = row[0];
            line[reach + width + i] = row[width - 1];
        }
        memcpy(line + reach, row, width * sizeof *row);
        memset(sum, 0, width * sizeof *sum);
        for (unsigned i = 0; i <= 2 * reach; i++)
            for (unsigned x = 0; x < width; x++)
                sum[x] += taps[i] * line[x + i];
        for (unsigned x = 0; x < width; x++)
            to[(size_t)x * height + y] = sum[x];
    }
}

static unsigned bell(double sigma, float taps[2 * REACH_MAX + 1])
{
    unsigned reach = MIN((unsigned)ceil(2.5 * sigma), REACH_MAX);
    double sum = 0;
    for (int i = -(int)reach; i <= (int)reach; i++)
        sum += exp(-i * i / (2 * sigma * sigma));
    for (int i = -(int)reach; i <= (int)reach; i++)
        taps[i + (int)reach] = (float)(exp(-i * i / (2 * sigma * sigma)) / sum);
    return reach;
}

void plane_restore(struct plane *to, const struct plane *from, double sigma, unsigned rounds)
{
    size_t n = (size_t)from->width * from->height,
           line_len = 2 * (MAX(from->width, from->height) + REACH_MAX);
    float taps[2 * REACH_MAX + 1] = {0}, *line = g_new(float, line_len), *all = g_new(float, 4 * n);
    struct restoring r = {.width = from->width,
                          .height = from->height,
                          .seen = all,
                          .is = all + n,
                          .again = all + 2 * n,
                          .turned = all + 3 * n};
    unsigned reach = bell(sigma, taps);
    limits(&r, from);
    for (size_t i = 0; i < n; i++)
        r.is[i] = r.seen[i] = from->at[i];
    for (unsigned round = 0; round < rounds; round++) {
        blur_turned(r.turned, r.is, r.width, r.height, taps, reach, line);
        blur_turned(r.again, r.turned, r.height, r.width, taps, reach, line);
        for (size_t i = 0; i < n; i++)
            r.is[i] = CLAMP(r.is[i] + 1.6F * (r.seen[i] - r.again[i]), r.low, r.high);
    }
    plane_size(to, from->width, from->height);
    for (size_t i = 0; i < n; i++)
        to->at[i] = (uint8_t)r.is[i];
    secret_wipe(all, 4 * n * sizeof *all);
    secret_wipe(line, line_len * sizeof *line);
    g_free(all);
    g_free(line);
}
