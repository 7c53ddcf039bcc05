/* What a value of an answer means, so that the kiosk can say it in the language of the visit; the value
 * itself is the platform's own wording in Chinese, for the legal paper and for kiosks that know no better.
 * Texts point into the JSON document that was parsed; nothing is owned.
 * Pure: any room. docs/format-line.md shows every form. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum message_means_is {
    MESSAGE_AS_TOLD, /* a name, a number: as it came */
    MESSAGE_WORDS,   /* en: the same in English */
    MESSAGE_DAY,     /* from: 2026-03-18 */
    MESSAGE_MOMENT,  /* at_ms */
    MESSAGE_BEFORE,  /* until at_ms */
    MESSAGE_MONTHS   /* how many, and what was paid in them; or from which to which; or both */
};
struct message_means {
    enum message_means_is is;
    const char *en, *from, *to; /* from, to: of months as 2022-03; "" when not said */
    int64_t at_ms, fen;         /* fen: -1 when not said */
    unsigned months;            /* 0 when not said */
};
enum { MESSAGE_MEANS_MONTHS = 1200 };

/* {"en"}, {"day"}, {"moment"}, {"before"} or {"months","fen","from","to"}. Absent, or a form of a later day:
 * MESSAGE_AS_TOLD. False when what is there is malformed. */
bool message_means_parse(struct message_means *out, const json_t *means);
