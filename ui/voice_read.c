#include "ui/voice_read.h"

#include <glib.h>

#include "base/text.h"
#include "ui/voice_numbers.h"
#include "ui/voice_pinyin.h"

enum script { SCRIPT_ANY, SCRIPT_LATIN, SCRIPT_HAN, SCRIPT_UYGHUR };

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0x250);
}

/* The Arabic block: letters, and marks that its voice knows. */
static bool is_uyghur(uint32_t c)
{
    return c >= 0x600 && c < 0x700;
}

/* A lone X is read in the language around it: it ends an ID number. */
static enum script script_of(const char *at, uint32_t before)
{
    uint32_t c = text_next(&at), next = *at ? text_next(&at) : 0;
    if (is_uyghur(c))
        return SCRIPT_UYGHUR;
    if (c >= 0x2e80)
        return SCRIPT_HAN;
    if (!is_letter(c) || (c == 'X' && !is_letter(before) && !is_letter(next)))
        return SCRIPT_ANY;
    return SCRIPT_LATIN;
}

static bool give(struct secret_bytes *piece, enum script script, voice_piece_call *call, void *data)
{
    bool more = true;
    struct secret_bytes pinyin = {0};
    if (script == SCRIPT_HAN && piece->len) {
        voice_pinyin((const char *)piece->data, &pinyin);
        more = !pinyin.len || call(data, LANGUAGE_ZH, (const char *)pinyin.data);
    } else if (piece->len) {
        more = call(data, script == SCRIPT_UYGHUR ? LANGUAGE_UG : LANGUAGE_EN, (const char *)piece->data);
    }
    secret_bytes_clear(&pinyin);
    secret_bytes_clear(piece);
    return more;
}

void voice_read(const char *sentence, enum language language, voice_piece_call *call, void *data)
{
    struct secret_bytes told = {0}, piece = {0};
    enum script home = language == LANGUAGE_UG         ? SCRIPT_UYGHUR
                       : language_is_chinese(language) ? SCRIPT_HAN
                                                       : SCRIPT_LATIN,
                now = home;
    bool more = true;
    uint32_t before = 0;
    voice_numbers(sentence, language, &told);
    const char *at = told.data ? (const char *)told.data : "";
    while (*at && more) {
        enum script script = script_of(at, before);
        const char *from = at;
        before = text_next(&at);
        if (script != SCRIPT_ANY && script != now) {
            more = give(&piece, now, call, data);
            now = script;
        }
        secret_bytes_append(&piece, from, (size_t)(at - from));
    }
    if (more)
        give(&piece, now, call, data);
    secret_bytes_clear(&piece);
    secret_bytes_clear(&told);
}
