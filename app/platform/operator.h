/* The operator's password: opens the fleet page and the metrics, and nothing of any resident. A file of its
 * own in the keys folder, `operator`, one line, mode 0600. Texts returned are the caller's, in secret memory.
 * Made and loaded by the program; operator_admit in the server's room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "platform/platform.h"
#include "platform/reply.h"

/* Draws a new one in place of an older, by rename. FALSE: there is no such folder, or the file system
 * refused (KEYS_ERROR_FAILED). */
gboolean operator_make(const char *dir, GError **error);
/* NULL without error when there is none: pages of the operator then answer 403. secret_free. */
char *operator_load(const char *dir, GError **error);
/* HTTP Basic (RFC 7617), any user name. False: the refusal is written, 401 or 403. */
bool operator_admit(const struct platform *platform, const struct request *request, struct reply *reply);
