// links: devices base
/* Bytes of a serial scanner: a code given out is neither empty nor too long, holds no line end, and becomes
 * text; bytes that come one by one say the same as all at once. The same bytes are tried as the head of a
 * picture. */
#include <string.h>

#include "base/text.h"
#include "devices/scanner/lines_codec.h"
#include "devices/scanner/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How many codes come of the bytes, in pieces of that size (0: all at once), and how long they are together.
 */
static unsigned codes(const uint8_t *data, size_t size, size_t piece, size_t *signs)
{
    struct lines lines = {0};
    char text[3 * LINES_CODE_MAX + 1];
    unsigned count = 0;
    while (size > 0) {
        size_t n = piece && piece < size ? piece : size;
        size -= n;
        while (n > 0) {
            if (!lines_feed(&lines, &data, &n))
                continue;
            if (lines.len == 0 || lines.len > LINES_CODE_MAX || memchr(lines.code, '\r', lines.len))
                __builtin_trap();
            if (text_from_unknown(text, sizeof text, lines.code, lines.len) &&
                !text_valid(text, strlen(text)))
                __builtin_trap();
            count++;
            *signs += lines.len;
        }
    }
    lines_silence(&lines);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned width, height;
    size_t at_once = 0, one_by_one = 0;
    int head = picture_head(data, size, &width, &height);
    if (head > 0 && (width == 0 || height > PICTURE_PIXELS_MAX / width || (size_t)head > size))
        __builtin_trap();
    if (codes(data, size, 0, &at_once) != codes(data, size, 1, &one_by_one) || at_once != one_by_one)
        __builtin_trap();
    return 0;
}
