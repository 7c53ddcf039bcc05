/* What can be read of a damaged database that was set aside goes into the one in use: rows of the outbox, the
 * settings, forms put aside, what was asked to be paid. The damaged files are only read. Borrows the store.
 * store_open calls it, while nobody else has the store open. */
#pragma once

#include "store/open.h"

/* Beside a set-aside file when all of it is in; and when staff and platform were told. */
#define SALVAGE_READ ".read"
#define SALVAGE_TOLD ".told"

/* All set-aside databases of the store's folder that were not read to their end; a cut in the middle costs
 * nothing but time, for a row that is there is not taken twice. Sealed files without a row are kept under
 * another name. `recovered` counts what came. */
gboolean salvage_run(struct store *store, unsigned *recovered, GError **error);
/* Before the database is opened, by whoever has it alone: is its log damaged where SQLite would stop reading
 * in silence? */
gboolean salvage_log_damaged(const struct store *store);
/* What lies in the folder, as paths without -wal; one may be named twice. g_strfreev. */
char **salvage_set_aside(const struct store *store);
/* The name of one of them that nobody was told of; NULL when there is none. g_free. */
char *salvage_untold(const struct store *store);
gboolean salvage_told(const char *set_aside, GError **error);
