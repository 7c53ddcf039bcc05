/* Home: one question, the services people come for, and the way to all of them. */
#include <stdio.h>

#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum { HOME_TILES = 6 };

/* A service that needs the line keeps its tile and says why it cannot be had now. */
static void tile(struct page *page, const struct session *s, const struct service *service, enum look look)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "service.%s", service->code);
    bool here = !service->needs_line || s->health.online || s->practice;
    struct widget *w =
        part_tile(page, look, id, service->icon, part_tone(service->tint), part_label(s, service->name),
                  here ? part_label(s, service->line) : _("断网，办不了"));
    w->enabled = here;
}

static void tiles(struct page *page, const struct session *s)
{
    const struct catalog *catalog = s->catalog;
    unsigned n = s->large || catalog->service_count < HOME_TILES ? catalog->service_count : HOME_TILES;
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    for (unsigned i = 0; i < n; i++)
        tile(page, s, catalog->services[i], s->large ? LOOK_TILE_WIDE : LOOK_TILE);
    page_close(page);
}

static void categories(struct page *page, const struct session *s)
{
    enum { IN_A_ROW = 4 };
    static const char *const icons[] = {
        "elderly", "medical_services", "credit_card", "description", "volunteer_activism",
        "badge",   "family_restroom",  "house"};
    unsigned n = s->catalog->category_count < IN_A_ROW ? s->catalog->category_count : IN_A_ROW;
    if (s->large || n < 2)
        return;
    page_text(page, LOOK_H2, _("按类找"));
    page_open(page, GROUP_COLUMNS, (int)n);
    for (unsigned i = 0; i < n; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "category.%s", s->catalog->categories[i].code);
        part_tile(page, LOOK_TILE_TALL, id, icons[i], TONE_NONE,
                  part_label(s, s->catalog->categories[i].name), "");
    }
    page_close(page);
}

void screen_home(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    bool greeted = s->identified && !s->practice && !s->large;
    part_title(page, _("您要办什么事？"),
               s->large || greeted ? ""
               : s->practice       ? _("挑一件练，点错了不要紧。")
                                   : _("点一下就开始。也可以先刷身份证。"));
    if (greeted)
        page_text(
            page, LOOK_LEAD,
            page_format(page, _("%s，您好。点一下就开始。"), part_shown(page, s, MASK_NAME, s->person.name)))
            ->personal = true;
    part_problem(page, s);
    tiles(page, s);
    categories(page, s);
    part_listen(page, s);
    if (s->large)
        return;
    page_open(page, GROUP_SPREAD, 0);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "services",
                page_format(page, _("没找到？看全部 %u 件事"), s->catalog->service_count), "search")
        ->grow = true;
    if (!s->practice)
        page_button(page, LOOK_SECOND, "practice", _("练一练"), "school");
    page_close(page);
    page_close(page);
}
