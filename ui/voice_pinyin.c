#include "ui/voice_pinyin.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/voice_readings.h"

/* What is said in one breath: tones bend only within it. */
enum { BREATH = 96 };
struct breath {
    unsigned count;
    struct said {
        uint32_t c;
        char syllable[VOICE_SYLLABLE];
    } said[BREATH];
};

static char *tone(struct said *said)
{
    size_t n = strlen(said->syllable);
    return n ? &said->syllable[n - 1] : said->syllable;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_among(uint32_t c, const char *set)
{
    while (*set)
        if (text_next(&set) == c)
            return true;
    return false;
}

/* 第一, 十一 and 一月 are counted; in other places 一 bends to what follows. */
static bool is_counting(const struct breath *b, unsigned i)
{
    return (i > 0 && is_among(b->said[i - 1].c, "第十零周期")) || is_among(b->said[i + 1].c, "月日号") ||
           is_digit(b->said[i + 1].c);
}

static void bend_one_and_not(struct breath *b)
{
    for (unsigned i = 0; i + 1 < b->count; i++) {
        char next = *tone(&b->said[i + 1]);
        bool falls = next == '4' || is_among(b->said[i + 1].c, "个");
        if (b->said[i].c == 0x4e0d && next == '4') /* 不 */
            *tone(&b->said[i]) = '2';
        if (b->said[i].c == 0x4e00 && !is_counting(b, i)) /* 一 */
            *tone(&b->said[i]) = falls ? '2' : '4';
    }
}

/* Of two low tones the first rises; digits told one by one keep theirs. */
static void bend_low(struct breath *b)
{
    for (unsigned i = 0; i + 1 < b->count; i++)
        if (*tone(&b->said[i]) == '3' && *tone(&b->said[i + 1]) == '3' && !is_digit(b->said[i].c) &&
            !is_digit(b->said[i + 1].c))
            *tone(&b->said[i]) = '2';
}

/* 哪儿 is one syllable: nar3. */
static void join_r(struct breath *b)
{
    for (unsigned i = 1; i < b->count; i++) {
        size_t n = strlen(b->said[i - 1].syllable);
        if (strcmp(b->said[i].syllable, "r5") != 0 || n < 2 || n + 1 >= VOICE_SYLLABLE)
            continue;
        char last = b->said[i - 1].syllable[n - 1];
        b->said[i - 1].syllable[n - 1] = 'r';
        b->said[i - 1].syllable[n] = last;
        b->said[i].syllable[0] = '\0';
    }
}

static void let_out(struct breath *b, struct secret_bytes *to)
{
    bend_one_and_not(b);
    bend_low(b);
    join_r(b);
    for (unsigned i = 0; i < b->count; i++) {
        if (!b->said[i].syllable[0])
            continue;
        char before = to->len ? (char)to->data[to->len - 1] : ' ';
        if (before != ' ')
            secret_bytes_append(to, " ", 1);
        secret_bytes_text(to, b->said[i].syllable);
    }
    secret_wipe(b, sizeof *b);
}

static void add(struct breath *b, struct secret_bytes *to, uint32_t c, const char *syllable)
{
    if (b->count == BREATH)
        let_out(b, to);
    b->said[b->count].c = c;
    g_strlcpy(b->said[b->count].syllable, syllable, VOICE_SYLLABLE);
    b->count++;
}

static int by_character(const void *key, const void *entry)
{
    uint32_t a = *(const uint32_t *)key, b = ((const struct voice_character *)entry)->c;
    return a < b ? -1 : a > b;
}

const char *voice_reading(uint32_t c)
{
    const struct voice_character *found =
        bsearch(&c, voice_characters, voice_character_count, sizeof *found, by_character);
    return found ? voice_syllables[found->syllable] : NULL;
}

static const struct voice_phrase *find(const char *text, size_t bytes)
{
    unsigned low = 0, high = voice_phrase_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        const struct voice_phrase *p = &voice_phrases[middle];
        size_t n = p[1].text - p[0].text;
        int order = memcmp(voice_phrase_text + p->text, text, MIN(n, bytes));
        if (order == 0 && n == bytes)
            return p;
        if (order < 0 || (order == 0 && n < bytes))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The longest word that begins here. */
static const struct voice_phrase *word(const char *zh)
{
    const char *ends[VOICE_PHRASE_LONGEST + 1] = {zh};
    unsigned n = 0;
    for (const char *at = zh; n < VOICE_PHRASE_LONGEST && voice_reading(text_next(&at));)
        ends[++n] = at;
    for (; n >= 2; n--) {
        const struct voice_phrase *p = find(zh, (size_t)(ends[n] - zh));
        if (p)
            return p;
    }
    return NULL;
}

static void digit(struct breath *b, struct secret_bytes *to, uint32_t c)
{
    static const char digits[][VOICE_SYLLABLE] = {"ling2", "yi1",  "er4", "san1", "si4",
                                                  "wu3",   "liu4", "qi1", "ba1",  "jiu3"};
    add(b, to, c, digits[c - '0']);
}

static void breathe(struct breath *b, struct secret_bytes *to, const char *mark)
{
    let_out(b, to);
    if (to->len && to->data[to->len - 1] != ' ')
        secret_bytes_text(to, mark);
}

/* Another character: read, or a pause, or nothing. */
static void character(struct breath *b, struct secret_bytes *to, uint32_t c)
{
    const char *syllable = voice_reading(c);
    if (syllable)
        add(b, to, c, syllable);
    else if (is_digit(c))
        digit(b, to, c);
    else if (c == 'X' || c == 'x') { /* the check character of an ID number */
        add(b, to, c, "ai4");
        add(b, to, c, "ke4");
        add(b, to, c, "si5");
    } else if (is_among(c, "，、；：,;:…—（）()\n　·"))
        breathe(b, to, ", ");
    else if (is_among(c, "。！!."))
        breathe(b, to, ". ");
    else if (is_among(c, "？?"))
        breathe(b, to, "? ");
}

void voice_pinyin(const char *zh, struct secret_bytes *to)
{
    struct breath breath = {.count = 0};
    while (*zh) {
        const struct voice_phrase *p = word(zh);
        if (!p) {
            character(&breath, to, text_next(&zh));
            continue;
        }
        const char *end = zh + (p[1].text - p[0].text);
        for (const uint16_t *s = voice_phrase_syllables + p->syllables; zh < end; s++) {
            uint32_t c = text_next(&zh);
            add(&breath, to, c, voice_syllables[*s]);
        }
    }
    let_out(&breath, to);
    secret_wipe(&breath, sizeof breath);
}
