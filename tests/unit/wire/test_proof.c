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

static char *code_of(const struct proof *proof, uint8_t public_key[PROOF_PUBLIC_BYTES])
{
    uint8_t seed[crypto_sign_SEEDBYTES] = {7}, secret_key[PROOF_SECRET_BYTES];
    char text[PROOF_TEXT];
    crypto_sign_seed_keypair(public_key, secret_key, seed);
    assert_true(proof_close(proof, secret_key, text));
    return g_strdup(text);
}

static void what_was_signed_comes_back(void **state)
{
    uint8_t key[PROOF_PUBLIC_BYTES];
    struct proof back;
    (void)state;
    g_autofree char *code = code_of(&example, key);
    g_autofree char *address = g_strconcat("https://platform.example/v/2026112300000017#", code, NULL);
    const char *const texts[] = {code, address};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        assert_int_equal(proof_open(texts[i], key, &back), PROOF_TRUE);
        assert_int_equal(back.kind, PROOF_CERTIFICATE);
        assert_string_equal(back.number, example.number);
        assert_string_equal(back.name, example.name);
        assert_string_equal(back.what, example.what);
        assert_int_equal(back.issued_ms, example.issued_ms);
        assert_memory_equal(back.digest, example.digest, sizeof back.digest);
    }
    struct proof paid = {.kind = PROOF_RECEIPT, .number = "1", .what = "医保缴费", .amount_fen = 40000};
    g_autofree char *receipt = code_of(&paid, key);
    assert_int_equal(proof_open(receipt, key, &back), PROOF_TRUE);
    assert_int_equal(back.amount_fen, 40000);
    assert_string_equal(back.name, "");
}

/* Every bit of the signed bytes, then every sign of the code. */
static void not_one_byte_may_be_altered(void **state)
{
    enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING, SCHEME = sizeof "lcproof:1:" - 1 };
    uint8_t key[PROOF_PUBLIC_BYTES], bytes[PROOF_TEXT];
    struct proof back;
    size_t len = 0;
    (void)state;
    g_autofree char *code = code_of(&example, key);
    const char *end;
    assert_int_equal(sodium_base642bin(bytes, sizeof bytes, code + SCHEME, strlen(code) - SCHEME, NULL, &len,
                                       &end, VARIANT),
                     0);
    assert_true(len > 64 + 50);
    for (size_t bit = 0; bit < 8 * len; bit++) {
        char text[PROOF_TEXT] = "lcproof:1:";
        bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        sodium_bin2base64(text + SCHEME, sizeof text - SCHEME, bytes, len, VARIANT);
        bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(proof_open(text, key, &back), PROOF_ALTERED);
    }
    for (size_t i = SCHEME; code[i]; i++) {
        char was = code[i];
        code[i] = was == 'A' ? 'B' : 'A';
        assert_int_equal(proof_open(code, key, &back), PROOF_ALTERED);
        code[i] = '\0'; /* and every shorter one */
        assert_int_equal(proof_open(code, key, &back), PROOF_ALTERED);
        code[i] = was;
    }
    key[0] ^= 1;
    assert_int_equal(proof_open(code, key, &back), PROOF_ALTERED);
}

static void what_is_none_is_told_apart(void **state)
{
    static const char *const others[] = {"", "https://platform.example/v/2026112300000017", "lcproof:2:AAAA",
                                         "xlcproof:1:AAAA", "lcidentity:1:0123"};
    uint8_t key[PROOF_PUBLIC_BYTES] = {0};
    struct proof back;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_int_equal(proof_open(others[i], key, &back), PROOF_OTHER);
    assert_int_equal(proof_open("lcproof:1:", key, &back), PROOF_ALTERED);
    assert_int_equal(proof_open("lcproof:1:!!", key, &back), PROOF_ALTERED);
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
        cmocka_unit_test(what_was_signed_comes_back),
        cmocka_unit_test(not_one_byte_may_be_altered),
        cmocka_unit_test(what_is_none_is_told_apart),
        cmocka_unit_test(the_longest_still_fits),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
