/* A bundle that was opened, taken apart: for each part the record that its department is given, with the
 * answers and papers of that part and of all, and no others.
 * `bundle_read` fills a struct that bundle_clear empties; texts belong to it. Any room. */
#pragma once

#include <jansson.h>
#include <stdbool.h>

#include "catalog/bundle.h"
#include "platform/storage_bundle.h"

struct bundle_filed {
    struct storage_part parts[CATALOG_PARTS];
    size_t count;
    GBytes *records[CATALOG_PARTS];
    json_t *document; /* the texts of parts point into it */
};
/* False, and nothing to clear, when it names no parts, one twice, or one that `service` has not; NULL: any.
 */
bool bundle_read(const void *record, size_t len, const struct service *service, struct bundle_filed *out);
void bundle_clear(struct bundle_filed *filed); /* a zeroed one is fine */
