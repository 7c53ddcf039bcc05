/* Out of service: where else to go, and that nothing is lost. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

void screen_out_of_service(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", _("正在检修"));
    w->detail = s->health.disk_full ? _("机器存满了，已经报修") : _("修好了，灯就亮");
    w->icon = "construction";
    w->tone = TONE_LAMP;
    page->title = w->label;
    page_text(page, LOOK_H2, _("要办事，可以这样"));
    page_open(page, GROUP_COLUMNS, 1);
    part_fact(page, LOOK_FACT, "store", _("去人工窗口"),
              page_format(page, _("%s，%s"), part_label(s, c->place.hours), part_label(s, c->place.address)));
    part_fact(page, LOOK_FACT, "call", _("打电话问"), c->place.phone);
    part_fact(page, LOOK_FACT, "verified_user", _("之前在这台交的都还在，不会丢"), "");
    page_close(page);
}
