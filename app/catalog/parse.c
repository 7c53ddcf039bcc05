#include "catalog/parse.h"

#include <string.h>

static const char *const kinds[] = {"application", "query",  "certificate", "report",
                                    "vote",        "bundle", "booking"};
const char *service_kind_name(enum service_kind kind)
{
    return kinds[kind];
}

static const char *const types[] = {"text",      "phone", "id_number", "choice",
                                    "bank_card", "date",  "amount",    "region"};
static const char *const levels[] = {"county", "town", "community"};
static const unsigned level_digits[] = {6, 9, 12};
static const char *const tints[] = {"pine", "lamp", "sky", "moss", "brick", "plum"};

static void parse_choices(struct reader *r, const struct spot *at, const json_t *object, struct field *to)
{
    const json_t *list = reader_list(r, at, object, "choices", CATALOG_CHOICES);
    struct choice *choices = reader_own(r, json_array_size(list), sizeof *choices);
    struct spot here = {at, "choices", 0};

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        struct spot spot = {&here, NULL, i};

        if (!reader_object(r, &spot, entry, "value label icon"))
            continue;
        choices[i].value = reader_text(r, &spot, entry, "value", NEEDED);
        choices[i].label = reader_label(r, &spot, entry, "label", NEEDED);
        choices[i].icon = reader_text(r, &spot, entry, "icon", OPTIONAL);
    }
    to->choices = choices;
    to->choice_count = (unsigned)json_array_size(list);
}

/* {"field": "where", "value": "other"} */
static void parse_asked_if(struct reader *r, const struct spot *at, const json_t *object, struct field *to)
{
    const json_t *value = json_object_get(object, "asked_if");
    struct spot here = {at, "asked_if", 0};

    if (value == NULL || !reader_object(r, &here, value, "field value"))
        return;
    to->asked_if = reader_text(r, &here, value, "field", NEEDED);
    to->asked_value = reader_text(r, &here, value, "value", NEEDED);
}

/* How deep a region goes: to the community when it does not say. */
static void parse_level(struct reader *r, const struct spot *at, const json_t *object, struct field *to)
{
    unsigned level = G_N_ELEMENTS(levels) - 1;

    if (json_object_get(object, "level") != NULL)
        level = reader_one_of(r, at, object, "level", levels, G_N_ELEMENTS(levels));
    if (to->type == FIELD_REGION)
        to->digits = level_digits[level];
    else if (json_object_get(object, "level") != NULL)
        reader_fault(r, at, "only a region has a level");
}

static void parse_field(struct reader *r, const struct spot *at, const json_t *value, struct field *to)
{
    if (!reader_object(r, at, value,
                       "name type question hint label example from_card required personal min max choices "
                       "earliest latest "
                       "vague ago level step asked_if same_as"))
        return;
    to->name = reader_text(r, at, value, "name", NEEDED);
    to->type = reader_one_of(r, at, value, "type", types, G_N_ELEMENTS(types));
    to->question = reader_label(r, at, value, "question", NEEDED);
    to->hint = reader_label(r, at, value, "hint", OPTIONAL);
    to->label = reader_label(r, at, value, "label", NEEDED);
    to->example = reader_label(r, at, value, "example", OPTIONAL);
    to->from_card = reader_text(r, at, value, "from_card", OPTIONAL);
    to->same_as = reader_text(r, at, value, "same_as", OPTIONAL);
    to->required = reader_flag(r, at, value, "required");
    to->personal = reader_flag(r, at, value, "personal");
    to->min = reader_number(r, at, value, "min",
                            to->type == FIELD_AMOUNT ? CATALOG_AMOUNT : CATALOG_VALUE_CHARACTERS);
    to->max = reader_number(r, at, value, "max",
                            to->type == FIELD_AMOUNT ? CATALOG_AMOUNT : CATALOG_VALUE_CHARACTERS);
    to->earliest = reader_text(r, at, value, "earliest", OPTIONAL);
    to->latest = reader_text(r, at, value, "latest", OPTIONAL);
    to->vague = reader_flag(r, at, value, "vague");
    to->ago = reader_label(r, at, value, "ago", OPTIONAL);
    to->step = reader_label(r, at, value, "step", OPTIONAL);
    parse_asked_if(r, at, value, to);
    parse_level(r, at, value, to);
    parse_choices(r, at, value, to);
}

