#include "wire/release_keys.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

enum {
    KEYID_BYTES = 6, /* of the hash: tells keys apart, is no secret */
    PEM_MAX = 16 * 1024,
    TEXT_MAX = 128 /* of a key's line */
};

static bool ed25519_is_key(const uint8_t *bytes)
{
    return crypto_core_ed25519_is_valid_point(bytes) == 1; /* of small order: anything would be signed */
}

static const struct scheme {
    const char *name;
    size_t bytes;
    bool (*is_key)(const uint8_t *bytes);
} schemes[] = {
    [RELEASE_ED25519] = {"ed25519", crypto_sign_PUBLICKEYBYTES, ed25519_is_key},
    [RELEASE_SM2] = {"sm2", SM2_PUBLIC_BYTES, sm2_is_public},
};

const char *release_key_scheme(const struct release_key *key)
{
    return schemes[key->scheme].name;
}

char *release_key_text(const struct release_key *key)
{
    char base64[sodium_base64_ENCODED_LEN(SM2_PUBLIC_BYTES, sodium_base64_VARIANT_ORIGINAL)];

    sodium_bin2base64(base64, sizeof base64, key->bytes, schemes[key->scheme].bytes,
                      sodium_base64_VARIANT_ORIGINAL);
    return g_strconcat(schemes[key->scheme].name, " ", base64, NULL);
}

/* The bytes are there: is it a key, and how is it called? */
static bool complete(struct release_key *key)
{
    uint8_t hash[crypto_generichash_BYTES];

    if (!schemes[key->scheme].is_key(key->bytes))
        return false;
    g_autofree char *text = release_key_text(key);
    crypto_generichash(hash, sizeof hash, (const uint8_t *)text, strlen(text), NULL, 0);
    key->keyid[0] = 'r';
    key->keyid[1] = '-';
    sodium_bin2hex(key->keyid + 2, sizeof key->keyid - 2, hash, KEYID_BYTES);
    return true;
}

static bool take_bytes(EVP_PKEY *from, struct release_key *key)
{
    size_t len = sizeof key->bytes;

    if (EVP_PKEY_is_a(from, "ED25519")) {
        key->scheme = RELEASE_ED25519;
        return EVP_PKEY_get_raw_public_key(from, key->bytes, &len) == 1 &&
               len == schemes[RELEASE_ED25519].bytes;
    }
    key->scheme = RELEASE_SM2;
    return EVP_PKEY_is_a(from, "SM2") &&
           EVP_PKEY_get_octet_string_param(from, OSSL_PKEY_PARAM_PUB_KEY, key->bytes, len, &len) == 1 &&
           len == schemes[RELEASE_SM2].bytes;
}

bool release_key_of_pem(const char *pem, size_t len, struct release_key *out)
{
    BIO *bio = len <= PEM_MAX ? BIO_new_mem_buf(pem, (int)len) : NULL;
    EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;

    *out = (struct release_key){0};
    bool well = key && take_bytes(key, out) && complete(out);
    EVP_PKEY_free(key);
    BIO_free(bio);
    if (!well)
        *out = (struct release_key){0};
    return well;
}

static bool read_text(const char *text, struct release_key *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
        size_t name = strlen(schemes[i].name), len = 0;
        if (strncmp(text, schemes[i].name, name) != 0 || text[name] != ' ')
            continue;
        out->scheme = (enum release_scheme)i;
        const char *base64 = text + name + 1;
        return sodium_base642bin(out->bytes, sizeof out->bytes, base64, strlen(base64), NULL, &len, NULL,
                                 sodium_base64_VARIANT_ORIGINAL) == 0 &&
               len == schemes[i].bytes && complete(out);
    }
    return false;
}

const struct release_key *release_keys_find(const struct release_keys *list, const char *keyid)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->keys[i].keyid, keyid) == 0)
            return &list->keys[i];
    }
    return NULL;
}

json_t *release_keys_json(const struct release_keys *list)
{
    json_t *keys = json_array();

    for (size_t i = 0; i < list->count; i++) {
        char since[WIRE_TIME_MAX];
        g_autofree char *text = release_key_text(&list->keys[i]);
        message_time(list->keys[i].since_ms, since);
        json_array_append_new(
            keys, json_pack("{ss ss ss}", "keyid", list->keys[i].keyid, "key", text, "since", since));
    }
    return json_pack("{sI so}", "sequence", (json_int_t)list->sequence, "keys", keys);
}

static bool read_key(const json_t *object, const struct release_keys *before, struct release_key *out)
{
    char text[TEXT_MAX];

    return wire_copy(text, sizeof text, object, "key") && read_text(text, out) &&
           strcmp(out->keyid, wire_text(object, "keyid")) == 0 && !release_keys_find(before, out->keyid) &&
           message_time_parse(wire_text(object, "since"), &out->since_ms);
}

bool release_keys_of_json(const json_t *object, struct release_keys *out)
{
    const json_t *keys = json_object_get(object, "keys");

    *out = (struct release_keys){.sequence = json_integer_value(json_object_get(object, "sequence"))};
    bool well = out->sequence > 0 && json_is_array(keys) && json_array_size(keys) <= RELEASE_KEYS_MAX;
    for (size_t i = 0; well && i < json_array_size(keys); i++) {
        well = read_key(json_array_get(keys, i), out, &out->keys[i]);
        out->count += well;
    }
    if (!well)
        *out = (struct release_keys){0};
    return well;
}

GBytes *release_keys_close(const struct release_keys *list, const uint8_t secret_key[SIGNED_SECRET_BYTES])
{
    g_autoptr(GBytes) payload = wire_dump(release_keys_json(list));

    return signed_close(RELEASE_KEYS_PURPOSE, g_bytes_get_data(payload, NULL), g_bytes_get_size(payload),
                        secret_key);
}

bool release_keys_open(const void *text, size_t len, const uint8_t public_key[SIGNED_PUBLIC_BYTES],
                       struct release_keys *out)
{
    g_autoptr(GBytes) payload = signed_open(RELEASE_KEYS_PURPOSE, text, len, public_key, NULL);
    json_t *object =
        payload ? wire_load(g_bytes_get_data(payload, NULL), g_bytes_get_size(payload), NULL) : NULL;

    *out = (struct release_keys){0};
    bool well = object && release_keys_of_json(object, out);
    json_decref(object);
    return well;
}
