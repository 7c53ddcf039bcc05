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

#define PLATFORM "https://platform.example"
#define ADDRESS PLATFORM "/v/2026112300000017"
enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING, SCHEME = sizeof "lcproof:3:" - 1, NAME = 6 };

static struct proof_keys key_of(uint8_t seed_byte, uint8_t secret_key[PROOF_SECRET_BYTES])
{
    uint8_t seed[crypto_sign_SEEDBYTES] = {seed_byte};
    struct proof_keys keys = {.count = 1, .platform = PLATFORM};
    crypto_sign_seed_keypair(keys.key[0], secret_key, seed);
    return keys;
}

static char *code_of(const struct proof *proof, struct proof_keys *keys)
{
    uint8_t secret_key[PROOF_SECRET_BYTES];
    char text[PROOF_TEXT];
    *keys = key_of(7, secret_key);
    assert_true(proof_close(proof, "", secret_key, text));
    return g_strdup(text);
}

/* The example's code as it is printed, behind an address. */
static char *address_of(const char *address, struct proof_keys *keys)
{
    uint8_t secret_key[PROOF_SECRET_BYTES];
    char text[PROOF_TEXT];
    *keys = key_of(7, secret_key);
    assert_true(proof_close(&example, address, secret_key, text));
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

/* As releases of before wrote it: the same payload, in the first form no name of a key, and no address
 * signed. */
static char *code_of_before(char form, const struct proof *proof, struct proof_keys *keys)
{
    char purpose[] = "linchuang proof 1", text[PROOF_TEXT] = "lcproof:1:";
    uint8_t secret_key[PROOF_SECRET_BYTES], bytes[PROOF_TEXT], said[PROOF_TEXT];
    g_autofree char *now = code_of(proof, keys);
    size_t skip = form == '1' ? NAME : 0, len = bytes_of(now, bytes) - skip - crypto_sign_BYTES;
    key_of(7, secret_key);
    purpose[sizeof purpose - 2] = text[SCHEME - 2] = form;
    memcpy(said, purpose, sizeof purpose);
    memcpy(said + sizeof purpose, bytes + skip, len);
    memmove(bytes, bytes + skip, len);
    crypto_sign_detached(bytes + len, NULL, said, sizeof purpose + len, secret_key);
    sodium_bin2base64(text + SCHEME, sizeof text - SCHEME, bytes, len + crypto_sign_BYTES, VARIANT);
    return g_strdup(text);
}

static void what_was_signed_comes_back(void **state)
{
    struct proof_keys keys;
    struct proof back;
    (void)state;
    g_autofree char *code = code_of(&example, &keys), *led = address_of(ADDRESS, &keys),
                    *first = code_of_before('1', &example, &keys),
                    *second = code_of_before('2', &example, &keys),
                    *first_led = g_strconcat(ADDRESS "#", first, NULL),
                    *second_led = g_strconcat(ADDRESS "#", second, NULL);
    const char *const texts[] = {code, led, first, second, first_led, second_led};
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
    g_autofree char *code = code_of(&example, &keys), *first = code_of_before('1', &example, &keys),
                    *second = code_of_before('2', &example, &keys);
    not_a_byte_is_another("lcproof:3:", code, &keys, NAME);
    not_a_byte_is_another("lcproof:2:", second, &keys, NAME);
    not_a_byte_is_another("lcproof:1:", first, &keys, 0);
}

/* The whole text as it is printed, where a phone is led with it: every byte every other one, one more, one
 * less. */
static void nothing_of_the_printed_text_is_another(char *text, const struct proof_keys *keys)
{
    struct proof back;
    size_t len = strlen(text);
    assert_int_equal(proof_open(text, keys, &back), PROOF_TRUE);
    for (size_t i = 0; i < len; i++) {
        for (unsigned other = 1; other < 256; other++) {
            text[i] = (char)(text[i] ^ (char)other);
            enum proof_verdict verdict = proof_open(text, keys, &back);
            text[i] = (char)(text[i] ^ (char)other);
            if (verdict == PROOF_TRUE || *back.number)
                fail_msg("byte %zu may be altered by %02x", i, other);
        }
        g_autofree char *less = g_strdup_printf("%.*s%s", (int)i, text, text + i + 1);
        g_autofree char *more = g_strdup_printf("%.*s#%s", (int)i, text, text + i);
        assert_int_not_equal(proof_open(less, keys, &back), PROOF_TRUE);
        assert_int_not_equal(proof_open(more, keys, &back), PROOF_TRUE);
    }
}

static void not_one_byte_of_the_address_either(void **state)
{
    struct proof_keys keys;
    (void)state;
    g_autofree char *led = address_of(ADDRESS, &keys), *second = code_of_before('2', &example, &keys),
                    *second_led = g_strconcat(ADDRESS "#", second, NULL);
    nothing_of_the_printed_text_is_another(led, &keys);
    nothing_of_the_printed_text_is_another(second_led, &keys);
}

/* A forger puts a true code behind an address of his own, or a code that stood alone behind any. */
static void no_other_address_is_vouched_for(void **state)
{
    static const char *const elsewhere[] = {"https://evil.example/v/0000000000000000",
                                            "https://evil.example/v/2026112300000017",
                                            PLATFORM "/v/2026112300000018",
                                            PLATFORM ".evil.example/v/2026112300000017",
                                            PLATFORM "/v/2026112300000017?",
                                            ADDRESS "#" ADDRESS};
    struct proof_keys keys;
    struct proof back;
    (void)state;
    g_autofree char *led = address_of(ADDRESS, &keys), *alone = code_of(&example, &keys),
                    *first = code_of_before('1', &example, &keys),
                    *second = code_of_before('2', &example, &keys);
    const char *const codes[] = {strchr(led, '#') + 1, alone, first, second};
    assert_int_equal(proof_open(codes[0], &keys, &back), PROOF_ALTERED); /* nor without its address */
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(elsewhere); j++) {
            g_autofree char *text = g_strconcat(elsewhere[j], "#", codes[i], NULL);
            assert_int_equal(proof_open(text, &keys, &back), PROOF_ALTERED);
            assert_string_equal(back.number, "");
        }
    g_autofree char *right = g_strconcat(ADDRESS "#", second, NULL);
    keys.platform = NULL; /* nobody told whose papers those of before are */
    assert_int_equal(proof_open(right, &keys, &back), PROOF_ALTERED);
    assert_int_equal(proof_open(led, &keys, &back), PROOF_TRUE);
}

