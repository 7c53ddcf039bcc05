/* What a value that the platform told means: the screens say it in the language of the visit, and the value
 * as it came stands on the legal paper. Personal, as the case it belongs to, and wiped with it.
 * The ui room alone. */
#pragma once

#include <stdint.h>

enum means_is {
    MEANS_AS_TOLD, /* a name, a number: as it came */
    MEANS_WORDS,   /* en: the same in English */
    MEANS_DAY,     /* from */
    MEANS_MOMENT,  /* at_ms */
    MEANS_BEFORE,  /* until at_ms */
    MEANS_MONTHS   /* how many, and what was paid in them; or from which to which; or both */
};
enum { MEANS_ENGLISH = 96 };
struct means {
    enum means_is is;
    char en[MEANS_ENGLISH];
    char from[11], to[11]; /* a day as 2026-03-18, months as 2022-03; "" when not said */
    int64_t at_ms, fen;    /* fen: -1 when not said */
    unsigned months;       /* 0 when not said */
};
