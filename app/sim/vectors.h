/* The published frames and digests, held against what this simulator makes: `kiosk-sim vectors`.
 * Owns nothing; prints one line for each and returns how many are wrong.
 * Called alone, without a loop. */
#pragma once

#include <glib.h>

guint sim_vectors_check(void);
