/* Rules that a shape cannot say: what belongs together, what a screen can hold, what a session has room for.
 */
#include <string.h>

#include "base/day.h"
#include "base/icons.h"
#include "base/text.h"
#include "catalog/parse.h"

enum { TILE_NAME = 6, TILE_LINE = 9 }; /* characters on a tile, DESIGN.md 4.2 */
enum { EXAMPLE = 20, BANK_LEAST = 12, BANK_MOST = 19, AMOUNT_DIGITS = 8 };

static bool made_of(const char *text, const char *also, size_t max)
{
    size_t n = text == NULL ? 0 : strlen(text);

    for (size_t i = 0; i < n; i++) {
        if (!g_ascii_islower(text[i]) && !g_ascii_isdigit(text[i]) && strchr(also, text[i]) == NULL)
            return false;
    }
    return n > 0 && n <= max;
}

bool check_code(const char *text)
{
    return made_of(text, "-", CATALOG_NAME_BYTES);
}

static bool is_card_fact(const char *text)
{
    static const char *const facts[] = {"name", "number", "birth", "address", "sex"};

    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
        if (strcmp(facts[i], text) == 0)
            return true;
    }
    return false;
}

static void check_choices(struct reader *r, const struct spot *at, const struct field *f)
{
    if (f->type != FIELD_CHOICE) {
        if (f->choice_count > 0)
            reader_fault(r, at, "only a field of type choice has choices");
        return;
    }
    if (f->choice_count < 2)
        reader_fault(r, at, "a choice needs two choices at least");
    if (f->from_card != NULL || f->min > 0 || f->max > 0)
        reader_fault(r, at, "a choice has neither from_card nor min nor max");
    for (unsigned i = 0; i < f->choice_count; i++) {
        const char *value = f->choices[i].value;

        if ((f->choices[i].icon == NULL) != (f->choices[0].icon == NULL))
            reader_fault(r, at, "all choices of a field have an icon, or none has");
        if (!made_of(value, "_", CATALOG_NAME_BYTES))
            reader_fault(r, at, "choice %u: its value must be of small letters, digits and underscores", i);
        for (unsigned k = 0; value != NULL && k < i; k++) {
            if (g_strcmp0(f->choices[k].value, value) == 0)
                reader_fault(r, at, "the choice \"%s\" stands there twice", value);
        }
    }
}

static bool is_limit(const char *text, struct day *day)
{
    *day = (struct day){0};
    return text == NULL || strcmp(text, "today") == 0 || (day_parse(day, text) && day->day > 0);
}

/* The years are drawn in tens on one page: service_day_limits has what is missing. */
static void check_date(struct reader *r, const struct spot *at, const struct field *f)
{
    struct day earliest, latest;
    bool birth = g_strcmp0(f->earliest, "birth") == 0;
    bool begins = is_limit(birth ? NULL : f->earliest, &earliest), ends = is_limit(f->latest, &latest);

    if (!begins || !ends)
        reader_fault(r, at, "earliest and latest must be a day as 1949-10-01, or today; earliest also birth");
    else if (day_compare(earliest, latest) > 0)
        reader_fault(r, at, "earliest must not be after latest");
    else if (f->earliest != NULL && !birth && f->latest != NULL &&
             latest.year / 10 - earliest.year / 10 >= CATALOG_DECADES && earliest.year > 0)
        reader_fault(r, at, "earliest and latest must lie within %d decades", CATALOG_DECADES);
    if (f->min > 0 || f->max > 0 || f->from_card != NULL)
        reader_fault(r, at, "a date has neither min nor max nor from_card: earliest and latest say when");
    if (f->ago.zh != NULL && (strstr(f->ago.zh, "{years}") == NULL || strstr(f->ago.en, "{years}") == NULL))
        reader_fault(r, at, "ago must say {years} where the number stands, in both languages");
}

static bool is_number_type(enum field_type type)
{
    return type == FIELD_PHONE || type == FIELD_ID_NUMBER || type == FIELD_BANK_CARD || type == FIELD_AMOUNT;
}

