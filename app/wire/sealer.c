#include "wire/sealer.h"

#include <sodium.h>
#include <string.h>

struct pair { /* secret */
    uint8_t secret_key[crypto_box_SECRETKEYBYTES], shared_key[crypto_box_BEFORENMBYTES];
};

struct sealer {
    uint8_t recipient[ENVELOPE_KEY_BYTES];
    uint8_t public_key[crypto_box_PUBLICKEYBYTES]; /* the pair's; the box begins with it */
    struct pair *pair;
    gboolean ready;
};

struct sealer *sealer_new(const uint8_t public_key[ENVELOPE_KEY_BYTES])
{
    struct sealer *sealer = g_new0(struct sealer, 1);

    memcpy(sealer->recipient, public_key, sizeof sealer->recipient);
    sealer->pair = secret_new(sizeof *sealer->pair);
    return sealer;
}

void sealer_free(struct sealer *sealer)
{
    if (!sealer)
        return;
    secret_free(sealer->pair);
    g_free(sealer);
}

gboolean sealer_prepare(struct sealer *sealer)
{
    if (sealer->ready)
        return TRUE;
    crypto_box_keypair(sealer->public_key, sealer->pair->secret_key);
    sealer->ready =
        crypto_box_beforenm(sealer->pair->shared_key, sealer->recipient, sealer->pair->secret_key) == 0;
    secret_wipe(sealer->pair->secret_key, sizeof sealer->pair->secret_key);
    return sealer->ready;
}

/* The nonce of a sealed box (libsodium, "Sealed boxes"): BLAKE2b over both public keys. It hangs on the pair
 * alone, so two boxes of one pair would share key and nonce, and one would give away the other. */
static void nonce_of(const struct sealer *sealer, uint8_t nonce[crypto_box_NONCEBYTES])
{
    crypto_generichash_state hash;

    crypto_generichash_init(&hash, NULL, 0, crypto_box_NONCEBYTES);
    crypto_generichash_update(&hash, sealer->public_key, sizeof sealer->public_key);
    crypto_generichash_update(&hash, sealer->recipient, sizeof sealer->recipient);
    crypto_generichash_final(&hash, nonce, crypto_box_NONCEBYTES);
}

/* Whatever comes of it, the pair is spent. */
static void close_box(struct sealer *sealer, uint8_t *box, const struct secret_bytes *padded)
{
    uint8_t nonce[crypto_box_NONCEBYTES];

    sealer->ready = FALSE;
    nonce_of(sealer, nonce);
    memcpy(box, sealer->public_key, sizeof sealer->public_key);
    int closed = crypto_box_easy_afternm(box + sizeof sealer->public_key, padded->data, padded->len, nonce,
                                         sealer->pair->shared_key);
    secret_wipe(sealer->pair, sizeof *sealer->pair);
    g_assert(closed == 0); /* it fails only above ENVELOPE_PLAINTEXT_MAX */
}

GBytes *sealer_seal(struct sealer *sealer, struct secret_bytes *plaintext, GError **error)
{
    if (plaintext->len > ENVELOPE_PLAINTEXT_MAX) {
        g_set_error_literal(error, envelope_error_quark(), ENVELOPE_ERROR_SIZE,
                            "the application is larger than an envelope holds: hand in fewer pictures");
        return NULL;
    }
    if (!sealer_prepare(sealer)) { /* a public key of small order */
        g_set_error_literal(error, envelope_error_quark(), ENVELOPE_ERROR_KEY,
                            "the platform's public key is none: fetch seal.pub again");
        return NULL;
    }
    secret_bytes_pad(plaintext, ENVELOPE_PAD);
    size_t len = plaintext->len + crypto_box_SEALBYTES;
    uint8_t *box = g_malloc(len);
    close_box(sealer, box, plaintext);
    return g_bytes_new_take(box, len);
}
