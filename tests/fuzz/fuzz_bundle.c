/* Any bytes as an opened bundle: its parts or none, each once, and what a department is given can be read. */
// links: platform wire catalog base glib sodium jansson sqlite openssl microhttpd qrencode
#include <string.h>

#include "platform/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct bundle_filed *filed)
{
    g_assert(filed->count > 0 && filed->count <= CATALOG_PARTS);
    for (size_t i = 0; i < filed->count; i++) {
        const struct storage_part *p = &filed->parts[i];
        json_t *record = json_loadb(p->record, p->record_len, 0, NULL);

        g_assert(record != NULL && json_object_get(record, "parts") == NULL);
        g_assert(strcmp(json_string_value(json_object_get(json_object_get(record, "part"), "code")),
                        p->code) == 0);
        for (size_t k = 0; k < i; k++)
            g_assert(strcmp(filed->parts[k].code, p->code) != 0);
        json_decref(record);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bundle_filed filed;

    if (bundle_read(data, size, NULL, &filed))
        walk(&filed);
    else
        g_assert(filed.count == 0 && filed.document == NULL);
    bundle_clear(&filed);
    return 0;
}
