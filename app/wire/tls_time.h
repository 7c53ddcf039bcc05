/* At what time the certificates of a TLS connection must hold, when that is not the clock's.
 * Borrows the context.
 * The room of the connection. */
#pragma once

#include <stdint.h>

/* `context` is an SSL_CTX, as libcurl hands it out (CURLOPT_SSL_CTX_FUNCTION); Unix milliseconds. */
void tls_hold_at(void *context, int64_t unix_ms);
