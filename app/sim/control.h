/* The control socket: one command a line in, one line `ok …` or `error …` out, in order, for any number of
 * callers. SimControl owns the socket file and removes it; it borrows the table of devices, which ends with a
 * NULL name. Runs in the simulator's one loop; sim_control_call is the other end and needs none. */
#pragma once

#include "sim/device.h"

typedef struct SimControl SimControl;

/* Makes sure that no other simulator serves this folder; a socket left by a killed one goes. */
gboolean sim_control_claim(const char *dir, GError **error);
SimControl *sim_control_new(const char *dir, const SimDevice *devices, GError **error);
void sim_control_free(SimControl *control);
/* Sends the words as one line and waits for the answer, without its line end. */
char *sim_control_call(const char *dir, char **words, GError **error);
