/* The worker's desk on the command line: `kiosk-platform ctl ...`. One table of verbs; what one did is said
 * in a line, and is on the kiosk at its next poll or question. Borrows everything; prints to standard output.
 * Main thread. */
#pragma once

#include "platform/platform.h"

/* What is wrong with the words behind 'ctl', and what would be right (g_free); NULL: a verb with its words.
 * Needs no store, so that a slip is told before one is looked for. */
char *desk_wrong_use(char **words);
/* Words in which nothing is wrong; `hours` is how long a token holds. */
gboolean desk_run(const struct platform *platform, char **words, int hours, GError **error);
/* Every verb with its words, one a line, indented. */
char *desk_help(void);
