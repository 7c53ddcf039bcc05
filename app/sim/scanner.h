/* The code scanner: lines on a pty, each ended by CR, and pictures left where a picture driver looks for
 * them. sim_scanner_new owns all it makes; free takes NULL and removes the picture. Runs in the simulator's
 * one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimScanner SimScanner;

SimScanner *sim_scanner_new(const char *dir, GError **error);
void sim_scanner_free(SimScanner *scanner);
gboolean sim_scanner_command(gpointer device, const char *verb, const char *rest, GString *answer,
                             GError **error);
