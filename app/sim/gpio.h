/* A GPIO chip, DIR/gpiochip, with the contacts of a cabinet as inputs (door, its tongue, mains, battery) and
 * all other lines free for relays and lamps. SimGpio owns its node; free takes NULL. Runs in the simulator's
 * one loop. */
#pragma once

#include <glib.h>

typedef struct SimGpio SimGpio;

SimGpio *sim_gpio_new(const char *dir, GError **error);
void sim_gpio_free(SimGpio *gpio);
/* door open|force|close; power lost|low|back; gpio state|fault none|unplug: each on the whole chip. */
gboolean sim_gpio_door(gpointer gpio, const char *verb, const char *rest, GString *answer, GError **error);
gboolean sim_gpio_power(gpointer gpio, const char *verb, const char *rest, GString *answer, GError **error);
gboolean sim_gpio_command(gpointer gpio, const char *verb, const char *rest, GString *answer, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimGpio, sim_gpio_free)
