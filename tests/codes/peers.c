#include "peers.h"

#include <glib.h>
#include <zbar.h>

#include "devices/scanner/code_text.h"
#include "devices/scanner/decode.h"
#include "devices/scanner/zxing.h"

zbar_image_scanner_t *peer_zbar_new(void)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_scanner_set_config(scanner, 0, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    return scanner;
}

void peer_zbar_free(zbar_image_scanner_t *scanner)
{
    zbar_image_scanner_destroy(scanner);
}

bool peer_zbar(zbar_image_scanner_t *scanner, const struct grey *grey, char *text)
{
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, grey->width, grey->height);
    zbar_image_set_data(image, grey->at, (unsigned long)grey->width * grey->height, NULL);
    bool found = zbar_scan_image(scanner, image) > 0;
    if (found)
        g_strlcpy(text, zbar_symbol_get_data(zbar_image_first_symbol(image)), DECODE_TEXT_MAX);
    zbar_image_destroy(image);
    return found;
}

struct first {
    char *text;
    bool found;
};

static void take(void *user, const struct read_code *code)
{
    struct first *first = user;
    if (!first->found)
        first->found = code_text(first->text, DECODE_TEXT_MAX, code);
}

bool peer_zxing(const struct grey *grey, char *text)
{
    struct first first = {text, false};
    zxing_read(grey, ZXING_PICTURE, take, &first);
    return first.found;
}
