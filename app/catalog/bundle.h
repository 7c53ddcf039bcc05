/* One of the things that a bundle (一件事一次办) does at once: whose it is, how long it takes, who may have
 * it, and what of the one form it needs. Part of a service: belongs to its catalog, immutable. Any room. */
#pragma once

#include <stdbool.h>

#include "catalog/service.h"

enum { CATALOG_PARTS = 8 };

struct bundle_part {
    const char
        *code; /* unique in the bundle; the widget is part.CODE, the platform's submission RECEIPT-CODE */
    struct label name, department;
    struct label time;          /* said instead of the workdays, as 预约; or empty */
    unsigned workdays, min_age; /* until it is answered, 0: the same day; whole years by the card, 0: any */
    bool ticked;                /* beforehand, where the person may have it */
    const char *const *asks;    /* fields of the form that only this part, or another naming them, needs */
    unsigned ask_count;
    const char *const *brings; /* codes of papers, in the same way */
    unsigned bring_count;
};

/* `chosen` has bit i for part i. What no part names, all need: it is asked whatever is chosen. */
bool bundle_asks_field(const struct service *service, unsigned chosen, const char *name);
bool bundle_brings(const struct service *service, unsigned chosen, const char *code);
/* Alone, each part would be a form, and each department an errand. */
unsigned bundle_errands(const struct service *service, unsigned parts);
/* NULL when the bundle has no part of that code; `index` may be NULL. */
const struct bundle_part *bundle_find(const struct service *service, const char *code, unsigned *index);
