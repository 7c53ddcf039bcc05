#include "base/text.h"

#include <glib.h>
#include <string.h>

#include "base/secret.h"

enum { REPLACEMENT = 0xFFFD, HIGHEST = 0x10FFFF, SURROGATE_FIRST = 0xD800, SURROGATE_LAST = 0xDFFF };

static bool is_scalar(uint32_t c)
{
    return c <= HIGHEST && (c < SURROGATE_FIRST || c > SURROGATE_LAST);
}

/* How many bytes follow a lead byte, and the bits it holds itself; -1 for no lead byte. */
static int followers(uint8_t lead, uint32_t *bits)
{
    if (lead < 0x80)
        return *bits = lead, 0;
    if (lead >= 0xC2 && lead < 0xE0)
        return *bits = lead & 0x1F, 1;
    if (lead >= 0xE0 && lead < 0xF0)
        return *bits = lead & 0x0F, 2;
    if (lead >= 0xF0 && lead < 0xF5)
        return *bits = lead & 0x07, 3;
    return -1;
}

/* RFC 3629: length of the well-formed character at p, 0 when there is none. Stops at the first byte that does
 * not continue, so a NUL-terminated text is never read behind its end. */
static size_t decode(const uint8_t *p, size_t left, uint32_t *c)
{
    static const uint32_t shortest[] = {0, 0x80, 0x800, 0x10000};
    uint32_t value = 0;
    int more = left ? followers(p[0], &value) : -1;
    if (more < 0 || (size_t)more >= left)
        return 0;
    for (int i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (p[i] & 0x3F);
    }
    if (value < shortest[more] || !is_scalar(value))
        return 0;
    *c = value;
    return (size_t)more + 1;
}

uint32_t text_next(const char **s)
{
    if (!**s)
        return 0;
    uint32_t c;
    size_t n = decode((const uint8_t *)*s, 4, &c);
    *s += n ? n : 1;
    return n ? c : REPLACEMENT;
}

size_t text_length(const char *utf8)
{
    size_t n = 0;
    while (text_next(&utf8))
        n++;
    return n;
}

bool text_valid(const char *utf8, size_t len)
{
    const uint8_t *p = (const uint8_t *)utf8;
    for (size_t pos = 0; pos < len;) {
        uint32_t c;
        size_t n = decode(p + pos, len - pos, &c);
        if (!n || !c)
            return false;
        pos += n;
    }
    return true;
}

bool text_is_drawn(uint32_t c)
{
    enum { NON_JOINER = 0x200C, JOINER = 0x200D };
    GUnicodeType type = g_unichar_type(c);
    if (type == G_UNICODE_FORMAT) /* marks of direction among them */
        return c == NON_JOINER || c == JOINER;
    return type != G_UNICODE_CONTROL && type != G_UNICODE_LINE_SEPARATOR &&
           type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

static bool is_blank(uint32_t c)
{
    return g_unichar_isspace(c) || g_unichar_iszerowidth(c);
}

bool text_is_line(const char *utf8)
{
    bool seen = false;
    if (!text_valid(utf8, strlen(utf8)))
        return false;
    for (uint32_t c = text_next(&utf8); c; c = text_next(&utf8)) {
        if (!text_is_drawn(c))
            return false;
        seen = seen || !is_blank(c);
    }
    return seen;
}

size_t text_put(char *to, size_t cap, uint32_t c)
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (!is_scalar(c) || n >= cap)
        return 0;
    if (n == 1) {
        to[0] = (char)c;
    } else {
        for (size_t i = n - 1; i > 0; i--, c >>= 6)
            to[i] = (char)(0x80 | (c & 0x3F));
        to[0] = (char)(0xF00 >> n | c); /* n leading ones: C0, E0, F0 */
    }
    to[n] = 0;
    return n;
}

void text_drop_last(char *utf8)
{
    size_t len = strlen(utf8);
    size_t keep = len ? len - 1 : 0;
    while (keep && ((uint8_t)utf8[keep] & 0xC0) == 0x80)
        keep--;
    secret_wipe(utf8 + keep, len - keep);
}

bool text_group(char *to, size_t cap, const char *digits, const char *groups)
{
    size_t n = 0, left = 0;
    for (const char *s = digits; *s; left--) {
        if (!left) {
            if (s != digits)
                n += text_put(to + n, cap - n, ' ');
            if (*groups >= '1' && *groups <= '9')
                left = (size_t)(*groups - '0');
            if (groups[1] == '-')
                groups += 2;
        }
        size_t put = text_put(to + n, cap - n, text_next(&s));
        if (!put || !left)
            return secret_wipe(to, cap), false;
        n += put;
    }
    if (cap)
        to[n] = 0;
    return cap > 0;
}
