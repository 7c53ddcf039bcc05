/* Identity codes that are out: each opens one person, once, for minutes. Part of storage.h: the same storage,
 * errors, thread and durability. Of a code there is its hash alone, and a box that only the code opens
 * (identity.h); with its time over, or taken, both go. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;

enum { STORAGE_CODE_BYTES = 32, STORAGE_IDENTITY_BOX = 168 };

struct storage_identity {
    const uint8_t *hash;               /* in: of the code, STORAGE_CODE_BYTES */
    uint8_t box[STORAGE_IDENTITY_BOX]; /* who it is, sealed */
    int64_t until_ms;                  /* holds before that, wall clock */
};

/* One more is out; all whose time is over at `now_ms` go. */
gboolean storage_give_identity(struct storage *storage, const struct storage_identity *identity,
                               int64_t now_ms, GError **error);
/* Whose it is, and it is gone, in one transaction: of two who show the same, one gets it. ABSENT when it was
 * never given, is used, or is over. */
gboolean storage_take_identity(struct storage *storage, struct storage_identity *identity, int64_t now_ms,
                               GError **error);
