#include "wire/tls_time.h"

#include <openssl/ssl.h>

void tls_hold_at(void *context, int64_t unix_ms)
{
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context), (time_t)(unix_ms / 1000));
}
