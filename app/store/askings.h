/* What this kiosk asked to be paid, written down before anybody can pay: a row a case, until the case is in
 * the outbox or given up. Owns nothing; nothing here names a person. The desk's room. */
#pragma once

#include <stdint.h>

#include "store/open.h"

enum { ASKING_ID_BYTES = 16, ASKING_SERVICE = 48 };
struct asking {
    uint8_t case_id[ASKING_ID_BYTES];
    char service[ASKING_SERVICE];
    int64_t number; /* grows with every asking of this kiosk, and is never used twice */
};

/* One more asking of a case: durable when TRUE, and `asking->number` is its own. */
gboolean asking_open(struct store *store, struct asking *asking, GError **error);
/* The newest of a case; ABSENT when there is none. */
gboolean asking_of(struct store *store, const uint8_t case_id[ASKING_ID_BYTES], struct asking *out,
                   GError **error);
/* The oldest of all; ABSENT when there is none. */
gboolean asking_first(struct store *store, struct asking *out, GError **error);
/* The case is in the outbox, or its farewell is. No row is no error. */
gboolean asking_close(struct store *store, const uint8_t case_id[ASKING_ID_BYTES], GError **error);
