/* How many visits there were each day, for the heartbeat: a number, nothing of any person. Borrows the store.
 * The room of the store. */
#pragma once

#include "store/open.h"

enum { VISITS_DAYS_KEPT = 90 };

/* `day` as 2026-11-26: its number grows by `count`; days older than VISITS_DAYS_KEPT go. One commit. */
gboolean visits_add(struct store *store, const char *day, unsigned count, GError **error);
/* Of that day; 0 when nobody came. */
gboolean visits_of(struct store *store, const char *day, unsigned *count, GError **error);
