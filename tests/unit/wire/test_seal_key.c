/* Key files say their suite; a key to which nothing can be sealed is found when it is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "wire/seal_key.h"

static const struct suite *const suites[] = {&suite_default, &suite_national};

static void a_pair_goes_through_its_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        struct seal_pair drawn, read;
        struct seal_key key;
        struct secret_bytes secret = {0};
        seal_pair_draw(&drawn, suites[i]);
        seal_pair_text(&drawn, &secret);
        g_autofree char *line = seal_key_text(&drawn.key);
        assert_true(g_str_has_prefix(line, suites[i]->name));
        assert_true(seal_key_parse(&key, line, NULL));
        assert_memory_equal(key.bytes, drawn.key.bytes, sizeof key.bytes);
        assert_string_equal(key.keyid, drawn.key.keyid);
        assert_true(seal_pair_parse(&read, (char *)secret.data, NULL));
        assert_memory_equal(read.secret, drawn.secret, SUITE_SECRET_BYTES);
        assert_memory_equal(read.key.bytes, drawn.key.bytes, sizeof key.bytes);
        secret_bytes_clear(&secret);
        seal_pair_clear(&read);
        seal_pair_clear(&drawn);
    }
}

static void the_name_says_the_suite(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        struct seal_pair pair;
        seal_pair_draw(&pair, suites[i]);
        assert_int_equal(strlen(pair.key.keyid), 14);
        assert_ptr_equal(suite_by_keyid(pair.key.keyid), suites[i]);
        assert_ptr_equal(suite_by_name(suites[i]->name), suites[i]);
        seal_pair_clear(&pair);
    }
    assert_null(suite_by_keyid(""));
    assert_null(suite_by_keyid("p"));
    assert_null(suite_by_keyid("x-0123456789ab"));
    assert_null(suite_by_name(""));
}

static void what_is_no_key_is_refused(void **state)
{
    static const char *const lines[] = {
        "",
        "default",
        "default ",
        "default AAAA",
        "unheard BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
        "national BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
        "default AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", /* of small order: anyone opens */
        /* not on the curve */
        "national BAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        struct seal_key key;
        g_autoptr(GError) error = NULL;
        assert_false(seal_key_parse(&key, lines[i], &error));
        assert_true(g_error_matches(error, seal_key_error_quark(), SEAL_KEY_ERROR_FORM));
    }
}

/* GB/T 32918.1 6.1: a secret key of SM2 is neither 0 nor n - 1 nor above. */
static void what_is_no_secret_is_refused(void **state)
{
    static const char *const lines[] = {
        "default AAAA",
        "national AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "national /////v///////////////3ID32shxgUrU7v0CTnVQSI=", /* n - 1 */
        "national /////v///////////////3ID32shxgUrU7v0CTnVQSM=", /* n */
        "national //////////////////////////////////////////8=",
    };
    struct seal_pair pair;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        assert_false(seal_pair_parse(&pair, lines[i], NULL));
    assert_true(seal_pair_parse(&pair, "national /////v///////////////3ID32shxgUrU7v0CTnVQSE=", NULL));
    seal_pair_clear(&pair);
}

static void a_file_of_an_earlier_release_is_read(void **state)
{
    char name[] = "/tmp/seal-XXXXXX";
    struct seal_key key;
    g_autoptr(GError) error = NULL;

    (void)state;
    close(g_mkstemp(name));
    assert_true(g_file_set_contents(name, "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n", -1, NULL));
    assert_true(seal_key_read(&key, name, NULL));
    assert_ptr_equal(key.suite, &suite_default);
    assert_int_equal(key.bytes[31], 7);
    assert_true(g_file_set_contents(name, "default BwcHBwcH\n", -1, NULL));
    assert_false(seal_key_read(&key, name, &error));
    assert_non_null(strstr(error->message, name));
    assert_non_null(strstr(error->message, "copy it"));
    unlink(name);
    assert_false(seal_key_read(&key, name, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_goes_through_its_lines),
        cmocka_unit_test(the_name_says_the_suite),
        cmocka_unit_test(what_is_no_key_is_refused),
        cmocka_unit_test(what_is_no_secret_is_refused),
        cmocka_unit_test(a_file_of_an_earlier_release_is_read),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
