#include "devices/scanner/zbar_read.h"

#include <glib.h>
#include <zbar.h>

#include "base/secret.h"

struct zbar_reader {
    zbar_image_scanner_t *scanner;
};

struct zbar_reader *zbar_reader_new(void)
{
    struct zbar_reader *reader = g_new0(struct zbar_reader, 1);
    reader->scanner = zbar_image_scanner_create();
    g_assert(reader->scanner);
    zbar_image_scanner_set_config(reader->scanner, 0, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(reader->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    /* As bytes, for zbar takes GB 18030 for Big5. */
    zbar_image_scanner_set_config(reader->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_scanner_set_config(reader->scanner, 0, ZBAR_CFG_TEST_INVERTED, 1);
    return reader;
}

void zbar_reader_free(struct zbar_reader *reader)
{
    if (reader)
        zbar_image_scanner_destroy(reader->scanner);
    g_free(reader);
}

/* A part of a longer text has a type of its own (ZBAR_PARTIAL) and is no text. zbar frees without wiping. */
static unsigned hand_over(const zbar_image_t *image, read_code_found *found, void *user)
{
    unsigned count = 0;
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol; symbol = zbar_symbol_next(symbol)) {
        const uint8_t *data = (const uint8_t *)zbar_symbol_get_data(symbol);
        struct read_code code = {data, zbar_symbol_get_data_length(symbol), false};
        if (zbar_symbol_get_type(symbol) == ZBAR_QRCODE && count < READER_CODES_MAX) {
            found(user, &code);
            count++;
        }
        secret_wipe((void *)(uintptr_t)data, code.len);
    }
    return count;
}

unsigned zbar_read(struct zbar_reader *reader, const struct grey *grey, read_code_found *found, void *user)
{
    unsigned count = 0;
    zbar_image_t *image = zbar_image_create();
    g_assert(image && grey->stride == grey->width);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, grey->width, grey->height);
    zbar_image_set_data(image, grey->at, (unsigned long)grey->width * grey->height, NULL);
    if (zbar_scan_image(reader->scanner, image) > 0)
        count = hand_over(image, found, user);
    zbar_image_destroy(image);
    return count;
}
