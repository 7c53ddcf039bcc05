/* The spool: sealed bodies too large for a row of the outbox, a file each, named by the row's id. The file is
 * durable before its row is written, and goes after the row let go of it: a file without a row is rubbish, a
 * row without its file a loss. Borrows the store, owns nothing. The room of the store. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "store/open.h"

enum { SPOOL_ID_BYTES = 16 };

/* STATE/spool/ and the id in hexadecimal; g_free. */
char *spool_path(const struct store *store, const uint8_t id[SPOOL_ID_BYTES]);
/* Written beside, synced, renamed, the folder synced. `hold` keeps spool_sweep away until the row is
 * committed: spool_let_go ends it, also after an error. FULL without room. An older file of that id is
 * replaced. */
gboolean spool_write(const struct store *store, const uint8_t id[SPOOL_ID_BYTES], GBytes *body, int *hold,
                     GError **error);
void spool_let_go(int hold);
/* The whole file, which has `len` bytes; ABSENT when it is not there or of another length. g_bytes_unref. */
GBytes *spool_read(const char *path, size_t len, GError **error);
gboolean spool_has(const char *path, size_t len);
void spool_remove(const struct store *store, const uint8_t id[SPOOL_ID_BYTES]);

/* Removes what a crash left: files that nobody finished, and files whose row needs them no more. Not while
 * one is being written. How many went. The agent calls it at start. */
unsigned spool_sweep(struct store *store);
/* The same, but nothing goes: after damage to the rows a file may be all that is left of an application. Its
 * name gets .orphan behind it, which no sweep touches. */
unsigned spool_keep_orphans(struct store *store);
