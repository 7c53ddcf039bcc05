// links: devices base
/* Frames of a camera: whatever the bytes are, a picture is whole and within its bounds, or none. The first
 * byte says how it is asked for. */
#include <glib.h>

#include "devices/camera/jpeg.h"
#include "devices/camera/sheet.h"

enum { FUZZ_SIDE_MAX = 512 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* SOF0 says the size; a picture of megapixels would only make the search slow. */
static bool is_small(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + 9 < size; i++)
        if (data[i] == 0xFF && data[i + 1] >= 0xC0 && data[i + 1] <= 0xC2 &&
            (data[i + 5] > FUZZ_SIDE_MAX >> 8 || data[i + 7] > FUZZ_SIDE_MAX >> 8))
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pixels p;
    struct sheet_corners corners;
    if (size < 1 || !is_small(data, size))
        return 0;
    unsigned scale = 1U << (data[0] & 3), channels = data[0] & 4 ? 1 : 3;
    if (jpeg_decode(&p, data + 1, size - 1, scale, channels)) {
        g_assert(p.width <= PIXELS_SIDE_MAX && p.height <= PIXELS_SIDE_MAX && p.channels == channels);
        sheet_find(&p, &corners);
    }
    pixels_clear(&p);
    if (size > 9 &&
        pixels_from_yuyv(&p, data + 9, size - 9, data[1], data[2], data[3] << 1, data[4] & 7, channels))
        g_assert(p.data);
    pixels_clear(&p);
    return 0;
}