/* As it would be typed: the screen groups it as it groups what is typed. */
static bool is_number_like(enum field_type type, const char *text)
{
    size_t n = strlen(text), digits = strspn(text, "0123456789");

    if (type == FIELD_PHONE)
        return text_check_phone(text);
    if (type == FIELD_ID_NUMBER)
        return text_check_id(text) == TEXT_ID_OK;
    if (type == FIELD_BANK_CARD)
        return n >= BANK_LEAST && n <= BANK_MOST && digits == n;
    return digits > 0 && digits <= AMOUNT_DIGITS && digits == n;
}

static void check_example(struct reader *r, const struct spot *up, const struct field *f)
{
    struct spot at = {up, "example", 0};
    const struct label *e = &f->example;

    if (e->zh == NULL || e->en == NULL)
        return;
    if (f->type == FIELD_CHOICE || f->type == FIELD_DATE || f->type == FIELD_REGION)
        reader_fault(r, &at, "only what is typed has an example");
    else if (is_number_type(f->type) && (strcmp(e->zh, e->en) != 0 || !is_number_like(f->type, e->zh)))
        reader_fault(r, &at,
                     "must be a number as it would be typed, without blanks, the same in both languages");
    else if (g_utf8_strlen(e->zh, -1) > EXAMPLE)
        reader_fault(r, &at, "its zh must not be longer than %d characters: it stands in the field", EXAMPLE);
}

static void check_field(struct reader *r, const struct spot *at, const struct field *f)
{
    if (!made_of(f->name, "_", CATALOG_NAME_BYTES))
        reader_fault(r, at, "its name must be of small letters, digits and underscores, %d at most",
                     CATALOG_NAME_BYTES);
    if (f->from_card != NULL && !is_card_fact(f->from_card))
        reader_fault(r, at, "from_card must be one of name, number, birth, address, sex");
    if (f->max > 0 && f->min > f->max)
        reader_fault(r, at, "min must not be greater than max");
    if ((f->type == FIELD_PHONE || f->type == FIELD_ID_NUMBER) && (f->min > 0 || f->max > 0))
        reader_fault(r, at, "a phone or ID number has its own length: no min, no max");
    if (f->type != FIELD_DATE && (f->earliest != NULL || f->latest != NULL || f->vague || f->ago.zh != NULL))
        reader_fault(r, at, "only a date has earliest, latest, vague and ago");
    if (f->type == FIELD_REGION && (f->min > 0 || f->max > 0 || f->from_card != NULL))
        reader_fault(r, at, "a region has neither min nor max nor from_card: level says how deep it goes");
    if (f->type == FIELD_DATE)
        check_date(r, at, f);
    check_choices(r, at, f);
    check_example(r, at, f);
}

static bool has_choice(const struct field *f, const char *value)
{
    for (unsigned i = 0; i < f->choice_count; i++) {
        if (g_strcmp0(f->choices[i].value, value) == 0)
            return true;
    }
    return false;
}

/* Asked after what decides it, on a page of its own: a page is asked whole, or not at all. */
static void check_asked_if(struct reader *r, const struct spot *at, const struct service *s, unsigned page,
                           const struct field *f)
{
    unsigned before = 0;
    const struct field *other;

    if (f->asked_if == NULL)
        return;
    other = service_field(s, f->asked_if, &before);
    if (other == NULL || before >= page || !has_choice(other, f->asked_value))
        reader_fault(r, at, "asked_if must name a choice of an earlier page, and one of its values");
    if (s->page_fields[page] > 1)
        reader_fault(r, at, "a field with asked_if has a page of its own");
}

