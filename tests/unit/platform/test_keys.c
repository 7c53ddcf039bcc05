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
#include "platform/complete.h"
#include "platform/keys.h"
#include "platform/rotation.h"
#include "wire/sealer.h"
#include "wire/signed.h"

enum { OPTIONAL = 2 }; /* of them: a safe may hold the one, a demo alone has the other */
static const char *const names[] = {"ca.key",   "token",    "ca.crt",   "tls.key",  "tls.crt",
                                    "seal.pub", "seal.key", "hash.key", "sign.key", "sign.pub"};

static const char *const others[] = {"eseal.key", "eseal.crt", "operator"};

static int set_up(void **state)
{
    *state = g_dir_make_tmp("keys-XXXXXX", NULL);
    return keys_init(*state, "127.0.0.1", &suite_default, NULL) && keys_demo_token(*state, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(*state, names[i], NULL);
        g_unlink(path);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autofree char *path = g_build_filename(*state, others[i], NULL);
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
    g_autofree char *file = g_build_filename(*state, "seal.pub", NULL);
    struct seal_key named;
    assert_true(seal_key_read(&named, file, NULL));
    const struct seal_pair *pair = keys_seal(keys, named.keyid);
    assert_ptr_equal(pair, &keys->seals[0]);
    struct secret_bytes text = {0}, out = {0};
    secret_bytes_text(&text, "hello");
    struct sealer *sealer = sealer_new(&named);
    g_autoptr(GBytes) box = sealer_seal(sealer, &text, NULL);
    assert_true(envelope_open(pair, g_bytes_get_data(box, NULL), g_bytes_get_size(box), &out, NULL));
    assert_string_equal((char *)out.data, "hello");
    secret_bytes_clear(&text);
    secret_bytes_clear(&out);
    sealer_free(sealer);
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
    static const char *const secrets[] = {"ca.key", "tls.key", "seal.key", "hash.key", "sign.key", "token"};
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
    assert_false(keys_init(*state, "127.0.0.1", &suite_default, &error));
    assert_non_null(strstr(error->message, "left alone"));
    struct platform_keys *after = keys_load(*state, NULL);
    assert_string_equal(before->seals[0].key.keyid, after->seals[0].key.keyid);
    keys_free(before);
    keys_free(after);
}

static void tear_apart(const char *dir, const char *name)
{
    g_autofree char *other = g_dir_make_tmp("keys-XXXXXX", NULL);
    void *second = g_strdup(other);
    assert_true(keys_init(other, "localhost", &suite_default, NULL));
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

/* As `keys rotate` leaves it: boxes that kiosks sealed before are still on their way. */
static void a_pair_of_before_still_opens(void **state)
{
    static const struct suite *const suites[] = {&suite_default, &suite_national};
    g_autofree char *folder = g_build_filename(*state, "seals", NULL);
    g_mkdir(folder, 0700);
    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        struct secret_bytes line = {0};
        struct seal_pair old;
        seal_pair_draw(&old, suites[i]);
        seal_pair_text(&old, &line);
        g_autofree char *path = g_strconcat(folder, "/", old.key.keyid, ".key", NULL);
        assert_true(g_file_set_contents(path, (char *)line.data, -1, NULL));
        struct platform_keys *keys = keys_load(*state, NULL);
        assert_non_null(keys);
        assert_int_equal(keys->seal_count, 2);
        assert_memory_equal(keys_seal(keys, old.key.keyid)->secret, old.secret, SUITE_SECRET_BYTES);
        assert_null(keys_seal(keys, "p-000000000000"));
        keys_free(keys);
        assert_true(g_file_set_contents(path, "default AAAA", -1, NULL));
        assert_null(keys_load(*state, NULL)); /* damaged: said at start, not when the box comes */
        g_unlink(path);
        secret_bytes_clear(&line);
        seal_pair_clear(&old);
    }
    g_rmdir(folder);
}

/* And what to do: `keys complete` makes what an older release did not have, and no other. */
static void a_missing_file_is_named(void **state)
{
    static const char *const later[] = {"seal.pub", "hash.key", "sign.key", "sign.pub", NULL};
    for (size_t i = OPTIONAL; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(*state, names[i], NULL),
                        *aside = g_strconcat(path, ".aside", NULL);
        g_autoptr(GError) error = NULL;
        assert_int_equal(g_rename(path, aside), 0);
        assert_null(keys_load(*state, &error));
        assert_non_null(strstr(error->message, path));
        assert_non_null(strstr(error->message, "backup"));
        assert_int_equal(strstr(error->message, "keys complete") != NULL, g_strv_contains(later, names[i]));
        g_rename(aside, path);
    }
}

static void a_folder_that_is_not_there_is_no_older_one(void **state)
{
    g_autofree char *nowhere = g_build_filename(*state, "nowhere", NULL);
    g_autoptr(GString) told = g_string_new(NULL);
    g_autoptr(GError) load = NULL, complete = NULL, rotate = NULL;
    assert_null(keys_load(nowhere, &load));
    assert_false(complete_keys(nowhere, told, &complete));
    assert_false(rotation_sign(nowhere, FALSE, &rotate));
    const GError *const errors[] = {load, complete, rotate};
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
        assert_non_null(strstr(errors[i]->message, "there is no keys folder"));
        assert_non_null(strstr(errors[i]->message, "keys init"));
        assert_null(strstr(errors[i]->message, "keys complete"));
    }
    assert_string_equal(told->str, "");
    assert_false(g_file_test(nowhere, G_FILE_TEST_EXISTS));
}

/* What `complete` cannot make it does not ask for by its own name. */
static void completing_names_what_only_a_backup_has(void **state)
{
    static const char *const losses[] = {"seal.key", "ca.crt", "tls.key", "tls.crt"};
    for (size_t i = 0; i < G_N_ELEMENTS(losses); i++) {
        g_autofree char *path = g_build_filename(*state, losses[i], NULL),
                        *aside = g_strconcat(path, ".aside", NULL);
        g_autoptr(GString) told = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        assert_int_equal(g_rename(path, aside), 0);
        assert_false(complete_keys(*state, told, &error));
        assert_non_null(strstr(error->message, path));
        assert_non_null(strstr(error->message, "restore it from the backup"));
        assert_null(strstr(error->message, "keys complete"));
        g_rename(aside, path);
    }
}

static void what_is_optional_may_be_away(void **state)
{
    for (size_t i = 0; i < OPTIONAL; i++) {
        g_autofree char *path = g_build_filename(*state, names[i], NULL);
        g_unlink(path);
    }
    struct platform_keys *keys = keys_load(*state, NULL);
    assert_non_null(keys);
    assert_null(keys->token);
    assert_null(keys->authority_key);
    keys_free(keys);
}

static void a_host_smuggles_no_further_names(void **state)
{
    (void)state;
    g_autofree char *dir = g_dir_make_tmp("keys-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;
    assert_false(keys_init(dir, "a,DNS:bank.example", &suite_default, &error));
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
        FOLDER(a_pair_of_before_still_opens),
        FOLDER(a_missing_file_is_named),
        FOLDER(a_folder_that_is_not_there_is_no_older_one),
        FOLDER(completing_names_what_only_a_backup_has),
        FOLDER(what_is_optional_may_be_away),
        cmocka_unit_test(a_host_smuggles_no_further_names),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
