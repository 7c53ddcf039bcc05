#include "catalog/bundle.h"

#include <glib.h>
#include <string.h>

static bool names(const char *const *list, unsigned count, const char *name)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(list[i], name) == 0)
            return true;
    }
    return false;
}

bool bundle_asks_field(const struct service *service, unsigned chosen, const char *name)
{
    bool of_some = false;

    for (unsigned i = 0; i < service->part_count; i++) {
        const struct bundle_part *p = &service->parts[i];

        if (!names(p->asks, p->ask_count, name))
            continue;
        if ((chosen & 1u << i) != 0)
            return true;
        of_some = true;
    }
    return !of_some;
}

bool bundle_brings(const struct service *service, unsigned chosen, const char *code)
{
    bool of_some = false;

    for (unsigned i = 0; i < service->part_count; i++) {
        const struct bundle_part *p = &service->parts[i];

        if (!names(p->brings, p->bring_count, code))
            continue;
        if ((chosen & 1u << i) != 0)
            return true;
        of_some = true;
    }
    return !of_some;
}

unsigned bundle_errands(const struct service *service, unsigned parts)
{
    unsigned count = 0;

    for (unsigned i = 0; i < service->part_count; i++) {
        bool again = (parts & 1u << i) == 0;

        for (unsigned k = 0; k < i && !again; k++)
            again = (parts & 1u << k) != 0 &&
                    strcmp(service->parts[k].department.zh, service->parts[i].department.zh) == 0;
        count += again ? 0 : 1;
    }
    return count;
}

const struct bundle_part *bundle_find(const struct service *service, const char *code, unsigned *index)
{
    for (unsigned i = 0; i < service->part_count; i++) {
        if (g_strcmp0(service->parts[i].code, code) != 0)
            continue;
        if (index != NULL)
            *index = i;
        return &service->parts[i];
    }
    return NULL;
}
