// links: ui base glib
/* Any bytes are refused as a clip of sign language, or give as many frames as they say, each a picture that
 * fits its place. */
#include <glib.h>
#include <stdint.h>

#include "ui/image_clip.h"

enum { MOST_FRAMES = 20, SIDE = 24 }; /* one that says more costs time, and shows nothing new */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct clip *clip = clip_read(g_memdup2(data, size), size, "fuzz", NULL);
    unsigned ms, frames = 0;
    while (clip && frames < MOST_FRAMES && clip_next(clip, &ms) == CLIP_FRAME) {
        struct picture *picture = clip_picture(clip, SIDE, SIDE);
        g_assert(picture && picture->width <= SIDE && picture->height <= SIDE);
        g_assert(ms >= CLIP_FRAME_MS && ms <= CLIP_MS);
        picture_free(picture);
        frames++;
    }
    g_assert(!clip || frames <= clip_frames(clip));
    clip_free(clip);
    return 0;
}
