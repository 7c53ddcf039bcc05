/* The post: a room that drains the outbox and feels whether the line is up, with a store and a client of its
 * own. Owned by the program, post_free takes NULL. `told` is called in the main context at each change of the
 * line. post_new and post_free from the main room; the rest happens in the post's thread. */
#pragma once

#include <glib.h>

#include "base/config.h"

typedef void (*post_told)(void *data, gboolean online);
struct post;
struct post *post_new(const struct config *config, post_told told, void *data, GError **error);
/* Ends within a moment: a request in hand is broken off, its rows stay. */
void post_free(struct post *post);
/* An online question met the platform, or did not: a hint to look at once. Any room. */
void post_hint(struct post *post);
