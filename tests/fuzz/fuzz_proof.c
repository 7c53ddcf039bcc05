/* A code on a paper: any text as a scanner reads it, which no key signed; and any payload that the key did
 * sign, for a release of a later day may write more than this one reads. What is true can be said again. */
// links: wire base
#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "wire/proof.h"
#include "wire/signed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAYLOAD_MAX = 256, NAME = SIGNED_KEYID_BYTES };
static const char purpose[] = "linchuang proof 3", scheme[] = "lcproof:3:";
static const uint8_t seed[crypto_sign_SEEDBYTES] = {7};

/* Not proof_close: a payload that it would never write. */
static void sign(const uint8_t *data, size_t size, const uint8_t *public_key, const uint8_t *secret_key,
                 char out[PROOF_TEXT])
{
    uint8_t said[sizeof purpose + 1 + NAME + PAYLOAD_MAX], bytes[NAME + PAYLOAD_MAX + crypto_sign_BYTES];

    memcpy(said, purpose, sizeof purpose);
    said[sizeof purpose] = '\0'; /* no address */
    signed_keyid_bytes(public_key, said + sizeof purpose + 1);
    if (size)
        memcpy(said + sizeof purpose + 1 + NAME, data, size);
    memcpy(bytes, said + sizeof purpose + 1, NAME + size);
    crypto_sign_detached(bytes + NAME + size, NULL, said, sizeof purpose + 1 + NAME + size, secret_key);
    memcpy(out, scheme, sizeof scheme);
    sodium_bin2base64(out + sizeof scheme - 1, PROOF_TEXT - sizeof scheme + 1, bytes,
                      NAME + size + crypto_sign_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t secret_key[PROOF_SECRET_BYTES];
    g_autofree char *text = g_strndup(size ? (const char *)data : "", size);
    char code[PROOF_TEXT], again[PROOF_TEXT];
    struct proof_keys keys = {.count = 2}; /* one of before stands behind it */
    struct proof proof;

    secret_start();
    crypto_sign_seed_keypair(keys.key[0], secret_key, seed);
    g_assert(proof_open(text, &keys, &proof) != PROOF_TRUE);
    if (size > PAYLOAD_MAX)
        return 0;
    sign(data, size, keys.key[0], secret_key, code);
    if (proof_open(code, &keys, &proof) != PROOF_TRUE)
        return 0;
    g_assert(proof_close(&proof, "", secret_key, again) && strcmp(code, again) == 0);
    return 0;
}
