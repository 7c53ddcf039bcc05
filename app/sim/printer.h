/* The receipt printer: a thermal printer with a knife, on a pty or a TCP port, its sensors, its faults, its
 * speed; for 80 or 58 mm of paper, with black marks or without, with a presenter or without. sim_printer_new
 * owns all it makes; free takes NULL. Every cut leaves N.bin and N.png in the output folder, and N.txt when
 * it has printed text. Runs in the simulator's one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimPrinter SimPrinter;

/* `port` -1: a pty; else TCP, 0 for any free port. */
SimPrinter *sim_printer_new(const char *dir, gboolean fast, int port, GError **error);
void sim_printer_free(SimPrinter *printer);
gboolean sim_printer_command(gpointer device, const char *verb, const char *rest, GString *answer,
                             GError **error);
