/* [devices] of kiosk.conf held against the drivers: what base/config.h cannot know of a URI, as an error with
 * file, line and key. Borrows the configuration.
 * Any room; opens nothing. */
#pragma once

#include "base/config.h"
#include "devices/device.h"

gboolean device_settings_check(const struct config *config, GError **error);
