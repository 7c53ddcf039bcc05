/* The receipt counter: never the same number twice, never back; not after a lost database, not with a wrong
 * clock. Borrows the store. Kept thrice: in the database, STATE/numbers.a, and numbers.b in a folder outside
 * STATE, which outlives it; the largest counts. The desk's room alone draws numbers; one process at a time.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "store/open.h"

struct numbers;
/* Fails when all three copies are lost although the kiosk has been in use, and says how to enter the last
 * number from paper. A kiosk without any trace of use begins at 1. `copy_dir` holds numbers.b, best on
 * another disk;
 * "": beside the state folder, as STATE-numbers. */
struct numbers *numbers_open(struct store *store, const char *state_dir, const char *copy_dir,
                             GError **error);
/* The next counter, 1.. ; all copies are durable before it is told. A number drawn and not used is a gap, and
 * that is fine. */
gboolean numbers_next(struct numbers *numbers, uint32_t *counter, GError **error);
uint32_t numbers_last(const struct numbers *numbers);
/* The platform says that the numbers up to `given` belong to somebody. A counter behind it is one of another
 * machine or of an old copy of the disk: it goes on NUMBERS_GAP beyond, durably. */
enum { NUMBERS_GAP = 5000 };
gboolean numbers_pass(struct numbers *numbers, uint32_t given, GError **error);
/* What the database has of it, without drawing any; 0: nothing yet. */
gboolean numbers_kept(struct store *store, uint32_t *last, GError **error);
void numbers_free(struct numbers *numbers);
/* Staff: after a total loss, go on behind `last` (as the newest paper receipt shows). Never lowers. */
gboolean numbers_set_last(struct store *store, const char *state_dir, const char *copy_dir, uint32_t last,
                          GError **error);
