/* A modem with a subscriber card, and whoever is called by it. SimPhone owns its wire, DIR/phone; free takes
 * NULL. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct SimPhone SimPhone;

SimPhone *sim_phone_new(const char *dir, GError **error);
void sim_phone_free(SimPhone *phone);
/* The verbs answer, busy, none, end, no-sim, sim, mute, fault and state of the control socket (SimCommand).
 */
gboolean sim_phone_command(gpointer device, const char *verb, const char *rest, GString *answer,
                           GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimPhone, sim_phone_free)
