// links: input ui base glib
/* Any bytes are refused as a set of divisions, or can be walked from end to end: names are text, codes have
 * the parent they were found at. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "ui/input/region_set.h"

enum { VISITS = 2000 }; /* a table that names the same children again and again */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct region_set *set, const char *code, unsigned *left)
{
    struct region list[REGION_CHILDREN], found;
    unsigned n = region_children(set, code, list, REGION_CHILDREN);
    char path[REGION_PATH], parent[REGION_CODE];
    for (unsigned i = 0; i < n && *left; i++) {
        uint32_t next = 0;
        --*left;
        region_parent(parent, list[i].code);
        g_assert(strcmp(parent, code) == 0);
        g_assert(g_utf8_validate(list[i].name, -1, NULL));
        region_matches(set, list[i].name, "ab", &next);
        region_path(set, list[i].code, "x", path, sizeof path);
        g_assert(g_utf8_validate(path, -1, NULL));
        if (region_find(set, list[i].code, &found))
            g_assert(strcmp(found.code, list[i].code) == 0);
        walk(set, list[i].code, left);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct region_set set;
    unsigned left = VISITS;
    if (region_set_read(&set, data, size))
        walk(&set, "", &left);
    region_set_close(&set);
    return 0;
}
