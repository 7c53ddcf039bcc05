/* The demo's own certificate authority and the server certificate it signs, by OpenSSL: P-256, SHA-256.
 * Writes files into a folder of the caller; private keys with mode 0600. Owns nothing afterwards.
 * certificate_make is called once by `keys init`, in the main thread; the rest by whoever signs. */
#pragma once

#include <glib.h>
#include <openssl/x509.h>
#include <stdint.h>

/* Writes DIR/ca.crt, ca.key, tls.crt, tls.key, eseal.crt, eseal.key (eseal.h). The server's names are `host`
 * (IP address or name), 127.0.0.1 and localhost. */
gboolean certificate_make(const char *dir, const char *host, GError **error);

/* Writes DIR/eseal.crt, eseal.key anew beside the ca.crt and ca.key that are there. */
gboolean certificate_make_eseal(const char *dir, GError **error);

/* An unsigned certificate: subject, key, a random serial, and life from a day before `now_ms`, for a clock
 * that is a little behind. `issuer` NULL = its own. X509_free; NULL when OpenSSL refuses. */
X509 *certificate_draft(const char *common_name, EVP_PKEY *key, X509 *issuer, int64_t now_ms, int days);
/* One extension (RFC 5280) by OpenSSL's name and words. */
gboolean certificate_extend(X509 *certificate, X509 *issuer, int nid, const char *value);
