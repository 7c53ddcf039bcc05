/* The envelope: what a resident hands in, sealed to the platform's public key before it touches a disk.
 * The caller owns keys and buffers; secrets and opened text live in secret memory.
 * Any room; nothing is shared. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"

#define ENVELOPE_SEALALG "x25519-xsalsa20poly1305-seal"
enum {
    ENVELOPE_KEY_BYTES = 32,
    ENVELOPE_KEYID_MAX = 24, /* with NUL */
    ENVELOPE_PAD = 1024,     /* bytes: the length of a box tells nothing finer */
    ENVELOPE_PLAINTEXT_MAX = 4 * 1024 * 1024
};
enum envelope_error { ENVELOPE_ERROR_KEY, ENVELOPE_ERROR_OPEN, ENVELOPE_ERROR_SIZE };
GQuark envelope_error_quark(void);

/* Opens what wire/sealer.h closed. Appends the plaintext; on error (not ours, tampered, badly padded) `out`
 * is left as it was. */
gboolean envelope_open(const uint8_t public_key[ENVELOPE_KEY_BYTES],
                       const uint8_t secret_key[ENVELOPE_KEY_BYTES], const void *box, size_t len,
                       struct secret_bytes *out, GError **error);

/* The name of a key pair, "p-" and 12 hexadecimal digits of the public key's BLAKE2b; as the file `keyid` has
 * it. */
void envelope_keyid(const uint8_t public_key[ENVELOPE_KEY_BYTES], char out[ENVELOPE_KEYID_MAX]);
/* Key files: 32 bytes in base64, one line. */
gboolean envelope_read_public(const char *file, uint8_t out[ENVELOPE_KEY_BYTES], GError **error);
/* Into secret memory of the caller (secret_new(ENVELOPE_KEY_BYTES)). */
gboolean envelope_read_secret(const char *file, uint8_t *out, GError **error);
