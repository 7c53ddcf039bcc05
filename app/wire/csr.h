/* A kiosk's key and what it asks a certificate with: P-256 (FIPS 186-4) and PKCS #10 (RFC 2986) by OpenSSL.
 * The key's text is in secret memory and the caller's. Pure: any room. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* PEM of a fresh key (PKCS #8); secret_free. NULL: OpenSSL refuses. */
char *csr_key(GError **error);
/* PEM of a request for the common name `kiosk`, signed with that key (ECDSA, SHA-256); g_free. */
char *csr_build(const char *key, const char *kiosk, GError **error);
/* Is the first certificate of that PEM for this key? */
gboolean csr_fits(const char *key, const char *certificate);
/* Is it a certificate in PEM with this SHA-256 of its DER, and nothing behind it? */
gboolean csr_is_certificate(const void *pem, size_t len, const uint8_t fingerprint[32]);
