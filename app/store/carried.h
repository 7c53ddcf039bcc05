/* What was carried out of the kiosk by hand: a digest of each batch file, so that only an acknowledgement of
 * one of them is believed, and once. Borrows the store. The room of the store. */
#pragma once

#include <stdint.h>

#include "store/open.h"

enum { CARRIED_DIGEST = 32, CARRIED_DAYS_KEPT = 366 };

/* Before the file leaves; the same batch again is waited for anew. Those older than CARRIED_DAYS_KEPT go. */
gboolean carried_out(struct store *store, const uint8_t digest[CARRIED_DIGEST], int64_t now_ms,
                     GError **error);
/* ABSENT: no such file went out of this kiosk; EXISTS: it was acknowledged before. In the transaction that
 * settles its rows. */
gboolean carried_back(struct store *store, const uint8_t digest[CARRIED_DIGEST], int64_t now_ms,
                      GError **error);
