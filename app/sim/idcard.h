/* The identity card reader: a SAM_V module on a pty at 115200 baud, with the faults of the field.
 * sim_idcard_new owns all it makes; free takes NULL.
 * Runs in the simulator's one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimIdcard SimIdcard;

SimIdcard *sim_idcard_new(const char *dir, gboolean fast, GError **error);
void sim_idcard_free(SimIdcard *reader);
gboolean sim_idcard_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error);
