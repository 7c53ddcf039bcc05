/* Which of the cabinet's lamps are lit: where the hand should go on this page. Reads session and health,
 * sends nothing. Pure; the ui room. */
#pragma once

#include "devices/device.h"
#include "session/session.h"

/* Bits of enum device_slot; in standby only what the reminder speaks of. */
unsigned lamps_lit(const struct session *s);
/* The command that brings one lamp nearer to `wanted`; NULL when all are as they should be. `lit` is brought
 * up to date. Freed by whoever gets it, as a rule the device room. */
struct device_command *lamps_next(unsigned *lit, unsigned wanted);
