/* Keys and certificates of many kiosks, made at once: each its own P-256 key, signed by the demo's authority
 * as enrolment would have it (CN = kiosk number). The caller owns what is handed out. One thread. */
#pragma once

#include <openssl/ssl.h>
#include <stdbool.h>

struct authority {
    X509 *certificate;
    EVP_PKEY *key;
};
bool authority_load(struct authority *authority, const char *keys_dir); /* ca.crt and ca.key */
void authority_clear(struct authority *authority);

struct identity {
    X509 *certificate;
    EVP_PKEY *key;
};
bool identity_make(struct identity *identity, const struct authority *authority, const char *number,
                   unsigned serial);
void identity_clear(struct identity *identity);
