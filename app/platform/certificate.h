/* The demo's own certificate authority and the server certificate it signs, by OpenSSL: P-256, SHA-256.
 * Writes files into a folder of the caller; private keys with mode 0600. Owns nothing afterwards.
 * Called once by `keys init`, in the main thread. */
#pragma once

#include <glib.h>

/* Writes DIR/ca.crt, ca.key, tls.crt, tls.key. The server's names are `host` (IP address or name), 127.0.0.1
 * and localhost. */
gboolean certificate_make(const char *dir, const char *host, GError **error);
