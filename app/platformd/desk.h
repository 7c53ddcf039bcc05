/* The worker's desk on the command line: `kiosk-platform ctl ...`. One table of verbs; each is on the kiosk
 * at its next poll or question. Borrows everything; prints to standard output. Main thread. */
#pragma once

#include "platform/platform.h"

enum { DESK_WRONG_USE = -1 };

/* Words behind 'ctl'; `hours` as --hours says, 0 for nothing said. 0, or 1 with `error`; DESK_WRONG_USE with
 * a line for the person in *use (g_free). */
int desk_run(const struct platform *platform, char **words, int hours, char **use, GError **error);
/* Every verb with its words, one a line, indented. */
char *desk_help(void);
