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

struct clip *clip_read(char *bytes, size_t size, const char *name, GError **error)
{
    struct clip *clip = g_new0(struct clip, 1);
    WebPData data = {(const uint8_t *)bytes, size};
    WebPAnimDecoderOptions options;
    clip->bytes = bytes;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_bgrA;
    if (size <= CLIP_BYTES && is_small(&data))
        clip->decoder = WebPAnimDecoderNew(&data, &options);
    if (clip->decoder && WebPAnimDecoderGetInfo(clip->decoder, &clip->info) && is_within(&clip->info))
        return clip;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s: no animated WebP of at most 1024 pixels a side and 1800 frames: see docs/voice.md",
                name);
    clip_free(clip);
    return NULL;
}

struct clip *clip_open(const char *path, GError **error)
{
    struct stat file;
    char *bytes;
    gsize size;
    if (stat(path, &file) == 0 && file.st_size > CLIP_BYTES) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s: larger than 16 MiB: make it shorter or smaller", path);
        return NULL;
    }
    return g_file_get_contents(path, &bytes, &size, error) ? clip_read(bytes, size, path, error) : NULL;
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

enum { PARTS = 256, PART_BITS = 8 };

/* Where a row or column of the picture lies in the frame: between two of it, in 256th. */
struct between {
    int first, second;
    uint32_t part;
};
static struct between between(int at, int of, int in)
{
    int64_t place = ((int64_t)at * 2 + 1) * in * PARTS / (2 * (int64_t)of) - PARTS / 2; /* middle on middle */
    place = CLAMP(place, 0, (int64_t)(in - 1) * PARTS);
    int first = (int)(place / PARTS);
    return (struct between){first, MIN(first + 1, in - 1), (uint32_t)(place % PARTS)};
}

/* Two colours at once, every second channel of both: `part` 256th are of b. */
static uint32_t mixed(uint32_t a, uint32_t b, uint32_t part)
{
    const uint32_t every_second = 0x00FF00FF;
    uint32_t low = (a & every_second) * (PARTS - part) + (b & every_second) * part,
             high = (a >> PART_BITS & every_second) * (PARTS - part) + (b >> PART_BITS & every_second) * part;
    return (low >> PART_BITS & every_second) | (high & ~every_second);
}

/* A premultiplied pixel, BGRA: what is missing of it is white. */
static uint32_t on_white(const uint8_t *bgra)
{
    enum { WHITE = 255, EACH = 0x010101 };
    uint32_t rgb = (uint32_t)bgra[2] << 16 | (uint32_t)bgra[1] << 8 | bgra[0];
    return rgb + (uint32_t)(WHITE - bgra[3]) * EACH;
}

/* A row of the frame, as wide as the picture. */
static void stretch(const struct clip *clip, int row, const struct between *columns, uint32_t *to, int width)
{
    const uint8_t *from = clip->frame + (size_t)clip->info.canvas_width * 4 * (size_t)row;
    for (int x = 0; x < width; x++)
        to[x] = mixed(on_white(from + (size_t)columns[x].first * 4),
                      on_white(from + (size_t)columns[x].second * 4), columns[x].part);
}

/* The two stretched rows in hand; when the picture is the larger one, most of its rows lie between the same.
 */
struct rows {
    uint32_t *pixels[2];
    int at[2]; /* of the frame, -1: none */
};
static void fetch(const struct clip *clip, struct rows *rows, const struct between *y,
                  const struct between *columns, int width)
{
    if (rows->at[1] == y->first) {
        uint32_t *pixels = rows->pixels[0];
        rows->pixels[0] = rows->pixels[1];
        rows->pixels[1] = pixels;
        rows->at[1] = rows->at[0];
        rows->at[0] = y->first;
    }
    const int wanted[2] = {y->first, y->second};
    for (int i = 0; i < 2; i++)
        if (rows->at[i] != wanted[i]) {
            stretch(clip, wanted[i], columns, rows->pixels[i], width);
            rows->at[i] = wanted[i];
        }
}

static void scale(const struct clip *clip, struct picture *to, struct between *columns, struct rows *rows)
{
    for (int x = 0; x < to->width; x++)
        columns[x] = between(x, to->width, (int)clip->info.canvas_width);
    for (int y = 0; y < to->height; y++) {
        struct between row = between(y, to->height, (int)clip->info.canvas_height);
        uint32_t *out = to->pixels + (size_t)y * (size_t)to->width;
        fetch(clip, rows, &row, columns, to->width);
        for (int x = 0; x < to->width; x++)
            out[x] = mixed(rows->pixels[0][x], rows->pixels[1][x], row.part);
    }
}

struct picture *clip_picture(const struct clip *clip, int width, int height)
{
    int w = (int)clip->info.canvas_width, h = (int)clip->info.canvas_height;
    if (!clip->frame || width < 1 || height < 1)
        return NULL;
    bool wide = (int64_t)w * height > (int64_t)h * width;
    struct picture *to = picture_new(wide ? width : MAX(1, (int)((int64_t)w * height / h)),
                                     wide ? MAX(1, (int)((int64_t)h * width / w)) : height);
    size_t each = (size_t)to->width;
    struct between *columns = g_new(struct between, each);
    uint32_t *pixels = g_new(uint32_t, 2 * each);
    scale(clip, to, columns, &(struct rows){{pixels, pixels + each}, {-1, -1}});
    g_free(pixels);
    g_free(columns);
    return to;
}
