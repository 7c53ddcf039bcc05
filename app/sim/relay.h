/* A board of eight relays behind a serial line, of the LCUS kind: alarm or lamps hang on it. SimRelay owns
 * its wire; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct SimRelay SimRelay;

/* Behind DIR/NAME. */
SimRelay *sim_relay_new(const char *dir, const char *name, GError **error);
void sim_relay_free(SimRelay *relay);
/* The verbs state and fault of the control socket (SimCommand). */
gboolean sim_relay_command(gpointer device, const char *verb, const char *rest, GString *answer,
                           GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimRelay, sim_relay_free)
