/* Notices of the community and alerts, as the platform tells its kiosks and as an operator publishes them.
 * Borrows the storage. notices_answer in the server's room; the rest is the worker's desk. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"

enum notices_error { NOTICES_ERROR_FILE, NOTICES_ERROR_TAKEN };
GQuark notices_error_quark(void);

/* GET /v1/notices: what holds now or will; 304 when the kiosk has that list already. */
void notices_answer(const struct platform *platform, const struct request *request, const char *unused,
                    struct reply *reply);
/* FILE holds one notice as JSON; one of the same id takes the place of the older. Says its line of the list.
 */
gboolean notices_publish(struct storage *storage, const char *file, int64_t now_ms, GError **error);
gboolean notices_withdraw(struct storage *storage, const char *id, GError **error);
gboolean notices_list(struct storage *storage, int64_t now_ms, GError **error); /* on standard output */
