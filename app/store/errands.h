/* What somebody outside asks of the running kiosk, and its answer, as rows: who, what, until when it is of
 * use, and how it ended. Whoever can write the store may ask; what comes from afar brings a signature, which
 * its reader checks. The bell tells both sides. Borrows the store. The room of the store. */
#pragma once

#include <stdint.h>

#include "store/open.h"

enum { ERRAND_ID_BYTES = 16, ERRAND_TEXT = 64 };

struct errand {
    uint8_t id[ERRAND_ID_BYTES];
    char who[ERRAND_TEXT];  /* "kioskctl" */
    char what[ERRAND_TEXT]; /* "test printer" */
    int64_t asked_ms, expires_ms;
};
gboolean errand_ask(struct store *store, const struct errand *errand, GError **error);
/* The oldest that nobody has answered and that is still of use; FALSE without an error when there is none. */
gboolean errand_next(struct store *store, int64_t now_ms, struct errand *out, GError **error);
gboolean errand_answer(struct store *store, const uint8_t id[ERRAND_ID_BYTES], const char *result,
                       int64_t now_ms, GError **error);
/* The result, to be freed; NULL while there is none. */
char *errand_result(struct store *store, const uint8_t id[ERRAND_ID_BYTES], GError **error);
