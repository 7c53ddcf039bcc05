/* The store remembers which sealing keys its platforms started with, so that a keys folder that lost one, or
 * came out of an older backup, is found at the start, and not by boxes that do not open. Borrows the
 * platform's keys and storage. At the start of the server, and on the worker's desk; main thread. */
#pragma once

#include "platform/platform.h"

/* TRUE: the folder has all that the store knows, and the store now knows all of the folder's. Else
 * KEYS_ERROR_FAILED: what is missing, what follows, and what to do; or what the store says. */
gboolean keys_known(const struct platform *platform, GError **error);
/* The folder as it is now is taken at the next start, whatever it lacks. */
gboolean keys_known_accept(struct storage *storage, GError **error);
