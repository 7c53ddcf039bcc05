/* The rows of the driver table, one a protocol; a new device is a new row and a folder.
 * Constant; owned by nobody.
 * Looked at by the device room, and by tests. */
#pragma once

#include "devices/device.h"

extern const struct device_driver sam_driver, escpos_driver, lines_driver, picture_driver;

/* NULL when no driver of that slot speaks the URI's scheme. */
const struct device_driver *device_driver_find(enum device_slot slot, const char *scheme);