/* Keys change: papers of every key that is still believed are true, those of any other are not called
 * altered. */
static void a_code_says_which_key_signed_it(void **state)
{
    uint8_t secret_key[PROOF_SECRET_BYTES];
    struct proof_keys keys, other = key_of(9, secret_key);
    struct proof back;
    (void)state;
    g_autofree char *code = code_of(&example, &keys), *before = code_of_before('1', &example, &keys);
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
                                         "lcproof:4:AAAA",
                                         "xlcproof:1:AAAA",
                                         "lcproof:",
                                         "lcproof:2",
                                         "lcidentity:1:0123"};
    struct proof_keys keys = {.count = 1};
    struct proof back;
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_int_equal(proof_open(others[i], &keys, &back), PROOF_OTHER);
    static const char *const broken[] = {"lcproof:1:", "lcproof:1:!!",
                                         "lcproof:2:", "lcproof:3:", "lcproof:3:AAAAAAAA"};
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++)
        assert_int_equal(proof_open(broken[i], &keys, &back), PROOF_ALTERED);
}

static void the_longest_still_fits(void **state)
{
    struct proof large = {.kind = PROOF_CERTIFICATE};
    uint8_t secret_key[PROOF_SECRET_BYTES] = {0};
    char text[PROOF_TEXT], address[PROOF_TEXT] = "";
    (void)state;
    memset(large.number, '1', sizeof large.number - 1);
    memset(large.name, 'n', sizeof large.name - 1);
    memset(large.what, 'w', sizeof large.what - 1);
    memset(address, 'a', sizeof address - 1);
    size_t most = 0;
    for (size_t len = 1; len < sizeof address; len++) {
        g_autofree char *some = g_strndup(address, len);
        if (!proof_close(&large, some, secret_key, text))
            break;
        assert_true(strlen(text) < PROOF_TEXT);
        most = len;
    }
    assert_in_range(most, 150, sizeof address - 2); /* one longer gets no code */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_signed_comes_back),
        cmocka_unit_test(not_one_byte_may_be_altered),
        cmocka_unit_test(a_code_says_which_key_signed_it),
        cmocka_unit_test(what_is_none_is_told_apart),
        cmocka_unit_test(the_longest_still_fits),
        cmocka_unit_test(not_one_byte_of_the_address_either),
        cmocka_unit_test(no_other_address_is_vouched_for),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
