/* Batches that were carried here by hand from a kiosk without a line: taken like any, and answered by a
 * signed file that is carried back. Borrows the platform; writes beside the batch. Main thread. */
#pragma once

#include "platform/platform.h"

enum carry_error { CARRY_ERROR_FILE, CARRY_ERROR_BATCH };
GQuark carry_error_quark(void);

/* NAME.batch.json becomes NAME.ack.json in its folder, synced; an older one is replaced. The same batch again
 * is no harm: its items are known. All items have to be of one kiosk, and signed by it:
 * NAME.batch.p7s beside it, by a certificate of this authority that is not revoked. Only a platform with a
 * demo's token takes one without a signature. Prints what came of it. */
gboolean carry_take(const struct platform *platform, const char *path, GError **error);
