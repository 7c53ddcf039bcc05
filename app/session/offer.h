/* What the platform offers now, to pick one of: the options of a vote. Their labels and codes are the rows of
 * the case's result; here stands what is told of them together. Not personal, but it belongs to a visit.
 * Owns nothing but itself; the ui room, within the case. */
#pragma once

#include <stdint.h>

/* clang-format off */
enum { OFFER_ID = 40, OFFER_CODE = 32, OFFER_PARAGRAPHS = 12, OFFER_PARAGRAPH = 240 };

struct offer {
    char id[OFFER_ID];       /* of the vote, quoted when casting; "" when there is nothing to pick */
    unsigned cast, of;       /* how many voted so far, of how many; never for what */
    int64_t closes_ms;       /* wall clock */
    char plan[2][OFFER_PARAGRAPHS][OFFER_PARAGRAPH]; /* by language, zh and en; to be read before */
    unsigned plan_count;
};
/* clang-format on */
