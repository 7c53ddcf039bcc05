/* A scanner module in command mode: which orders it knows by whose manual, what it answers, and whether it
 * reads now. Own tables, from the makers' manuals (docs/simulated-devices.md). Owned by the scanner; plain
 * state. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct {
    int maker; /* 0: reads always, knows no order */
    gboolean reading;
    guint8 heard[16]; /* the newest bytes */
    gsize count;
} SimModule;

extern const char *const sim_module_makers[]; /* NULL ends */
/* One byte of the host; what it answers is appended. */
void sim_module_hear(SimModule *module, guint8 byte, GByteArray *answer);
