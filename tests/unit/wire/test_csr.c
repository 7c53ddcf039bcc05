/* The kiosk's own side of a certificate: its key, its request, and whether what came back fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/secret.h"
#include "wire/csr.h"

/* A certificate for that key, signed by itself; g_free. */
static char *certificate_for(const char *text, uint8_t fingerprint[32])
{
    BIO *in = BIO_new_mem_buf(text, -1), *out = BIO_new(BIO_s_mem());
    EVP_PKEY *key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL);
    X509 *certificate = X509_new();
    char *data = NULL;

    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    assert_int_equal(X509_digest(certificate, EVP_sha256(), fingerprint, NULL), 1);
    assert_int_equal(PEM_write_bio_X509(out, certificate), 1);
    long len = BIO_get_mem_data(out, &data);
    char *pem = g_strndup(data, (gsize)len);
    X509_free(certificate);
    EVP_PKEY_free(key);
    BIO_free(in);
    BIO_free(out);
    return pem;
}

static void a_request_names_the_kiosk_and_proves_the_key(void **state)
{
    char *key = csr_key(NULL), name[16] = "";
    g_autofree char *csr = csr_build(key, "20617", NULL);
    BIO *bio = BIO_new_mem_buf(csr, -1);
    X509_REQ *request = PEM_read_bio_X509_REQ(bio, NULL, NULL, NULL);

    (void)state;
    assert_non_null(request);
    assert_int_equal(X509_REQ_verify(request, X509_REQ_get0_pubkey(request)), 1);
    assert_int_equal(EVP_PKEY_get_bits(X509_REQ_get0_pubkey(request)), 256);
    X509_NAME_get_text_by_NID(X509_REQ_get_subject_name(request), NID_commonName, name, sizeof name);
    assert_string_equal(name, "20617");
    X509_REQ_free(request);
    BIO_free(bio);
    secret_free(key);
}

static void no_key_is_made_twice(void **state)
{
    char *one = csr_key(NULL), *other = csr_key(NULL);

    (void)state;
    assert_string_not_equal(one, other);
    secret_free(one);
    secret_free(other);
}

static void a_certificate_fits_its_own_key_alone(void **state)
{
    char *mine = csr_key(NULL), *other = csr_key(NULL);
    uint8_t print[32];
    g_autofree char *pem = certificate_for(mine, print);

    (void)state;
    assert_true(csr_fits(mine, pem));
    assert_false(csr_fits(other, pem));
    assert_false(csr_fits(mine, "no certificate"));
    assert_false(csr_fits("no key", pem));
    secret_free(mine);
    secret_free(other);
}

/* The file will be all that is trusted: one certificate of this fingerprint, and nothing else beside it. */
static void an_authority_is_known_by_its_fingerprint(void **state)
{
    char *mine = csr_key(NULL), *other = csr_key(NULL);
    uint8_t print[32], strange[32];
    g_autofree char *pem = certificate_for(mine, print), *second = certificate_for(other, strange);
    g_autofree char *behind = g_strconcat(pem, second, NULL), *before = g_strconcat(second, pem, NULL);

    (void)state;
    assert_true(csr_is_certificate(pem, strlen(pem), print));
    assert_false(csr_is_certificate(pem, strlen(pem), strange));
    assert_false(csr_is_certificate(behind, strlen(behind), print));
    assert_false(csr_is_certificate(before, strlen(before), print));
    for (size_t len = 0; len + 30 < strlen(pem); len++)
        assert_false(csr_is_certificate(pem, len, print));
    secret_free(mine);
    secret_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_names_the_kiosk_and_proves_the_key),
        cmocka_unit_test(no_key_is_made_twice),
        cmocka_unit_test(a_certificate_fits_its_own_key_alone),
        cmocka_unit_test(an_authority_is_known_by_its_fingerprint),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
