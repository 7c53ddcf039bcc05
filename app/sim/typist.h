/* A scanner that types: text becomes the keys of a US keyboard, one every few milliseconds, and Enter.
 * SimTypist owns what is still to be typed, the node is borrowed; free takes NULL. Runs in the simulator's
 * one loop. */
#pragma once

#include <glib.h>

#include "sim/evdev.h"

typedef struct SimTypist SimTypist;

SimTypist *sim_typist_new(SimEvdev *evdev);
void sim_typist_free(SimTypist *typist);
void sim_typist_stop(SimTypist *typist); /* what is not typed yet is lost */
/* FALSE, and nothing is typed, when a sign of the text is on no key. */
gboolean sim_typist_type(SimTypist *typist, const char *text);
