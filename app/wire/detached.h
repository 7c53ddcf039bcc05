/* A signature that lies beside a file: CMS SignedData without the content, SHA-256, with the signer's
 * certificate in it (RFC 5652, DER; RFC 8551 names such a file .p7s). `openssl cms -verify -binary -inform
 * DER -content FILE -in FILE.p7s -CAfile ca.crt -purpose any -no_check_time` looks at it too. Texts are the
 * caller's.
 * Pure: any room. */
#pragma once

#include <glib.h>
#include <stddef.h>

enum { DETACHED_MAX = 64 * 1024, DETACHED_NAME = 16, DETACHED_SERIAL = 42 };
enum detached_error { DETACHED_ERROR_KEY, DETACHED_ERROR_SIGNATURE };
GQuark detached_error_quark(void);

struct detached_signer {          /* as its certificate says */
    char name[DETACHED_NAME];     /* the common name; "" when it has none of this length */
    char serial[DETACHED_SERIAL]; /* hexadecimal digits, upper case, without leading zeros */
};

/* `pem` is a private key and its certificate, one behind the other. g_bytes_unref; NULL with _KEY: the two
 * are no pair. */
GBytes *detached_sign(const char *pem, const void *bytes, size_t len, GError **error);
/* Exactly these bytes, signed by somebody with a certificate of `authority` (PEM); who, is in `signer`. Times
 * are not looked at: who has no line cannot renew. FALSE with _SIGNATURE: they were altered, or the
 * certificate is another authority's. */
gboolean detached_check(const char *authority, const void *bytes, size_t len, GBytes *signature,
                        struct detached_signer *signer, GError **error);
