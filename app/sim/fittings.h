/* What a cabinet has besides its readers and printers: alarm, lamps, telephone, temperature, and the contacts
 * on a GPIO chip. SimFittings owns them; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimFittings SimFittings;

enum { SIM_FITTINGS = 7 };
SimFittings *sim_fittings_new(const char *dir, GError **error);
void sim_fittings_free(SimFittings *fittings);
/* Their rows for the control socket; borrowed from the fittings. */
void sim_fittings_rows(SimFittings *fittings, SimDevice rows[SIM_FITTINGS]);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimFittings, sim_fittings_free)
