#include "ui/text_space.h"

enum kind { OTHER, HAN, WEST, OPENS, CLOSES, PAUSES };

static enum kind mark(uint32_t c)
{
    switch (c) {
    case 0x2018: /* ‘ “ 〈 《 「 『 【 〔 〖 （ */
    case 0x201C:
    case 0x3008:
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0xFF08:
        return OPENS;
    case 0x2019:
    case 0x201D:
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0xFF09:
        return CLOSES;
    case 0x3001: /* 、 。 ！ ， ： ； ？ */
    case 0x3002:
    case 0xFF01:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
        return PAUSES;
    default:
        return OTHER;
    }
}

static enum kind kind_of(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ? WEST : OTHER;
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF))
        return HAN;
    return mark(c);
}

int text_space(uint32_t before, uint32_t c, int px, bool taiwan)
{
    enum { BLANK = 224 }; /* of 1000: the blank of Noto Sans CJK */
    enum kind is = kind_of(c);
    if (is == OTHER || !before)
        return 0;
    enum kind was = kind_of(before);
    if ((was == HAN && is == WEST) || (was == WEST && is == HAN))
        return (px * BLANK + 500) / 1000;
    if (is <= WEST || was <= WEST)
        return 0;
    return text_space_behind(before, px, taiwan) || is == OPENS ? -(px / 2) : 0;
}

int text_stands_out(uint32_t c, int px)
{
    return mark(c) == OPENS ? px / 2 : 0;
}

int text_space_behind(uint32_t c, int px, bool taiwan)
{
    enum kind is = c < 0x80 ? OTHER : mark(c);
    return is == CLOSES || (is == PAUSES && !taiwan) ? px / 2 : 0;
}
