#include "ink_png.h"

#include <glib.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

enum {
    PARTS = 10000,      /* of the pad's width and height */
    THOUSANDTHS = 1000, /* pad_ratio */
    HEIGHT_LEAST = 64,
    HEIGHT_MOST = 2048,
    HEAD = 13, /* bytes of IHDR */
    GREY = 0,
    BITS = 8
};
static const double PEN = 4.5; /* half of the stroke's width: 13 u of 968, DESIGN.md 4.9 */

struct sheet { /* rows with the byte of their filter in front, 0: none */
    unsigned width, height, stride;
    uint8_t *bytes;
};

static void put(struct sheet *sheet, int x, int y, double away)
{
    double ink = CLAMP(PEN + 0.5 - away, 0, 1);
    uint8_t *at = sheet->bytes + (size_t)y * sheet->stride + 1 + x;
    uint8_t level = (uint8_t)(255 - 255 * ink);
    *at = MIN(*at, level);
}

/* Every pixel near the piece from a to b, by how far it is from it. */
static void draw(struct sheet *sheet, double ax, double ay, double bx, double by)
{
    double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy, edge = PEN + 1;
    int left = (int)MAX(MIN(ax, bx) - edge, 0), right = (int)MIN(MAX(ax, bx) + edge, sheet->width - 1.0);
    int top = (int)MAX(MIN(ay, by) - edge, 0), bottom = (int)MIN(MAX(ay, by) + edge, sheet->height - 1.0);

    for (int y = top; y <= bottom; y++)
        for (int x = left; x <= right; x++) {
            double t = length > 0 ? CLAMP(((x - ax) * dx + (y - ay) * dy) / length, 0, 1) : 0;
            put(sheet, x, y, hypot(x - ax - t * dx, y - ay - t * dy));
        }
}

static void draw_all(struct sheet *sheet, const struct case_file *kase)
{
    for (unsigned i = 0; i < kase->ink_count; i++) {
        const struct stroke_point *p = &kase->ink[i], *from = i > 0 && !p->begins ? p - 1 : p;
        draw(sheet, (double)from->x * sheet->width / PARTS, (double)from->y * sheet->height / PARTS,
             (double)p->x * sheet->width / PARTS, (double)p->y * sheet->height / PARTS);
    }
}

static void be32(uint8_t to[4], uint32_t n)
{
    to[0] = (uint8_t)(n >> 24), to[1] = (uint8_t)(n >> 16), to[2] = (uint8_t)(n >> 8), to[3] = (uint8_t)n;
}

/* Length, type, data, CRC over type and data (section 5.3). */
static void chunk(struct secret_bytes *to, const char *type, const uint8_t *data, size_t n)
{
    uint8_t number[4];
    uLong crc = crc32(crc32(0, NULL, 0), (const Bytef *)type, 4);

    be32(number, (uint32_t)n);
    secret_bytes_append(to, number, sizeof number);
    secret_bytes_append(to, type, 4);
    secret_bytes_append(to, data, n);
    be32(number, (uint32_t)(n > 0 ? crc32(crc, data, (uInt)n) : crc));
    secret_bytes_append(to, number, sizeof number);
}

static void *take(void *unused, unsigned count, unsigned size)
{
    (void)unused;
    return secret_heap_calloc(count, size);
}

static void let_go(void *unused, void *memory)
{
    (void)unused;
    secret_heap_free(memory);
}

/* zlib keeps a window of what it packs: its memory is wiped as it is freed. */
static void pack(struct secret_bytes *to, const struct sheet *sheet)
{
    z_stream z = {.zalloc = take, .zfree = let_go};
    size_t size = (size_t)sheet->stride * sheet->height;
    int well = deflateInit(&z, Z_BEST_COMPRESSION);
    g_assert(well == Z_OK);
    size_t room = deflateBound(&z, size);
    uint8_t *packed = secret_new(room);

    z.next_in = sheet->bytes;
    z.avail_in = (uInt)size;
    z.next_out = packed;
    z.avail_out = (uInt)room;
    well = deflate(&z, Z_FINISH);
    g_assert(well == Z_STREAM_END);
    chunk(to, "IDAT", packed, z.total_out);
    deflateEnd(&z);
    secret_free(packed);
}

void ink_png(struct secret_bytes *to, const struct case_file *kase)
{
    static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    unsigned ratio = kase->pad_ratio > 0 ? kase->pad_ratio : THOUSANDTHS;
    unsigned height = CLAMP(INK_PNG_WIDTH * THOUSANDTHS / ratio, HEIGHT_LEAST, HEIGHT_MOST);
    struct sheet sheet = {INK_PNG_WIDTH, height, INK_PNG_WIDTH + 1, NULL};
    uint8_t head[HEAD] = {0};

    if (kase->ink_count == 0)
        return;
    sheet.bytes = secret_new((size_t)sheet.stride * height);
    memset(sheet.bytes, 0xFF, (size_t)sheet.stride * height);
    for (unsigned y = 0; y < height; y++)
        sheet.bytes[(size_t)y * sheet.stride] = 0;
    draw_all(&sheet, kase);
    be32(head, sheet.width);
    be32(head + 4, height);
    head[8] = BITS;
    head[9] = GREY;
    secret_bytes_append(to, signature, sizeof signature);
    chunk(to, "IHDR", head, sizeof head);
    pack(to, &sheet);
    chunk(to, "IEND", NULL, 0);
    secret_free(sheet.bytes);
}
