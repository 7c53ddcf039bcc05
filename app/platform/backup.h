/* Backup and restore of a store on SQLite, as docs/platform.md tells them. PostgreSQL has its own tools.
 * Main thread; errors of storage.h. */
#pragma once

#include <glib.h>
#include <stdint.h>

/* What stands in the store now, while a server has it or none, as a new file COPY, 0600. */
gboolean backup_make(const char *store, const char *copy, GError **error);
/* The store is as it was when COPY was made, brought up to this release. What stood there is set aside whole,
 * under the name that `aside` gets (g_free; NULL: nothing stood there). Tokens of enrolment that were not
 * used then are gone, for they may have been since. BUSY: a program has the store. On failure the store is as
 * it was, or, broken off in its midst, no server starts until it is done again. */
gboolean backup_restore(const char *store, const char *copy, int64_t now_ms, char **aside, GError **error);
