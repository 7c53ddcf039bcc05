/* One wire: a pty whose far end is found behind the symlink DIR/NAME, as a serial device would be behind
 * /dev. SimWire owns the pty, the link and the bytes still to be sent; free takes NULL and removes the link.
 * Runs in the simulator's one loop; what is heard is called from there. */
#pragma once

#include <glib.h>

typedef struct SimWire SimWire;
typedef void (*SimWireHeard)(const guint8 *bytes, gsize count, gpointer user);

/* bytes_per_second 0 sends as fast as the pty takes it. */
SimWire *sim_wire_new(const char *dir, const char *name, guint bytes_per_second, SimWireHeard heard,
                      gpointer user);
void sim_wire_free(SimWire *wire);
gboolean sim_wire_plug(SimWire *wire,
                       GError **error); /* a new pty behind the same link; nothing when plugged */
void sim_wire_unplug(SimWire *wire);
gboolean sim_wire_plugged(const SimWire *wire);
void sim_wire_send(SimWire *wire, const guint8 *bytes, gsize count);
void sim_wire_in_pieces(SimWire *wire, gboolean on); /* 1 to 7 bytes at a time */
void sim_wire_listen(SimWire *wire, gboolean on); /* off: the host's bytes stay in the pty until it is full */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimWire, sim_wire_free)
