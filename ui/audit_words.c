/* Sentences without translation: Chinese characters in a locale that has none, simplified ones in the
 * traditional one. What a resident or an office entered is data and may stay as it is; so do the names of
 * divisions. Uyghur is not whole by design: Chinese is a fault there only of a sentence that has a
 * translation. And characters that no font has. */
#include "base/words.h"

#include "ui/audit_parts.h"
#include "ui/text_shape.h"

#include <glib.h>
#include <string.h>

static bool han(gunichar c)
{
    return g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
}

/* Big Five holds no simplified form that is not in use in Taiwan as well. */
static bool traditional(gunichar c)
{
    char utf8[8] = {0};
    gsize read = 0, written = 0;
    g_autofree char *five =
        g_convert(utf8, g_unichar_to_utf8(c, utf8), "BIG5-HKSCS", "UTF-8", &read, &written, NULL);
    return five != NULL;
}

static bool foreign(const char *locale, gunichar c)
{
    if (strcmp(locale, "zh_CN") == 0 || !han(c))
        return false;
    return strcmp(locale, "zh_TW") != 0 || !traditional(c);
}

/* 赵*梅: a name in a sentence is written as it is, whatever the sentence is in. */
static bool of_masked_name(const char *text, const char *at)
{
    bool masked = false;
    for (const char *p = at; p > text && !masked; masked = *p == '*') {
        const char *before = g_utf8_prev_char(p);
        if (*before != '*' && !han(g_utf8_get_char(before)))
            break;
        p = before;
    }
    for (const char *p = at; *p == '*' || han(g_utf8_get_char(p)); p = g_utf8_next_char(p))
        masked = masked || *p == '*';
    return masked;
}

static bool may_fall_back(const struct audit *a, const char *text)
{
    enum language language = a->layout->options.language;
    return language == LANGUAGE_UG && words(language, text) == text;
}

static unsigned fallen_back(const struct audit *a, const char *text)
{
    if (a->falls_back)
        a->falls_back(a->to, text);
    return 0;
}

static unsigned look(const struct audit *a, const struct placed *p, const char *text)
{
    const char *locale = language_locale(a->layout->options.language);
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        if (foreign(locale, g_utf8_get_char(at)) && !of_masked_name(text, at))
            return may_fall_back(a, text) ? fallen_back(a, text)
                                          : audit_tell(a, AUDIT_WORDS, p, "every sentence translated",
                                                       "Chinese in %s: %s", locale, text);
    return 0;
}

/* A language is offered in its own words, in the header and on the key that leads to its letters. */
static bool own_words(const struct widget *w)
{
    return strncmp(w->id, "language", strlen("language")) == 0 || strcmp(w->id, "key.pinyin") == 0;
}

static unsigned boxes(const struct audit *a, const struct placed *p)
{
    for (unsigned i = 0; i < p->runs; i++) {
        const struct run *run = &a->layout->runs[p->first_run + i];
        const char *at = run->text, *end = run->icon ? at : at + run->len;
        while (at < end) {
            uint32_t c = text_shape_next(run->text, end, &at);
            if (c >= ' ' && !text_has(a->text, (enum face)run->face, c))
                return audit_tell(a, AUDIT_GLYPHS, p, "a font has it", "U+%04X is seen as a box", c);
        }
    }
    return 0;
}

unsigned audit_words(const struct audit *a)
{
    unsigned count = 0;
    for (unsigned i = 0; i < a->layout->placed_count; i++) {
        const struct placed *p = &a->layout->placed[i];
        const struct widget *w = p->widget;
        bool as_written = w && w->told && language_is_chinese(a->layout->options.language);
        count += w && a->text ? boxes(a, p) : 0;
        if (!w || own_words(w) || as_written) /* what comes in Chinese is read in Taiwan as it came */
            continue;
        bool entered = !w->worded && (w->role == ROLE_FIELD || w->look == LOOK_KEY_VALUE),
             person = w->personal && !w->worded && !w->value[0] && w->role != ROLE_CHOICE,
             name = person || w->look == LOOK_CRUMB || w->look == LOOK_OPTION;
        count += name ? 0 : look(a, p, w->label);
        count += (w->personal ? 0 : look(a, p, w->detail)) + look(a, p, w->hint);
        count += entered || (w->personal && !w->worded) ? 0 : look(a, p, w->value);
    }
    return count;
}
