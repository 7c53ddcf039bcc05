#include "wire/keyring.h"

#include <sodium.h>
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

static json_t *key_text(const uint8_t key[SIGNED_PUBLIC_BYTES])
{
    char text[sodium_base64_ENCODED_LEN(SIGNED_PUBLIC_BYTES, sodium_base64_VARIANT_ORIGINAL)];

    sodium_bin2base64(text, sizeof text, key, SIGNED_PUBLIC_BYTES, sodium_base64_VARIANT_ORIGINAL);
    return json_string(text);
}

static bool read_key(const json_t *value, uint8_t key[SIGNED_PUBLIC_BYTES])
{
    size_t len = 0;

    return json_is_string(value) &&
           sodium_base642bin(key, SIGNED_PUBLIC_BYTES, json_string_value(value), json_string_length(value),
                             NULL, &len, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           len == SIGNED_PUBLIC_BYTES;
}

json_t *keyring_json(const struct keyring *keys)
{
    json_t *before = json_array();

    for (size_t i = 0; i < keys->before_count; i++)
        json_array_append_new(before, key_text(keys->before[i]));
    g_autofree char *seal = seal_key_text(&keys->seal);
    json_t *object =
        json_pack("{sI s{ss ss} so so}", "sequence", (json_int_t)keys->sequence, "seal", "keyid",
                  keys->seal.keyid, "key", seal, "sign", key_text(keys->sign_public), "proof_keys", before);
    if (keys->release.sequence)
        json_object_set_new(object, "release_keys", release_keys_json(&keys->release));
    return object;
}

/* Earlier releases wrote an empty array. */
static bool read_release(const json_t *list, struct release_keys *out)
{
    if (!list || (json_is_array(list) && json_array_size(list) == 0))
        return true;
    return release_keys_of_json(list, out);
}

/* A platform of before has none to tell. */
static bool read_before(const json_t *list, struct keyring *out)
{
    bool well = !list || (json_is_array(list) && json_array_size(list) <= KEYRING_BEFORE_MAX);

    for (; well && out->before_count < json_array_size(list); out->before_count++)
        well = read_key(json_array_get(list, out->before_count), out->before[out->before_count]);
    return well;
}

bool keyring_of_json(const json_t *object, struct keyring *out)
{
    const json_t *seal = json_object_get(object, "seal");

    *out = (struct keyring){.sequence = json_integer_value(json_object_get(object, "sequence"))};
    bool well = out->sequence > 0 && seal_key_parse(&out->seal, wire_text(seal, "key"), NULL) &&
                strcmp(out->seal.keyid, wire_text(seal, "keyid")) == 0 &&
                read_key(json_object_get(object, "sign"), out->sign_public) &&
                read_release(json_object_get(object, "release_keys"), &out->release) &&
                read_before(json_object_get(object, "proof_keys"), out);
    if (!well)
        *out = (struct keyring){0};
    return well;
}

void keyring_succeed(struct keyring *keys, const uint8_t sign_public[SIGNED_PUBLIC_BYTES])
{
    keys->before_count = MIN(keys->before_count + 1, KEYRING_BEFORE_MAX);
    memmove(keys->before[1], keys->before[0], (keys->before_count - 1) * sizeof keys->before[0]);
    memcpy(keys->before[0], keys->sign_public, sizeof keys->before[0]);
    memcpy(keys->sign_public, sign_public, sizeof keys->sign_public);
}

void keyring_proof_keys(const struct keyring *keys, struct proof_keys *out)
{
    *out = (struct proof_keys){.count = 1 + (unsigned)keys->before_count};
    memcpy(out->key[0], keys->sign_public, sizeof out->key[0]);
    memcpy(out->key[1], keys->before, keys->before_count * sizeof out->key[0]);
}

static bool read_payload(GBytes *payload, struct keyring *out)
{
    json_t *object = wire_load(g_bytes_get_data(payload, NULL), g_bytes_get_size(payload), NULL);
    bool well = object && keyring_of_json(object, out);

    json_decref(object);
    return well;
}

/* As it is opened: of what is no object nothing. */
static GBytes *text_of(const json_t *message)
{
    return json_is_object(message) ? wire_dump(json_deep_copy(message)) : g_bytes_new(NULL, 0);
}

/* One message of the list: FALSE when it is signed by a key that we do not go by (any more, or yet). */
static bool take(struct keyring *keys, const json_t *message, bool *newer)
{
    g_autoptr(GBytes) text = text_of(message);
    g_autoptr(GBytes) payload = signed_open(KEYRING_PURPOSE, g_bytes_get_data(text, NULL),
                                            g_bytes_get_size(text), keys->sign_public, NULL);
    struct keyring next;

    if (!payload || !read_payload(payload, &next))
        return false;
    if (next.sequence > keys->sequence) {
        next.release = keys->release; /* which has a message of its own */
        *keys = next;
        *newer = true;
    }
    return true;
}

static bool follow_messages(struct keyring *keys, const json_t *list, bool *newer, GError **error)
{
    bool known = json_array_size(list) == 0;

    for (size_t i = 0; i < json_array_size(list); i++)
        known = take(keys, json_array_get(list, i), newer);
    if (!json_is_array(list))
        return wire_fail(error, "list of keys");
    if (!known)
        g_set_error_literal(error, signed_error_quark(), SIGNED_ERROR_SIGNATURE,
                            "the platform's newest keys are not signed by the key this kiosk was given: "
                            "ask the platform's operator, and enrol the kiosk again if it is so");
    return known;
}

/* After the others, for one of them may have named the key that signs this. An older list is no news. */
static void follow_release(struct keyring *keys, const json_t *message, bool *newer, GError **error)
{
    g_autoptr(GBytes) text = text_of(message);
    struct release_keys next;

    if (!release_keys_open(g_bytes_get_data(text, NULL), g_bytes_get_size(text), keys->sign_public, &next)) {
        g_set_error_literal(error, signed_error_quark(), SIGNED_ERROR_SIGNATURE,
                            "the platform's release keys are not signed by the key this kiosk was given, and "
                            "none of them is taken: ask the platform's operator who wrote them");
    } else if (next.sequence > keys->release.sequence) {
        keys->release = next;
        *newer = true;
    }
}

bool keyring_follow(struct keyring *keys, const void *body, size_t len, GError **error)
{
    json_t *document = wire_load(body, len, error);
    const json_t *release = json_object_get(document, "release");
    bool newer = false;

    if (document && follow_messages(keys, json_object_get(document, "messages"), &newer, error) && release)
        follow_release(keys, release, &newer, error);
    json_decref(document);
    return newer;
}

bool keyring_newest(struct keyring *keys, const void *body, size_t len)
{
    json_t *document = wire_load(body, len, NULL);
    const json_t *list = json_object_get(document, "messages");
    const json_t *last = json_array_get(list, json_array_size(list) - 1);
    gsize n = 0;
    g_autofree guchar *text = g_base64_decode(wire_text(last, "payload"), &n);
    json_t *object = wire_load(text, n, NULL);
    bool well = object && keyring_of_json(object, keys);

    json_decref(object);
    json_decref(document);
    return well;
}

GBytes *keyring_announce(const void *body, size_t len, const struct keyring *keys,
                         const uint8_t secret_key[SIGNED_SECRET_BYTES])
{
    json_t *document = body ? wire_load(body, len, NULL) : json_pack("{s[]}", "messages");
    json_t *list = json_object_get(document, "messages");

    if (!json_is_array(list)) {
        json_decref(document);
        return NULL;
    }
    g_autoptr(GBytes) payload = wire_dump(keyring_json(keys));
    g_autoptr(GBytes) message =
        signed_close(KEYRING_PURPOSE, g_bytes_get_data(payload, NULL), g_bytes_get_size(payload), secret_key);
    json_array_append_new(list, wire_load(g_bytes_get_data(message, NULL), g_bytes_get_size(message), NULL));
    return wire_dump(document);
}
