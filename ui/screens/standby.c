/* Standby: one lit window, four words. Touching anywhere starts. */
#include "base/clock.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

void screen_standby(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct clock_date d = clock_civil(s->wall_ms);
    char day[PART_TEXT];
    text_day(day, sizeof day, s->wall_ms, s->language);
    struct widget *w = page_button(page, LOOK_ILLUSTRATION, "start", _("点一下屏幕"), "touch_app");
    w->detail = _("开始办事");
    w->value = page_format(page, "%02d:%02d", d.hour, d.minute);
    w->hint = page_copy(page, day);
    page->title = w->label;
    page_text(page, LOOK_H2, page_format(page, _("%s · 邻窗"), part_label(s, c->place.place)));
    page_text(page, LOOK_BODY, _("办津贴、查社保、开证明，一天 24 小时都能办"));
}
