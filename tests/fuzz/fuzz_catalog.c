/* Any bytes as a service file: a catalog or a fault, never a crash, and what loads can be walked to the end.
 */
// links: catalog base
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "catalog/bundle.h"
#include "catalog/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct service *s)
{
    size_t bytes = strlen(s->code) + strlen(label_in(s->name, LANGUAGE_EN)) +
                   strlen(label_in(s->statement, LANGUAGE_ZH));

    for (unsigned page = 0; page < service_all_pages(s); page++) {
        for (unsigned i = 0; i < s->page_fields[page]; i++) {
            const struct field *f = &s->pages[page][i];
            unsigned at = CATALOG_PAGES;

            g_assert(service_field(s, f->name, &at) == f && at == page);
            for (unsigned c = 0; c < f->choice_count; c++)
                bytes += strlen(f->choices[c].value) + strlen(label_in(f->choices[c].label, LANGUAGE_EN));
        }
    }
    for (unsigned i = 0; i < s->material_count; i++)
        bytes += strlen(s->materials[i].code) + strlen(label_in(s->materials[i].hint, LANGUAGE_ZH));
    for (unsigned i = 0; i < s->part_count; i++) {
        unsigned at = CATALOG_PARTS;

        g_assert(bundle_find(s, s->parts[i].code, &at) == &s->parts[i] && at == i);
        for (unsigned k = 0; k < s->parts[i].ask_count; k++)
            g_assert(bundle_asks_field(s, 1u << i, s->parts[i].asks[k]));
        bytes += strlen(label_in(s->parts[i].time, LANGUAGE_ZH)) + bundle_errands(s, 1u << i);
    }
    g_assert(bytes > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    struct catalog *catalog = catalog_parse("fuzz.json", (const char *)data, size, &error);

    g_assert((catalog == NULL) == (error != NULL));
    for (unsigned i = 0; catalog != NULL && i < catalog->service_count; i++)
        walk(catalog->services[i]);
    catalog_free(catalog);
    return 0;
}
