#include "wire/csr.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#include "base/secret.h"
#include "wire/messages.h"

static void fail(GError **error, const char *what)
{
    ERR_clear_error();
    g_set_error(error, message_error_quark(), MESSAGE_ERROR_FORM, "cannot %s: check OpenSSL's installation",
                what);
}

/* What OpenSSL wrote, in secret memory; its own buffer is wiped. */
static char *text_of(BIO *bio)
{
    char *data = NULL;
    long len = BIO_get_mem_data(bio, &data);
    char *text = secret_new((size_t)len + 1);

    memcpy(text, data, (size_t)len);
    secret_wipe(data, (size_t)len);
    return text;
}

char *csr_key(GError **error)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    BIO *bio = BIO_new(BIO_s_mem());
    char *text =
        key && bio && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) ? text_of(bio) : NULL;

    if (!text)
        fail(error, "make a key");
    BIO_free(bio);
    EVP_PKEY_free(key);
    return text;
}

static EVP_PKEY *read_key(const char *text)
{
    BIO *bio = BIO_new_mem_buf(text, -1);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return key;
}

static gboolean sign(X509_REQ *request, EVP_PKEY *key, const char *kiosk)
{
    X509_NAME *name = X509_REQ_get_subject_name(request);

    return X509_REQ_set_version(request, X509_REQ_VERSION_1) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)kiosk, -1, -1, 0) &&
           X509_REQ_set_pubkey(request, key) && X509_REQ_sign(request, key, EVP_sha256());
}

char *csr_build(const char *text, const char *kiosk, GError **error)
{
    EVP_PKEY *key = read_key(text);
    X509_REQ *request = X509_REQ_new();
    BIO *bio = BIO_new(BIO_s_mem());
    char *data = NULL, *out = NULL;

    if (key && request && bio && sign(request, key, kiosk) && PEM_write_bio_X509_REQ(bio, request)) {
        long len = BIO_get_mem_data(bio, &data);
        out = g_strndup(data, (gsize)len);
    } else {
        fail(error, "ask for a certificate with this key");
    }
    BIO_free(bio);
    X509_REQ_free(request);
    EVP_PKEY_free(key);
    return out;
}

static X509 *read_certificate(const void *pem, size_t len)
{
    BIO *bio = len <= INT_MAX ? BIO_new_mem_buf(pem, (int)len) : NULL;
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return certificate;
}

gboolean csr_fits(const char *text, const char *certificate)
{
    EVP_PKEY *key = read_key(text);
    X509 *leaf = read_certificate(certificate, strlen(certificate));
    gboolean fits = key && leaf && X509_check_private_key(leaf, key) == 1;

    X509_free(leaf);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return fits;
}

gboolean csr_is_certificate(const void *pem, size_t len, const uint8_t fingerprint[32])
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    X509 *certificate = read_certificate(pem, len);
    gboolean well = certificate && X509_digest(certificate, EVP_sha256(), digest, &n) && n == 32 &&
                    memcmp(digest, fingerprint, n) == 0 && memmem(pem, len, "END CERTIFICATE", 15) &&
                    g_strstr_len(pem, (gssize)len, "BEGIN") == g_strrstr_len(pem, (gssize)len, "BEGIN");

    X509_free(certificate);
    ERR_clear_error();
    return well;
}
