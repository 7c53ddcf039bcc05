/* From a JSON value to a service, and the rules beyond shape. Inside app/catalog only.
 * What comes out belongs to the reader's list of owned memory.
 * Any room. */
#pragma once

#include "catalog/bundle.h"
#include "catalog/reader.h"

/* Where {"use": "NAME"} finds a shared field: the JSON of blocks/NAME.json, or NULL. */
typedef const json_t *block_find(void *data, const char *name);

/* Pages on their way into a service, and where shared fields are found. */
struct parsed_pages {
    const struct field **fields;
    unsigned *counts;
    block_find *find;
    void *data;
};
/* The member "pages" of `object`, from page `first` on; how many there are. */
unsigned parse_pages(struct reader *r, const struct spot *up, const json_t *object, struct parsed_pages *to,
                     unsigned first);
/* What comes when the form is filled in (parse_ends.c). */
void parse_delivery(struct reader *r, const json_t *root, struct service *to, struct parsed_pages *pages);
void parse_payment(struct reader *r, const json_t *root, struct service *to);
/* The parts of a bundle (parse_bundle.c). */
void parse_bundle(struct reader *r, const json_t *root, struct service *to);

/* The order on home is written to `order`. Never NULL; look at the faults. */
struct service *parse_service(struct reader *r, const json_t *root, block_find *find, void *data,
                              unsigned *order);
const struct category *parse_categories(struct reader *r, const json_t *root, unsigned *count);

/* Rules of one service; with categories NULL any category is known. */
void check_service(struct reader *r, const struct service *service, const struct category *categories,
                   unsigned count);
/* Of delivery and payment; part of check_service (check_ends.c). */
void check_ends(struct reader *r, const struct service *service);
/* Of the parts of a bundle (check_bundle.c). */
void check_bundle(struct reader *r, const struct service *service);
/* Every icon is one that this release draws. */
void check_icons(struct reader *r, const struct service *service);
bool check_code(const char *text); /* small letters, digits, hyphens: ids, file names, addresses carry it */
