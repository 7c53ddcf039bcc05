#include "platform/bundle.h"

#include <string.h>

#include "wire/json.h"

enum { WORKDAYS_MAX = 365, NAME_BYTES = 128 };

static bool has(const json_t *names, const char *name)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *one = json_string_value(json_array_get(names, i));
        if (one && strcmp(one, name) == 0)
            return true;
    }
    return false;
}

static json_t *answers_of(const json_t *document, const json_t *part)
{
    json_t *kept = json_object(), *value;
    const char *name;
    json_object_foreach(json_object_get(document, "answers"), name, value)
    {
        if (has(json_object_get(part, "answers"), name))
            json_object_set(kept, name, value);
    }
    return kept;
}

static json_t *papers_of(const json_t *document, const json_t *part)
{
    json_t *kept = json_array();
    const json_t *all = json_object_get(document, "materials");
    for (size_t i = 0; i < json_array_size(all); i++) {
        json_t *paper = json_array_get(all, i);
        if (has(json_object_get(part, "materials"), wire_text(paper, "code")))
            json_array_append(kept, paper);
    }
    return kept;
}

/* The bundle's own members, with what is this department's in place of what is all departments'. */
static GBytes *record_of(const json_t *document, const json_t *part)
{
    json_t *record = json_copy((json_t *)document), *own = json_copy((json_t *)part);
    g_autofree char *number =
        g_strdup_printf("%s-%s", wire_text(document, "receipt"), wire_text(part, "code"));
    json_object_del(record, "parts");
    json_object_set_new(record, "answers", answers_of(document, part));
    json_object_set_new(record, "materials", papers_of(document, part));
    json_object_set_new(record, "number", json_string(number));
    json_object_del(own, "answers");
    json_object_del(own, "materials");
    json_object_set_new(record, "part", own);
    return wire_dump(record);
}

static bool is_text(const char *text)
{
    return *text && strlen(text) < NAME_BYTES;
}

static bool is_code(const char *code)
{
    return *code && strlen(code) <= CATALOG_NAME_BYTES &&
           strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(code);
}

static bool read_part(const json_t *document, const json_t *value, const struct service *service,
                      struct bundle_filed *out)
{
    json_int_t days = json_integer_value(json_object_get(value, "workdays"));
    struct storage_part part = {.code = wire_text(value, "code"),
                                .name = wire_text(value, "name"),
                                .department = wire_text(value, "department"),
                                .workdays = (uint32_t)days};
    gsize len = 0;
    if (!is_code(part.code) || !is_text(part.name) || !is_text(part.department) || days < 0 ||
        days > WORKDAYS_MAX || (service && !bundle_find(service, part.code, NULL)))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        if (strcmp(out->parts[i].code, part.code) == 0)
            return false;
    }
    out->records[out->count] = record_of(document, value);
    part.record = g_bytes_get_data(out->records[out->count], &len);
    part.record_len = len;
    out->parts[out->count++] = part;
    return true;
}

bool bundle_read(const void *record, size_t len, const struct service *service, struct bundle_filed *out)
{
    *out = (struct bundle_filed){.document = wire_load(record, len, NULL)};
    const json_t *parts = json_object_get(out->document, "parts");
    size_t count = json_array_size(parts);
    bool well = count > 0 && count <= CATALOG_PARTS;
    for (size_t i = 0; well && i < count; i++)
        well = read_part(out->document, json_array_get(parts, i), service, out);
    if (!well)
        bundle_clear(out);
    return well;
}

void bundle_clear(struct bundle_filed *filed)
{
    for (size_t i = 0; i < filed->count; i++)
        g_bytes_unref(filed->records[i]);
    json_decref(filed->document);
    *filed = (struct bundle_filed){0};
}
