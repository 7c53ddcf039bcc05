#include "devices/scanner/picture.h"

#include <glib.h>
#include <stdbool.h>

enum { HEAD_MAX = 64 /* bytes of a PGM head without comments */ };

/* A number and the one blank behind it; -1 when there is none, 0 in *at when the bytes end. */
static long head_number(const uint8_t *bytes, size_t n, size_t *at)
{
    long value = 0;
    size_t i = *at, digits = 0;
    for (; i < n && g_ascii_isdigit(bytes[i]) && digits < 5; i++, digits++)
        value = value * 10 + (bytes[i] - '0');
    bool ended = i < n;
    *at = ended ? i + 1 : 0;
    return !ended || (digits > 0 && g_ascii_isspace(bytes[i])) ? value : -1;
}

int picture_head(const uint8_t *bytes, size_t n, unsigned *width, unsigned *height)
{
    long numbers[3];
    size_t at = 3;
    if ((n > 0 && bytes[0] != 'P') || (n > 1 && bytes[1] != '5') || (n > 2 && !g_ascii_isspace(bytes[2])))
        return -1;
    for (int i = 0; i < 3; i++) {
        if (n <= at)
            return 0;
        numbers[i] = head_number(bytes, n, &at);
        if (numbers[i] < 0)
            return -1;
        if (at == 0)
            return n < HEAD_MAX ? 0 : -1;
    }
    bool fits = numbers[0] > 0 && numbers[0] <= PICTURE_SIDE_MAX && numbers[1] > 0 &&
                numbers[1] <= PICTURE_PIXELS_MAX / numbers[0] && numbers[2] == 255;
    *width = (unsigned)numbers[0];
    *height = (unsigned)numbers[1];
    return fits ? (int)at : -1;
}
