/* What a bundle does at once. */
#include "catalog/parse.h"

static const char *const *parse_names(struct reader *r, const struct spot *at, const json_t *object,
                                      const char *key, size_t max, unsigned *count)
{
    const json_t *list = reader_list(r, at, object, key, max);
    const char **names = reader_own(r, json_array_size(list), sizeof *names);
    struct spot here = {at, key, 0};

    *count = (unsigned)json_array_size(list);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct spot entry = {&here, NULL, i};

        names[i] = reader_text_of(r, &entry, json_array_get(list, i));
    }
    return names;
}

static void parse_part(struct reader *r, const struct spot *at, const json_t *value, struct bundle_part *to)
{
    to->code = "";
    if (!reader_object(r, at, value, "code name department time workdays min_age ticked asks brings"))
        return;
    to->code = reader_text(r, at, value, "code", NEEDED);
    to->name = reader_label(r, at, value, "name", NEEDED);
    to->department = reader_label(r, at, value, "department", NEEDED);
    to->time = reader_label(r, at, value, "time", OPTIONAL);
    to->workdays = reader_number(r, at, value, "workdays", 365);
    to->min_age = reader_number(r, at, value, "min_age", 120);
    to->ticked = reader_flag(r, at, value, "ticked");
    to->asks = parse_names(r, at, value, "asks", CATALOG_FIELDS, &to->ask_count);
    to->brings = parse_names(r, at, value, "brings", CATALOG_MATERIALS, &to->bring_count);
}

void parse_bundle(struct reader *r, const json_t *root, struct service *to)
{
    const json_t *list = reader_list(r, NULL, root, "parts", CATALOG_PARTS);
    struct bundle_part *parts = reader_own(r, json_array_size(list), sizeof *parts);
    struct spot top = {NULL, "parts", 0};

    to->occasion = reader_label(r, NULL, root, "occasion", OPTIONAL);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct spot at = {&top, NULL, i};

        parse_part(r, &at, json_array_get(list, i), &parts[i]);
    }
    to->parts = parts;
    to->part_count = (unsigned)json_array_size(list);
}
