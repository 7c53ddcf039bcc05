#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <unistd.h>

#include "wire/messages.h"
#include "wire/sealer.h"

struct keys {
    uint8_t public_key[ENVELOPE_KEY_BYTES], secret_key[ENVELOPE_KEY_BYTES];
};

static struct keys draw(void)
{
    struct keys keys;
    crypto_box_keypair(keys.public_key, keys.secret_key);
    return keys;
}

static GBytes *seal(const struct keys *keys, const void *text, size_t len)
{
    struct sealer *sealer = sealer_new(keys->public_key);
    struct secret_bytes plaintext = {0};

    secret_bytes_append(&plaintext, text, len);
    GBytes *box = sealer_seal(sealer, &plaintext, NULL);
    secret_bytes_clear(&plaintext);
    sealer_free(sealer);
    return box;
}

static void opens_what_was_sealed(void **state)
{
    const struct keys keys = draw();
    const size_t lengths[] = {0, 1, 1023, 1024, 1025, 70000};
    uint8_t text[70000];

    (void)state;
    randombytes_buf(text, sizeof text);
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        struct secret_bytes out = {0};
        g_autoptr(GBytes) box = seal(&keys, text, lengths[i]);
        assert_non_null(box);
        /* The size tells no more than a number of kilobytes. */
        assert_int_equal((g_bytes_get_size(box) - crypto_box_SEALBYTES) % ENVELOPE_PAD, 0);
        assert_true(envelope_open(keys.public_key, keys.secret_key, g_bytes_get_data(box, NULL),
                                  g_bytes_get_size(box), &out, NULL));
        assert_int_equal(out.len, lengths[i]);
        if (out.len)
            assert_memory_equal(out.data, text, out.len);
        secret_bytes_clear(&out);
    }
}

static void refuses_every_altered_byte(void **state)
{
    const struct keys keys = draw();
    struct secret_bytes out = {0};
    g_autoptr(GBytes) box = seal(&keys, "x", 1);
    size_t len = g_bytes_get_size(box);
    g_autofree uint8_t *copy = g_memdup2(g_bytes_get_data(box, NULL), len);

    (void)state;
    for (size_t at = 0; at < len; at += 13) {
        g_autoptr(GError) error = NULL;
        copy[at] ^= 1;
        assert_false(envelope_open(keys.public_key, keys.secret_key, copy, len, &out, &error));
        assert_true(g_error_matches(error, envelope_error_quark(), ENVELOPE_ERROR_OPEN));
        copy[at] ^= 1;
    }
    assert_int_equal(out.len, 0);
    assert_false(envelope_open(keys.public_key, keys.secret_key, copy, len - 1, &out, NULL));
    assert_false(envelope_open(keys.public_key, keys.secret_key, copy, 10, &out, NULL));
}

static void another_key_does_not_open(void **state)
{
    const struct keys keys = draw(), other = draw();
    struct secret_bytes out = {0};
    g_autoptr(GBytes) box = seal(&keys, "abc", 3);

    (void)state;
    assert_false(envelope_open(other.public_key, other.secret_key, g_bytes_get_data(box, NULL),
                               g_bytes_get_size(box), &out, NULL));
}

static void reads_key_files(void **state)
{
    const struct keys keys = draw();
    uint8_t read[ENVELOPE_KEY_BYTES];
    char text[64], keyid[ENVELOPE_KEYID_MAX], name[] = "/tmp/seal-XXXXXX";
    g_autoptr(GError) error = NULL;

    (void)state;
    close(g_mkstemp(name));
    sodium_bin2base64(text, sizeof text, keys.public_key, sizeof keys.public_key,
                      sodium_base64_VARIANT_ORIGINAL);
    strcat(text, "\n");
    assert_true(g_file_set_contents(name, text, -1, NULL));
    assert_true(envelope_read_public(name, read, NULL));
    assert_memory_equal(read, keys.public_key, sizeof read);
    envelope_keyid(read, keyid);
    assert_int_equal(strlen(keyid), 14);
    assert_memory_equal(keyid, "p-", 2);
    assert_true(g_file_set_contents(name, text + 4, -1, NULL));
    assert_false(envelope_read_public(name, read, &error));
    assert_non_null(strstr(error->message, "copy it"));
    unlink(name);
    assert_false(envelope_read_public(name, read, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_what_was_sealed),
        cmocka_unit_test(refuses_every_altered_byte),
        cmocka_unit_test(another_key_does_not_open),
        cmocka_unit_test(reads_key_files),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
