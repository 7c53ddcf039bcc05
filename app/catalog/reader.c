#include "catalog/reader.h"

#include <string.h>

enum { TEXT_BYTES = 2048 };

static void put_path(GString *to, const struct spot *at)
{
    if (at == NULL) {
        g_string_append_c(to, '$');
        return;
    }
    put_path(to, at->up);
    if (at->key != NULL)
        g_string_append_printf(to, ".%s", at->key);
    else
        g_string_append_printf(to, "[%zu]", at->index);
}

void reader_fault(struct reader *r, const struct spot *at, const char *format, ...)
{
    GString *line = g_string_new(r->file);
    va_list list;

    g_string_append(line, ": ");
    put_path(line, at);
    g_string_append(line, ": ");
    va_start(list, format);
    g_string_append_vprintf(line, format, list);
    va_end(list);
    g_ptr_array_add(r->faults, g_string_free(line, FALSE));
}

void *reader_own(struct reader *r, size_t count, size_t size)
{
    void *memory = g_malloc0_n(MAX(count, 1), size);

    g_ptr_array_add(r->owned, memory);
    return memory;
}

static bool is_word_of(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = words; n > 0 && (at = strstr(at, word)) != NULL; at += n) {
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    }
    return false;
}

bool reader_object(struct reader *r, const struct spot *at, const json_t *value, const char *keys)
{
    const char *key;
    json_t *member;
    bool fine = true;

    if (!json_is_object(value)) {
        reader_fault(r, at, "must be an object");
        return false;
    }
    json_object_foreach((json_t *)value, key, member)
    {
        if (!is_word_of(keys, key)) {
            reader_fault(r, at, "has no member named \"%s\"; it may have: %s", key, keys);
            fine = false;
        }
    }
    return fine;
}

const char *reader_text_of(struct reader *r, const struct spot *at, const json_t *value)
{
    const char *text = json_string_value(value);

    if (text == NULL) {
        reader_fault(r, at, "must be a text");
        return "";
    }
    if (text[0] == '\0')
        reader_fault(r, at, "must not be empty");
    else if (json_string_length(value) > TEXT_BYTES)
        reader_fault(r, at, "must not be longer than %d bytes", TEXT_BYTES);
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) {
            reader_fault(r, at, "must be one line without control characters");
            break;
        }
    }
    char *copy = g_strdup(text);

    g_ptr_array_add(r->owned, copy);
    return copy;
}

static const json_t *member_of(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                               enum need need)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL && need == NEEDED)
        reader_fault(r, at, "needs a member named \"%s\"", key);
    return value;
}

const char *reader_text(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                        enum need need)
{
    const json_t *value = member_of(r, at, object, key, need);
    struct spot here = {at, key, 0};

    if (value == NULL)
        return need == NEEDED ? "" : NULL;
    return reader_text_of(r, &here, value);
}

struct label reader_label_of(struct reader *r, const struct spot *at, const json_t *value)
{
    if (!reader_object(r, at, value, "zh en"))
        return (struct label){"", ""};
    return (struct label){.zh = reader_text(r, at, value, "zh", NEEDED),
                          .en = reader_text(r, at, value, "en", NEEDED)};
}

struct label reader_label(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                          enum need need)
{
    const json_t *value = member_of(r, at, object, key, need);
    struct spot here = {at, key, 0};

    if (value == NULL)
        return (struct label){NULL, NULL};
    return reader_label_of(r, &here, value);
}

bool reader_flag(struct reader *r, const struct spot *at, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    struct spot here = {at, key, 0};

    if (value != NULL && !json_is_boolean(value))
        reader_fault(r, &here, "must be true or false");
    return json_is_true(value);
}

unsigned reader_number(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                       unsigned max)
{
    const json_t *value = json_object_get(object, key);
    struct spot here = {at, key, 0};

    if (value == NULL)
        return 0;
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > (json_int_t)max) {
        reader_fault(r, &here, "must be a whole number from 0 to %u", max);
        return 0;
    }
    return (unsigned)json_integer_value(value);
}

unsigned reader_one_of(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                       const char *const *names, unsigned count)
{
    const char *text = reader_text(r, at, object, key, NEEDED);
    struct spot here = {at, key, 0};
    GString *all;

    if (text[0] == '\0')
        return 0;
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(names[i], text) == 0)
            return i;
    }
    all = g_string_new(names[0]);
    for (unsigned i = 1; i < count; i++)
        g_string_append_printf(all, ", %s", names[i]);
    reader_fault(r, &here, "must be one of %s", all->str);
    g_string_free(all, TRUE);
    return 0;
}

const json_t *reader_list(struct reader *r, const struct spot *at, const json_t *object, const char *key,
                          size_t max)
{
    const json_t *value = json_object_get(object, key);
    struct spot here = {at, key, 0};

    if (value == NULL)
        return NULL;
    if (!json_is_array(value)) {
        reader_fault(r, &here, "must be a list");
        return NULL;
    }
    if (json_array_size(value) > max) {
        reader_fault(r, &here, "must not have more than %zu entries", max);
        return NULL;
    }
    return value;
}

const struct label *reader_labels(struct reader *r, const struct spot *at, const json_t *object,
                                  const char *key, size_t max, unsigned *count)
{
    const json_t *list = reader_list(r, at, object, key, max);
    struct spot here = {at, key, 0};
    struct label *labels = reader_own(r, json_array_size(list), sizeof *labels);

    *count = (unsigned)json_array_size(list);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct spot entry = {&here, NULL, i};

        labels[i] = reader_label_of(r, &entry, json_array_get(list, i));
    }
    return labels;
}
