/* A signed message opens byte for byte, for its purpose, by its key; every altered byte is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/secret.h"
#include "wire/signed.h"

/* RFC 8032 section 7.1, TEST 3: seed, public key, and the signature of af 82. */
static const uint8_t seed[] = {0xc5, 0xaa, 0x8d, 0xf4, 0x3f, 0x9f, 0x83, 0x7b, 0xed, 0xb7, 0x44,
                               0x2f, 0x31, 0xdc, 0xb7, 0xb1, 0x66, 0xd3, 0x85, 0x35, 0x07, 0x6f,
                               0x09, 0x4b, 0x85, 0xce, 0x3a, 0x2e, 0x0b, 0x44, 0x58, 0xf7};
static const uint8_t public_key[] = {0xfc, 0x51, 0xcd, 0x8e, 0x62, 0x18, 0xa1, 0xa3, 0x8d, 0xa4, 0x7e,
                                     0xd0, 0x02, 0x30, 0xf0, 0x58, 0x08, 0x16, 0xed, 0x13, 0xba, 0x33,
                                     0x03, 0xac, 0x5d, 0xeb, 0x91, 0x15, 0x48, 0x90, 0x80, 0x25};
static const uint8_t signature[] = {
    0x62, 0x91, 0xd6, 0x57, 0xde, 0xec, 0x24, 0x02, 0x48, 0x27, 0xe6, 0x9c, 0x3a, 0xbe, 0x01, 0xa3,
    0x0c, 0xe5, 0x48, 0xa2, 0x84, 0x74, 0x3a, 0x44, 0x5e, 0x36, 0x80, 0xd7, 0xdb, 0x5a, 0xc3, 0xac,
    0x18, 0xff, 0x9b, 0x53, 0x8d, 0x16, 0xf2, 0x90, 0xae, 0x67, 0xf7, 0x60, 0x98, 0x4d, 0xc6, 0x59,
    0x4a, 0x7c, 0x15, 0xe9, 0x71, 0x6e, 0xd2, 0x8d, 0xc0, 0x27, 0xbe, 0xce, 0xea, 0x1e, 0xc4, 0x0a};

struct pair {
    uint8_t public_key[SIGNED_PUBLIC_BYTES], secret_key[SIGNED_SECRET_BYTES];
};

static struct pair fresh(void)
{
    struct pair pair;
    crypto_sign_keypair(pair.public_key, pair.secret_key);
    return pair;
}

static void the_signature_is_that_of_the_standard(void **state)
{
    uint8_t secret_key[SIGNED_SECRET_BYTES], made_public[SIGNED_PUBLIC_BYTES], made[crypto_sign_BYTES];
    static const uint8_t message[] = {0xaf, 0x82};

    (void)state;
    crypto_sign_seed_keypair(made_public, secret_key, seed);
    assert_memory_equal(made_public, public_key, sizeof public_key);
    crypto_sign_detached(made, NULL, message, sizeof message, secret_key);
    assert_memory_equal(made, signature, sizeof signature);
}

static void it_opens_byte_for_byte(void **state)
{
    struct pair pair = fresh();
    g_autoptr(GBytes) text = signed_close("keys", "a\0b\n", 4, pair.secret_key);
    g_autoptr(GBytes) open =
        signed_open("keys", g_bytes_get_data(text, NULL), g_bytes_get_size(text), pair.public_key, NULL);

    (void)state;
    assert_non_null(open);
    assert_int_equal(g_bytes_get_size(open), 4);
    assert_memory_equal(g_bytes_get_data(open, NULL), "a\0b\n", 4);
}

static void assert_refused(const char *purpose, const void *text, size_t len, const uint8_t *key, int code)
{
    g_autoptr(GError) error = NULL;
    assert_null(signed_open(purpose, text, len, key, &error));
    assert_true(g_error_matches(error, signed_error_quark(), code));
}

static void another_key_or_purpose_does_not_open(void **state)
{
    struct pair pair = fresh(), other = fresh();
    g_autoptr(GBytes) text = signed_close("keys", "hello", 5, pair.secret_key);
    const void *bytes = g_bytes_get_data(text, NULL);
    size_t len = g_bytes_get_size(text);

    (void)state;
    assert_refused("keys", bytes, len, other.public_key, SIGNED_ERROR_SIGNATURE);
    assert_refused("receipt", bytes, len, pair.public_key, SIGNED_ERROR_SIGNATURE);
    assert_refused("", bytes, len, pair.public_key, SIGNED_ERROR_SIGNATURE);
}

/* Whatever byte is altered: it is refused, or the payload is the one that was signed (a space, a member that
 * is not looked at). */
static void every_altered_byte_is_refused_or_harmless(void **state)
{
    struct pair pair = fresh();
    g_autoptr(GBytes) text = signed_close("keys", "hello", 5, pair.secret_key);
    size_t len = g_bytes_get_size(text), refused = 0;
    g_autofree char *copy = g_memdup2(g_bytes_get_data(text, NULL), len);

    (void)state;
    for (size_t i = 0; i < len; i++) {
        copy[i] ^= 1;
        g_autoptr(GBytes) open = signed_open("keys", copy, len, pair.public_key, NULL);
        copy[i] ^= 1;
        refused += !open;
        if (open)
            assert_memory_equal(g_bytes_get_data(open, NULL), "hello", 5);
    }
    assert_true(refused >= 96); /* at the least: the payload's 8 and the signature's 88 */
}

static void what_is_no_message_is_said_to_be_none(void **state)
{
    static const char *const texts[] = {"", "{}", "[]", "null", "{\"payload\":\"\"}", "{\"payload\":\"*\"}"};
    struct pair pair = fresh();

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_refused("keys", texts[i], strlen(texts[i]), pair.public_key, SIGNED_ERROR_FORM);
    assert_refused("keys", "{\"payload\":\"aGVsbG8=\"}", 22, pair.public_key, SIGNED_ERROR_SIGNATURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signature_is_that_of_the_standard),
        cmocka_unit_test(it_opens_byte_for_byte),
        cmocka_unit_test(another_key_or_purpose_does_not_open),
        cmocka_unit_test(every_altered_byte_is_refused_or_harmless),
        cmocka_unit_test(what_is_no_message_is_said_to_be_none),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
