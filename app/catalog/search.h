/* Finding a service by what somebody writes: its name, what people call it, their pinyin or first letters.
 * Owns nothing, keeps nothing of what was written, copies nothing of it. Pure: any room. */
#pragma once

#include <stdint.h>

#include "catalog/service.h"

enum { SEARCH_CHARACTERS = 12, SEARCH_BYTES = 64 }; /* of what is written */

/* How well; the best are shown first. */
enum match {
    MATCH_NONE,
    MATCH_LOOSE, /* two characters beside one another: 养老保险 and 养老金 */
    MATCH_ABOUT, /* said somewhere: in its legal name, its line, its department; or with some left out */
    MATCH_WORD,  /* what people call it */
    MATCH_NAME
};

/* The pinyin of a character in small letters, perhaps with a number behind it; NULL for none. */
typedef const char *search_reading(uint32_t character);

struct sought {
    const char *text;        /* borrowed; SEARCH_CHARACTERS and some letters at most */
    enum language language;  /* of the visit: tried beside Chinese and English */
    search_reading *reading; /* or NULL */
};
/* What is written in letters is compared with the English words, and by `reading` with the pinyin of the
 * Chinese ones: yibao, yb and 医b find 医保. */
enum match search_match(const struct service *service, const struct sought *sought);
/* All that fit, loose ones only when nothing fits better: how many, and the best `most` of them, best first,
 * those of one kind in the order of home. */
unsigned search_find(const struct catalog *catalog, const struct sought *sought,
                     const struct service *found[], unsigned most);
