#include "devices/scanner/code_text.h"

#include <glib.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"

enum { HEAD = 3 /* "]Q2" */, DIGITS = 6, NO_ECI = -1, ECI_LATIN1 = 3, ECI_UTF8 = 26, ECI_ASCII = 27 };

/* By number, those that glibc knows and a code in China may carry (AIM ITS/04-023). GB 18030 holds GB 2312
 * and more: codes are marked with the older name although the name in them needs the newer. */
static const struct encoding {
    int eci;
    const char *charset;
} encodings[] = {
    {1, "ISO-8859-1"}, {ECI_LATIN1, "ISO-8859-1"},
    {20, "SHIFT_JIS"}, {ECI_ASCII, "ASCII"},
    {28, "BIG5"},      {29, "GB18030"},
    {32, "GB18030"},   {30, "EUC-KR"},
    {31, "GBK"},
};

static bool without_nul(const uint8_t *bytes, size_t n)
{
    return n == 0 || !memchr(bytes, 0, n);
}

static bool segment_text(char *to, size_t cap, int eci, const uint8_t *bytes, size_t n)
{
    if (eci == NO_ECI)
        return text_from_unknown(to, cap, bytes, n);
    if (!without_nul(bytes, n))
        return false;
    if (eci == ECI_UTF8)
        return text_valid((const char *)bytes, n) && text_from_unknown(to, cap, bytes, n);
    for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
        if (encodings[i].eci == eci)
            return text_from_charset(to, cap, encodings[i].charset, bytes, n);
    return false;
}

/* The number behind a backslash; false for anything else. */
static bool eci_number(const uint8_t *at, size_t left, int *eci)
{
    if (left < DIGITS)
        return false;
    *eci = 0;
    for (int i = 0; i < DIGITS; i++) {
        if (!g_ascii_isdigit(at[i]))
            return false;
        *eci = *eci * 10 + (at[i] - '0');
    }
    return true;
}

/* One encoding's bytes up to the next mark, without the doubling of backslashes. */
static bool next_segment(const uint8_t **at, size_t *left, struct secret_bytes *segment, int *next)
{
    while (*left > 0) {
        if (**at == '\\') {
            (*at)++, (*left)--;
            if (eci_number(*at, *left, next)) {
                *at += DIGITS, *left -= DIGITS;
                return true;
            }
            if (!*left || **at != '\\')
                return false;
        }
        secret_bytes_append(segment, *at, 1);
        (*at)++, (*left)--;
    }
    return true;
}

static bool eci_text(char *to, size_t cap, const uint8_t *at, size_t left)
{
    struct secret_bytes segment = {0};
    int eci = NO_ECI, next = NO_ECI;
    size_t n = 0;
    bool good = left >= HEAD;
    if (good)
        at += HEAD, left -= HEAD;
    while (good && left > 0) {
        good = next_segment(&at, &left, &segment, &next);
        if (good && segment.len > 0) {
            good = segment_text(to + n, cap - n, eci, segment.data, segment.len);
            n += strlen(to + n);
        }
        eci = next;
        secret_bytes_empty(&segment);
    }
    secret_bytes_clear(&segment);
    return good;
}

/* Some encoders write the mark of UTF-8 (U+FEFF) before it. */
static void drop_mark(char *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (g_str_has_prefix(text, mark))
        memmove(text, text + strlen(mark), strlen(text + strlen(mark)) + 1);
}

bool code_text(char *to, size_t cap, const struct read_code *code)
{
    g_assert(cap > 0);
    to[0] = '\0';
    bool good = code->eci ? eci_text(to, cap, code->bytes, code->len)
                          : text_from_unknown(to, cap, code->bytes, code->len);
    if (good)
        drop_mark(to);
    if (!good)
        secret_wipe(to, cap);
    return good && to[0];
}
