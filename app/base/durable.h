/* Files that are there whole or not at all, also after a power cut: written beside, synced, renamed, and the
 * folder synced. Bytes and paths are the caller's. Any room. */
#pragma once

#include <glib.h>
#include <sys/types.h>

enum durable_error { DURABLE_ERROR_FAILED };
GQuark durable_error_quark(void);

/* Takes the place of DIR/NAME, or makes it, with that mode from its first byte on. On error what was there
 * stands. */
gboolean durable_write(const char *dir, const char *name, const void *data, size_t len, mode_t mode,
                       GError **error);
/* What was renamed in a folder, or removed from it, stays so. */
gboolean durable_folder(const char *dir, GError **error);
