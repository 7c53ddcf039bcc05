#include "session/bundle.h"

#include "session/deeds.h"

bool parts_open(const struct session *s, unsigned part)
{
    unsigned least = s->service->parts[part].min_age;

    return least == 0 || session_age(s) >= (int)least;
}

unsigned parts_had(const struct session *s)
{
    unsigned had = 0;

    for (unsigned i = 0; i < s->service->part_count; i++)
        had |= parts_open(s, i) ? 1u << i : 0;
    return had;
}

bool parts_ticked(const struct case_file *kase, unsigned part)
{
    return (kase->parts & 1u << part) != 0;
}

unsigned parts_count(unsigned parts)
{
    unsigned count = 0;

    for (; parts != 0; parts &= parts - 1)
        count++;
    return count;
}

void parts_from_card(struct session *s)
{
    if (s->service->part_count == 0 || s->kase.parts_told)
        return;
    s->kase.parts_told = true;
    for (unsigned i = 0; i < s->service->part_count; i++)
        s->kase.parts |= s->service->parts[i].ticked && parts_open(s, i) ? 1u << i : 0;
}

bool parts_bring(const struct case_file *kase, const struct service *service, unsigned material)
{
    return bundle_brings(service, kase->parts, service->materials[material].code);
}

bool parts_ask(const struct case_file *kase, const struct service *service, const struct field *field)
{
    return bundle_asks_field(service, kase->parts, field->name);
}

unsigned parts_papers(const struct case_file *kase, const struct service *service)
{
    unsigned papers = 0;

    for (unsigned i = 0; i < service->material_count; i++)
        papers += parts_bring(kase, service, i) ? 1 : 0;
    return papers;
}
