/* The envelope: what a resident hands in, sealed to the platform's public key before it touches a disk. It is
 * padded, then closed in the form that the key's suite has for that length.
 * The caller owns keys and buffers; secrets and opened text live in secret memory.
 * Any room; nothing is shared. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "wire/seal_key.h"

enum {
    ENVELOPE_KEYID_MAX = SEAL_KEYID_MAX, /* with NUL */
    ENVELOPE_PAD = 1024, /* bytes: the length of a box tells nothing finer; of a large one, SUITE_CHUNK */
    ENVELOPE_PLAINTEXT_MAX =
        3 * 1024 * 1024 /* two at once, opened by two threads, fit into 8 MiB of lockable memory */
};
enum envelope_error { ENVELOPE_ERROR_KEY, ENVELOPE_ERROR_OPEN, ENVELOPE_ERROR_SIZE };
GQuark envelope_error_quark(void);

/* To whole blocks of this many bytes is plaintext padded; `len` without the padding. */
size_t envelope_block(size_t len);
/* Opens what wire/sealer.h closed. Appends the plaintext; on error (not ours, tampered, cut short, out of
 * order, badly padded) `out` is left as it was. Of many boxes: with `out` emptied in between, one region
 * serves all that fit. */
gboolean envelope_open(const struct seal_pair *pair, const void *box, size_t len, struct secret_bytes *out,
                       GError **error);
