#include "platform/eseal.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>

#include "platform/keys.h"

struct eseal {
    EVP_PKEY *key;
    X509 *certificate;
};

struct eseal *eseal_new(EVP_PKEY *key, X509 *certificate)
{
    struct eseal *seal = g_new0(struct eseal, 1);
    *seal = (struct eseal){key, certificate};
    return seal;
}

void eseal_free(struct eseal *seal)
{
    if (!seal)
        return;
    EVP_PKEY_free(seal->key);
    X509_free(seal->certificate);
    g_free(seal);
}

struct eseal *eseal_load(const char *dir, GError **error)
{
    g_autofree char *key_path = g_build_filename(dir, "eseal.key", NULL);
    g_autofree char *path = g_build_filename(dir, "eseal.crt", NULL);
    FILE *key_file = fopen(key_path, "re"), *file = fopen(path, "re");
    EVP_PKEY *key = key_file ? PEM_read_PrivateKey(key_file, NULL, NULL, NULL) : NULL;
    X509 *certificate = file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    bool absent = !key_file && !file,
         pair = key && certificate && X509_check_private_key(certificate, key) == 1;
    if (key_file)
        fclose(key_file);
    if (file)
        fclose(file);
    ERR_clear_error();
    if (pair)
        return eseal_new(key, certificate);
    EVP_PKEY_free(key);
    X509_free(certificate);
    if (!absent)
        g_set_error(error, keys_error_quark(), KEYS_ERROR_FAILED,
                    "eseal.key and eseal.crt in %s are no pair: restore both from one backup", dir);
    return NULL;
}

/* Memory of OpenSSL's own, wiped when it is let go (BUF_MEM_free). */
static BIO *both(const void *a, size_t a_len, const void *b, size_t b_len)
{
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio && BIO_write(bio, a, (int)a_len) == (int)a_len && BIO_write(bio, b, (int)b_len) == (int)b_len)
        return bio;
    BIO_free(bio);
    return NULL;
}

static bool take_der(CMS_ContentInfo *cms, struct secret_bytes *out)
{
    unsigned char *der = NULL;
    int len = i2d_CMS_ContentInfo(cms, &der);
    if (len > 0)
        secret_bytes_append(out, der, (size_t)len);
    OPENSSL_free(der);
    return len > 0;
}

bool eseal_sign(void *data, const void *a, size_t a_len, const void *b, size_t b_len,
                struct secret_bytes *out)
{
    const struct eseal *seal = data;
    BIO *bio = both(a, a_len, b, b_len);
    CMS_ContentInfo *cms = bio ? CMS_sign(seal->certificate, seal->key, NULL, bio,
                                          CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES)
                               : NULL;
    bool well = cms && take_der(cms, out);
    CMS_ContentInfo_free(cms);
    BIO_free(bio);
    ERR_clear_error();
    return well;
}
