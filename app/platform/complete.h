/* An older keys folder gets what releases since have added: a signing pair, hash.key, the electronic seal,
 * the operator's password, the mark of a rotation. Nothing that is there is touched, and nothing that was
 * lost is made anew. Owns nothing. The command line alone. */
#pragma once

#include <glib.h>

/* Adds a line for each file to `told`: what was made, or why not, and that ca.key is elsewhere; it stands
 * also when this fails. Durable, one file after the other, so that one cut short is said again.
 * KEYS_ERROR_FAILED, with what to do. */
gboolean complete_keys(const char *dir, GString *told, GError **error);
