#include "wire/json.h"

#include <string.h>

#include "wire/messages.h"

GQuark message_error_quark(void)
{
    return g_quark_from_static_string("message");
}

gboolean wire_fail(GError **error, const char *what)
{
    g_set_error(error, message_error_quark(), MESSAGE_ERROR_FORM,
                "a message is malformed (%s): both ends must run releases that fit", what);
    return FALSE;
}

const char *wire_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

void wire_label(const json_t *value, const char **zh, const char **en)
{
    const char *both = json_string_value(value);

    *zh = both ? both : wire_text(value, "zh");
    *en = both ? both : wire_text(value, "en");
    if (!**en)
        *en = *zh;
}

bool wire_copy(char *to, size_t cap, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    size_t len = json_string_length(value);

    to[0] = 0;
    if (!json_is_string(value) || len >= cap || strlen(json_string_value(value)) != len)
        return false;
    memcpy(to, json_string_value(value), len + 1);
    return true;
}

json_t *wire_load(const void *body, size_t len, GError **error)
{
    json_t *document = json_loadb(body, len, JSON_REJECT_DUPLICATES, NULL);

    if (!document) /* jansson's own words would quote the text */
        wire_fail(error, "no JSON");
    return document;
}

/* jansson's buffer cannot be handed to g_bytes_new_take: it may come from the wiping allocators. */
static void free_dump(void *text)
{
    json_free_t release = NULL;

    json_get_alloc_funcs(NULL, &release);
    release(text);
}

GBytes *wire_dump(json_t *document)
{
    char *text = json_dumps(document, JSON_COMPACT);

    json_decref(document);
    g_assert(text);
    return g_bytes_new_with_free_func(text, strlen(text), free_dump, text);
}
