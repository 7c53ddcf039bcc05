/* The tactile keypad with its headphone jack, as evdev shows it behind DIR/keypad.
 * SimKeypad owns the node; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct SimKeypad SimKeypad;

SimKeypad *sim_keypad_new(const char *dir, GError **error);
void sim_keypad_free(SimKeypad *keypad);
/* The verbs press, jack, fault and state of the control socket (SimCommand). */
gboolean sim_keypad_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimKeypad, sim_keypad_free)
