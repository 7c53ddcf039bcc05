/* Who has the cabinet: one program at a time opens its devices, kiosk or, while that does not run, kioskctl.
 * A lock on a file of the state folder that goes with its process. Whoever claims frees; running_free takes
 * NULL. Any room. */
#pragma once

#include <glib.h>

#define RUNNING_FILE "kiosk.running"

struct running;
struct running *running_claim(const char *state_dir, GError **error); /* an error when another has it */
void running_free(struct running *running);
gboolean running_now(const char *state_dir); /* somebody has it */
