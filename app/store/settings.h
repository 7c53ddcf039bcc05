/* Settings that outlive a release: what the platform sends and what staff chose, over those of the file.
 * Staff wins. Borrows the store; texts returned are the caller's (g_free). The room of the store. */
#pragma once

#include <glib.h>

#include "store/open.h"

enum settings_layer { SETTINGS_PLATFORM, SETTINGS_STAFF, SETTINGS_LAYERS };

gboolean settings_set(struct store *store, enum settings_layer layer, const char *key, const char *value,
                      GError **error);
gboolean settings_unset(struct store *store, enum settings_layer layer, const char *key, GError **error);
/* The strongest layer's value, NULL when none has it. `layer` may be NULL. */
char *settings_get(struct store *store, const char *key, enum settings_layer *layer);
