#include "wire/detached.h"

#include <limits.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

GQuark detached_error_quark(void)
{
    return g_quark_from_static_string("detached-signature");
}

static gboolean fail(GError **error, enum detached_error code, const char *what)
{
    ERR_clear_error();
    g_set_error_literal(error, detached_error_quark(), code, what);
    return FALSE;
}

static X509 *read_certificate(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return certificate;
}

static EVP_PKEY *read_key(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return key;
}

static GBytes *der_of(CMS_ContentInfo *cms)
{
    unsigned char *der = NULL;
    int len = i2d_CMS_ContentInfo(cms, &der);
    GBytes *bytes = len > 0 ? g_bytes_new(der, (gsize)len) : NULL;

    OPENSSL_free(der);
    return bytes;
}

GBytes *detached_sign(const char *pem, const void *bytes, size_t len, GError **error)
{
    EVP_PKEY *key = read_key(pem);
    X509 *certificate = read_certificate(pem);
    BIO *content = len <= INT_MAX ? BIO_new_mem_buf(bytes, (int)len) : NULL;
    CMS_ContentInfo *cms =
        key && certificate && content
            ? CMS_sign(certificate, key, NULL, content, CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP)
            : NULL;
    GBytes *signature = cms ? der_of(cms) : NULL;

    CMS_ContentInfo_free(cms);
    BIO_free(content);
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (!signature)
        fail(error, DETACHED_ERROR_KEY,
             "the identity's key and certificate are no pair: enrol the kiosk again with a new token");
    return signature;
}

static CMS_ContentInfo *parse(GBytes *signature)
{
    gsize len = 0;
    const unsigned char *der = g_bytes_get_data(signature, &len), *end = der;
    CMS_ContentInfo *cms = len > 0 && len <= DETACHED_MAX ? d2i_CMS_ContentInfo(NULL, &end, (long)len) : NULL;

    if (!cms || end == der + len)
        return cms;
    CMS_ContentInfo_free(cms);
    return NULL;
}

/* One authority, and of its certificates those that are shown to a server: that is what kiosks have. */
static X509_STORE *trust(const char *authority)
{
    X509 *root = read_certificate(authority);
    X509_STORE *store = X509_STORE_new();
    gboolean well = root && store && X509_STORE_add_cert(store, root) &&
                    X509_STORE_set_purpose(store, X509_PURPOSE_SSL_CLIENT) &&
                    X509_STORE_set_flags(store, X509_V_FLAG_NO_CHECK_TIME);

    X509_free(root);
    if (well)
        return store;
    X509_STORE_free(store);
    return NULL;
}

static gboolean read_signer(X509 *certificate, struct detached_signer *out)
{
    X509_NAME *subject = X509_get_subject_name(certificate);
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL);
    char *hex = number ? BN_bn2hex(number) : NULL;
    const char *digits = hex ? hex : "";

    while (digits[0] == '0' && digits[1])
        digits++;
    if (X509_NAME_get_text_by_NID(subject, NID_commonName, out->name, sizeof out->name) !=
        (int)strlen(out->name))
        out->name[0] = '\0';
    gboolean well = hex && g_strlcpy(out->serial, digits, sizeof out->serial) < sizeof out->serial;
    OPENSSL_free(hex);
    BN_free(number);
    return well;
}

/* Of several signers one would answer for the others. */
static gboolean one_signer(CMS_ContentInfo *cms, struct detached_signer *out)
{
    STACK_OF(X509) *signers = CMS_get0_signers(cms);
    gboolean well = signers && sk_X509_num(signers) == 1 && read_signer(sk_X509_value(signers, 0), out);

    sk_X509_free(signers);
    return well;
}

/* Behind a filter that does nothing: of a plain memory BIO, CMS_verify of OpenSSL 3.0 makes a copy, and
 * forgets it when the digest is one it does not know. BIO_free_all. */
static BIO *to_read(const void *bytes, size_t len)
{
    BIO *content = len <= INT_MAX ? BIO_new_mem_buf(bytes, (int)len) : NULL;
    BIO *filter = content ? BIO_new(BIO_f_null()) : NULL;

    return filter ? BIO_push(filter, content) : content;
}

gboolean detached_check(const char *authority, const void *bytes, size_t len, GBytes *signature,
                        struct detached_signer *signer, GError **error)
{
    CMS_ContentInfo *cms = parse(signature);
    X509_STORE *store = trust(authority);
    BIO *content = to_read(bytes, len);

    *signer = (struct detached_signer){0};
    gboolean well = cms && store && content && CMS_verify(cms, NULL, store, content, NULL, CMS_BINARY) == 1 &&
                    one_signer(cms, signer);
    BIO_free_all(content);
    X509_STORE_free(store);
    CMS_ContentInfo_free(cms);
    ERR_clear_error();
    return well || fail(error, DETACHED_ERROR_SIGNATURE,
                        "its signature does not hold: it was altered, or is another platform's kiosk's");
}
