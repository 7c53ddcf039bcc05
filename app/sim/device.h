/* What the control socket knows of a simulated device: its name and what answers a command line to it.
 * The device is owned by main, which frees it after the loop; an answer is appended to `answer`, an error is
 * set. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

/* `rest` is what stands behind the verb, spaces included, or "". */
typedef gboolean (*SimCommand)(gpointer device, const char *verb, const char *rest, GString *answer,
                               GError **error);

typedef struct {
    const char *name;
    SimCommand command;
    gpointer device;
} SimDevice;

GQuark sim_error_quark(void);
/* FALSE always, so that a command can return it. */
gboolean sim_refuse(GError **error, const char *what, const char *advice);
/* The place of a word in a table that ends with NULL, or -1 with an error that lists the table. */
int sim_word(const char *const *table, const char *word, GError **error);
/* A whole number from 0 to `most`, or -1 with an error that says so. */
gint64 sim_number(const char *word, guint most, GError **error);
