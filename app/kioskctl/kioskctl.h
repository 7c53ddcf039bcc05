/* The commands of kioskctl that have a file of their own. Each prints its answer, complains on standard
 * error, and returns the exit status. The one thread of the program. */
#pragma once

#include "base/config.h"
#include "store/open.h"

extern const char program[];

/* devices.c: `verb` list, test or watch; `slot` for test. The store is open; `config` tells what should be
 * there. */
int devices_list(struct store *store, const struct config *config, const char *slot);
int devices_watch(struct store *store, const struct config *config, const char *slot);
/* By a row while kiosk runs, with the device itself when it does not. */
int devices_test(struct store *store, const struct config *config, const char *slot);
