// links: devices base
/* Bytes of a serial scanner: a code given out is neither empty nor too long, holds no line end, and becomes
 * text. The same bytes are tried as the head of a picture. */
#include <string.h>

#include "base/text.h"
#include "devices/scanner/lines_codec.h"
#include "devices/scanner/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lines lines = {0};
    unsigned width, height;
    char text[3 * LINES_CODE_MAX + 1];
    int head = picture_head(data, size, &width, &height);
    if (head > 0 && (width == 0 || height > PICTURE_PIXELS_MAX / width || (size_t)head > size))
        __builtin_trap();
    while (size > 0) {
        if (!lines_feed(&lines, &data, &size))
            continue;
        if (lines.len == 0 || lines.len > LINES_CODE_MAX || memchr(lines.code, '\r', lines.len))
            __builtin_trap();
        if (text_from_unknown(text, sizeof text, lines.code, lines.len) && !text_valid(text, strlen(text)))
            __builtin_trap();
    }
    lines_silence(&lines);
    return 0;
}
