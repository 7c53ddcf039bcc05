/* The platform's keys folder: authority, server certificate, sealing and signing key pairs, the token.
 * keys_load returns one struct that owns everything, secrets in secret memory; keys_free wipes it and takes
 * NULL. Immutable after load: any room may read it. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "wire/seal_key.h"

enum keys_error { KEYS_ERROR_FAILED };
GQuark keys_error_quark(void);

enum { KEYS_HASH_BYTES = 32, KEYS_SIGN_PUBLIC_BYTES = 32, KEYS_SIGN_SECRET_BYTES = 64 };

/* The folder, every file mode 0600 but the certificates and *.pub:
 *   ca.crt ca.key tls.crt tls.key   PEM
 *   eseal.crt eseal.key             PEM: signs certificates on paper (eseal.h)
 *   seal.pub seal.key               the sealing pair, a line each (wire/seal_key.h)
 *   seals/KEYID.key                 pairs that kiosks sealed to before: their boxes still come
 *   keys.json rotated               how the keys changed (rotation.h), and that they did (rotated.h)
 *   hash.key                        32 bytes, base64: under it the store's hashes name people; never changed
 *   sign.pub sign.key               Ed25519 (RFC 8032), 32 bytes each, base64: signs what kiosks must believe
 *                                   wherever they got it (wire/signed.h)
 *   token                           only of a demo: with it any kiosk is let in without a certificate, by
 *                                   `Authorization: Bearer ...` */
struct platform_keys {
    char *dir;               /* the folder; NULL for keys that were never in one */
    struct seal_pair *seals; /* the first is what kiosks seal to now */
    size_t seal_count;
    uint8_t *hash_key; /* KEYS_HASH_BYTES in secret memory */
    uint8_t sign_public[KEYS_SIGN_PUBLIC_BYTES];
    uint8_t *sign_secret;        /* KEYS_SIGN_SECRET_BYTES in secret memory */
    char *token;                 /* secret memory; NULL: certificates alone */
    char *authority_certificate; /* PEM, ca.crt */
    char *authority_key;         /* PEM, secret memory; NULL: this machine signs no kiosk a certificate */
    char *tls_certificate;       /* PEM */
    char *tls_key;               /* PEM, secret memory */
};

/* Makes the folder and everything in it; refuses when any of the files is there already. */
gboolean keys_init(const char *dir, const char *host, const struct suite *suite, GError **error);
/* Makes the file `token`. */
gboolean keys_demo_token(const char *dir, GError **error);
/* NULL and KEYS_ERROR_FAILED: the file that is missing, damaged or of another folder, and what to do. */
struct platform_keys *keys_load(const char *dir, GError **error);
void keys_free(struct platform_keys *keys);
/* The pair of an envelope's key id; NULL: none of ours. */
const struct seal_pair *keys_seal(const struct platform_keys *keys, const char *keyid);
