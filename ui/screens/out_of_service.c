/* Out of service: the same window with the light off; where else to go, and that nothing is lost. */
#include "base/clock.h"
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

/* What the platform tells of this machine; the configuration, which somebody wrote for this very one, goes
 * first.
 */
static const struct notice *told_of_machine(const struct session *s)
{
    return notices_about(s->notices, "machine", s->wall_ms);
}

/* 10:30, or 3 月 19 日 10:30 when that is another day; "" unknown. */
static const char *back_at(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *back = part_label(s, c->place.back);
    const struct notice *n = told_of_machine(s);
    if (*back || !n)
        return back;
    struct clock_date today = clock_civil(s->wall_ms), day = clock_civil(n->until_ms);
    if (today.year == day.year && today.month == day.month && today.day == day.day)
        return page_format(page, "%d:%02d", day.hour, day.minute);
    char said[PART_TEXT];
    text_minute(said, sizeof said, n->until_ms, s->language);
    return page_copy(page, said);
}

static void elsewhere(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *configured = part_label(s, c->place.elsewhere);
    const struct notice *n = told_of_machine(s);
    unsigned from = page->count;
    if (*configured || !n) {
        if (*configured)
            card(page, "directions_walk", configured, part_label(s, c->place.way));
        return;
    }
    size_t len = 0;
    bool begins = false;
    const char *first = notice_sentence(notice_words(s, &n->text), &len, &begins);
    card(page, "directions_walk", notice_words(s, &n->title),
         first ? page_format(page, "%.*s", (int)len, first) : "");
    part_mark_told(page, from);
}

void screen_out_of_service(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_ILLUSTRATION, "", _("正在检修"));
    const char *back = back_at(page, s, c);
    bool other = *part_label(s, c->place.elsewhere) || told_of_machine(s);
    w->detail = *back                  ? page_format(page, _("大约 %s 修好"), back)
                : s->health.touch_gone ? _("屏幕点不动了，已经报修")
                : s->health.disk_full  ? _("机器存满了，已经报修")
                                       : _("修好了，灯就亮");
    w->icon = "construction";
    part_clock(page, s, w);
    page->title = w->label;
    page_text(page, LOOK_H2, _("要办事，可以这样"));
    elsewhere(page, s, c);
    const char *hours = part_label(s, c->place.hours), *address = part_label(s, c->place.address);
    card(page, "store", _("人工窗口"), *hours ? page_format(page, _("%s，%s"), hours, address) : address);
    if (!other && !s->large) /* as many as the wall has room for */
        card(page, "call", _("打电话问"), c->place.phone);
    w = page_text(page, LOOK_BODY, _("之前在这台交的都还在，不会丢。"));
    w->icon = "verified_user";
}
