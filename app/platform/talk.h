/* Short texts between a resident who cannot hear or speak and the people on duty: the kiosk asks by kind
 * `talk`, staff reads and replies at the worker's desk. Two hours, then a line is gone. The server's room
 * only, and the desk with a store of its own. */
#pragma once

#include "platform/online_parts.h"

enum talk_error { TALK_ERROR_TEXT };
GQuark talk_error_quark(void);

enum { TALK_CHARACTERS = 60 };

/* Kind `talk` with thread, kiosk, after and, when something is said, say and turn: a row for each line of
 * staff behind `after`, its number as the label. */
void talk_answer(const struct platform *platform, const struct question *q, struct reply *reply);

gboolean talk_list(struct storage *storage, GError **error); /* to standard output, oldest first */
gboolean talk_reply(struct storage *storage, const char *thread, const char *text, int64_t at_ms,
                    GError **error);
