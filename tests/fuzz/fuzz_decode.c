// links: devices base
/* Small pictures, and bytes as a reader of codes hands them over: a text is whole UTF-8 without NUL, and
 * nothing is read past the picture. The first byte says how the rest is taken. */
#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "devices/scanner/code_text.h"
#include "devices/scanner/decode.h"

enum { SIDE_MAX = 96 /* pixels: larger ones are slow and show no more */ };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_bytes(const uint8_t *data, size_t size, bool eci)
{
    char text[256];
    if (code_text(text, sizeof text, &(struct read_code){data, size, eci}))
        g_assert(text[0] && text_valid(text, strlen(text)));
}

/* Width, effort, then pixels; the last row that is whole ends the picture. */
static void look_at(const uint8_t *data, size_t size)
{
    unsigned width = data[0] % SIDE_MAX + 1, height = (unsigned)MIN((size - 2) / width, SIDE_MAX);
    struct decoder *decoder = decoder_new();
    struct decoded *found = g_new(struct decoded, 1);
    if (decode(decoder, &(struct grey){data + 2, width, height, width}, data[1] % 3, found))
        g_assert(found->count > 0 && found->count <= DECODE_TEXTS_MAX);
    for (unsigned i = 0; i < found->count; i++)
        g_assert(found->text[i][0] && text_valid(found->text[i], strlen(found->text[i])));
    g_free(found);
    decoder_free(decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    secret_start();
    if (data[0] % 4 < 2)
        take_bytes(data + 1, size - 1, data[0] % 4);
    else
        look_at(data + 1, size - 1);
    return 0;
}
