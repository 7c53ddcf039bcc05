/* The receipt printer: an 80 mm thermal printer with a knife on a pty, its sensors, its faults, its speed.
 * sim_printer_new owns all it makes; free takes NULL. Every cut leaves N.bin and N.png in the output folder.
 * Runs in the simulator's one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimPrinter SimPrinter;

SimPrinter *sim_printer_new(const char *dir, gboolean fast, GError **error);
void sim_printer_free(SimPrinter *printer);
gboolean sim_printer_command(gpointer device, const char *verb, const char *rest, GString *answer,
                             GError **error);
