/* Where a request ends and the next begins: one that says it in two ways, which two servers may read
 * differently, is refused (RFC 9112, 6.3). Owns nothing. The server's thread alone. */
#pragma once

#include <microhttpd.h>
#include <stdbool.h>

#include "platform/reply.h"

/* TRUE: it is refused, `reply` says so and closes the connection. `host`: HTTP/1.1 needs one Host (3.2); a
 * proxy has looked at that. */
bool framing_refuse(struct MHD_Connection *connection, const char *version, bool host, struct reply *reply);
/* MHD_OPTION_UNESCAPE_CALLBACK: a path in which a slash or a zero byte is hidden stays as it was written, and
 * names nothing here. */
size_t framing_unescape(void *unused, struct MHD_Connection *connection, char *text);
