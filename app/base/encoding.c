#include <iconv.h>
#include <string.h>
#include <wchar.h>

#include "base/bytes.h"
#include "base/secret.h"
#include "base/text.h"

/* Conversions go through WCHAR_T one character at a time: glibc then converts straight into our variable. A
 * conversion in two steps keeps what it converted in a heap buffer of its own that nobody wipes. */
_Static_assert(sizeof(wchar_t) == 4, "one wchar_t is one character");

enum { LONGEST = 4 /* bytes of one character, in GB 18030 */ };

static bool failed(char *to, size_t cap)
{
    secret_wipe(to, cap);
    return false;
}

static uint32_t utf16_next(struct bytes_reader *r)
{
    uint32_t c = bytes_le16(r);
    if (c < 0xD800 || c > 0xDFFF)
        return c;
    uint32_t low = bytes_le16(r);
    if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0; /* half of a pair */
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static size_t without_padding(const uint8_t *data, size_t bytes)
{
    while (bytes >= 2 && !data[bytes - 1] && (data[bytes - 2] == ' ' || !data[bytes - 2]))
        bytes -= 2;
    return bytes;
}

bool text_from_utf16le(char *to, size_t cap, const uint8_t *data, size_t bytes)
{
    if (!cap || bytes % 2)
        return failed(to, cap);
    struct bytes_reader r = bytes_reader(data, without_padding(data, bytes));
    size_t n = 0;
    to[0] = 0;
    while (bytes_left(&r)) {
        uint32_t c = utf16_next(&r);
        size_t put = c ? text_put(to + n, cap - n, c) : 0;
        if (!put || r.bad)
            return failed(to, cap);
        n += put;
    }
    return true;
}

/* One character (1 to 4 bytes); 0 when the bytes are none. */
static wchar_t charset_next(iconv_t cd, const uint8_t *data, size_t len, size_t *pos)
{
    for (size_t n = 1; n <= LONGEST && n <= len - *pos; n++) {
        wchar_t c = 0;
        char *in = (char *)(uintptr_t)(data + *pos), *out = (char *)&c;
        size_t in_left = n, out_left = sizeof c;
        iconv(cd, NULL, NULL, NULL, NULL);
        if (iconv(cd, &in, &in_left, &out, &out_left) == 0 && !in_left && !out_left) {
            *pos += n;
            return c;
        }
    }
    return 0;
}

bool text_from_charset(char *to, size_t cap, const char *charset, const uint8_t *data, size_t len)
{
    iconv_t cd = cap ? iconv_open("WCHAR_T", charset) : (iconv_t)-1;
    if (cd == (iconv_t)-1)
        return failed(to, cap);
    to[0] = 0;
    size_t n = 0, pos = 0;
    bool good = true;
    while (good && pos < len) {
        wchar_t c = charset_next(cd, data, len, &pos);
        size_t put = c ? text_put(to + n, cap - n, (uint32_t)c) : 0;
        n += put;
        good = put > 0;
    }
    iconv_close(cd);
    return good || failed(to, cap);
}

static bool from_latin1(char *to, size_t cap, const uint8_t *data, size_t len)
{
    for (size_t i = 0, n = 0; i < len; i++) {
        size_t put = text_put(to + n, cap - n, data[i]);
        if (!put)
            return false;
        n += put;
    }
    return true;
}

bool text_from_unknown(char *to, size_t cap, const uint8_t *data, size_t bytes)
{
    if (!cap || (bytes && memchr(data, 0, bytes)))
        return failed(to, cap);
    to[0] = 0;
    if (text_valid((const char *)data, bytes)) {
        if (bytes >= cap)
            return failed(to, cap);
        if (bytes) /* an empty buffer may be NULL */
            memmove(to, data, bytes);
        to[bytes] = 0;
        return true;
    }
    return text_from_charset(to, cap, "GB18030", data, bytes) || from_latin1(to, cap, data, bytes) ||
           failed(to, cap);
}

static size_t put_gb18030(iconv_t cd, uint8_t *to, size_t cap, uint32_t character)
{
    wchar_t c = (wchar_t)character;
    char *in = (char *)&c, *out = (char *)to;
    size_t in_left = sizeof c, out_left = cap;
    return iconv(cd, &in, &in_left, &out, &out_left) == 0 ? cap - out_left : 0;
}

size_t text_to_gb18030(uint8_t *to, size_t cap, const char *utf8)
{
    iconv_t cd = text_valid(utf8, strlen(utf8)) ? iconv_open("GB18030", "WCHAR_T") : (iconv_t)-1;
    if (cd == (iconv_t)-1)
        return 0;
    size_t n = 0;
    for (uint32_t c; (c = text_next(&utf8));) {
        size_t put = put_gb18030(cd, to + n, cap - n, c);
        n += put;
        if (!put) {
            secret_wipe(to, cap);
            n = 0;
            break;
        }
    }
    iconv_close(cd);
    return n;
}
