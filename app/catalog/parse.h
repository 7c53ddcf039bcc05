/* From a JSON value to a service, and the rules beyond shape. Inside app/catalog only.
 * What comes out belongs to the reader's list of owned memory.
 * Any room. */
#pragma once

#include "catalog/reader.h"

/* Where {"use": "NAME"} finds a shared field: the JSON of blocks/NAME.json, or NULL. */
typedef const json_t *block_find(void *data, const char *name);

/* The order on home is written to `order`. Never NULL; look at the faults. */
struct service *parse_service(struct reader *r, const json_t *root, block_find *find, void *data,
                              unsigned *order);
const struct category *parse_categories(struct reader *r, const json_t *root, unsigned *count);

/* Rules of one service; with categories NULL any category is known. */
void check_service(struct reader *r, const struct service *service, const struct category *categories,
                   unsigned count);
/* Every icon is one that this release draws. */
void check_icons(struct reader *r, const struct service *service);
bool check_code(const char *text); /* small letters, digits, hyphens: ids, file names, addresses carry it */
