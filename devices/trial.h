/* What a device is asked to do when somebody tries it: a printed pattern, a lamp or horn for a moment. The
 * caller owns the command. Pure; any room. */
#pragma once

#include "devices/device.h"

/* How many commands a trial is: a lamp for each slot, of which those that the cabinet has are lit. */
int device_trial_parts(enum device_slot slot);
/* NULL for a device that only says how it is. `on` false: the end of what `on` true began. */
struct device_command *device_trial(enum device_slot slot, int part, bool on);
