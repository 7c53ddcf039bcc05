/* The identity on the kiosk's disk: what is written is read, what is damaged says what to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "base/secret.h"
#include "sync/enrolment.h"

static int set_up(void **state)
{
    *state = g_dir_make_tmp("identity-XXXXXX", NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    g_autofree char *path = g_build_filename(*state, ENROLMENT_FILE, NULL);

    g_unlink(path);
    g_rmdir(*state);
    g_free(*state);
    return 0;
}

/* RFC 8410, 10.1. */
static const char release[] = "-----BEGIN PUBLIC KEY-----\n"
                              "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                              "-----END PUBLIC KEY-----\n";

static struct enrolment example(const struct suite *suite)
{
    struct enrolment enrolment = {.kiosk = "20617", .renew_after_ms = 1795392000000, .receipts_given = 147};
    struct seal_pair pair;

    seal_pair_draw(&pair, suite);
    enrolment.keys.sequence = 7;
    enrolment.keys.seal = pair.key;
    memset(enrolment.keys.sign_public, 5, SIGNED_PUBLIC_BYTES);
    enrolment.keys.release = (struct release_keys){.sequence = 3, .count = 1};
    assert_true(release_key_of_pem(release, strlen(release), &enrolment.keys.release.keys[0]));
    enrolment.keys.release.keys[0].since_ms = 1795392000000;
    seal_pair_clear(&pair);
    return enrolment;
}

static void what_is_written_is_read(void **state)
{
    static const struct suite *const suites[] = {&suite_default, &suite_national};

    for (size_t i = 0; i < G_N_ELEMENTS(suites); i++) {
        struct enrolment put = example(suites[i]), got;
        assert_true(enrolment_store(*state, &put, NULL));
        assert_true(enrolment_load(*state, &got, NULL));
        assert_string_equal(got.kiosk, put.kiosk);
        assert_int_equal(got.renew_after_ms, put.renew_after_ms);
        assert_int_equal(got.receipts_given, 147);
        assert_int_equal(got.keys.sequence, 7);
        assert_string_equal(got.keys.seal.keyid, put.keys.seal.keyid);
        assert_ptr_equal(got.keys.seal.suite, suites[i]);
        assert_memory_equal(got.keys.sign_public, put.keys.sign_public, SIGNED_PUBLIC_BYTES);
        assert_memory_equal(&got.keys.release, &put.keys.release, sizeof put.keys.release);
    }
}

/* One that was enrolled by an earlier release goes on, and accepts no release. */
static void a_file_of_an_earlier_release_is_read(void **state)
{
    struct enrolment put = example(&suite_default), got;
    g_autofree char *path = g_build_filename(*state, ENROLMENT_FILE, NULL), *text = NULL;

    put.keys.release = (struct release_keys){0};
    assert_true(enrolment_store(*state, &put, NULL));
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_true(g_str_has_suffix(text, "}}"));
    g_autofree char *earlier = g_strdup_printf("%.*s,\"release_keys\":[]}}", (int)strlen(text) - 2, text);
    assert_true(g_file_set_contents(path, earlier, -1, NULL));
    assert_true(enrolment_load(*state, &got, NULL));
    assert_int_equal(got.keys.sequence, 7);
    assert_int_equal(got.keys.release.sequence, 0);
    assert_int_equal(got.keys.release.count, 0);
}

static void each_state_has_a_stamp_of_its_own(void **state)
{
    struct enrolment one = example(&suite_default), other = example(&suite_default);

    assert_int_equal(enrolment_stamp(*state, ENROLMENT_FILE), 0);
    assert_true(enrolment_store(*state, &one, NULL));
    guint64 first = enrolment_stamp(*state, ENROLMENT_FILE);
    assert_int_not_equal(first, 0);
    assert_int_equal(enrolment_stamp(*state, ENROLMENT_FILE), first);
    assert_true(enrolment_store(*state, &other, NULL)); /* of the same length, in the same moment */
    assert_int_not_equal(enrolment_stamp(*state, ENROLMENT_FILE), first);
}

static void assert_unknown(const char *dir, const char *said)
{
    g_autoptr(GError) error = NULL;
    struct enrolment got;

    assert_false(enrolment_load(dir, &got, &error));
    assert_true(g_error_matches(error, enrolment_error_quark(), ENROLMENT_ERROR_NONE));
    assert_non_null(strstr(error->message, said));
}

static void who_is_not_enrolled_is_told_how(void **state)
{
    assert_unknown(*state, "kioskctl enrol");
}

static void a_damaged_file_is_said_to_be_so(void **state)
{
    struct enrolment put = example(&suite_default);
    g_autofree char *path = g_build_filename(*state, ENROLMENT_FILE, NULL), *text = NULL;
    size_t len = 0;

    assert_true(enrolment_store(*state, &put, NULL));
    assert_true(g_file_get_contents(path, &text, &len, NULL));
    for (size_t cut = 0; cut < len; cut += 7) {
        assert_true(g_file_set_contents(path, text, (gssize)cut, NULL));
        assert_unknown(*state, "damaged");
    }
    char *key = strstr(text, "default ") + strlen("default ");
    *key = *key == 'A' ? 'B' : 'A'; /* a key that is not the one of its name */
    assert_true(g_file_set_contents(path, text, (gssize)len, NULL));
    assert_unknown(*state, "damaged");
}

#define FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER(what_is_written_is_read),           FOLDER(a_file_of_an_earlier_release_is_read),
        FOLDER(each_state_has_a_stamp_of_its_own), FOLDER(who_is_not_enrolled_is_told_how),
        FOLDER(a_damaged_file_is_said_to_be_so),
    };
    secret_start();
    suite_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
