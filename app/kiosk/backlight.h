/* The lamp behind the panel, where the cabinet lets us: a folder like /sys/class/backlight/NAME. Owns
 * nothing. backlight_ready at start; backlight_set in the desk's room, for a driver may take its time. */
#pragma once

#include <glib.h>

/* Can it be set? FALSE says what to do about it: the screen is painted darker instead. */
gboolean backlight_ready(const char *folder, GError **error);
/* In percent of its brightest; never quite off. */
gboolean backlight_set(const char *folder, unsigned percent, GError **error);
