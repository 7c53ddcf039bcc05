#include "tests/golden/quarter.h"

#include <glib.h>
#include <stdint.h>
#include <stdio.h>

static void mean(const struct canvas *picture, int x, int y, unsigned char rgb[3])
{
    unsigned sum[3] = {0};
    for (int row = 0; row < QUARTER; row++)
        for (int column = 0; column < QUARTER; column++) {
            uint32_t pixel = picture->pixels[(y * QUARTER + row) * picture->stride + x * QUARTER + column];
            for (int channel = 0; channel < 3; channel++)
                sum[channel] += pixel >> (16 - 8 * channel) & 0xff;
        }
    for (int channel = 0; channel < 3; channel++)
        rgb[channel] = (unsigned char)((sum[channel] + QUARTER * QUARTER / 2) / (QUARTER * QUARTER));
}

bool quarter_save(const struct canvas *picture, const char *path)
{
    int width = picture->width / QUARTER, height = picture->height / QUARTER;
    size_t bytes = (size_t)width * (size_t)height * 3;
    g_autofree unsigned char *pixels = g_malloc(bytes);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            mean(picture, x, y, pixels + ((size_t)y * (size_t)width + (size_t)x) * 3);
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool good =
        fprintf(file, "P6\n%d %d\n255\n", width, height) > 0 && fwrite(pixels, 1, bytes, file) == bytes;
    return fclose(file) == 0 && good;
}
