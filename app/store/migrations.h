/* The database's shape, as numbered steps: one is never changed once released, only followed by another.
 * Borrows the store.
 * Called by store_open alone. */
#pragma once

#include "store/open.h"

/* All missing steps in one transaction; BROKEN would set the file aside, so a newer release's file is FAILED.
 */
gboolean migrations_run(struct store *store, GError **error);
