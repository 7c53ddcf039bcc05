#include "wire/signed.h"

#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "wire/json.h"

_Static_assert(SIGNED_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "key size");
_Static_assert(SIGNED_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "key size");

GQuark signed_error_quark(void)
{
    return g_quark_from_static_string("signed");
}

void signed_keyid_bytes(const uint8_t public_key[SIGNED_PUBLIC_BYTES], uint8_t out[SIGNED_KEYID_BYTES])
{
    uint8_t hash[crypto_generichash_BYTES];

    crypto_generichash(hash, sizeof hash, public_key, SIGNED_PUBLIC_BYTES, NULL, 0);
    memcpy(out, hash, SIGNED_KEYID_BYTES);
}

void signed_keyid(const uint8_t public_key[SIGNED_PUBLIC_BYTES], char out[SIGNED_KEYID_MAX])
{
    uint8_t name[SIGNED_KEYID_BYTES];

    signed_keyid_bytes(public_key, name);
    out[0] = 's';
    out[1] = '-';
    sodium_bin2hex(out + 2, SIGNED_KEYID_MAX - 2, name, sizeof name);
}

/* What the signature covers. */
static GByteArray *covered(const char *purpose, const void *payload, size_t len)
{
    g_autofree char *head = g_strdup_printf("linchuang %s\n", purpose);
    GByteArray *bytes = g_byte_array_new();

    g_byte_array_append(bytes, (const uint8_t *)head, (guint)strlen(head));
    return g_byte_array_append(bytes, payload, (guint)len);
}

static json_t *base64(const void *bytes, size_t len)
{
    struct secret_bytes text = {0};

    secret_bytes_base64(&text, bytes, len);
    json_t *string = json_stringn((const char *)text.data, text.len);
    secret_bytes_clear(&text);
    return string;
}

GBytes *signed_close(const char *purpose, const void *payload, size_t len,
                     const uint8_t secret_key[SIGNED_SECRET_BYTES])
{
    uint8_t signature[crypto_sign_BYTES], public_key[SIGNED_PUBLIC_BYTES];
    char keyid[SIGNED_KEYID_MAX];
    g_autoptr(GByteArray) bytes = covered(purpose, payload, len);

    crypto_sign_detached(signature, NULL, bytes->data, bytes->len, secret_key);
    crypto_sign_ed25519_sk_to_pk(public_key, secret_key);
    signed_keyid(public_key, keyid);
    return wire_dump(json_pack("{ss ss so so}", "purpose", purpose, "key", keyid, "payload",
                               base64(payload, len), "signature", base64(signature, sizeof signature)));
}

static GBytes *plain(const char *text)
{
    size_t cap = strlen(text) / 4 * 3 + 3, len = 0;
    uint8_t *bytes = g_malloc(cap);

    if (*text && sodium_base642bin(bytes, cap, text, strlen(text), NULL, &len, NULL,
                                   sodium_base64_VARIANT_ORIGINAL) == 0)
        return g_bytes_new_take(bytes, len);
    g_free(bytes);
    return NULL;
}

static gboolean is_signed(const char *purpose, GBytes *payload, const char *signature,
                          const uint8_t *public_key)
{
    g_autoptr(GBytes) bytes = plain(signature);
    g_autoptr(GByteArray) whole =
        covered(purpose, g_bytes_get_data(payload, NULL), g_bytes_get_size(payload));

    return bytes && g_bytes_get_size(bytes) == crypto_sign_BYTES &&
           crypto_sign_verify_detached(g_bytes_get_data(bytes, NULL), whole->data, whole->len, public_key) ==
               0;
}

/* The member `purpose` serves people and programs that look; only the signature decides. */
GBytes *signed_open(const char *purpose, const void *text, size_t len,
                    const uint8_t public_key[SIGNED_PUBLIC_BYTES], GError **error)
{
    json_t *document = len <= SIGNED_TEXT_MAX ? wire_load(text, len, NULL) : NULL;
    g_autoptr(GBytes) payload = document ? plain(wire_text(document, "payload")) : NULL;
    gboolean well = payload && is_signed(purpose, payload, wire_text(document, "signature"), public_key);

    json_decref(document);
    if (well)
        return g_steal_pointer(&payload);
    if (payload)
        g_set_error(error, signed_error_quark(), SIGNED_ERROR_SIGNATURE,
                    "a message for '%s' is not signed by the platform's key: it is another's or was altered",
                    purpose);
    else
        g_set_error(error, signed_error_quark(), SIGNED_ERROR_FORM,
                    "this is no signed message for '%s': fetch it from the platform again", purpose);
    return NULL;
}
