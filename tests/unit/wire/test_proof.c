/* Signed codes: what was signed comes back, and of what was altered nothing does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sodium.h>
#include <string.h>

#include "wire/proof.h"

static const struct proof example = {.kind = PROOF_CERTIFICATE,
                                     .number = "2026112300000017",
                                     .name = "王*兰",
                                     .what = "社会保险参保证明",
                                     .issued_ms = 1795392000000,
                                     .digest = {1, 2, 3}};

enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING, SCHEME = sizeof "lcproof:2:" - 1, NAME = 6 };

static struct proof_keys key_of(uint8_t seed_byte, uint8_t secret_key[PROOF_SECRET_BYTES])
{
    uint8_t seed[crypto_sign_SEEDBYTES] = {seed_byte};
    struct proof_keys keys = {.count = 1};
    crypto_sign_seed_keypair(keys.key[0], secret_key, seed);
    return keys;
}

static char *code_of(const struct proof *proof, struct proof_keys *keys)
{
    uint8_t secret_key[PROOF_SECRET_BYTES];
    char text[PROOF_TEXT];
    *keys = key_of(7, secret_key);
    assert_true(proof_close(proof, secret_key, text));
    return g_strdup(text);
}

static size_t bytes_of(const char *code, uint8_t bytes[PROOF_TEXT])
{
    size_t len = 0;
    const char *end;
    assert_int_equal(
        sodium_base642bin(bytes, PROOF_TEXT, code + SCHEME, strlen(code) - SCHEME, NULL, &len, &end, VARIANT),
        0);
    return len;
}

/* As releases of before wrote it: the same payload, and no name of a key. */
static char *code_of_before(const struct proof *proof, struct proof_keys *keys)
{
    static const char purpose[] = "linchuang proof 1";
    uint8_t secret_key[PROOF_SECRET_BYTES], bytes[PROOF_TEXT], said[PROOF_TEXT];
    g_autofree char *now = code_of(proof, keys);
    char text[PROOF_TEXT] = "lcproof:1:";
    size_t len = bytes_of(now, bytes) - NAME - crypto_sign_BYTES;
    key_of(7, secret_key);
    memcpy(said, purpose, sizeof purpose);
    memcpy(said + sizeof purpose, bytes + NAME, len);
    memmove(bytes, bytes + NAME, len);
    crypto_sign_detached(bytes + len, NULL, said, sizeof purpose + len, secret_key);
    sodium_bin2base64(text + SCHEME, sizeof text - SCHEME, bytes, len + crypto_sign_BYTES, VARIANT);
    return g_strdup(text);
}

static void what_was_signed_comes_back(void **state)
{
    struct proof_keys keys;
    struct proof back;
    (void)state;
    g_autofree char *code = code_of(&example, &keys), *before = code_of_before(&example, &keys);
    g_autofree char *address = g_strconcat("https://platform.example/v/2026112300000017#", code, NULL);
    const char *const texts[] = {code, before, address};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        assert_int_equal(proof_open(texts[i], &keys, &back), PROOF_TRUE);
        assert_int_equal(back.kind, PROOF_CERTIFICATE);
        assert_string_equal(back.number, example.number);
        assert_string_equal(back.name, example.name);
        assert_string_equal(back.what, example.what);
        assert_int_equal(back.issued_ms, example.issued_ms);
        assert_memory_equal(back.digest, example.digest, sizeof back.digest);
    }
    struct proof paid = {.kind = PROOF_RECEIPT, .number = "1", .what = "医保缴费", .amount_fen = 40000};
    g_autofree char *receipt = code_of(&paid, &keys);
    assert_int_equal(proof_open(receipt, &keys, &back), PROOF_TRUE);
    assert_int_equal(back.amount_fen, 40000);
    assert_string_equal(back.name, "");
}

