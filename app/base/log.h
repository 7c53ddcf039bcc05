/* One line a record on standard error: "level area: text". Never an answer, a name or a number of a person.
 * Nothing is owned. Any room. */
#pragma once

#include <glib.h>

void log_info(const char *area, const char *format, ...) G_GNUC_PRINTF(2, 3);
void log_warning(const char *area, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* "program: what happened: what to do" of an error that ends the program; returns 1, the exit status. */
int log_fatal(const char *program, const GError *error);
