/* Requests for an answer by message (the kiosk's 留个手机号), as the worker who answers them needs them:
 * which wait, of what, and whom to write to. Borrows the storage; writes to standard output, for the worker
 * alone: it has telephone numbers. The worker's desk. */
#pragma once

#include "platform/storage.h"

/* Those that are not answered, the longest waiting first: number, when it was left, state, telephone, what
 * was asked, what was wished, and what a worker wrote to it meanwhile. */
gboolean requests_list(struct storage *storage, GError **error);
