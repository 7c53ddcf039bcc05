#include "wire/envelope.h"

#include <sodium.h>
#include <string.h>

_Static_assert(ENVELOPE_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "key size");
_Static_assert(ENVELOPE_KEY_BYTES == crypto_box_SECRETKEYBYTES, "key size");

enum { KEYID_BYTES = 6 }; /* of the hash: tells key pairs apart, is no secret */

GQuark envelope_error_quark(void)
{
    return g_quark_from_static_string("envelope");
}

static gboolean fail(GError **error, enum envelope_error code, const char *text)
{
    g_set_error_literal(error, envelope_error_quark(), code, text);
    return FALSE;
}

gboolean envelope_open(const uint8_t public_key[ENVELOPE_KEY_BYTES],
                       const uint8_t secret_key[ENVELOPE_KEY_BYTES], const void *box, size_t len,
                       struct secret_bytes *out, GError **error)
{
    if (len < crypto_box_SEALBYTES + ENVELOPE_PAD || len > ENVELOPE_PLAINTEXT_MAX + 2 * ENVELOPE_PAD)
        return fail(error, ENVELOPE_ERROR_SIZE,
                    "an envelope of impossible size: it was not sealed by a kiosk");
    size_t padded = len - crypto_box_SEALBYTES, plain = 0;
    uint8_t *text = secret_new(padded);
    gboolean well = crypto_box_seal_open(text, box, len, public_key, secret_key) == 0 &&
                    sodium_unpad(&plain, text, padded, ENVELOPE_PAD) == 0;
    if (well)
        secret_bytes_append(out, text, plain);
    else
        fail(error, ENVELOPE_ERROR_OPEN,
             "an envelope does not open: it was sealed for another key or altered");
    secret_free(text);
    return well;
}

void envelope_keyid(const uint8_t public_key[ENVELOPE_KEY_BYTES], char out[ENVELOPE_KEYID_MAX])
{
    uint8_t hash[crypto_generichash_BYTES];

    crypto_generichash(hash, sizeof hash, public_key, ENVELOPE_KEY_BYTES, NULL, 0);
    out[0] = 'p';
    out[1] = '-';
    sodium_bin2hex(out + 2, ENVELOPE_KEYID_MAX - 2, hash, KEYID_BYTES);
}

/* The file's text holds a key, so it is wiped also where GLib read it. */
static gboolean read_key(const char *file, uint8_t *out, GError **error)
{
    char *text = NULL;
    size_t len = 0, got = 0;

    if (!g_file_get_contents(file, &text, &len, error)) {
        g_prefix_error(error, "key file not readable: put the platform's key there: ");
        return FALSE;
    }
    gboolean well = sodium_base642bin(out, ENVELOPE_KEY_BYTES, text, len, " \r\n", &got, NULL,
                                      sodium_base64_VARIANT_ORIGINAL) == 0 &&
                    got == ENVELOPE_KEY_BYTES;
    secret_wipe(text, len);
    g_free(text);
    if (!well)
        g_set_error(error, envelope_error_quark(), ENVELOPE_ERROR_KEY,
                    "%s holds no key of 32 bytes in base64: copy it from the platform again", file);
    return well;
}

gboolean envelope_read_public(const char *file, uint8_t out[ENVELOPE_KEY_BYTES], GError **error)
{
    return read_key(file, out, error);
}

gboolean envelope_read_secret(const char *file, uint8_t *out, GError **error)
{
    return read_key(file, out, error);
}
