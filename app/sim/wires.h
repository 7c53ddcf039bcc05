/* One wire: a pty whose far end is found behind the symlink DIR/NAME, as a serial device would be behind
 * /dev; or a TCP port of this machine that one host at a time may connect to, as a network printer has.
 * SimWire owns the pty, the link and the bytes still to be sent; free takes NULL and removes the link. Runs
 * in the simulator's one loop; what is heard is called from there. */
#pragma once

#include <glib.h>

typedef struct SimWire SimWire;
typedef void (*SimWireHeard)(const guint8 *bytes, gsize count, gpointer user);

/* bytes_per_second 0 sends as fast as the pty takes it. */
SimWire *sim_wire_new(const char *dir, const char *name, guint bytes_per_second, SimWireHeard heard,
                      gpointer user);
/* Before it is plugged: no pty, but this port; 0 takes any free one. */
void sim_wire_over_tcp(SimWire *wire, guint16 port);
guint16 sim_wire_port(const SimWire *wire); /* 0: a pty, or unplugged */
void sim_wire_free(SimWire *wire);
gboolean sim_wire_plug(SimWire *wire,
                       GError **error); /* a new pty behind the same link; nothing when plugged */
void sim_wire_unplug(SimWire *wire);
gboolean sim_wire_plugged(const SimWire *wire);
void sim_wire_send(SimWire *wire, const guint8 *bytes, gsize count);
void sim_wire_pace(SimWire *wire,
                   guint bytes_per_second);          /* how fast bytes come in; 0: as they are written */
void sim_wire_in_pieces(SimWire *wire, gboolean on); /* 1 to 7 bytes at a time */
void sim_wire_listen(SimWire *wire, gboolean on); /* off: the host's bytes stay in the pty until it is full */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimWire, sim_wire_free)
