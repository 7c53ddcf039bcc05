#include "session/notice_round.h"

#include <string.h>

/* Where in the list it begins; what was withdrawn meanwhile leaves it to the first. */
static unsigned beginning(const struct session *s)
{
    const struct notice *first = notices_find(s->notices, s->notice_from);
    return first != NULL ? (unsigned)(first - s->notices->list) : 0;
}

const struct notice *notice_in_round(const struct session *s, unsigned at)
{
    unsigned count = s->notices != NULL ? s->notices->count : 0, from = count ? beginning(s) : 0, seen = 0;

    for (unsigned i = 0; i < count; i++) {
        const struct notice *n = &s->notices->list[(from + i) % count];
        if (notice_holds(n, s->wall_ms) && ++seen == at)
            return n;
    }
    return NULL;
}

struct notice_round notice_round(const struct session *s)
{
    struct notice_round round = {0, 0};
    const struct notice *n;

    while ((n = notice_in_round(s, round.of + 1)) != NULL) {
        round.of++;
        if (strcmp(n->id, s->notice) == 0)
            round.at = round.of;
    }
    return round;
}