/* In the order of the pages; all fields of a service share one space of names. */
static void check_pages(struct reader *r, const struct service *s)
{
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    struct spot top = {NULL, "pages", 0};
    unsigned fields = 0;

    for (unsigned i = 0; i < service_all_pages(s); i++) {
        struct spot page = {&top, NULL, i};

        for (unsigned k = 0; k < s->page_fields[i]; k++, fields++) {
            struct spot at = {&page, NULL, k};
            const struct field *f = &s->pages[i][k];

            if (f->name == NULL)
                continue; /* its shape was told already */
            check_field(r, &at, f);
            check_asked_if(r, &at, s, i, f);
            if (k > 0 && f->step.zh != NULL)
                reader_fault(r, &at, "a step begins with a page: only its first field has one");
            if (f->from_card != NULL && !service_needs_person(s))
                reader_fault(r, &at, "nothing comes from a card: a report is made without one");
            if (!g_hash_table_add(names, (void *)f->name))
                reader_fault(r, &at, "the field \"%s\" stands there twice", f->name);
        }
    }
    if (fields > CATALOG_FIELDS)
        reader_fault(r, &top, "must not have more than %d fields together", CATALOG_FIELDS);
    g_hash_table_destroy(names);
}

static void check_materials(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "materials", 0};

    for (unsigned i = 0; i < s->material_count; i++) {
        const struct material *m = &s->materials[i];
        struct spot at = {&top, NULL, i};

        if (m->code == NULL)
            continue;
        if (strlen(m->code) != 3 || strspn(m->code, "0123456789") != 3)
            reader_fault(r, &at, "its code must be three digits (GA/T 2000.156)");
        if (!made_of(m->icon, "_", 48))
            reader_fault(r, &at, "its icon must be a name of Material Icons");
        for (unsigned k = 0; k < i; k++) {
            if (g_strcmp0(s->materials[k].code, m->code) == 0)
                reader_fault(r, &at, "the code %s stands there twice", m->code);
        }
    }
}

static void check_kind(struct reader *r, const struct service *s)
{
    if (s->kind == SERVICE_REPORT && (s->material_count > 0 || s->signature || s->min_age > 0))
        reader_fault(r, NULL, "a report is made without a card: no materials, signature or min_age");
    if (s->photo && (!service_is_stored(s) || !service_needs_person(s)))
        reader_fault(r, NULL, "the photo of a card goes with an application or a bundle only");
    if (service_is_stored(s)) {
        if (s->page_count == 0)
            reader_fault(r, NULL, "an application or report needs pages: something to ask");
        if (s->needs_line)
            reader_fault(r, NULL,
                         "an application or report never needs the line: it is stored and sent later");
        if (s->signature != (s->statement.zh != NULL))
            reader_fault(r, NULL, "signature and statement belong together");
        if (s->statement_line_count > 0 && !s->signature)
            reader_fault(r, NULL, "statement_lines are more of a statement that is signed");
        return;
    }
    if (!service_is_booked(s) && (s->page_count > 0 || s->material_count > 0))
        reader_fault(r, NULL, "a query, certificate or vote has no pages and no materials");
    if (s->signature || s->statement.zh != NULL || s->statement_line_count > 0)
        reader_fault(r, NULL, "only an application has a signature and a statement");
    if (!s->needs_line)
        reader_fault(r, NULL, "what is asked of the platform needs the line: set needs_line");
}

static bool asks_phone(const struct service *s)
{
    for (unsigned i = 0; i < s->page_count; i++) {
        for (unsigned k = 0; k < s->page_fields[i]; k++) {
            const struct field *f = &s->pages[i][k];

            if (f->type == FIELD_PHONE && f->required && f->asked_if == NULL)
                return true;
        }
    }
    return false;
}

/* Whoever asked already is known, and wants an answer: nothing else may stand in the way. */
static void check_fallback(struct reader *r, const struct service *s)
{
    struct spot at = {NULL, "fallback", 0};

    if (!s->fallback)
        return;
    if (s->kind != SERVICE_APPLICATION)
        reader_fault(r, &at, "the fallback of questions is an application");
    if (s->material_count > 0 || s->signature || s->photo || s->min_age > 0 || s->delivery != NULL ||
        s->payment != NULL)
        reader_fault(r, &at,
                     "the fallback of questions has no materials, signature, photo, min_age, delivery or "
                     "payment");
    if (!asks_phone(s))
        reader_fault(r, &at, "the fallback of questions must ask a phone, required: the answer goes there");
}

