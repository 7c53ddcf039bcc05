/* The identity card reader: a SAM_V module on a pty at 115200 baud, or behind a TCP port, with the faults of
 * the field. sim_idcard_new owns all it makes; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimIdcard SimIdcard;

/* port: -1 for a pty, else a gateway that passes the frames through; 0 takes any free one. */
SimIdcard *sim_idcard_new(const char *dir, gboolean fast, int port, GError **error);
void sim_idcard_free(SimIdcard *reader);
gboolean sim_idcard_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error);
