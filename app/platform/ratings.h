/* What residents thought of it: five faces and the reasons they touched, by service. Nobody's name, and no
 * hour and no kiosk either, by which one could guess who it was. Borrows the storage; the text is the
 * caller's. The server's room, or the worker's desk. */
#pragma once

#include <stdbool.h>

#include "platform/storage.h"

enum { RATING_BEST = 1, RATING_WORST = 5 };
struct rating {
    unsigned score;   /* RATING_BEST to RATING_WORST */
    uint32_t reasons; /* bits, as the kiosk's page has them */
};
/* False: it is no rating, or says none of the five. */
bool rating_read(const char *kind, const char *record, size_t len, struct rating *out);

/* Those of the last ninety days: how many of each score by service, and what the newest say. NULL on error.
 */
char *ratings_text(struct storage *storage, int64_t now_ms, GError **error);
gboolean ratings_list(struct storage *storage, int64_t now_ms, GError **error); /* to standard output */
