/* The guard: is it one of our kiosks that asks? By its certificate, unless that is on the deny list; in a
 * demo also by the token of the keys folder. Owns nothing. The server's room only. */
#pragma once

#include <stdbool.h>

#include "platform/platform.h"
#include "platform/reply.h"

/* What the request itself says, before its body is read. False: the reply is written, 401 or 403. */
bool guard_knows(const struct platform *platform, const struct request *request, struct reply *reply);
/* Of one that it knows: the deny list, too. False: 403, or the store's trouble. */
bool guard_admit(const struct platform *platform, const struct request *request, struct reply *reply);
/* May this request speak for that kiosk? False: 403 is written. A demo's token speaks for any. */
bool guard_speaks_for(const struct request *request, const char *kiosk, struct reply *reply);
