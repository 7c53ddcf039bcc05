/* Release keys: whose releases of the program kiosks accept. The list lies in the store, where all processes
 * find the same, as the message that the operator's desk signed with sign.key: who can write to the store
 * alone adds no key. Owns nothing. The server's room, or the worker's desk. */
#pragma once

#include "platform/platform.h"
#include "wire/release_keys.h"

/* What kiosks are told now: the message by sign.key (g_free) and what it says. A list that a sign key of
 * before signed is signed again, unless that one was stolen. NULL and an empty list when there is none, or
 * somebody else signed it. FALSE: the store or the keys folder refuses (keys_error_quark). */
gboolean release_told(const struct platform *platform, char **message, struct release_keys *keys,
                      GError **error);

/* The desk. `file` is a public key in PEM, Ed25519 or SM2. What is not told is no part of the list: after
 * `keys rotate-sign --stolen` it begins anew. Each prints what it did. */
gboolean release_add(const struct platform *platform, const char *file, GError **error);
gboolean release_withdraw(const struct platform *platform, const char *keyid, GError **error);
gboolean release_list(const struct platform *platform, GError **error);