static void check_category(struct reader *r, const struct service *s, const struct category *list,
                           unsigned count)
{
    struct spot at = {NULL, "category", 0};

    for (unsigned i = 0; i < count; i++) {
        if (g_strcmp0(list[i].code, s->category) == 0)
            return;
    }
    if (list != NULL)
        reader_fault(r, &at, "there is no category \"%s\" in blocks/categories.json", s->category);
}

static void check_tile(struct reader *r, const struct service *s)
{
    struct spot name = {NULL, "name", 0}, line = {NULL, "line", 0}, icon = {NULL, "icon", 0};

    if (s->name.zh != NULL && g_utf8_strlen(s->name.zh, -1) > TILE_NAME)
        reader_fault(r, &name, "its zh must not be longer than %d characters: it stands on a tile",
                     TILE_NAME);
    if (s->line.zh != NULL && g_utf8_strlen(s->line.zh, -1) > TILE_LINE)
        reader_fault(r, &line, "its zh must not be longer than %d characters: it stands on a tile",
                     TILE_LINE);
    if (!made_of(s->icon, "_", 48))
        reader_fault(r, &icon, "must be a name of Material Icons");
}

/* A word is compared with the two characters that somebody writes: a sentence would be found by anything. */
static void check_words(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "words", 0};

    for (unsigned i = 0; i < s->word_count; i++) {
        const char *word = s->words[i].zh;
        struct spot at = {&top, NULL, i};

        if (word == NULL)
            continue; /* its shape was told already */
        if (g_utf8_strlen(word, -1) < 2 || g_utf8_strlen(word, -1) > CATALOG_WORD_CHARACTERS)
            reader_fault(r, &at, "its zh must have 2 to %d characters: it is a word to find the service by",
                         CATALOG_WORD_CHARACTERS);
        for (unsigned k = 0; k < i; k++)
            if (g_strcmp0(s->words[k].zh, word) == 0)
                reader_fault(r, &at, "the word \"%s\" stands there twice", word);
    }
}

static void check_icon(struct reader *r, const struct spot *up, const char *icon)
{
    struct spot at = {up, "icon", 0};

    if (icon != NULL && icon_code(icon) == 0)
        reader_fault(r, &at, "\"%s\" is no icon that this release draws: take one of docs/catalog.md", icon);
}

static void check_choice_icons(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "pages", 0};

    for (unsigned i = 0; i < s->page_count; i++) {
        for (unsigned k = 0; k < s->page_fields[i]; k++) {
            struct spot page = {&top, NULL, i}, at = {&page, NULL, k};

            for (unsigned c = 0; c < s->pages[i][k].choice_count; c++)
                check_icon(r, &at, s->pages[i][k].choices[c].icon);
        }
    }
}

void check_icons(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "materials", 0};

    check_choice_icons(r, s);

    check_icon(r, NULL, s->icon);
    for (unsigned i = 0; i < s->material_count; i++) {
        struct spot at = {&top, NULL, i};

        check_icon(r, &at, s->materials[i].icon);
    }
}

void check_service(struct reader *r, const struct service *s, const struct category *categories,
                   unsigned count)
{
    struct spot code = {NULL, "code", 0};

    if (s->code == NULL)
        return; /* no object at all: told already */
    if (!check_code(s->code))
        reader_fault(r, &code, "must be of small letters, digits and hyphens, %d at most",
                     CATALOG_NAME_BYTES);
    check_tile(r, s);
    check_words(r, s);
    check_category(r, s, categories, count);
    check_kind(r, s);
    check_fallback(r, s);
    check_pages(r, s);
    check_materials(r, s);
    check_ends(r, s);
    check_bundle(r, s);
}
