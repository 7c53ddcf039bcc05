/* All services: the categories, and the list of the chosen one, paged by layout. */
#include <stdio.h>
#include <string.h>

#include "session/request.h"
#include "ui/screens/parts.h"
#include "ui/screens/services.h"

#define _(zh) words(s->language, zh)

/* Category 0 is all of them. */
static void category(struct page *page, const struct session *s, unsigned number, const char *code,
                     const char *name)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "category.%s", code);
    page_button(page, LOOK_CATEGORY, id, name, "")->selected = number == s->category;
}

static void categories(struct page *page, const struct session *s)
{
    enum { COLUMNS = 4, COLUMNS_LONG = 2 }; /* large letters, and words that are longer than Chinese ones */
    page_open(page, GROUP_COLUMNS, s->large || !language_is_chinese(s->language) ? COLUMNS_LONG : COLUMNS);
    category(page, s, 0, "all", _("全部"));
    for (unsigned i = 0; i < s->catalog->category_count; i++)
        category(page, s, i + 1, s->catalog->categories[i].code,
                 part_label(s, s->catalog->categories[i].name));
    page_close(page);
}

static bool belongs(const struct session *s, const struct service *service)
{
    return s->category == 0 || strcmp(service->category, s->catalog->categories[s->category - 1].code) == 0;
}

static unsigned count(const struct session *s)
{
    unsigned n = 0;
    for (unsigned i = 0; i < s->catalog->service_count; i++)
        n += belongs(s, s->catalog->services[i]);
    return n;
}

struct widget *part_service(struct page *page, const struct session *s, const struct service *service)
{
    char id[PAGE_ID];
    snprintf(id, sizeof id, "service.%s", service->code);
    bool here = !service->needs_line || s->health.online || s->practice;
    bool room = session_has_room(s, service);
    struct widget *w = part_tile(page, LOOK_ROW, id, service->icon, here && room ? TONE_OK : TONE_LAMP,
                                 part_label(s, service->name), part_label(s, service->line));
    bool open = request_is_open(s, service);
    w->value = !room           ? _("去窗口办")
               : !here && open ? _("能留话")
               : !here         ? _("要等网络")
               : s->large      ? ""
                               : _("这里能办"); /* large: what may be pressed is here */
    w->enabled = here || open;
    return w;
}

void screen_services(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    const struct catalog *catalog = s->catalog;
    part_title(page, page_format(page, _("全部 %u 件事"), catalog->service_count), "");
    if (s->category > catalog->category_count)
        return;
    part_problem(page, s);
    part_seek(page, s, _("写两个字找一找，比如“医保”"), _("写字找一找"));
    categories(page, s);
    struct widget *w = page_text(
        page, LOOK_H2,
        page_format(page, _("%s，共 %u 件"),
                    s->category ? part_label(s, catalog->categories[s->category - 1].name) : _("全部"),
                    count(s)));
    w->detail = s->large ? "" : _("点一件就开始");
    w->grow = true;
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = 0; i < catalog->service_count; i++)
        if (belongs(s, catalog->services[i]))
            part_service(page, s, catalog->services[i]);
    page_close(page);
}
