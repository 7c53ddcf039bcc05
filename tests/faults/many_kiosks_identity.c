#include "many_kiosks_identity.h"

#include <glib.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

enum { DAY_S = 24 * 60 * 60, DAYS = 90 };

static FILE *open_in(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    return fopen(path, "r");
}

bool authority_load(struct authority *authority, const char *keys_dir)
{
    FILE *certificate = open_in(keys_dir, "ca.crt"), *key = open_in(keys_dir, "ca.key");
    *authority =
        (struct authority){.certificate = certificate ? PEM_read_X509(certificate, NULL, NULL, NULL) : NULL,
                           .key = key ? PEM_read_PrivateKey(key, NULL, NULL, NULL) : NULL};
    if (certificate)
        fclose(certificate);
    if (key)
        fclose(key);
    return authority->certificate && authority->key;
}

void authority_clear(struct authority *authority)
{
    X509_free(authority->certificate);
    EVP_PKEY_free(authority->key);
}

static bool add_extension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    bool added = extension && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

static bool fill(X509 *certificate, EVP_PKEY *key, X509 *issuer, const char *number, unsigned serial)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_set_version(certificate, X509_VERSION_3) &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -(long)DAY_S) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), DAYS, 0, NULL) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)number, -1, -1, 0) &&
           X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) &&
           X509_set_pubkey(certificate, key) &&
           add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
           add_extension(certificate, issuer, NID_ext_key_usage, "clientAuth");
}

bool identity_make(struct identity *identity, const struct authority *authority, const char *number,
                   unsigned serial)
{
    *identity = (struct identity){.certificate = X509_new(), .key = EVP_EC_gen("P-256")};
    return identity->certificate && identity->key &&
           fill(identity->certificate, identity->key, authority->certificate, number, serial) &&
           X509_sign(identity->certificate, authority->key, EVP_sha256());
}

void identity_clear(struct identity *identity)
{
    X509_free(identity->certificate);
    EVP_PKEY_free(identity->key);
}
