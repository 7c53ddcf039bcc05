#include "wire/notices.h"

#include "wire/json.h"
#include "wire/messages.h"

/* {"zh","en"}, or a plain string for Chinese alone. */
static struct notice_words words_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    const char *plain = json_string_value(value);

    return (struct notice_words){g_strdup(plain ? plain : wire_text(value, "zh")),
                                 g_strdup(wire_text(value, "en"))};
}

static bool time_of(const json_t *object, const char *key, int64_t otherwise, int64_t *out)
{
    const json_t *value = json_object_get(object, key);

    *out = otherwise;
    return value ? message_time_parse(wire_text(object, key), out) : otherwise > 0;
}

/* `now_ms` 0: nothing may be left out. */
static gboolean take(struct notice *n, const json_t *object, int64_t now_ms, GError **error)
{
    const char *fault = NULL;

    if (!wire_copy(n->topic, sizeof n->topic, object, "topic") && json_object_get(object, "topic"))
        fault = "topic is a short word";
    n->title = words_of(object, "title");
    n->text = words_of(object, "text");
    n->issuer = words_of(object, "issuer");
    if (!wire_copy(n->id, sizeof n->id, object, "id"))
        fault = "id is 1 to 40 of a-z, 0-9 and -";
    else if (!notice_kind_parse(wire_text(object, "kind"), &n->kind))
        fault = "kind is notice or alert";
    else if (!time_of(object, "published", now_ms, &n->published_ms) ||
             !time_of(object, "from", n->published_ms, &n->from_ms) ||
             !time_of(object, "until", 0, &n->until_ms))
        fault = "from and until are times as 2026-03-20T08:30:00+08:00, and until is there";
    if (!fault)
        fault = notice_fault(n);
    if (!fault)
        return TRUE;
    g_set_error(error, message_error_quark(), MESSAGE_ERROR_FORM, "a notice cannot be: %s", fault);
    return FALSE;
}

struct notices *message_notices_parse(const void *body, size_t len, GError **error)
{
    json_t *document = wire_load(body, len, error);
    const json_t *list = json_object_get(document, "notices");
    struct notices *notices = notices_new();
    gboolean well = document && ((json_is_array(list) && json_array_size(list) <= NOTICES_MOST) ||
                                 wire_fail(error, "a list of notices"));

    for (size_t i = 0; well && i < json_array_size(list); i++)
        well = take(notices_add(notices), json_array_get(list, i), 0, error);
    json_decref(document);
    if (well)
        return notices;
    notices_free(notices);
    return NULL;
}

static void set_time(json_t *object, const char *key, int64_t ms)
{
    char text[WIRE_TIME_MAX];

    message_time(ms, text);
    json_object_set_new(object, key, json_string(text));
}

static json_t *json_of(const struct notice *n)
{
    json_t *object =
        json_pack("{ss ss s{ss ss} s{ss ss} s{ss ss} ss}", "id", n->id, "kind", notice_kind_name(n->kind),
                  "title", "zh", n->title.zh, "en", n->title.en, "text", "zh", n->text.zh, "en", n->text.en,
                  "issuer", "zh", n->issuer.zh, "en", n->issuer.en, "topic", n->topic);

    set_time(object, "published", n->published_ms);
    set_time(object, "from", n->from_ms);
    set_time(object, "until", n->until_ms);
    return object;
}

GBytes *message_notices_build(const struct notices *notices)
{
    json_t *list = json_array();

    for (unsigned i = 0; i < notices->count; i++)
        json_array_append_new(list, json_of(&notices->list[i]));
    return wire_dump(json_pack("{so}", "notices", list));
}

gboolean message_notice_parse(const void *body, size_t len, int64_t now_ms, struct notice *out,
                              GError **error)
{
    json_t *document = wire_load(body, len, error);

    *out = (struct notice){.kind = NOTICE_NEWS};
    if (!document)
        return FALSE;
    gboolean well = take(out, document, now_ms, error);
    json_decref(document);
    return well;
}

GBytes *message_notice_build(const struct notice *notice)
{
    return wire_dump(json_of(notice));
}
