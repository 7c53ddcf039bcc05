/* Animated WebP files for tests: made, not kept. One thread. */
#pragma once

#include <glib.h>
#include <webp/encode.h>
#include <webp/mux.h>

struct clip_frame { /* of one colour, or of two, from its beginning on */
    uint32_t argb;
    int at_ms;
    uint32_t corner; /* of the lower right quarter; 0: the same */
};
/* A lossless clip of width x height that ends at end_ms; the bytes are the caller's, by g_free. */
static inline char *clip_bytes(int width, int height, const struct clip_frame *frames, unsigned count,
                               int end_ms, gsize *size)
{
    WebPAnimEncoderOptions options;
    WebPConfig config;
    WebPPicture picture;
    WebPData data;
    WebPAnimEncoderOptionsInit(&options);
    options.allow_mixed = 0;
    WebPAnimEncoder *encoder = WebPAnimEncoderNew(width, height, &options);
    g_assert(WebPConfigInit(&config) && WebPPictureInit(&picture));
    config.lossless = 1;
    config.exact = 1;
    picture.use_argb = 1;
    picture.width = width;
    picture.height = height;
    g_assert(WebPPictureAlloc(&picture));
    for (unsigned i = 0; i < count; i++) {
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                picture.argb[y * picture.argb_stride + x] =
                    frames[i].corner && y >= height / 2 && x >= width / 2 ? frames[i].corner : frames[i].argb;
        g_assert(WebPAnimEncoderAdd(encoder, &picture, frames[i].at_ms, &config));
    }
    g_assert(WebPAnimEncoderAdd(encoder, NULL, end_ms, NULL));
    g_assert(WebPAnimEncoderAssemble(encoder, &data));
    char *bytes = g_memdup2(data.bytes, data.size);
    *size = data.size;
    WebPDataClear(&data);
    WebPPictureFree(&picture);
    WebPAnimEncoderDelete(encoder);
    return bytes;
}

static inline void clip_file(const char *folder, const char *name, const struct clip_frame *frames,
                             unsigned count, int end_ms)
{
    gsize size;
    g_autofree char *bytes = clip_bytes(40, 20, frames, count, end_ms, &size);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert(g_file_set_contents(path, bytes, (gssize)size, NULL));
}
