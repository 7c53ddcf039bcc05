/* The list of release keys as one signed message. Part of storage.h: the same storage, errors, thread and
 * durability. What the message says, and who signed it, is nothing to the store. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;

struct storage_release_list {
    int64_t sequence; /* 0: there is none yet */
    char *message;    /* JSON; g_free. NULL when there is none */
};

gboolean storage_release_list(struct storage *storage, struct storage_release_list *out, GError **error);
/* In place of the one of sequence `before` (0: of none). BUSY when another stands there by now. */
gboolean storage_put_release_list(struct storage *storage, int64_t before,
                                  const struct storage_release_list *list, GError **error);
