#include "platform/authority.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "platform/certificate.h"

enum { KIOSK_DIGITS = 5, DAY_MS = 24 * 60 * 60 * 1000, DER_MAX = 16 * 1024 };

static X509_REQ *read_request(const char *text)
{
    BIO *bio = BIO_new_mem_buf(text, -1);
    X509_REQ *request = bio ? PEM_read_bio_X509_REQ(bio, NULL, NULL, NULL) : NULL;
    BIO_free(bio);
    return request;
}

static bool is_p256(EVP_PKEY *key)
{
    char group[32] = "";
    return key &&
           EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL) &&
           strcmp(group, "prime256v1") == 0;
}

/* One common name of five digits. */
static bool read_name(X509_REQ *request, char kiosk[16])
{
    X509_NAME *name = X509_REQ_get_subject_name(request);
    int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    int len = X509_NAME_get_text_by_NID(name, NID_commonName, kiosk, 16);
    return at >= 0 && X509_NAME_get_index_by_NID(name, NID_commonName, at) < 0 && len == KIOSK_DIGITS &&
           strspn(kiosk, "0123456789") == KIOSK_DIGITS;
}

static bool hash_key(EVP_PKEY *key, uint8_t out[AUTHORITY_KEY_BYTES])
{
    unsigned char *der = NULL;
    int len = i2d_PUBKEY(key, &der);
    bool well = len > 0 && EVP_Digest(der, (size_t)len, out, NULL, EVP_sha256(), NULL);
    OPENSSL_free(der);
    return well;
}

static const char *judge(X509_REQ *request, struct authority_request *out)
{
    EVP_PKEY *key = request ? X509_REQ_get0_pubkey(request) : NULL;
    if (!request)
        return "This is no certificate request (PKCS #10, PEM).";
    if (!is_p256(key))
        return "A kiosk's key is of the curve P-256.";
    if (X509_REQ_verify(request, key) != 1)
        return "The request is not signed by its own key.";
    if (!read_name(request, out->kiosk))
        return "The common name is the kiosk's number: five digits.";
    return hash_key(key, out->key) ? NULL : "The key cannot be read.";
}

gboolean authority_look(const char *csr, struct authority_request *out, const char **problem)
{
    X509_REQ *request = read_request(csr);
    *out = (struct authority_request){0};
    *problem = judge(request, out);
    X509_REQ_free(request);
    ERR_clear_error();
    return *problem == NULL;
}

static X509 *read_certificate(const char *text)
{
    BIO *bio = BIO_new_mem_buf(text, -1);
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    BIO_free(bio);
    return certificate;
}

static EVP_PKEY *read_key(const char *text)
{
    BIO *bio = text ? BIO_new_mem_buf(text, -1) : NULL;
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
    BIO_free(bio);
    return key;
}

/* X.509 v3 of a TLS client (RFC 5280 4.2.1). */
static gboolean dress(X509 *leaf, X509 *authority)
{
    return certificate_extend(leaf, authority, NID_basic_constraints, "critical,CA:FALSE") &&
           certificate_extend(leaf, authority, NID_key_usage, "critical,digitalSignature") &&
           certificate_extend(leaf, authority, NID_ext_key_usage, "clientAuth") &&
           certificate_extend(leaf, authority, NID_subject_key_identifier, "hash") &&
           certificate_extend(leaf, authority, NID_authority_key_identifier, "keyid:always");
}

/* Without leading zeros: OpenSSL writes whole bytes, and whoever comes is compared as a number (peer.c). */
static const char *digits_of(const char *hex)
{
    while (hex[0] == '0' && hex[1])
        hex++;
    return hex;
}

static bool write_out(X509 *leaf, struct authority_certificate *out)
{
    BIO *bio = BIO_new(BIO_s_mem());
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(leaf), NULL);
    char *hex = number ? BN_bn2hex(number) : NULL, *data = NULL;
    bool well = bio && hex && PEM_write_bio_X509(bio, leaf) &&
                g_strlcpy(out->serial, digits_of(hex), sizeof out->serial) < sizeof out->serial;
    if (well) {
        long len = BIO_get_mem_data(bio, &data);
        out->pem = g_strndup(data, (gsize)len);
    }
    OPENSSL_free(hex);
    BN_free(number);
    BIO_free(bio);
    return well;
}

static bool sign(X509_REQ *request, X509 *authority, EVP_PKEY *key, int days,
                 struct authority_certificate *out)
{
    char kiosk[16];
    X509 *leaf = read_name(request, kiosk) ? certificate_draft(kiosk, X509_REQ_get0_pubkey(request),
                                                               authority, out->issued_ms, days)
                                           : NULL;
    bool well = leaf && dress(leaf, authority) && X509_sign(leaf, key, EVP_sha256()) && write_out(leaf, out);
    X509_free(leaf);
    return well;
}

gboolean authority_sign(const struct platform_keys *keys, const char *csr, int64_t now_ms, int days,
                        struct authority_certificate *out, GError **error)
{
    X509 *authority = read_certificate(keys->authority_certificate);
    EVP_PKEY *key = read_key(keys->authority_key);
    X509_REQ *request = read_request(csr);
    *out = (struct authority_certificate){.issued_ms = now_ms, .until_ms = now_ms + (int64_t)days * DAY_MS};
    bool well = authority && key && request && sign(request, authority, key, days, out);
    X509_REQ_free(request);
    EVP_PKEY_free(key);
    X509_free(authority);
    ERR_clear_error();
    if (!well)
        g_set_error_literal(error, keys_error_quark(), KEYS_ERROR_FAILED,
                            "cannot sign a kiosk's certificate: the keys folder needs ca.key and ca.crt of "
                            "one authority");
    return well;
}

gboolean authority_fingerprint(const struct platform_keys *keys, uint8_t out[AUTHORITY_FINGERPRINT_BYTES],
                               GError **error)
{
    X509 *authority = read_certificate(keys->authority_certificate);
    bool well = authority && X509_digest(authority, EVP_sha256(), out, NULL);
    X509_free(authority);
    ERR_clear_error();
    if (!well)
        g_set_error_literal(error, keys_error_quark(), KEYS_ERROR_FAILED,
                            "ca.crt in the keys folder is no certificate: restore it from the backup");
    return well;
}
