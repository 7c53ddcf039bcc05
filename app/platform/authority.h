/* The authority at work: looks at what a kiosk asks with (PKCS #10) and signs it a certificate. Texts are
 * the caller's; keys are those of the keys folder. The server's room only. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/keys.h"

enum {
    AUTHORITY_SERIAL_MAX = 41, /* RFC 5280: 20 bytes, as hexadecimal digits, and NUL */
    AUTHORITY_KEY_BYTES = 32,  /* of the hash of a public key */
    AUTHORITY_FINGERPRINT_BYTES = 32
};

struct authority_request { /* a request that was looked at; nothing is signed yet */
    char kiosk[16];        /* its common name */
    uint8_t
        key[AUTHORITY_KEY_BYTES]; /* SHA-256 of the public key in DER: tells the same asker from another */
};
/* FALSE and a sentence of what is wrong: no request, signature that is not by its own key, another curve than
 * P-256, another name than five digits. */
gboolean authority_look(const char *csr, struct authority_request *out, const char **problem);

struct authority_certificate {
    char *pem; /* g_free */
    char serial[AUTHORITY_SERIAL_MAX];
    int64_t issued_ms, until_ms;
};
/* For TLS clients only, of `days` from `now_ms`. The request was looked at. */
gboolean authority_sign(const struct platform_keys *keys, const char *csr, int64_t now_ms, int days,
                        struct authority_certificate *out, GError **error);
/* SHA-256 of the authority's certificate in DER, as the QR code of a token carries it. */
gboolean authority_fingerprint(const struct platform_keys *keys, uint8_t out[AUTHORITY_FINGERPRINT_BYTES],
                               GError **error);
