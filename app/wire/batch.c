/* The request body of /v1/submissions: a CloudEvents 1.0 batch, one event an envelope. */
#include <sodium.h>
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"
#include "wire/upload.h"

static json_t *base64(GBytes *box)
{
    size_t len = 0;
    const uint8_t *data = g_bytes_get_data(box, &len);
    g_autofree char *text = g_base64_encode(data, len);
    return json_string(text);
}

void message_box_digest(GBytes *box, uint8_t out[WIRE_BOX_DIGEST])
{
    gsize len = 0;
    const void *data = g_bytes_get_data(box, &len);

    crypto_generichash(out, WIRE_BOX_DIGEST, data, len, NULL, 0);
}

/* The box itself, or where it lies: the claim check of CloudEvents (extension dataref). */
static void set_data(json_t *event, const struct message_item *item)
{
    char path[UPLOAD_PATH];

    if (item->box) {
        json_object_set_new(event, "data_base64", base64(item->box));
        return;
    }
    upload_path(item->id, path);
    g_autofree char *digest = g_base64_encode(item->digest, sizeof item->digest);
    json_object_set_new(event, "dataref", json_string(path));
    json_object_set_new(event, "boxdigest", json_string(digest));
}

/* What comes in pieces is longer than a row of the outbox holds, so it has the large form. */
static const char *sealalg_of(const struct message_item *item)
{
    return suite_sealalg(item->keyid, item->box ? g_bytes_get_size(item->box) : SIZE_MAX);
}

static json_t *event_of(const struct message_item *item)
{
    char id[UUID7_TEXT], time[WIRE_TIME_MAX];
    g_autofree char *source = g_strconcat("kiosk/", item->kiosk, NULL);
    g_autofree char *type = g_strconcat(WIRE_EVENT_PREFIX, item->kind, WIRE_EVENT_SUFFIX, NULL);

    uuid7_text(item->id, id);
    message_time(item->created_ms, time);
    json_t *event = json_pack("{ss ss ss ss ss ss ss ss ss}", "specversion", "1.0", "id", id, "source",
                              source, "type", type, "time", time, "subject", item->service, "datacontenttype",
                              WIRE_CONTENT_TYPE, "sealalg", sealalg_of(item), "keyid", item->keyid);
    if (event)
        set_data(event, item);
    return event;
}

GBytes *message_batch_build(const struct message_item *items, size_t count)
{
    json_t *batch = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *event = event_of(&items[i]);
        g_assert(event); /* the outbox holds only valid UTF-8 */
        json_array_append_new(batch, event);
    }
    return wire_dump(batch);
}

static bool starts(const char **text, const char *prefix)
{
    size_t n = strlen(prefix);

    if (strncmp(*text, prefix, n) != 0)
        return false;
    *text += n;
    return true;
}

static bool parse_kind(struct message_item *item, const char *type)
{
    if (!starts(&type, WIRE_EVENT_PREFIX))
        return false;
    size_t n = strspn(type, "abcdefghijklmnopqrstuvwxyz_");
    if (n == 0 || n >= sizeof item->kind || strcmp(type + n, WIRE_EVENT_SUFFIX) != 0)
        return false;
    memcpy(item->kind, type, n);
    item->kind[n] = 0;
    return true;
}

static bool parse_kiosk(struct message_item *item, const char *source)
{
    if (!starts(&source, "kiosk/") || !*source || strlen(source) >= sizeof item->kiosk)
        return false;
    memcpy(item->kiosk, source, strlen(source) + 1);
    return true;
}

static bool parse_box(struct message_item *item, const json_t *value)
{
    size_t len = json_string_length(value), cap = len / 4 * 3 + 3, got = 0;

    if (!json_is_string(value) || len == 0)
        return false;
    uint8_t *box = g_malloc(cap);
    if (sodium_base642bin(box, cap, json_string_value(value), len, NULL, &got, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        g_free(box);
        return false;
    }
    item->box = g_bytes_new_take(box, got);
    return true;
}

static bool parse_digest(struct message_item *item, const char *text)
{
    size_t got = 0;

    return sodium_base642bin(item->digest, sizeof item->digest, text, strlen(text), NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == sizeof item->digest;
}

/* One of the two; a reference is to the item's own upload, and says of which box. */
static bool parse_data(struct message_item *item, const json_t *event)
{
    const char *reference = json_string_value(json_object_get(event, "dataref"));
    uint8_t id[UUID7_BYTES];

    if (!reference)
        return parse_box(item, json_object_get(event, "data_base64"));
    return !json_object_get(event, "data_base64") && upload_path_parse(reference, id) &&
           memcmp(id, item->id, sizeof id) == 0 && parse_digest(item, wire_text(event, "boxdigest"));
}

static bool parse_event(struct message_item *item, const json_t *event)
{
    return strcmp(wire_text(event, "specversion"), "1.0") == 0 &&
           strcmp(wire_text(event, "datacontenttype"), WIRE_CONTENT_TYPE) == 0 &&
           uuid7_parse(item->id, wire_text(event, "id")) && parse_kiosk(item, wire_text(event, "source")) &&
           parse_kind(item, wire_text(event, "type")) &&
           message_time_parse(wire_text(event, "time"), &item->created_ms) &&
           wire_copy(item->service, sizeof item->service, event, "subject") &&
           wire_copy(item->keyid, sizeof item->keyid, event, "keyid") && parse_data(item, event) &&
           strcmp(wire_text(event, "sealalg"), sealalg_of(item)) == 0;
}

gboolean message_batch_parse(const void *body, size_t len, struct message_batch *out, GError **error)
{
    *out = (struct message_batch){0};
    json_t *document = wire_load(body, len, error);
    if (!document)
        return FALSE;
    size_t count = json_array_size(document);
    gboolean well = json_is_array(document) && count >= 1 && count <= WIRE_BATCH_MAX;
    if (well)
        out->items = g_new0(struct message_item, count);
    while (well && out->count < count) {
        well = parse_event(&out->items[out->count], json_array_get(document, out->count));
        out->count++;
    }
    json_decref(document);
    if (!well) {
        message_batch_clear(out);
        wire_fail(error, "batch of submissions");
    }
    return well;
}

void message_batch_clear(struct message_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        g_clear_pointer(&batch->items[i].box, g_bytes_unref);
    g_free(batch->items);
    *batch = (struct message_batch){0};
}
