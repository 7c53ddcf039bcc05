/* What is not written on a command line, where the list of processes and the shell's history show it: a line
 * of standard input. On a terminal it is asked for on standard error. Main thread. */
#pragma once

#include <glib.h>

/* Secret memory, the caller's (secret_free), white space at both ends cut. `hidden`: a terminal does not show
 * what is typed. NULL with an error: there is no line, nothing but blanks in it, or more than 1 KiB. */
char *asked_line(const char *what, gboolean hidden, GError **error);