/* {"use": "phone"} stands for blocks/phone.json. */
static void parse_field_or_use(struct reader *r, const struct spot *at, const json_t *value, struct field *to,
                               block_find *find, void *data)
{
    const char *use;
    const json_t *block;

    if (!json_is_object(value) || json_object_get(value, "use") == NULL) {
        parse_field(r, at, value, to);
        return;
    }
    if (!reader_object(r, at, value, "use"))
        return;
    use = reader_text(r, at, value, "use", NEEDED);
    block = use[0] != '\0' && find != NULL ? find(data, use) : NULL;
    if (block == NULL)
        reader_fault(r, at, "there is no blocks/%s.json to use", use);
    else {
        parse_field(r, at, block, to);
        to->block = use;
    }
}

/* One or two fields, as page `i` of the service. */
static void parse_page(struct reader *r, const struct spot *at, const json_t *page, struct parsed_pages *to,
                       unsigned i)
{
    size_t n = json_array_size(page);
    struct field *list = reader_own(r, CATALOG_PAGE_FIELDS, sizeof *list);

    to->fields[i] = list;
    if (n < 1 || n > CATALOG_PAGE_FIELDS) {
        reader_fault(r, at, "must be a list of one or two fields: one question a screen");
        return;
    }
    for (size_t k = 0; k < n; k++) {
        struct spot here = {at, NULL, k};

        parse_field_or_use(r, &here, json_array_get(page, k), &list[k], to->find, to->data);
    }
    to->counts[i] = (unsigned)n;
}

unsigned parse_pages(struct reader *r, const struct spot *up, const json_t *object, struct parsed_pages *to,
                     unsigned first)
{
    const json_t *pages = reader_list(r, up, object, "pages", up != NULL ? CATALOG_WAY_PAGES : CATALOG_PAGES);
    struct spot top = {up, "pages", 0};

    for (size_t i = 0; i < json_array_size(pages); i++) {
        struct spot at = {&top, NULL, i};

        parse_page(r, &at, json_array_get(pages, i), to, first + (unsigned)i);
    }
    return (unsigned)json_array_size(pages);
}

/* Room for the form and behind it for what the ways of delivery ask. */
static void parse_form(struct reader *r, const json_t *root, struct service *to, block_find *find, void *data)
{
    enum { ALL = CATALOG_PAGES + CATALOG_WAYS * CATALOG_WAY_PAGES };
    struct parsed_pages pages = {reader_own(r, ALL, sizeof(void *)), reader_own(r, ALL, sizeof(unsigned)),
                                 find, data};

    to->pages = pages.fields;
    to->page_fields = pages.counts;
    to->page_count = parse_pages(r, NULL, root, &pages, 0);
    parse_delivery(r, root, to, &pages);
    parse_payment(r, root, to);
    parse_bundle(r, root, to);
}

static void parse_materials(struct reader *r, const json_t *root, struct service *to)
{
    const json_t *list = reader_list(r, NULL, root, "materials", CATALOG_MATERIALS);
    struct material *materials = reader_own(r, json_array_size(list), sizeof *materials);
    struct spot top = {NULL, "materials", 0};

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *value = json_array_get(list, i);
        struct spot at = {&top, NULL, i};

        if (!reader_object(r, &at, value, "code label hint photo icon required later_days"))
            continue;
        materials[i].code = reader_text(r, &at, value, "code", NEEDED);
        materials[i].label = reader_label(r, &at, value, "label", NEEDED);
        materials[i].hint = reader_label(r, &at, value, "hint", OPTIONAL);
        materials[i].photo = reader_label(r, &at, value, "photo", OPTIONAL);
        materials[i].icon = reader_text(r, &at, value, "icon", NEEDED);
        materials[i].required = reader_flag(r, &at, value, "required");
        materials[i].later_days = reader_number(r, &at, value, "later_days", 90);
        materials[i].later = materials[i].later_days > 0;
    }
    to->materials = materials;
    to->material_count = (unsigned)json_array_size(list);
}

