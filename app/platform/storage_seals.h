/* Which sealing keys the platforms of this store started with, and how far their keys.json went then. Part of
 * storage.h: the same storage, errors, thread and durability. There is no key in it, only key ids. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;

struct storage_seals {
    GPtrArray *keyids; /* texts, in their order */
    int64_t sequence;  /* the largest; 0: nothing is known yet */
};
void storage_seals_clear(struct storage_seals *seals);

/* storage_seals_clear it, also after FALSE. */
gboolean storage_seals(struct storage *storage, struct storage_seals *out, GError **error);
/* These too, with the sequence they were loaded beside. */
gboolean storage_put_seals(struct storage *storage, const struct storage_seals *seals, GError **error);
gboolean storage_forget_seals(struct storage *storage, GError **error);
