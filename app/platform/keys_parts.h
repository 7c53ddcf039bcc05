/* Inside the keys folder: one file of it, read or written. Secrets lie in secret memory; what is returned is
 * the caller's. */
#pragma once

#include <sys/types.h>

#include "platform/keys.h"

/* 32 bytes in base64, in a line. */
gboolean keys_read_key(const char *dir, const char *name, uint8_t key[KEYS_HASH_BYTES], GError **error);
/* Whole and durable, in place of what was there. */
gboolean keys_write_key(const char *dir, const char *name, const uint8_t key[KEYS_HASH_BYTES], mode_t mode,
                        GError **error);
/* A sealing pair (wire/seal_key.h); seal_pair_clear. */
gboolean keys_read_pair(const char *dir, const char *name, struct seal_pair *pair, GError **error);
