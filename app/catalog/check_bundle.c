/* Rules of a bundle that a shape cannot say. */
#include <string.h>

#include "catalog/parse.h"

enum { PART_NAME = 10, LEAST = 2 }; /* characters that a row of the list holds in large letters; parts */

static bool is_paper(const struct service *s, const char *code)
{
    for (unsigned i = 0; i < s->material_count; i++) {
        if (g_strcmp0(s->materials[i].code, code) == 0)
            return true;
    }
    return false;
}

static void check_part(struct reader *r, const struct spot *at, const struct service *s, unsigned i)
{
    const struct bundle_part *p = &s->parts[i];
    struct spot code = {at, "code", 0}, name = {at, "name", 0};
    unsigned page = 0, before = 0;

    if (!check_code(p->code))
        reader_fault(r, &code, "must be of small letters, digits and hyphens, %d at most",
                     CATALOG_NAME_BYTES);
    else if (bundle_find(s, p->code, &before) != NULL && before < i)
        reader_fault(r, &code, "the part \"%s\" stands there twice", p->code);
    if (p->name.zh != NULL && g_utf8_strlen(p->name.zh, -1) > PART_NAME)
        reader_fault(r, &name, "its zh must not be longer than %d characters: it stands in a list",
                     PART_NAME);
    for (unsigned k = 0; k < p->ask_count; k++) {
        struct spot asks = {at, "asks", 0}, entry = {&asks, NULL, k};

        if (service_field(s, p->asks[k], &page) == NULL || page >= s->page_count)
            reader_fault(r, &entry, "there is no field \"%s\" in the form", p->asks[k]);
    }
    for (unsigned k = 0; k < p->bring_count; k++) {
        struct spot brings = {at, "brings", 0}, entry = {&brings, NULL, k};

        if (!is_paper(s, p->brings[k]))
            reader_fault(r, &entry, "there is no paper \"%s\" in materials", p->brings[k]);
    }
}

/* The parts that need this field, as bits; none: all of them do. */
static unsigned needed_by(const struct service *s, const struct field *f)
{
    unsigned parts = 0;

    for (unsigned i = 0; i < s->part_count; i++) {
        for (unsigned k = 0; f->name != NULL && k < s->parts[i].ask_count; k++)
            parts |= strcmp(s->parts[i].asks[k], f->name) == 0 ? 1u << i : 0;
    }
    return parts;
}

/* A page is asked whole, or not at all; and where the form begins, there is something to ask. */
static void check_asked(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "pages", 0};

    for (unsigned i = 0; i < s->page_count; i++) {
        struct spot page = {&top, NULL, i};

        for (unsigned k = 1; k < s->page_fields[i]; k++) {
            if (needed_by(s, &s->pages[i][k]) != needed_by(s, &s->pages[i][0]))
                reader_fault(r, &page, "the same parts must ask all fields of a page");
        }
        if (i == 0 && s->page_fields[0] > 0 && needed_by(s, &s->pages[0][0]) != 0)
            reader_fault(r, &page, "the first page is for all parts: none may ask it for itself");
    }
}

void check_bundle(struct reader *r, const struct service *s)
{
    struct spot top = {NULL, "parts", 0};

    if (s->kind != SERVICE_BUNDLE) {
        if (s->part_count > 0 || s->occasion.zh != NULL)
            reader_fault(r, NULL, "only a bundle has parts and an occasion");
        return;
    }
    if (s->part_count < LEAST)
        reader_fault(r, &top, "a bundle needs %d parts at least", LEAST);
    if (s->occasion.zh == NULL)
        reader_fault(r, NULL, "a bundle needs an occasion: what has come about, in one word");
    for (unsigned i = 0; i < s->part_count; i++) {
        struct spot at = {&top, NULL, i};

        check_part(r, &at, s, i);
    }
    check_asked(r, s);
}
