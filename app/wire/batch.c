/* The request body of /v1/submissions: a CloudEvents 1.0 batch, one event an envelope. */
#include <sodium.h>
#include <string.h>

#include "wire/base64.h"
#include "wire/event.h"
#include "wire/json.h"
#include "wire/messages.h"
#include "wire/upload.h"

enum { EVENT_BYTES = 384 }; /* about what an event takes beside its box */

void message_box_digest(GBytes *box, uint8_t out[WIRE_BOX_DIGEST])
{
    gsize len = 0;
    const void *data = g_bytes_get_data(box, &len);

    crypto_generichash(out, WIRE_BOX_DIGEST, data, len, NULL, 0);
}

/* Where the box lies: the claim check of CloudEvents (extension dataref). */
static void set_reference(json_t *event, const struct message_item *item)
{
    char path[UPLOAD_PATH];

    upload_path(item->id, path);
    g_autofree char *digest = g_base64_encode(item->digest, sizeof item->digest);
    json_object_set_new(event, "dataref", json_string(path));
    json_object_set_new(event, "boxdigest", json_string(digest));
}

/* Extensions of a call for people. An Integer of CloudEvents has 32 bits, so it is a text. */
static void set_sent(json_t *event, const struct message_moment *sent)
{
    g_autofree char *uptime = g_strdup_printf("%" G_GINT64_FORMAT, sent->uptime_s);

    json_object_set_new(event, "bootid", json_string(sent->boot));
    json_object_set_new(event, "uptime", json_string(uptime));
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
    g_assert(event); /* the outbox holds only valid UTF-8 */
    if (!item->box)
        set_reference(event, item);
    if (*item->sent.boot)
        set_sent(event, &item->sent);
    return event;
}

/* Behind what jansson wrote, in place of its closing brace: the box is nearly all of an event, and needs no
 * escapes. */
static void append_box(GString *to, GBytes *box)
{
    gsize len = 0, at = to->len - 1;
    const uint8_t *data = g_bytes_get_data(box, &len);

    g_string_truncate(to, at);
    g_string_append(to, ",\"data_base64\":\"");
    at = to->len;
    g_string_set_size(to, at + base64_length(len));
    base64_encode(data, len, to->str + at);
    g_string_append(to, "\"}");
}

static void append_event(GString *to, const struct message_item *item)
{
    g_autoptr(GBytes) text = wire_dump(event_of(item));
    gsize len = 0;
    const char *data = g_bytes_get_data(text, &len);

    g_string_append_len(to, data, (gssize)len);
    if (item->box)
        append_box(to, item->box);
}

static size_t room_for(const struct message_item *items, size_t count)
{
    size_t bytes = 2;

    for (size_t i = 0; i < count; i++)
        bytes += EVENT_BYTES + (items[i].box ? base64_length(g_bytes_get_size(items[i].box)) : 0);
    return bytes;
}

