#include "catalog/search.h"

#include <string.h>

#include <glib.h>

#include "base/text.h"
#include "catalog/bundle.h"

/* Letters of any width and size are one letter; blanks and marks are nothing (0). */
static uint32_t fold(uint32_t c)
{
    enum { ASCII = 0x80, HAN_FIRST = 0x3400, HAN_LAST = 0x9fff };
    enum { WIDE_FIRST = 0xff01, WIDE_LAST = 0xff5e, WIDE_BY = 0xfee0 };

    if (c >= HAN_FIRST && c <= HAN_LAST)
        return c;
    if (c >= WIDE_FIRST && c <= WIDE_LAST)
        c -= WIDE_BY;
    if (c < ASCII)
        return g_ascii_isalnum((char)c) ? (uint32_t)g_ascii_tolower((char)c) : 0;
    return g_unichar_isalnum(c) ? g_unichar_tolower(c) : 0;
}

/* The next one that counts; 0 at the end. */
static uint32_t next(const char **text)
{
    uint32_t c = 0;

    while (c == 0 && **text != '\0')
        c = fold(text_next(text));
    return c;
}

static bool is_letter(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

/* True when `text` begins with what is sought. A letter may stand for the first of a character's reading,
 * and so may all of them: every way of sharing the letters out is tried. */
static bool begins(const char *text, const char *sought, search_reading *reading)
{
    const char *rest = sought, *after = text, *letters;
    uint32_t wanted = next(&rest), c;

    if (wanted == 0)
        return true;
    c = next(&after);
    if (c == wanted)
        return begins(after, rest, reading);
    letters = c != 0 && is_letter(wanted) && reading != NULL ? reading(c) : NULL;
    for (rest = sought; letters != NULL && is_letter(*letters); letters++) {
        if (next(&rest) != (uint32_t)*letters)
            return false;
        if (begins(after, rest, reading))
            return true;
    }
    return false;
}

/* Chinese anywhere, other words from where they begin: "port" is not in "report". */
static bool holds(const char *text, const char *sought, search_reading *reading)
{
    uint32_t before = 0;

    for (const char *at = text; *at != '\0';) {
        const char *here = at;
        uint32_t c = fold(text_next(&at));
        bool first = c != 0 && (before == 0 || before > 0x2e80 || c > 0x2e80);

        if (first && begins(here, sought, reading))
            return true;
        before = c;
    }
    return false;
}

enum { TONGUES = 3 };

/* Chinese, English and the visit's own, each once: who reads Traditional may still write what our keys give.
 */
static const char *said_in(const struct label *label, const struct sought *sought, unsigned i)
{
    const enum language tried[TONGUES] = {LANGUAGE_ZH, LANGUAGE_EN, sought->language};
    bool own = tried[i] != LANGUAGE_ZH && tried[i] != LANGUAGE_EN;

    return i < 2 || own ? label_in(*label, tried[i]) : "";
}

static bool label_holds(const struct label *label, const struct sought *sought)
{
    for (unsigned i = 0; i < TONGUES; i++)
        if (holds(said_in(label, sought, i), sought->text, sought->reading))
            return true;
    return false;
}

static unsigned length(const char *text)
{
    unsigned n = 0;

    while (next(&text) != 0)
        n++;
    return n;
}

/* 我要交医保 holds 医保. */
static bool is_within(const struct label *label, const struct sought *sought)
{
    for (unsigned i = 0; i < TONGUES; i++) {
        const char *word = said_in(label, sought, i);

        if (length(word) >= 2 && holds(sought->text, word, NULL))
            return true;
    }
    return false;
}

/* All that is sought, in its order, with others between: 老年证 in 老年人优待证. Of Chinese only. */
static bool is_scattered(const char *text, const char *sought)
{
    const char *rest = sought;
    uint32_t wanted = next(&rest), c;
    unsigned found = 0;

    while (wanted > 0x2e80 && (c = next(&text)) != 0) {
        if (c != wanted)
            continue;
        found++;
        wanted = next(&rest);
    }
    return wanted == 0 && found >= 2;
}

/* Two characters that stand beside one another in both. */
static bool shares_two(const char *text, const char *sought)
{
    const char *at = sought;
    uint32_t a = next(&at), b;

    for (; (b = next(&at)) != 0; a = b) {
        const char *other = text;
        uint32_t c = next(&other), d;

        for (; a > 0x2e80 && b > 0x2e80 && (d = next(&other)) != 0; c = d)
            if (a == c && b == d)
                return true;
    }
    return false;
}

static bool is_about(const struct service *s, const struct sought *sought)
{
    const struct label *said[] = {&s->official, &s->line, &s->department, &s->occasion};

    for (unsigned i = 0; i < G_N_ELEMENTS(said); i++)
        if (label_holds(said[i], sought))
            return true;
    for (unsigned i = 0; i < s->part_count; i++)
        if (label_holds(&s->parts[i].name, sought))
            return true;
    return is_scattered(label_in(s->name, LANGUAGE_ZH), sought->text) ||
           is_scattered(label_in(s->official, LANGUAGE_ZH), sought->text);
}

static bool is_called(const struct service *s, const struct sought *sought)
{
    for (unsigned i = 0; i < s->word_count; i++)
        if (label_holds(&s->words[i], sought) || is_within(&s->words[i], sought))
            return true;
    return false;
}

static bool is_like(const struct service *s, const char *sought)
{
    bool like = shares_two(label_in(s->name, LANGUAGE_ZH), sought);

    for (unsigned i = 0; i < s->word_count && !like; i++)
        like = shares_two(label_in(s->words[i], LANGUAGE_ZH), sought);
    return like;
}

enum match search_match(const struct service *service, const struct sought *sought)
{
    const char *text = sought->text;
    struct sought s = *sought;
    unsigned n = length(text);

    if (n == 0 || (n == 1 && is_letter(next(&text)))) /* one letter begins a word of nearly every service */
        return MATCH_NONE;
    if (label_holds(&service->name, &s) || is_within(&service->name, &s))
        return MATCH_NAME;
    if (is_called(service, &s))
        return MATCH_WORD;
    s.reading = NULL; /* a sentence holds nearly any two letters */
    if (is_about(service, &s))
        return MATCH_ABOUT;
    return is_like(service, s.text) ? MATCH_LOOSE : MATCH_NONE;
}

unsigned search_find(const struct catalog *catalog, const struct sought *sought,
                     const struct service *found[], unsigned most)
{
    g_autofree uint8_t *matches = g_new0(uint8_t, catalog->service_count + 1);
    enum match best = MATCH_NONE;
    unsigned count = 0, n = 0;

    for (unsigned i = 0; i < catalog->service_count; i++) {
        matches[i] = (uint8_t)search_match(catalog->services[i], sought);
        best = MAX(best, (enum match)matches[i]);
    }
    for (int match = MATCH_NAME, least = MAX(MIN(best, MATCH_ABOUT), MATCH_LOOSE); match >= least; match--)
        for (unsigned i = 0; i < catalog->service_count; i++) {
            count += matches[i] == match;
            if (matches[i] == match && n < most)
                found[n++] = catalog->services[i];
        }
    return count;
}
