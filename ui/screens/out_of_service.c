/* Out of service: the same window with the light off; where else to go, and that nothing is lost. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static void card(struct page *page, const char *icon, const char *label, const char *detail)
{
    if (!*detail)
        return;
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, icon, label, detail);
    page_close(page);
}

void screen_out_of_service(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_ILLUSTRATION, "", _("正在检修"));
    const char *back = part_label(s, c->place.back), *elsewhere = part_label(s, c->place.elsewhere);
    w->detail = *back                 ? page_format(page, _("大约 %s 修好"), back)
                : s->health.disk_full ? _("机器存满了，已经报修")
                                      : _("修好了，灯就亮");
    w->icon = "construction";
    part_clock(page, s, w);
    page->title = w->label;
    page_text(page, LOOK_H2, _("要办事，可以这样"));
    if (*elsewhere)
        card(page, "directions_walk", elsewhere, part_label(s, c->place.way));
    const char *hours = part_label(s, c->place.hours), *address = part_label(s, c->place.address);
    card(page, "store", _("人工窗口"), *hours ? page_format(page, _("%s，%s"), hours, address) : address);
    if (!*elsewhere && !s->large) /* as many as the wall has room for */
        card(page, "call", _("打电话问"), c->place.phone);
    w = page_text(page, LOOK_BODY, _("之前在这台交的都还在，不会丢。"));
    w->icon = "verified_user";
}
