/* The bell: a descriptor that becomes readable when another process commits or rings, by inotify on the
 * store's lock. No polling. The struct owns the descriptor; bell_free takes NULL. The room that waits on it.
 */
#pragma once

#include <glib.h>

#include "store/open.h"

struct bell;
struct bell *bell_new(const char *state_dir, GError **error); /* after store_open, which makes the lock */
int bell_fd(const struct bell *bell);
gboolean bell_answer(struct bell *bell); /* takes all that is there; TRUE when it rang */
/* store_open calls this: after every commit of the connection it reads a byte of the lock, which rings all
 * bells. */
void bell_ring_after_commits(struct store *store);
/* The same for what lies beside the database and has changed: keys of the kiosk's identity, a doubt. */
void bell_ring(const struct store *store);
void bell_free(struct bell *bell);
