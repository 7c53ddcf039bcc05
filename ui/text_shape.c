#include "ui/text_shape.h"

#include <fribidi/fribidi.h>
#include <glib.h>
#include <string.h>

#include "base/text.h"

enum {
    FIRST_RIGHT = 0x590, /* Hebrew is the first block written from right to left, the lead bytes tell it */
    FIRST_HAN = 0x2E80,  /* most of what is read here, and none of it joins */
    BEHIND_HAN = 0xA000,
    LETTER_LAM = 0x644,
    LETTER_AE = 0x6D5
};

static bool goes_left(uint32_t c)
{
    return c >= FIRST_RIGHT && FRIBIDI_IS_RTL(fribidi_get_bidi_type(c)) &&
           FRIBIDI_IS_LETTER(fribidi_get_bidi_type(c));
}

/* The character before *p, skipping what lies over or under letters; 0 at the begin. */
static uint32_t before(const char *begin, const char *p)
{
    while (p > begin) {
        do
            p--;
        while (p > begin && ((unsigned char)*p & 0xC0) == 0x80);
        const char *at = p;
        uint32_t c = text_next(&at);
        if (!FRIBIDI_IS_JOINING_TYPE_T(fribidi_get_joining_type(c)))
            return c;
    }
    return 0;
}

static uint32_t after(const char *p, const char *end)
{
    while (p < end) {
        uint32_t c = text_next(&p);
        if (!FRIBIDI_IS_JOINING_TYPE_T(fribidi_get_joining_type(c)))
            return c;
    }
    return 0;
}

/* Towards the next letter, as it is written. */
static bool joins_on(uint32_t c)
{
    FriBidiJoiningType type = fribidi_get_joining_type(c);
    return FRIBIDI_IS_JOINING_TYPE_D(type) || FRIBIDI_IS_JOINING_TYPE_L(type) ||
           FRIBIDI_IS_JOINING_TYPE_C(type);
}

static bool joins_back(uint32_t c)
{
    FriBidiJoiningType type = fribidi_get_joining_type(c);
    return FRIBIDI_IS_JOINING_TYPE_D(type) || FRIBIDI_IS_JOINING_TYPE_R(type) ||
           FRIBIDI_IS_JOINING_TYPE_C(type);
}

static uint32_t lam_alef(uint32_t alef, bool joined)
{
    static const uint32_t pairs[][2] = {{0x622, 0xFEF5}, {0x623, 0xFEF7}, {0x625, 0xFEF9}, {0x627, 0xFEFB}};
    for (unsigned i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i][0] == alef)
            return pairs[i][1] + joined;
    return 0;
}

/* Unicode encodes no forms of ە: it is written as the heh that ends a word. */
static uint32_t form(uint32_t c, bool back, bool on)
{
    enum { HEH = 0xFEE9 };
    FriBidiLevel level = 1;
    FriBidiArabicProp joined =
        (FriBidiArabicProp)(FRIBIDI_MASK_ARAB_SHAPES | (back ? FRIBIDI_MASK_JOINS_RIGHT : 0) |
                            (on ? FRIBIDI_MASK_JOINS_LEFT : 0));
    if (c == LETTER_AE)
        return HEH + (back ? 1U : 0U);
    fribidi_shape(FRIBIDI_FLAG_SHAPE_ARAB_PRES, &level, 1, &joined, &c);
    return c;
}

uint32_t text_shape_next(const char *begin, const char *end, const char **p)
{
    const char *at = *p;
    if (at >= end)
        return 0;
    uint32_t c = text_next(p);
    if (c < FIRST_RIGHT || (c >= FIRST_HAN && c < BEHIND_HAN) ||
        FRIBIDI_IS_JOINING_TYPE_U(fribidi_get_joining_type(c)) ||
        FRIBIDI_IS_JOINING_TYPE_T(fribidi_get_joining_type(c)))
        return c;
    uint32_t next = after(*p, end);
    bool back = joins_back(c) && joins_on(before(begin, at)), on = joins_on(c) && joins_back(next);
    uint32_t pair = c == LETTER_LAM ? lam_alef(next, back) : 0;
    if (pair) {
        text_next(p);
        return pair;
    }
    return form(c, back, on);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A masked or grouped number is one number: its stars are digits, the blanks between its groups hold it
 * together. */
static FriBidiCharType class_of(const char *utf8, const char *at, const char *end, uint32_t c)
{
    if (c == '*')
        return FRIBIDI_TYPE_EN;
    if (c == ' ' && at > utf8 && at + 1 < end && (is_digit(at[-1]) || at[-1] == '*') &&
        (is_digit(at[1]) || at[1] == '*'))
        return FRIBIDI_TYPE_CS;
    return fribidi_get_bidi_type(c);
}

bool text_from_right(const char *utf8, size_t len)
{
    enum { LEAD = 0xD6, LAST = 0xDF, FORMS = 0xEF }; /* lead bytes of U+0590..U+07FF and U+F000..U+FFFF */
    for (size_t i = 0; i < len && utf8[i]; i++) {
        unsigned char byte = (unsigned char)utf8[i];
        const char *p = utf8 + i;
        if (((byte >= LEAD && byte <= LAST) || byte == FORMS) && goes_left(text_next(&p)))
            return true;
    }
    return false;
}

unsigned text_order(const char *utf8, size_t len, struct text_place order[TEXT_ORDER], size_t *taken)
{
    FriBidiCharType types[TEXT_ORDER];
    FriBidiBracketType brackets[TEXT_ORDER];
    FriBidiLevel levels[TEXT_ORDER];
    FriBidiStrIndex map[TEXT_ORDER];
    uint16_t at[TEXT_ORDER];
    unsigned count = 0;
    const char *p = utf8, *end = utf8 + len;
    while (p < end && *p && count < TEXT_ORDER) {
        at[count] = (uint16_t)(p - utf8);
        uint32_t c = text_shape_next(utf8, end, &p);
        types[count] = class_of(utf8, utf8 + at[count], end, c);
        brackets[count] = types[count] == FRIBIDI_TYPE_ON ? fribidi_get_bracket(c) : FRIBIDI_NO_BRACKET;
        map[count] = (FriBidiStrIndex)count;
        count++;
    }
    *taken = (size_t)(p - utf8);
    if (!count)
        return 0;
    FriBidiParType way = FRIBIDI_PAR_RTL;
    bool known =
        fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)count, &way, levels) &&
        fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, types, (FriBidiStrIndex)count, 0, way, levels, NULL, map);
    for (unsigned i = 0; i < count; i++)
        order[i] = known ? (struct text_place){at[map[i]], FRIBIDI_LEVEL_IS_RTL(levels[map[i]])}
                         : (struct text_place){at[i], false};
    return count;
}

uint32_t text_mirrored(uint32_t character)
{
    FriBidiChar other = character;
    fribidi_get_mirror_char(character, &other);
    return other;
}
