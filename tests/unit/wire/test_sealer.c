/* A box is libsodium's own sealed box whether or not its pair was drawn ahead, and no pair closes two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "wire/sealer.h"

enum { BOXES = 64, PAIR = crypto_box_PUBLICKEYBYTES };
static const char words[] = "{\"person\":{\"name\":\"王秀兰\"}}";

static GBytes *close_words(struct sealer *sealer)
{
    struct secret_bytes plaintext = {0};

    secret_bytes_text(&plaintext, words);
    GBytes *box = sealer_seal(sealer, &plaintext, NULL);
    secret_bytes_clear(&plaintext);
    return box;
}

static void assert_opens(const struct seal_pair *keys, GBytes *box)
{
    uint8_t text[ENVELOPE_PAD];
    size_t len = 0;

    assert_int_equal(g_bytes_get_size(box), ENVELOPE_PAD + crypto_box_SEALBYTES);
    assert_int_equal(crypto_box_seal_open(text, g_bytes_get_data(box, NULL), g_bytes_get_size(box),
                                          keys->key.bytes, keys->secret),
                     0);
    assert_int_equal(sodium_unpad(&len, text, sizeof text, ENVELOPE_PAD), 0);
    assert_int_equal(len, sizeof words - 1);
    assert_memory_equal(text, words, len);
}

/* Prepared not at all, once, and more than once, in turn. */
static void every_box_opens_and_has_its_own_pair(void **state)
{
    GBytes *boxes[BOXES];
    struct seal_pair keys;
    struct sealer *sealers[2];

    (void)state;
    seal_pair_draw(&keys, &suite_default);
    for (unsigned i = 0; i < 2; i++)
        sealers[i] = sealer_new(&keys.key);
    for (unsigned i = 0; i < BOXES; i++) {
        for (unsigned times = 0; times < i % 3; times++)
            assert_true(sealer_prepare(sealers[i % 2]));
        boxes[i] = close_words(sealers[i % 2]);
        assert_opens(&keys, boxes[i]);
        for (unsigned before = 0; before < i; before++)
            assert_memory_not_equal(g_bytes_get_data(boxes[i], NULL), g_bytes_get_data(boxes[before], NULL),
                                    PAIR);
    }
    for (unsigned i = 0; i < BOXES; i++)
        g_bytes_unref(boxes[i]);
    for (unsigned i = 0; i < 2; i++)
        sealer_free(sealers[i]);
    seal_pair_clear(&keys);
}

static void every_altered_byte_is_refused(void **state)
{
    struct seal_pair keys;
    uint8_t text[ENVELOPE_PAD];

    (void)state;
    seal_pair_draw(&keys, &suite_default);
    struct sealer *sealer = sealer_new(&keys.key);
    assert_true(sealer_prepare(sealer));
    g_autoptr(GBytes) box = close_words(sealer);
    g_autofree uint8_t *bytes = g_memdup2(g_bytes_get_data(box, NULL), g_bytes_get_size(box));
    for (size_t at = 0; at < g_bytes_get_size(box); at += 7) {
        bytes[at] ^= 0x40;
        assert_int_not_equal(
            crypto_box_seal_open(text, bytes, g_bytes_get_size(box), keys.key.bytes, keys.secret), 0);
        bytes[at] ^= 0x40;
    }
    assert_opens(&keys, box);
    sealer_free(sealer);
    seal_pair_clear(&keys);
}

static void no_key_is_refused(void **state)
{
    static const uint8_t zero[SUITE_PUBLIC_MAX] = {0}; /* a point of small order: anyone knows the secret */
    struct seal_key none;
    seal_key_set(&none, &suite_default, zero);
    struct sealer *sealer = sealer_new(&none);
    struct secret_bytes plaintext = {0};
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_false(sealer_prepare(sealer));
    secret_bytes_text(&plaintext, words);
    assert_null(sealer_seal(sealer, &plaintext, &error));
    assert_true(g_error_matches(error, envelope_error_quark(), ENVELOPE_ERROR_KEY));
    secret_bytes_clear(&plaintext);
    sealer_free(sealer);
}

static void what_is_too_large_costs_no_pair(void **state)
{
    struct seal_pair keys;
    struct secret_bytes plaintext = {0};
    static const uint8_t block[64 * 1024];
    g_autoptr(GError) error = NULL;

    (void)state;
    seal_pair_draw(&keys, &suite_default);
    struct sealer *sealer = sealer_new(&keys.key);
    while (plaintext.len <= ENVELOPE_PLAINTEXT_MAX)
        secret_bytes_append(&plaintext, block, sizeof block);
    assert_null(sealer_seal(sealer, &plaintext, &error));
    assert_true(g_error_matches(error, envelope_error_quark(), ENVELOPE_ERROR_SIZE));
    assert_int_equal(plaintext.len, ENVELOPE_PLAINTEXT_MAX + sizeof block);
    secret_bytes_clear(&plaintext);
    g_autoptr(GBytes) box = close_words(sealer);
    assert_opens(&keys, box);
    sealer_free(sealer);
    seal_pair_clear(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_box_opens_and_has_its_own_pair),
        cmocka_unit_test(every_altered_byte_is_refused),
        cmocka_unit_test(no_key_is_refused),
        cmocka_unit_test(what_is_too_large_costs_no_pair),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
