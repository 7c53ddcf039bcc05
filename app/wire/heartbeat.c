#include "wire/heartbeat.h"

#include <string.h>

#include "wire/json.h"
#include "wire/receipt.h"

/* It is written into pages and labels of others: only what needs no quoting anywhere. */
static bool take_word(char *to, size_t cap, const json_t *object, const char *key)
{
    return wire_copy(to, cap, object, key) &&
           strspn(to, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+~_-") == strlen(to);
}

static bool take_number(int64_t *to, int64_t most, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    *to = json_integer_value(value);
    return json_is_integer(value) && *to >= 0 && *to <= most;
}

static bool take_count(uint32_t *to, const json_t *object, const char *key)
{
    int64_t number;
    bool well = take_number(&number, UINT32_MAX, object, key);
    *to = well ? (uint32_t)number : 0;
    return well;
}

static bool take_device(struct heartbeat_device *to, const json_t *object)
{
    return take_word(to->slot, sizeof to->slot, object, "slot") && to->slot[0] &&
           take_word(to->status, sizeof to->status, object, "status") &&
           take_word(to->attention, sizeof to->attention, object, "attention") &&
           take_count(&to->done, object, "done") && take_count(&to->failed, object, "failed") &&
           take_count(&to->lost, object, "lost");
}

static bool take_devices(struct heartbeat *out, const json_t *devices)
{
    size_t count = json_array_size(devices);
    if (!json_is_array(devices) || count > HEARTBEAT_DEVICES)
        return false;
    for (; out->device_count < count; out->device_count++)
        if (!take_device(&out->devices[out->device_count], json_array_get(devices, out->device_count)))
            return false;
    return true;
}

static bool take_queue(struct heartbeat *out, const json_t *queue)
{
    const json_t *by = json_object_get(queue, "by_priority");
    if (json_array_size(by) != HEARTBEAT_PRIORITIES)
        return false;
    for (size_t i = 0; i < HEARTBEAT_PRIORITIES; i++) {
        json_int_t count = json_integer_value(json_array_get(by, i));
        if (count < 0 || count > UINT32_MAX)
            return false;
        out->waiting_of[i] = (uint32_t)count;
    }
    return take_count(&out->waiting, queue, "waiting") && take_count(&out->parked, queue, "parked") &&
           take_number(&out->oldest_s, INT32_MAX, queue, "oldest_s");
}

/* An older kiosk does not count them. */
static bool take_visits(struct heartbeat *out, const json_t *document)
{
    return !json_object_get(document, "visits") || take_count(&out->visits, document, "visits");
}

static bool is_kiosk(const char *text)
{
    return strlen(text) == 5 && strspn(text, "0123456789") == 5;
}

static bool take_all(struct heartbeat *out, const json_t *document)
{
    return take_word(out->kiosk, sizeof out->kiosk, document, "kiosk") && is_kiosk(out->kiosk) &&
           take_word(out->release, sizeof out->release, document, "release") &&
           message_time_parse(wire_text(document, "at"), &out->at_ms) &&
           take_number(&out->uptime_s, INT32_MAX, document, "uptime_s") &&
           take_number(&out->disk_free_mb, INT32_MAX, document, "disk_free_mb") &&
           take_visits(out, document) && take_queue(out, json_object_get(document, "queue")) &&
           take_devices(out, json_object_get(document, "devices"));
}

gboolean message_heartbeat_parse(const void *body, size_t len, struct heartbeat *out, GError **error)
{
    *out = (struct heartbeat){.kiosk = ""};
    if (len > HEARTBEAT_BODY_MAX)
        return wire_fail(error, "a heartbeat is at most 16 KiB");
    json_t *document = wire_load(body, len, error);
    gboolean well = document && (take_all(out, document) || wire_fail(error, "a heartbeat"));
    json_decref(document);
    return well;
}

static json_t *json_of_devices(const struct heartbeat *beat)
{
    json_t *list = json_array();
    for (size_t i = 0; i < beat->device_count; i++) {
        const struct heartbeat_device *d = &beat->devices[i];
        json_array_append_new(list, json_pack("{ss ss ss sI sI sI}", "slot", d->slot, "status", d->status,
                                              "attention", d->attention, "done", (json_int_t)d->done,
                                              "failed", (json_int_t)d->failed, "lost", (json_int_t)d->lost));
    }
    return list;
}

static json_t *json_of_queue(const struct heartbeat *beat)
{
    json_t *by = json_array();
    for (size_t i = 0; i < HEARTBEAT_PRIORITIES; i++)
        json_array_append_new(by, json_integer(beat->waiting_of[i]));
    return json_pack("{sI sI so sI}", "waiting", (json_int_t)beat->waiting, "parked",
                     (json_int_t)beat->parked, "by_priority", by, "oldest_s", (json_int_t)beat->oldest_s);
}

GBytes *message_heartbeat_build(const struct heartbeat *beat)
{
    char at[WIRE_TIME_MAX];
    message_time(beat->at_ms, at);
    return wire_dump(json_pack("{ss ss ss sI sI sI so so}", "kiosk", beat->kiosk, "release", beat->release,
                               "at", at, "uptime_s", (json_int_t)beat->uptime_s, "visits",
                               (json_int_t)beat->visits, "disk_free_mb", (json_int_t)beat->disk_free_mb,
                               "queue", json_of_queue(beat), "devices", json_of_devices(beat)));
}

GBytes *message_heartbeat_answer_build(const struct heartbeat_answer *answer)
{
    char now[WIRE_TIME_MAX];
    message_time(answer->now_ms, now);
    return wire_dump(json_pack("{sI ss sI s[]}", "next_s", (json_int_t)answer->next_s, "now", now,
                               "receipts_given", (json_int_t)answer->receipts_given, "commands"));
}

gboolean message_heartbeat_answer_parse(const void *body, size_t len, struct heartbeat_answer *out,
                                        GError **error)
{
    *out = (struct heartbeat_answer){0};
    json_t *document = wire_load(body, len, error);
    gboolean well = document && ((json_is_integer(json_object_get(document, "next_s")) &&
                                  json_is_array(json_object_get(document, "commands")) &&
                                  receipt_given(document, &out->receipts_given) &&
                                  message_time_parse(wire_text(document, "now"), &out->now_ms)) ||
                                 wire_fail(error, "the answer to a heartbeat"));
    if (well) {
        out->next_s = json_integer_value(json_object_get(document, "next_s"));
        out->next_s = CLAMP(out->next_s, HEARTBEAT_NEXT_MIN_S, HEARTBEAT_NEXT_MAX_S);
    }
    json_decref(document);
    return well;
}
