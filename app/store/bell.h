/* The bell: a descriptor that becomes readable when another process commits, by inotify on the -wal file. No
 * polling. The struct owns the descriptor; bell_free takes NULL. The room that waits on it. */
#pragma once

#include <glib.h>

#include "store/open.h"

struct bell;
struct bell *bell_new(const char *state_dir, GError **error);
int bell_fd(const struct bell *bell);
gboolean bell_answer(struct bell *bell); /* takes all that is there; TRUE when the database changed */
/* store_open calls this: every commit of the connection touches the -wal file, which rings all bells. */
void bell_ring_after_commits(struct store *store);
void bell_free(struct bell *bell);
