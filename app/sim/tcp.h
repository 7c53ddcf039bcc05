/* A port of this machine that a network printer answers at: what wires.c needs of sockets.
 * Descriptors belong to whoever gets them.
 * Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

int sim_tcp_listen(guint16 port,
                   GError **error); /* of 127.0.0.1 only; 0 takes any free one; -1 when it is taken */
guint16 sim_tcp_port(int listening);
int sim_tcp_accept(int listening); /* ready to read without waiting; -1 when the caller has gone already */
