#include "sim/video_frame.h"
#include "sim/device.h"

#include <SDL_image.h>
#include <string.h>

enum { GROUND = 64, QUALITY = 90, MARKER = 0xFF, SOS = 0xDA, DHT = 0xC4, JPEG_ROOM = 8 << 20 };

SDL_Surface *sim_frame_load(const char *file, GError **error)
{
    SDL_Surface *picture = *file ? IMG_Load(file) : NULL;
    if (!picture)
        g_set_error(error, sim_error_quark(), 0,
                    "\"%s\" is no picture that can be read: name a PNG or JPEG file", file);
    return picture;
}

/* SDL stretches pixels of four bytes only. */
SDL_Surface *sim_frame_fit(SDL_Surface *picture, int width, int height)
{
    SDL_Surface *frame = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888);
    SDL_Surface *wide = picture ? SDL_ConvertSurfaceFormat(picture, SDL_PIXELFORMAT_XRGB8888, 0) : NULL;
    if (frame)
        SDL_FillRect(frame, NULL, SDL_MapRGB(frame->format, GROUND, GROUND, GROUND));
    if (frame && wide && wide->w > 0 && wide->h > 0) {
        double by = MIN((double)width / wide->w, (double)height / wide->h);
        SDL_Rect to = {0, 0, (int)(wide->w * by), (int)(wide->h * by)};
        to.x = (width - to.w) / 2;
        to.y = (height - to.h) / 2;
        SDL_SoftStretchLinear(wide, NULL, frame, &to);
    }
    SDL_Surface *rgb = frame ? SDL_ConvertSurfaceFormat(frame, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(wide);
    SDL_FreeSurface(frame);
    return rgb;
}

static guint8 luma(const guint8 *p)
{
    return (guint8)(16 + (66 * p[0] + 129 * p[1] + 25 * p[2] + 128) / 256);
}

GByteArray *sim_frame_yuyv(const SDL_Surface *rgb)
{
    GByteArray *bytes = g_byte_array_sized_new((guint)(2 * rgb->w * rgb->h));
    for (int y = 0; y < rgb->h; y++)
        for (int x = 0; x + 1 < rgb->w; x += 2) {
            const guint8 *p = (const guint8 *)rgb->pixels + y * rgb->pitch + 3 * x;
            const guint8 four[] = {luma(p), (guint8)(128 + (-38 * p[0] - 74 * p[1] + 112 * p[2]) / 256),
                                   luma(p + 3), (guint8)(128 + (112 * p[0] - 94 * p[1] - 18 * p[2]) / 256)};
            g_byte_array_append(bytes, four, sizeof four);
        }
    return bytes;
}

/* Segment by segment up to the scan. */
static GByteArray *without_tables(const guint8 *jpeg, gsize size)
{
    GByteArray *bytes = g_byte_array_new();
    gsize at = 2;
    g_byte_array_append(bytes, jpeg, 2);
    while (at + 4 <= size && jpeg[at] == MARKER && jpeg[at + 1] != SOS) {
        gsize length = 2 + ((gsize)jpeg[at + 2] << 8 | jpeg[at + 3]);
        if (length > size - at)
            break;
        if (jpeg[at + 1] != DHT)
            g_byte_array_append(bytes, jpeg + at, (guint)length);
        at += length;
    }
    g_byte_array_append(bytes, jpeg + at, (guint)(size - at));
    return bytes;
}

GByteArray *sim_frame_mjpg(SDL_Surface *rgb)
{
    g_autofree guint8 *room = g_malloc(JPEG_ROOM);
    SDL_RWops *to = SDL_RWFromMem(room, JPEG_ROOM);
    if (!to || IMG_SaveJPG_RW(rgb, to, 0, QUALITY) != 0) {
        if (to)
            SDL_RWclose(to);
        return NULL;
    }
    Sint64 size = SDL_RWtell(to);
    SDL_RWclose(to);
    return size > 4 ? without_tables(room, (gsize)size) : NULL;
}
