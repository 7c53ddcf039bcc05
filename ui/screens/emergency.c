/* Help at once: who is told, by whatever the cabinet has. It says only what really happened: that the call
 * arrived when the platform has it, that people know when they wrote back, that the alarm is on while it is
 * there, how the telephone stands. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static void numbers(struct page *page, const struct session *s)
{
    enum { THREE = 3 };
    page_text(page, LOOK_H2, _("很要紧？直接打这三个电话"));
    page_open(page, GROUP_COLUMNS, THREE); /* large, too: one looks for the number, all on one page */
    part_tile(page, LOOK_CALLS, "", "medical_services", TONE_BAD, "120", _("有人晕倒、受伤"));
    part_tile(page, LOOK_CALLS, "", "local_fire_department", TONE_BAD, "119", _("着火、有人被困"));
    part_tile(page, LOOK_CALLS, "", "local_police", TONE_BAD, "110", _("被抢、被骗、打架"));
    page_close(page);
}

static struct told of_call(const struct session *s)
{
    switch (s->emergency_call.state) {
    case CALL_ANSWERED:
        return (struct told){_("社区值班室知道了"), _("知道您在这台机器前，请等一等。")};
    case CALL_HEARD:
        return (struct told){_("呼叫送到社区了"), _("还没人回话，急事打下面的电话。")};
    case CALL_ASKED:
        return (struct told){_("正在呼叫社区值班室"), _("请等一等，马上有回音。")};
    case CALL_UNHEARD:
    case CALL_NONE:
    default:
        return (struct told){_("没叫到人"), _("线路没有回音。请打下面的电话，或者请旁边的人帮忙。")};
    }
}

/* A voice is more than a note that was passed on; and where nothing was, the alarm is what there is. */
static struct told what_happened(const struct session *s)
{
    if (s->sos.phone == CALL_TALKS)
        return (struct told){_("电话接通了"), _("请直接说话，照着下面说您在哪里。")};
    if (s->emergency_call.state == CALL_UNHEARD && sos_sounds(s))
        return (struct told){_("警报开着"), _("值班室没有回音，旁边的人会注意到。急事打下面的电话。")};
    return of_call(s);
}

static const char *of_phone(const struct session *s)
{
    switch (s->sos.phone) {
    case CALL_DIALS:
        return _("正在拨打值班电话");
    case CALL_RINGS:
        return _("值班电话通了，正在响铃");
    case CALL_OVER:
        return _("电话挂断了");
    case CALL_NOT_TAKEN:
        return _("值班电话没人接");
    case CALL_NOT_MADE:
        return _("电话打不出去");
    case CALL_SILENT:
    case CALL_TALKS: /* the heading says it */
    default:
        return "";
    }
}

/* What goes on besides: in one banner, for the page is full. */
static void besides(struct page *page, const struct session *s)
{
    const char *phone = of_phone(s);
    const char *alarm =
        sos_sounds(s) && s->emergency_call.state != CALL_UNHEARD ? _("警报开着，旁边的人会注意到。") : "";

    if (*phone)
        part_banner(page, TONE_LAMP, "call", phone, alarm);
    else if (*alarm)
        part_banner(page, TONE_LAMP, "campaign", alarm, "");
}

static void ways_on(struct page *page, const struct session *s)
{
    bool again = s->emergency_call.state == CALL_UNHEARD, dial = session_allows(s, EVENT_DIAL);

    page_open(page, GROUP_COLUMNS, again || dial || sos_in_call(&s->sos) ? 2 : 1);
    page_button(page, LOOK_SECOND, "close", _("没事了，回去"), "");
    if (sos_in_call(&s->sos))
        page_button(page, LOOK_DANGER, "hang_up", _("挂断电话"), "");
    else if (again) /* by the telephone, too */
        page_button(page, LOOK_DANGER, "call_staff", _("再叫一次"), "call");
    else if (dial)
        page_button(page, LOOK_DANGER, "dial", _("再打一次电话"), "call");
    page_close(page);
}

static void called(struct page *page, const struct session *s)
{
    struct told told = what_happened(s);
    bool well = s->emergency_call.state != CALL_UNHEARD || s->sos.phone == CALL_TALKS;
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", told.what);

    w->detail = told.help;
    w->icon = well ? "call" : sos_sounds(s) ? "campaign" : "error";
    w->tone = TONE_BAD;
    page->title = w->label;
    besides(page, s);
    ways_on(page, s);
}

/* What will happen, by what is there now. */
static const char *what_comes(const struct session *s)
{
    bool alarm = s->health.alarm == DEVICE_READY, phone = s->health.phone == DEVICE_READY;

    if (!s->health.online)
        return alarm && phone ? _("网络断了，会打开警报，拨打值班电话。")
               : alarm        ? _("网络断了，会打开警报，让旁边的人注意到。")
               : phone        ? _("网络断了，会拨打值班电话。")
                              : _("网络断了，值班室可能收不到，急事打下面的电话。");
    return alarm && phone ? _("会告诉他们您在这台机器前，打开警报，拨打值班电话。")
           : alarm        ? _("会告诉他们您在这台机器前，也会打开警报。")
           : phone        ? _("会告诉他们您在这台机器前，也会拨打值班电话。")
                          : _("会告诉他们您在这台机器前。");
}

/* Five seconds, then it calls; both ways out are equally large. */
void overlay_emergency(struct page *page, const struct session *s, const struct screen_context *c)
{
    enum { EMERGENCY_SECONDS = 5 };
    unsigned left = MAX(seconds_left(s), 1); /* at 0 it calls: nothing more to say */
    if (s->emergency_call.state != CALL_NONE) {
        called(page, s);
    } else {
        page_open(page, GROUP_CARD, TONE_BAD);
        struct widget *w =
            page_add(page, ROLE_STATUS, LOOK_RING, "", page_format(page, _("还有 %u 秒"), left));
        w->number = (int)left;
        w->total = EMERGENCY_SECONDS;
        w->tone = TONE_BAD;
        w = page_text(page, LOOK_H1, page_format(page, _("%u 秒后呼叫社区值班室"), left));
        w->tone = TONE_BAD;
        page->title = w->label;
        if (!s->large) /* all on one page */
            page_text(page, LOOK_LEAD, what_comes(s));
        page_open(page, GROUP_COLUMNS, 2);
        page_button(page, LOOK_SECOND, "close", _("点错了，取消"), "close")->tone = TONE_BAD;
        page_button(page, LOOK_DANGER, "call_staff", _("现在就呼叫"), "call");
        page_close(page);
        page_close(page);
    }
    part_tile(page, LOOK_TILE_WIDE, "talk", "sms", TONE_PLUM, _("我听不见"), _("不用说话，点一句"));
    part_fact(page, LOOK_FACT, "place", _("您在这里，打电话时照着念"), part_label(s, c->place.address));
    numbers(page, s); /* last: where not all has room, these are known by heart */
}
