/* The platform's HTTPS side: libmicrohttpd with TLS in one thread of its own, around routes.c.
 * server_start borrows the platform until server_stop; from then on only the server's thread may touch it.
 * Call from the program's main thread. */
#pragma once

#include <glib.h>

#include "platform/platform.h"

enum server_error { SERVER_ERROR_LISTEN, SERVER_ERROR_TLS };
GQuark server_error_quark(void);

enum { SERVER_ADDRESS_MAX = 64 };

/* A listening socket for "ADDRESS:PORT" or "[ADDRESS]:PORT"; port 0 takes a free one. `bound` gets the true
 * address in the same form. -1 on error. */
int server_listen(const char *listen, char bound[SERVER_ADDRESS_MAX], GError **error);

struct server;
struct server *server_start(int listening, const struct platform *platform,
                            GError **error); /* takes the socket */
void server_stop(struct server *server);     /* ends what is being answered; NULL is fine */
