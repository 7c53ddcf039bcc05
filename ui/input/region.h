/* Where a region is chosen: the divisions, where this machine stands, and the words for a code. Owned by the
 * program, constant while it runs; inputs and screens borrow it. Pure: the ui room, and tests. */
#pragma once

#include "ui/input/region_set.h"

struct regions {
    struct region_set set;
    char here[REGION_CODE]; /* community of this machine, "" for none */
    const char *here_name; /* what it is called when the set does not have it; NULL or "": not offered then */
};

/* The community of this machine as the set or the configuration names it; NULL when its town is not known. */
const char *regions_here(const struct regions *regions);
/* All names of a code in one text (region_path), with this machine's own place; the code itself when nobody
 * knows it. `regions` may be NULL. */
void regions_words(const struct regions *regions, const char *code, char *to, size_t cap);
