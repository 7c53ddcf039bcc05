/* The authority's electronic seal: a P-256 key with a certificate of the demo's authority, and what it says
 * of a document: CMS SignedData, detached, SHA-256 (RFC 5652, with the signing certificate's hash of RFC
 * 5035). eseal_load returns a struct that owns key and certificates; eseal_free takes NULL. Immutable: any
 * room. */
#pragma once

#include <glib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdbool.h>

#include "base/secret.h"

struct eseal;
/* DIR/eseal.crt and eseal.key. A folder of before has none: NULL without error, and pages go unsealed. */
struct eseal *eseal_load(const char *dir, GError **error);
struct eseal *eseal_new(EVP_PKEY *key, X509 *certificate); /* takes both */
void eseal_free(struct eseal *seal);
/* A pdf_signer: `data` is the seal. */
bool eseal_sign(void *data, const void *a, size_t a_len, const void *b, size_t b_len,
                struct secret_bytes *out);