static void parse_words(struct reader *r, const json_t *root, struct service *to)
{
    to->name = reader_label(r, NULL, root, "name", NEEDED);
    to->official = reader_label(r, NULL, root, "official", NEEDED);
    to->line = reader_label(r, NULL, root, "line", NEEDED);
    to->department = reader_label(r, NULL, root, "department", NEEDED);
    to->price = reader_label(r, NULL, root, "price", NEEDED);
    to->who = reader_label(r, NULL, root, "who", NEEDED);
    to->promise = reader_label(r, NULL, root, "promise", NEEDED);
    to->statement = reader_label(r, NULL, root, "statement", OPTIONAL);
    to->statement_lines = reader_labels(r, NULL, root, "statement_lines", 8, &to->statement_line_count);
    to->conditions = reader_labels(r, NULL, root, "conditions", 6, &to->condition_count);
    to->next = reader_labels(r, NULL, root, "next", 6, &to->next_count);
    to->words = reader_labels(r, NULL, root, "words", CATALOG_WORDS, &to->word_count);
}

static void parse_bring_note(struct reader *r, const json_t *root, struct service *to)
{
    struct label *note;

    if (json_object_get(root, "bring_note") == NULL)
        return;
    note = reader_own(r, 1, sizeof *note);
    *note = reader_label(r, NULL, root, "bring_note", NEEDED);
    to->bring_note = note;
}

struct service *parse_service(struct reader *r, const json_t *root, block_find *find, void *data,
                              unsigned *order)
{
    struct service *to = reader_own(r, 1, sizeof *to);

    *order = 0;
    if (!reader_object(
            r, NULL, root,
            "$schema code kind order name official line department icon tint category minutes workdays "
            "legal_workdays min_age price who promise conditions next bring_note pages materials "
            "signature needs_line photo statement statement_lines delivery payment occasion parts words "
            "fallback"))
        return to;
    *order = reader_number(r, NULL, root, "order", 9999);
    to->code = reader_text(r, NULL, root, "code", NEEDED);
    to->kind = reader_one_of(r, NULL, root, "kind", kinds, G_N_ELEMENTS(kinds));
    to->icon = reader_text(r, NULL, root, "icon", NEEDED);
    to->tint = reader_one_of(r, NULL, root, "tint", tints, G_N_ELEMENTS(tints));
    to->category = reader_text(r, NULL, root, "category", NEEDED);
    to->minutes = reader_number(r, NULL, root, "minutes", 120);
    to->workdays = reader_number(r, NULL, root, "workdays", 365);
    to->legal_workdays = reader_number(r, NULL, root, "legal_workdays", 365);
    to->min_age = reader_number(r, NULL, root, "min_age", 120);
    to->signature = reader_flag(r, NULL, root, "signature");
    to->needs_line = reader_flag(r, NULL, root, "needs_line");
    to->photo = reader_flag(r, NULL, root, "photo");
    to->fallback = reader_flag(r, NULL, root, "fallback");
    parse_words(r, root, to);
    parse_bring_note(r, root, to);
    parse_form(r, root, to, find, data);
    parse_materials(r, root, to);
    return to;
}

const struct category *parse_categories(struct reader *r, const json_t *root, unsigned *count)
{
    struct category *list = reader_own(r, json_array_size(root), sizeof *list);

    *count = 0;
    if (!json_is_array(root)) {
        reader_fault(r, NULL, "must be a list of categories");
        return list;
    }
    for (size_t i = 0; i < json_array_size(root); i++) {
        const json_t *value = json_array_get(root, i);
        struct spot at = {NULL, NULL, i};

        if (!reader_object(r, &at, value, "code name"))
            continue;
        list[*count].code = reader_text(r, &at, value, "code", NEEDED);
        list[*count].name = reader_label(r, &at, value, "name", NEEDED);
        if (!check_code(list[*count].code))
            reader_fault(r, &at, "its code must be of small letters, digits and hyphens");
        (*count)++;
    }
    return list;
}
