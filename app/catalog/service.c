#include "catalog/service.h"

#include <glib.h>
#include <string.h>

const char *label_in(struct label label, enum language language)
{
    if (language == LANGUAGE_EN && label.en != NULL && label.en[0] != '\0')
        return label.en;
    if (label.zh == NULL)
        return "";
    if (language == LANGUAGE_ZH_TW && label.tw != NULL && label.tw[0] != '\0')
        return label.tw;
    return language == LANGUAGE_EN ? label.zh : words(language, label.zh);
}

bool service_is_stored(const struct service *service)
{
    return service->kind == SERVICE_APPLICATION || service->kind == SERVICE_REPORT ||
           service->kind == SERVICE_BUNDLE;
}

bool service_is_picked(const struct service *service)
{
    return service->kind == SERVICE_VOTE || service_is_booked(service);
}

bool service_is_booked(const struct service *service)
{
    return service->kind == SERVICE_BOOKING;
}

bool service_has_answer(const struct service *service)
{
    return service->kind == SERVICE_QUERY || service->kind == SERVICE_CERTIFICATE ||
           service->kind == SERVICE_BOOKING;
}

bool service_needs_person(const struct service *service)
{
    return service->kind != SERVICE_REPORT;
}

const struct service *catalog_find(const struct catalog *catalog, const char *code)
{
    for (unsigned i = 0; code != NULL && i < catalog->service_count; i++) {
        if (strcmp(catalog->services[i]->code, code) == 0)
            return catalog->services[i];
    }
    if (code != NULL && catalog->fallback != NULL && strcmp(catalog->fallback->code, code) == 0)
        return catalog->fallback;
    return NULL;
}

const char *delivery_name(enum delivery_kind kind)
{
    static const char *const names[] = {
        [DELIVERY_POST] = "post", [DELIVERY_COLLECT] = "collect", [DELIVERY_AGENT] = "agent"};

    return names[kind];
}

unsigned service_all_pages(const struct service *service)
{
    return service->page_count + (service->delivery != NULL ? service->delivery->page_count : 0);
}

const struct field *service_field(const struct service *service, const char *name, unsigned *page)
{
    for (unsigned i = 0; name != NULL && i < service_all_pages(service); i++) {
        for (unsigned k = 0; k < service->page_fields[i]; k++) {
            if (g_strcmp0(service->pages[i][k].name, name) != 0)
                continue;
            if (page != NULL)
                *page = i;
            return &service->pages[i][k];
        }
    }
    return NULL;
}

bool catalog_asks(const struct catalog *catalog, enum field_type type)
{
    for (unsigned i = 0; i < catalog->service_count; i++)
        for (unsigned k = 0; k < catalog->services[i]->page_count; k++)
            for (unsigned n = 0; n < catalog->services[i]->page_fields[k]; n++)
                if (catalog->services[i]->pages[k][n].type == type)
                    return true;
    return false;
}
