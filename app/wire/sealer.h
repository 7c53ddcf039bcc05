/* The sealer: closes envelopes to one public key. What a box costs most, the ephemeral key pair and its
 * shared key, or a wrapped key, can be drawn ahead, in an idle moment, by sealer_prepare; each draft closes
 * one box and is wiped, and the box is the same whether or not anything was prepared. The caller owns the
 * sealer; the draft lives in secret memory. One sealer belongs to one room, and is not taken across fork:
 * parent and child would close two boxes with one draft. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "base/secret.h"
#include "wire/envelope.h"

struct sealer;
struct sealer *sealer_new(const struct seal_key *key); /* copies the key */
void sealer_free(struct sealer *sealer);               /* wipes; NULL is fine */
/* Draws the draft of the next box unless one lies ready. FALSE for a public key that is none. */
gboolean sealer_prepare(struct sealer *sealer);
/* The plaintext stays the caller's, who wipes it; it is padded where it lies (sodium_pad) when it was not too
 * large. The box is no secret; g_bytes_unref. NULL on error (ENVELOPE_ERROR_SIZE, _KEY). */
GBytes *sealer_seal(struct sealer *sealer, struct secret_bytes *plaintext, GError **error);
