#include "tests/golden/quarter.h"

#include <glib.h>
#include <stdint.h>
#include <stdio.h>

/* Red and blue are summed in one number: sixteen of them do not meet. */
static void mean(const struct canvas *picture, int x, int y, unsigned char rgb[3])
{
    enum { AREA = QUARTER * QUARTER, HALF = AREA / 2 };
    uint32_t red_blue = HALF << 16 | HALF, green = HALF;
    for (int row = 0; row < QUARTER; row++) {
        const uint32_t *pixel =
            picture->pixels + (ptrdiff_t)(y * QUARTER + row) * picture->stride + (ptrdiff_t)x * QUARTER;
        for (int column = 0; column < QUARTER; column++) {
            red_blue += pixel[column] & 0xff00ff;
            green += pixel[column] >> 8 & 0xff;
        }
    }
    rgb[0] = (unsigned char)((red_blue >> 16) / AREA);
    rgb[1] = (unsigned char)(green / AREA);
    rgb[2] = (unsigned char)((red_blue & 0xffff) / AREA);
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
