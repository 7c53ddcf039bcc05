#include "devices/camera/live.h"

#include <glib.h>
#include <string.h>

#include "devices/camera/jpeg.h"
#include "devices/camera/sheet.h"

enum { BRIGHT_LEAST = 48 /* of 255, in green */, BRIGHT_PART = 100 /* one pixel in so many */ };

bool live_pixels(struct pixels *to, const struct capture_frame *frame, unsigned scale, unsigned channels)
{
    if (frame->format == CAPTURE_JPEG)
        return jpeg_decode(to, frame->bytes, frame->len, scale, channels);
    return pixels_from_yuyv(to, frame->bytes, frame->len, frame->width, frame->height, frame->stride, scale,
                            channels);
}

unsigned live_scale(unsigned width, unsigned height)
{
    unsigned scale = 1;
    while (scale < 8 && MAX(width, height) / scale > LIVE_SIDE)
        scale *= 2;
    return scale;
}

bool live_is_due(unsigned number, unsigned rate, unsigned wanted)
{
    return wanted >= rate || number % MAX(rate / wanted, 1) == 0;
}

struct device_picture *live_picture(enum device_slot slot, uint64_t visit, const struct pixels *rgb,
                                    unsigned side)
{
    struct pixels small;
    struct device_picture *picture = NULL;

    if (sheet_shrink(&small, rgb, side)) {
        picture = device_picture_new(slot, visit, small.width, small.height);
        memcpy(picture->rgb, small.data, pixels_size(&small));
    }
    pixels_clear(&small);
    return picture;
}

/* Hardly a pixel is bright: no paper can be read, and no lit telephone is before it. */
static bool is_dark(const struct pixels *rgb)
{
    size_t bright = 0, pixels = pixels_size(rgb) / 3;

    for (size_t i = 0; i < pixels; i++)
        bright += rgb->data[3 * i + 1] >= BRIGHT_LEAST;
    return bright * BRIGHT_PART < pixels;
}

void live_show(struct device_out *out, enum device_slot slot, uint64_t visit,
               const struct capture_frame *frame)
{
    struct pixels rgb;
    struct device_picture *picture = NULL;

    if (live_pixels(&rgb, frame, live_scale(frame->width, frame->height), 3))
        picture = live_picture(slot, visit, &rgb, LIVE_SIDE);
    if (picture && is_dark(&rgb))
        picture->says = PICTURE_DARK;
    pixels_clear(&rgb);
    if (picture)
        out->show(out, picture);
}
