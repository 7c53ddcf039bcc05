/* The platform's keys folder: authority, server certificate, sealing and signing key pairs, the token.
 * keys_load returns one struct that owns everything, secrets in secret memory; keys_free wipes it and takes
 * NULL. Immutable after load: any room may read it. */
#pragma once

#include <glib.h>
#include <stdint.h>

enum keys_error { KEYS_ERROR_FAILED };
GQuark keys_error_quark(void);

enum { KEYS_SEAL_BYTES = 32, KEYS_ID_MAX = 24, KEYS_SIGN_PUBLIC_BYTES = 32, KEYS_SIGN_SECRET_BYTES = 64 };

/* The folder, every file mode 0600 but the certificates, *.pub and keyid:
 *   ca.crt ca.key tls.crt tls.key   PEM
 *   seal.pub seal.key               32 bytes X25519 each, base64, one line
 *   keyid                           the name of the sealing key pair as envelopes carry it
 *   sign.pub sign.key               Ed25519 (RFC 8032), 32 bytes each, base64: signs what kiosks must believe
 *                                   wherever they got it (wire/signed.h)
 *   token                           what kiosks send as `Authorization: Bearer ...` */
struct platform_keys {
    uint8_t seal_public[KEYS_SEAL_BYTES];
    uint8_t *seal_secret; /* KEYS_SEAL_BYTES in secret memory */
    char keyid[KEYS_ID_MAX];
    uint8_t sign_public[KEYS_SIGN_PUBLIC_BYTES];
    uint8_t *sign_secret;  /* KEYS_SIGN_SECRET_BYTES in secret memory */
    char *token;           /* secret memory */
    char *tls_certificate; /* PEM */
    char *tls_key;         /* PEM, secret memory */
};

/* Makes the folder and everything in it; refuses when any of the files is there already. */
gboolean keys_init(const char *dir, const char *host, GError **error);
struct platform_keys *keys_load(const char *dir, GError **error);
void keys_free(struct platform_keys *keys);
