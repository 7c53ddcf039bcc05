#include "ui/image_clip.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <webp/demux.h>

struct clip {
    char *bytes;
    WebPAnimDecoder *decoder; /* reads `bytes`, and owns the picture that it composes */
    WebPAnimInfo info;
    const uint8_t *frame; /* BGRA, premultiplied; borrowed until the next one */
    int end_ms;           /* of the frame in hand, from the first one's beginning */
};

static struct clip *refuse(struct clip *clip, const char *path, const char *why, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %s", path, why);
    clip_free(clip);
    return NULL;
}

static bool is_within(const WebPAnimInfo *info)
{
    return info->canvas_width <= CLIP_SIDE && info->canvas_height <= CLIP_SIDE && info->frame_count > 1 &&
           info->frame_count <= CLIP_FRAMES;
}

/* The size stands at the head of the file: asked before a decoder makes room for it. */
static bool is_small(const WebPData *data)
{
    WebPDemuxer *demuxer = WebPDemux(data);
    bool small = demuxer && WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH) <= CLIP_SIDE &&
                 WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT) <= CLIP_SIDE;
    WebPDemuxDelete(demuxer);
    return small;
}

struct clip *clip_open(const char *path, GError **error)
{
    struct clip *clip = g_new0(struct clip, 1);
    struct stat file;
    gsize size = 0;
    if (stat(path, &file) == 0 && file.st_size > CLIP_BYTES)
        return refuse(clip, path, "larger than 16 MiB: make it shorter or smaller", error);
    if (!g_file_get_contents(path, &clip->bytes, &size, error)) {
        clip_free(clip);
        return NULL;
    }
    WebPData data = {(const uint8_t *)clip->bytes, size};
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_bgrA;
    if (is_small(&data))
        clip->decoder = WebPAnimDecoderNew(&data, &options);
    if (!clip->decoder || !WebPAnimDecoderGetInfo(clip->decoder, &clip->info) || !is_within(&clip->info))
        return refuse(clip, path,
                      "no animated WebP of at most 1024 pixels a side and 1800 frames: see docs/voice.md",
                      error);
    return clip;
}

void clip_free(struct clip *clip)
{
    if (!clip)
        return;
    WebPAnimDecoderDelete(clip->decoder);
    g_free(clip->bytes);
    g_free(clip);
}

unsigned clip_frames(const struct clip *clip)
{
    return clip->info.frame_count;
}

enum clip_next clip_next(struct clip *clip, unsigned *ms)
{
    uint8_t *frame;
    int end_ms;
    *ms = 0;
    if (!WebPAnimDecoderHasMoreFrames(clip->decoder))
        return CLIP_END;
    if (!WebPAnimDecoderGetNext(clip->decoder, &frame, &end_ms) || end_ms > CLIP_MS)
        return CLIP_BROKEN;
    *ms = (unsigned)MAX(end_ms - clip->end_ms, CLIP_FRAME_MS);
    clip->end_ms = end_ms;
    clip->frame = frame;
    return CLIP_FRAME;
}

/* Premultiplied on white: what is missing of it is white. */
static void sum(unsigned to[3], const uint8_t *bgra, unsigned weight)
{
    enum { WHITE = 255 };
    for (int i = 0; i < 3; i++)
        to[i] += weight * (bgra[i] + (unsigned)(WHITE - bgra[3]));
}

/* Where a row or column of the picture lies in the frame: between two of it, in 256th. */
struct between {
    int first, second;
    unsigned part;
};
static struct between between(int at, int of, int in)
{
    enum { PARTS = 256 };
    int64_t place = ((int64_t)at * 2 + 1) * in * PARTS / (2 * (int64_t)of) - PARTS / 2; /* middle on middle */
    place = CLAMP(place, 0, (int64_t)(in - 1) * PARTS);
    int first = (int)(place / PARTS);
    return (struct between){first, MIN(first + 1, in - 1), (unsigned)(place % PARTS)};
}

static uint32_t mixed(const struct clip *clip, const struct between *x, const struct between *y)
{
    enum { PARTS = 256, SHIFT = 16, HALF = 1 << 15 };
    unsigned bgr[3] = {HALF, HALF, HALF};
    size_t stride = (size_t)clip->info.canvas_width * 4;
    const uint8_t *above = clip->frame + stride * (size_t)y->first,
                  *below = clip->frame + stride * (size_t)y->second;
    sum(bgr, above + (size_t)x->first * 4, (PARTS - x->part) * (PARTS - y->part));
    sum(bgr, above + (size_t)x->second * 4, x->part * (PARTS - y->part));
    sum(bgr, below + (size_t)x->first * 4, (PARTS - x->part) * y->part);
    sum(bgr, below + (size_t)x->second * 4, x->part * y->part);
    return bgr[2] >> SHIFT << 16 | bgr[1] >> SHIFT << 8 | bgr[0] >> SHIFT;
}

struct picture *clip_picture(const struct clip *clip, int width, int height)
{
    int w = (int)clip->info.canvas_width, h = (int)clip->info.canvas_height;
    if (!clip->frame || width < 1 || height < 1)
        return NULL;
    bool wide = (int64_t)w * height > (int64_t)h * width;
    struct picture *to = picture_new(wide ? width : MAX(1, (int)((int64_t)w * height / h)),
                                     wide ? MAX(1, (int)((int64_t)h * width / w)) : height);
    struct between *columns = g_new(struct between, (size_t)to->width);
    for (int x = 0; x < to->width; x++)
        columns[x] = between(x, to->width, w);
    for (int y = 0; y < to->height; y++) {
        struct between row = between(y, to->height, h);
        for (int x = 0; x < to->width; x++)
            to->pixels[(size_t)y * (size_t)to->width + (size_t)x] = mixed(clip, &columns[x], &row);
    }
    g_free(columns);
    return to;
}