/* Every bit of the signed bytes, then every sign of the code. Of the key's name: it is another key then. */
static void not_a_byte_is_another(const char *scheme, char *code, const struct proof_keys *keys, size_t name)
{
    uint8_t bytes[PROOF_TEXT];
    struct proof back;
    size_t len = bytes_of(code, bytes), told = 0;
    assert_true(len > 64 + 50);
    for (size_t bit = 0; bit < 8 * len; bit++) {
        char text[PROOF_TEXT];
        g_strlcpy(text, scheme, sizeof text);
        bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        sodium_bin2base64(text + SCHEME, sizeof text - SCHEME, bytes, len, VARIANT);
        bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(proof_open(text, keys, &back), bit < 8 * name ? PROOF_UNKNOWN : PROOF_ALTERED);
        assert_string_equal(back.number, "");
    }
    for (size_t i = SCHEME; code[i]; i++) {
        char was = code[i];
        code[i] = was == 'A' ? 'B' : 'A';
        enum proof_verdict verdict = proof_open(code, keys, &back);
        told += verdict == PROOF_UNKNOWN;
        assert_true(verdict == PROOF_ALTERED || verdict == PROOF_UNKNOWN);
        code[i] = '\0'; /* and every shorter one */
        assert_int_equal(proof_open(code, keys, &back), PROOF_ALTERED);
        code[i] = was;
    }
    assert_int_equal(told, name * 4 / 3);
}

static void not_one_byte_may_be_altered(void **state)
{
    struct proof_keys keys;
    (void)state;
    g_autofree char *code = code_of(&example, &keys), *before = code_of_before(&example, &keys);
    not_a_byte_is_another("lcproof:2:", code, &keys, NAME);
    not_a_byte_is_another("lcproof:1:", before, &keys, 0);
}

/* Keys change: papers of every key that is still believed are true, those of any other are not called
 * altered. */
static void a_code_says_which_key_signed_it(void **state)
{
    uint8_t secret_key[PROOF_SECRET_BYTES];
    struct proof_keys keys, other = key_of(9, secret_key);
    struct proof back;
    (void)state;
    g_autofree char *code = code_of(&example, &keys), *before = code_of_before(&example, &keys);
    assert_int_equal(proof_open(code, &other, &back), PROOF_UNKNOWN);
    assert_int_equal(proof_open(before, &other, &back), PROOF_ALTERED); /* it does not say whose it is */
    memcpy(other.key[1], keys.key[0], sizeof other.key[1]);
    other.count = 2;
    assert_int_equal(proof_open(code, &other, &back), PROOF_TRUE);
    assert_int_equal(proof_open(before, &other, &back), PROOF_TRUE);
    code[SCHEME + 2 * NAME] ^= 1;
    assert_int_equal(proof_open(code, &other, &back), PROOF_ALTERED);
}

static void what_is_none_is_told_apart(void **state)
{
    static const char *const others[] = {"",
                                         "https://platform.example/v/2026112300000017",
                                         "lcproof:3:AAAA",
                                         "xlcproof:1:AAAA",
                                         "lcproof:",
                                         "lcproof:2",
                                         "lcidentity:1:0123"};
    struct proof_keys keys = {.count = 1};
    struct proof back;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_int_equal(proof_open(others[i], &keys, &back), PROOF_OTHER);
    static const char *const broken[] = {"lcproof:1:", "lcproof:1:!!", "lcproof:2:", "lcproof:2:AAAAAAAA"};
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++)
        assert_int_equal(proof_open(broken[i], &keys, &back), PROOF_ALTERED);
}

static void the_longest_still_fits(void **state)
{
    struct proof large = {.kind = PROOF_CERTIFICATE};
    uint8_t secret_key[PROOF_SECRET_BYTES] = {0};
    char text[PROOF_TEXT];
    (void)state;
    memset(large.number, '1', sizeof large.number - 1);
    memset(large.name, 'n', sizeof large.name - 1);
    memset(large.what, 'w', sizeof large.what - 1);
    assert_true(proof_close(&large, secret_key, text));
    assert_true(strlen(text) < PROOF_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_signed_comes_back),      cmocka_unit_test(not_one_byte_may_be_altered),
        cmocka_unit_test(a_code_says_which_key_signed_it), cmocka_unit_test(what_is_none_is_told_apart),
        cmocka_unit_test(the_longest_still_fits),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