GBytes *message_batch_build(const struct message_item *items, size_t count)
{
    GString *batch = g_string_sized_new(room_for(items, count));

    g_string_append_c(batch, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(batch, ',');
        append_event(batch, &items[i]);
    }
    g_string_append_c(batch, ']');
    return g_string_free_to_bytes(batch);
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

static bool parse_box(struct message_item *item, const char *data, size_t len)
{
    size_t got = 0;

    if (!data || len == 0)
        return false;
    uint8_t *box = g_malloc(len / 4 * 3 + 1);
    if (!base64_decode(data, len, box, &got)) {
        g_free(box);
        return false;
    }
    item->box = g_bytes_new_take(box, got);
    return true;
}

static bool parse_digest(struct message_item *item, const char *text)
{
    uint8_t digest[EVENT_TEXT_MAX];
    size_t got = 0;

    if (!base64_decode(text, strlen(text), digest, &got) || got != sizeof item->digest)
        return false;
    memcpy(item->digest, digest, sizeof item->digest);
    return true;
}

/* One of the two; a reference is to the item's own upload, and says of which box. */
static bool parse_data(struct message_item *item, const struct event *event)
{
    uint8_t id[UUID7_BYTES];

    if (!event->has[EVENT_DATAREF])
        return parse_box(item, event->data, event->data_len);
    return !event->has[EVENT_DATA] && upload_path_parse(event->text[EVENT_DATAREF], id) &&
           memcmp(id, item->id, sizeof id) == 0 && parse_digest(item, event->text[EVENT_BOXDIGEST]);
}

static bool copy_text(char *to, size_t cap, const struct event *event, enum event_member member)
{
    return event->has[member] && g_strlcpy(to, event->text[member], cap) < cap;
}

static bool parse_sent(struct message_item *item, const struct event *event)
{
    guint64 uptime = 0;

    if (!event->has[EVENT_BOOTID])
        return true;
    item->sent.uptime_s =
        g_ascii_string_to_unsigned(event->text[EVENT_UPTIME], 10, 0, G_MAXINT32, &uptime, NULL)
            ? (int64_t)uptime
            : -1;
    return item->sent.uptime_s >= 0 &&
           copy_text(item->sent.boot, sizeof item->sent.boot, event, EVENT_BOOTID);
}

static bool parse_event(struct message_item *item, const struct event *event)
{
    return strcmp(event->text[EVENT_SPECVERSION], "1.0") == 0 &&
           strcmp(event->text[EVENT_DATACONTENTTYPE], WIRE_CONTENT_TYPE) == 0 &&
           uuid7_parse(item->id, event->text[EVENT_ID]) && parse_kiosk(item, event->text[EVENT_SOURCE]) &&
           parse_kind(item, event->text[EVENT_TYPE]) &&
           message_time_parse(event->text[EVENT_TIME], &item->created_ms) &&
           copy_text(item->service, sizeof item->service, event, EVENT_SUBJECT) &&
           copy_text(item->keyid, sizeof item->keyid, event, EVENT_KEYID) && parse_sent(item, event) &&
           parse_data(item, event) && strcmp(event->text[EVENT_SEALALG], sealalg_of(item)) == 0;
}

/* False: a text that is longer than any of ours. */
static bool event_from(const json_t *object, struct event *event)
{
    *event = (struct event){0};
    for (int i = 0; i < EVENT_TEXTS; i++) {
        event->has[i] = json_is_string(json_object_get(object, event_members[i]));
        if (event->has[i] && !wire_copy(event->text[i], EVENT_TEXT_MAX, object, event_members[i]))
            return false;
    }
    const json_t *data = json_object_get(object, event_members[EVENT_DATA]);
    event->has[EVENT_DATA] = data != NULL;
    event->data = json_string_value(data);
    event->data_len = json_string_length(data);
    return true;
}

/* FALSE: not in the form that kiosks write, or not good; the batch is empty then. */
static gboolean parse_usual(const char *body, size_t len, struct message_batch *out)
{
    struct event_reader reader = {.at = body, .end = body + len};
    struct event event;
    enum event_found found;

    out->items = g_new0(struct message_item, WIRE_BATCH_MAX);
    while ((found = event_next(&reader, &event)) == EVENT_FOUND && out->count < WIRE_BATCH_MAX &&
           parse_event(&out->items[out->count], &event))
        out->count++;
    if (found == EVENT_END)
        return TRUE;
    if (out->count < WIRE_BATCH_MAX) /* the one that was given up may have its box already */
        out->count++;
    message_batch_clear(out);
    return FALSE;
}

static gboolean parse_any(const void *body, size_t len, struct message_batch *out, GError **error)
{
    struct event event;
    json_t *document = wire_load(body, len, error);
    if (!document)
        return FALSE;
    size_t count = json_array_size(document);
    gboolean well = json_is_array(document) && count >= 1 && count <= WIRE_BATCH_MAX;
    if (well)
        out->items = g_new0(struct message_item, count);
    while (well && out->count < count) {
        well = event_from(json_array_get(document, out->count), &event) &&
               parse_event(&out->items[out->count], &event);
        out->count++;
    }
    json_decref(document);
    if (!well) {
        message_batch_clear(out);
        wire_fail(error, "batch of submissions");
    }
    return well;
}

gboolean message_batch_parse(const void *body, size_t len, struct message_batch *out, GError **error)
{
    *out = (struct message_batch){0};
    return (len > 0 && parse_usual(body, len, out)) || parse_any(body, len, out, error);
}

void message_batch_clear(struct message_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        g_clear_pointer(&batch->items[i].box, g_bytes_unref);
    g_free(batch->items);
    *batch = (struct message_batch){0};
}
