#include "devices/scanner/picture.h"

#include <glib.h>
#include <zbar.h>

#include "base/secret.h"
#include "base/text.h"

enum {
    DOUBLE_PIXELS_MAX = 1280 * 720, /* beyond, the second pass would take longer than a person's patience */
    HEAD_MAX = 64                   /* bytes of a PGM head without comments */
};

static zbar_image_scanner_t *scanner_new(void)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    g_assert(scanner);
    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY,
                                  1); /* zbar takes GB 18030 for Big5 */
    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_TEST_INVERTED, 1);
    return scanner;
}

/* zbar's own copy of the text is wiped too: it frees without. */
static bool take_symbol(const zbar_image_t *image, char *to, size_t cap)
{
    bool taken = false;
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol; symbol = zbar_symbol_next(symbol)) {
        const char *data = zbar_symbol_get_data(symbol);
        unsigned n = zbar_symbol_get_data_length(symbol);
        if (!taken && n > 0)
            taken = text_from_unknown(to, cap, (const uint8_t *)data, n);
        secret_wipe((void *)(uintptr_t)data, n);
    }
    return taken;
}

static bool scan_once(const uint8_t *grey, unsigned width, unsigned height, char *to, size_t cap)
{
    zbar_image_scanner_t *scanner = scanner_new();
    zbar_image_t *image = zbar_image_create();
    g_assert(image);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, width, height);
    zbar_image_set_data(image, grey, (unsigned long)width * height, NULL);
    bool found = zbar_scan_image(scanner, image) > 0 && take_symbol(image, to, cap);
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return found;
}

/* Each pixel becomes four: zbar wants two pixels a module, and nearest beats any smoother way. */
static bool scan_doubled(const uint8_t *grey, unsigned width, unsigned height, char *to, size_t cap)
{
    size_t w = 2 * (size_t)width, h = 2 * (size_t)height;
    uint8_t *big = g_malloc(w * h);
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            big[y * w + x] = grey[y / 2 * width + x / 2];
    bool found = scan_once(big, (unsigned)w, (unsigned)h, to, cap);
    secret_wipe(big, w * h);
    g_free(big);
    return found;
}

bool scan_picture(const uint8_t *grey, unsigned width, unsigned height, char *to, size_t cap)
{
    g_assert(cap > 0);
    to[0] = '\0';
    if (!width || !height || width > PICTURE_SIDE_MAX || height > PICTURE_PIXELS_MAX / width)
        return false;
    return scan_once(grey, width, height, to, cap) ||
           (height <= DOUBLE_PIXELS_MAX / width && scan_doubled(grey, width, height, to, cap));
}

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
