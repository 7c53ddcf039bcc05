/* The keys folder: fresh keys fit together, secrets are private, nothing is ever written over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "base/secret.h"
#include "platform/keys.h"
#include "wire/signed.h"

static const char *const names[] = {"ca.crt",   "ca.key", "tls.crt",  "tls.key",  "seal.pub",
                                    "seal.key", "keyid",  "sign.key", "sign.pub", "token"};

static int set_up(void **state)
{
    *state = g_dir_make_tmp("keys-XXXXXX", NULL);
    return keys_init(*state, "127.0.0.1", NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(*state, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(*state);
    g_free(*state);
    return 0;
}

static X509 *read_certificate(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    FILE *file = fopen(path, "r");
    X509 *certificate = file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    if (file)
        fclose(file);
    assert_non_null(certificate);
    return certificate;
}

static void the_server_certificate_is_signed_and_names_the_host(void **state)
{
    X509 *authority = read_certificate(*state, "ca.crt"), *server = read_certificate(*state, "tls.crt");
    X509_STORE *trust = X509_STORE_new();
    X509_STORE_CTX *check = X509_STORE_CTX_new();
    X509_STORE_add_cert(trust, authority);
    X509_STORE_CTX_init(check, trust, server, NULL);
    X509_STORE_CTX_set_purpose(check, X509_PURPOSE_SSL_SERVER);
    assert_int_equal(X509_verify_cert(check), 1);
    assert_int_equal(X509_check_ip_asc(server, "127.0.0.1", 0), 1);
    assert_int_equal(X509_check_host(server, "localhost", 0, 0, NULL), 1);
    assert_int_equal(X509_check_host(server, "example.org", 0, 0, NULL), 0);
    X509_STORE_CTX_free(check);
    X509_STORE_free(trust);
    X509_free(server);
    X509_free(authority);
}

static void what_is_sealed_to_the_public_key_opens(void **state)
{
    struct platform_keys *keys = keys_load(*state, NULL);
    assert_non_null(keys);
    uint8_t sealed[5 + crypto_box_SEALBYTES], open[5];
    crypto_box_seal(sealed, (const uint8_t *)"hello", 5, keys->seal_public);
    assert_int_equal(crypto_box_seal_open(open, sealed, sizeof sealed, keys->seal_public, keys->seal_secret),
                     0);
    assert_memory_equal(open, "hello", 5);
    assert_true(strlen(keys->token) >= 43); /* 256 bits */
    keys_free(keys);
}

static void what_is_signed_is_known_by_the_public_key(void **state)
{
    struct platform_keys *keys = keys_load(*state, NULL);
    assert_non_null(keys);
    g_autoptr(GBytes) text = signed_close("test", "hello", 5, keys->sign_secret);
    g_autoptr(GBytes) open =
        signed_open("test", g_bytes_get_data(text, NULL), g_bytes_get_size(text), keys->sign_public, NULL);
    assert_non_null(open);
    assert_int_equal(g_bytes_get_size(open), 5);
    assert_memory_equal(g_bytes_get_data(open, NULL), "hello", 5);
    keys_free(keys);
}

static void secrets_are_for_this_user_only(void **state)
{
    static const char *const secrets[] = {"ca.key", "tls.key", "seal.key", "sign.key", "token"};
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++) {
        g_autofree char *path = g_build_filename(*state, secrets[i], NULL);
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
}

static void keys_are_never_written_over(void **state)
{
    g_autoptr(GError) error = NULL;
    struct platform_keys *before = keys_load(*state, NULL);
    assert_false(keys_init(*state, "127.0.0.1", &error));
    assert_non_null(strstr(error->message, "left alone"));
    struct platform_keys *after = keys_load(*state, NULL);
    assert_memory_equal(before->seal_secret, after->seal_secret, KEYS_SEAL_BYTES);
    keys_free(before);
    keys_free(after);
}

static void tear_apart(const char *dir, const char *name)
{
    g_autofree char *other = g_dir_make_tmp("keys-XXXXXX", NULL);
    void *second = g_strdup(other);
    assert_true(keys_init(other, "localhost", NULL));
    g_autofree char *from = g_build_filename(other, name, NULL), *to = g_build_filename(dir, name, NULL);
    assert_int_equal(g_rename(from, to), 0);
    tear_down(&second);
    g_autoptr(GError) error = NULL;
    assert_null(keys_load(dir, &error));
    assert_non_null(strstr(error->message, "no pair"));
}

static void a_sealing_pair_torn_apart_is_found_at_start(void **state)
{
    tear_apart(*state, "seal.pub");
}

static void a_signing_pair_torn_apart_is_found_at_start(void **state)
{
    tear_apart(*state, "sign.pub");
}

static void a_missing_file_is_named(void **state)
{
    for (size_t i = 3; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(*state, names[i], NULL),
                        *aside = g_strconcat(path, ".aside", NULL);
        g_autoptr(GError) error = NULL;
        assert_int_equal(g_rename(path, aside), 0);
        assert_null(keys_load(*state, &error));
        assert_non_null(strstr(error->message, names[i]));
        assert_non_null(strstr(error->message, "keys init"));
        g_rename(aside, path);
    }
}

static void a_host_smuggles_no_further_names(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("keys-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;
    assert_false(keys_init(dir, "a,DNS:bank.example", &error));
    assert_non_null(strstr(error->message, "--host"));
    g_rmdir(dir);
}

#define FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER(the_server_certificate_is_signed_and_names_the_host),
        FOLDER(what_is_sealed_to_the_public_key_opens),
        FOLDER(what_is_signed_is_known_by_the_public_key),
        FOLDER(secrets_are_for_this_user_only),
        FOLDER(keys_are_never_written_over),
        FOLDER(a_sealing_pair_torn_apart_is_found_at_start),
        FOLDER(a_signing_pair_torn_apart_is_found_at_start),
        FOLDER(a_missing_file_is_named),
        cmocka_unit_test(a_host_smuggles_no_further_names),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
