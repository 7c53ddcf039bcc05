/* Standby: one lit window, four words. Touching anywhere starts. */
#include "base/clock.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static const char *weekday(const struct session *s, int day)
{
    switch (day) {
    case 0:
        return _("星期日");
    case 1:
        return _("星期一");
    case 2:
        return _("星期二");
    case 3:
        return _("星期三");
    case 4:
        return _("星期四");
    case 5:
        return _("星期五");
    default:
        return _("星期六");
    }
}

void part_clock(struct page *page, const struct session *s, struct widget *w)
{
    struct clock_date d = clock_civil(s->wall_ms);
    char day[PART_TEXT];
    text_day(day, sizeof day, s->wall_ms, s->language);
    w->value = page_format(page, "%02d:%02d", d.hour, d.minute);
    w->hint = part_on_weekday(page, s, weekday(s, d.weekday), day);
}

/* Whoever has just gone may still hear it: it stands there until the card is lifted, the paper taken, before
 * any news. */
static void left_behind(struct page *page, const struct session *s)
{
    enum reminder_thing thing = reminder_now(s);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_BANNER, "", _("别忘了"));
    w->detail = thing == REMINDER_CARD     ? _("身份证还在读卡口，请拿好")
                : thing == REMINDER_SOCIAL ? _("社保卡还插着，请拔出来拿好")
                : thing == REMINDER_SLIP   ? _("打好的纸还在出纸口，请拿好")
                                           : _("纸还在打印机上，请拿好");
    w->icon = thing == REMINDER_CARD     ? "badge"
              : thing == REMINDER_SOCIAL ? "credit_card"
              : thing == REMINDER_SLIP   ? "receipt_long"
                                         : "print";
    w->tone = TONE_LAMP;
}

/* Without a keypad either, standby is out of service (choose.c). */
static void by_keypad(struct page *page, const struct session *s)
{
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_BANNER, "", _("屏幕点不动"));
    w->detail = _("请用下面的按键办，或者到人工窗口");
    w->icon = "touch_app";
    w->tone = TONE_LAMP;
}

/* One at a time: it changes with the clock, and an alert stands before the rest. */
static void told(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct notice *n = notices_now(s->notices, s->wall_ms);
    bool alert = n && n->kind == NOTICE_ALERT;
    const char *text = n ? notice_words(s, &n->title) : part_label(s, c->place.notice);
    if (!*text)
        return;
    struct widget *w =
        page_add(page, n ? ROLE_BUTTON : ROLE_STATUS, LOOK_BANNER,
                 n ? page_format(page, "notice.%s", n->id) : "", alert ? _("预警") : _("通知"));
    w->detail = page_copy(page, text);
    w->told = true;
    w->icon = alert ? "warning" : "campaign";
    w->tone = alert ? TONE_BAD : TONE_NONE;
}

void screen_standby(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool keys = s->health.touch_gone;
    struct widget *w =
        page_button(page, LOOK_ILLUSTRATION, "start", keys ? _("按确定键") : _("点一下屏幕"), "touch_app");
    w->detail = _("开始办事");
    part_clock(page, s, w);
    page->title = w->label;
    page_text(page, LOOK_H2, page_format(page, _("%s · 邻窗"), part_label(s, c->place.place)));
    page_text(page, LOOK_BODY, _("办津贴、查社保、开证明，一天 24 小时都能办"));
    if (reminder_now(s) != REMINDER_NOTHING)
        left_behind(page, s);
    else if (s->health.touch_gone)
        by_keypad(page, s);
    else
        told(page, s, c);
}
