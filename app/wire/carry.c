#include "wire/carry.h"

#include <sodium.h>
#include <string.h>

#include "wire/json.h"

enum { HEX = 2 * CARRY_DIGEST + 1 };

char *carry_beside(const char *batch, const char *end)
{
    size_t len = strlen(batch) - (g_str_has_suffix(batch, CARRY_BATCH) ? strlen(CARRY_BATCH) : 0);
    g_autofree char *stem = g_strndup(batch, len);

    return g_strconcat(stem, end, NULL);
}

void carry_digest(const void *batch, size_t len, uint8_t digest[CARRY_DIGEST])
{
    crypto_hash_sha256(digest, batch, len);
}

static json_t *json_of_file(const struct carry_file *file)
{
    char hex[HEX];

    sodium_bin2hex(hex, sizeof hex, file->digest, sizeof file->digest);
    return json_pack("{ss sI sI ss}", "name", file->name, "items", (json_int_t)file->items, "bytes",
                     (json_int_t)file->bytes, "sha256", hex);
}

GBytes *carry_manifest(const char *kiosk, int64_t made_ms, const struct carry_file *files, size_t count)
{
    char made[WIRE_TIME_MAX];
    json_t *list = json_array();
    size_t items = 0;

    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, json_of_file(&files[i]));
        items += files[i].items;
    }
    message_time(made_ms, made);
    return wire_dump(
        json_pack("{ss ss sI so}", "kiosk", kiosk, "made", made, "items", (json_int_t)items, "files", list));
}

GBytes *carry_acknowledge(const char *kiosk, const uint8_t digest[CARRY_DIGEST], int64_t now_ms,
                          const struct message_result *results, size_t count,
                          const uint8_t secret_key[SIGNED_SECRET_BYTES])
{
    char hex[HEX], at[WIRE_TIME_MAX];
    size_t len = 0;

    sodium_bin2hex(hex, sizeof hex, digest, CARRY_DIGEST);
    message_time(now_ms, at);
    g_autoptr(GBytes) list = message_results_build(results, count);
    const char *text = g_bytes_get_data(list, &len);
    json_t *document = json_loadb(text, len, 0, NULL);
    json_object_set_new(document, "kiosk", json_string(kiosk));
    json_object_set_new(document, "batch", json_string(hex));
    json_object_set_new(document, "at", json_string(at));
    g_autoptr(GBytes) payload = wire_dump(document);
    text = g_bytes_get_data(payload, &len);
    return signed_close(CARRY_PURPOSE, text, len, secret_key);
}

static gboolean is_ours(const void *payload, size_t len, const char *kiosk, uint8_t digest[CARRY_DIGEST],
                        GError **error)
{
    json_t *document = wire_load(payload, len, error);
    const char *hex = wire_text(document, "batch"), *whose = wire_text(document, "kiosk");
    size_t got = 0;

    if (!document)
        return FALSE;
    gboolean named =
        sodium_hex2bin(digest, CARRY_DIGEST, hex, strlen(hex), NULL, &got, NULL) == 0 && got == CARRY_DIGEST;
    gboolean ours = strcmp(whose, kiosk) == 0;
    json_decref(document);
    if (!named)
        return wire_fail(error, "acknowledgement of a batch");
    if (!ours)
        g_set_error(error, message_error_quark(), MESSAGE_ERROR_MISMATCH,
                    "it is for another kiosk: bring it to the one whose batch it names");
    return ours;
}

gboolean carry_open(const void *file, size_t len, const char *kiosk,
                    const uint8_t public_key[SIGNED_PUBLIC_BYTES], uint8_t digest[CARRY_DIGEST],
                    struct message_results *results, GError **error)
{
    g_autoptr(GBytes) payload = signed_open(CARRY_PURPOSE, file, len, public_key, error);
    size_t payload_len = 0;

    *results = (struct message_results){0};
    if (!payload)
        return FALSE;
    const void *text = g_bytes_get_data(payload, &payload_len);
    return is_ours(text, payload_len, kiosk, digest, error) &&
           message_results_parse(text, payload_len, results, error);
}
