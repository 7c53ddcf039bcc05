/* The frame: header, service bar, steps, footer. Nothing in it moves between screens (DESIGN.md 3). */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "session/alert.h"
#include "session/request.h"
#include "session/sign.h"
#include "session/steps.h"
#include "ui/screens/done.h"
#include "ui/screens/parts.h"
#include "ui/screens/progress.h"

#define _(zh) words(s->language, zh)

const char *part_on_weekday(struct page *page, const struct session *s, const char *weekday, const char *day)
{
    return s->language == LANGUAGE_EN ? page_format(page, "%s %s", weekday, day)
                                      : page_format(page, "%s %s", day, weekday);
}

const char *part_weekday(const struct session *s, int day)
{
    switch (day) {
    case 0:
        return _("周日");
    case 1:
        return _("周一");
    case 2:
        return _("周二");
    case 3:
        return _("周三");
    case 4:
        return _("周四");
    case 5:
        return _("周五");
    default:
        return _("周六");
    }
}

/* The page itself, or a question in front of it. */
static bool is_uncovered(const struct session *s)
{
    return s->overlay == OVERLAY_NONE || s->overlay == OVERLAY_TIMEOUT || s->overlay == OVERLAY_LEAVE ||
           s->overlay == OVERLAY_ALERT;
}

/* Of a service that needs the line nothing goes on without it; nor does paying, nor on a full disk anything.
 */
static const char *offline(const struct session *s)
{
    bool waits = s->service
                     ? s->service->needs_line || s->step == STEP_PAYMENT || !session_has_room(s, s->service)
                     : s->health.disk_full;
    return waits && !s->practice ? _("断网了") : _("断网了，照样能办");
}

/* At one place on every page, with a keyboard or without: no body has room for it everywhere. Only the first
 * page of all, in large letters, offers it as a button of its own (03). In large letters it says what it
 * does, where the header is wide enough. */
static void voice(struct page *page, const struct session *s)
{
    struct widget *w =
        page_button(page, LOOK_PILL, "voice", s->large ? _("念给我听") : _("语音"), "volume_up");
    w->hint = s->large ? _("语音") : "";
    w->selected = s->voice;
}

static bool is_without_mains(const struct session *s)
{
    return s->health.power_cause == CAUSE_MAINS_LOST || s->health.power_cause == CAUSE_BATTERY_LOW;
}

static void header(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_place(page, PLACE_HEADER);
    page_add(page, ROLE_IMAGE, LOOK_MARK, "mark", _("邻窗"));
    struct widget *name = page_text(page, LOOK_BODY, part_label(s, c->place.place));
    name->icon = s->health.online ? "wifi" : "wifi_off";
    name->tone = s->health.online ? TONE_OK : TONE_LAMP;
    if (is_without_mains(s)) { /* before the line: this ends sooner */
        page_text(page, LOOK_CAPTION, _("停电了，请尽快办完"))->tone = TONE_LAMP;
    } else if (s->health.touch_gone) {
        page_text(page, LOOK_CAPTION,
                  s->health.keypad == DEVICE_READY ? _("屏幕点不动，请用按键")
                                                   : _("屏幕点不动，请到人工窗口"))
            ->tone = TONE_LAMP;
    } else if (s->health.online) {
        struct clock_date d = clock_civil(s->wall_ms);
        char day[PART_TEXT];
        text_day(day, sizeof day, s->wall_ms, s->language);
        page_text(page, LOOK_CAPTION,
                  s->large ? page_format(page, "%s %02d:%02d", day, d.hour, d.minute)
                           : page_format(page, "%s %02d:%02d",
                                         part_on_weekday(page, s, part_weekday(s, d.weekday), day), d.hour,
                                         d.minute));
    } else {
        page_text(page, LOOK_CAPTION, offline(s))->tone = TONE_LAMP;
    }
    if (sign_of(s) != SIGN_NONE && is_uncovered(s))
        page_button(page, LOOK_PILL, "sign", s->large ? _("手语") : _("看手语"),
                    s->large ? "" : "sign_language")
            ->enabled = session_allows(s, EVENT_SIGN);
    page_button(page, LOOK_PILL, "large_font", s->large ? _("标准") : _("大字"),
                s->large ? "text_fields" : "format_size");
    if (!home_offers_voice(s))
        voice(page, s);
    const char *other = language_is_chinese(s->language) ? (s->large ? "EN" : "English") : "中文";
    page_button(page, LOOK_PILL, "language", other, "")->enabled = session_allows(s, EVENT_LANGUAGE);
}

/* Where one is in a few words; behind the counted steps the state of the case says it. */
static const char *step_words(const struct session *s)
{
    switch ((int)s->step) {
    case STEP_DONE:
        return done_owes(s)       ? _("还差交钱")
               : s->kase.accepted ? request_about(s) ? _("记下了，等回音") : _("交好了")
               : s->health.online ? _("存好了，等回音")
                                  : _("存好了，等网络");
    case STEP_RATING:
        return _("评一评");
    case STEP_DRAFT:
        return s->draft.state == DRAFT_ASKING || s->draft.state == DRAFT_OPENING ? _("接着填")
                                                                                 : _("先存着，一天内接着填");
    default:
        return steps_title(s);
    }
}

static bool is_inside(const struct session *s)
{
    return (s->service && *step_words(s)) || s->step == STEP_DRAFT;
}

static const char *bar_name(const struct session *s)
{
    return s->step == STEP_PARTS ? _("一件事一次办")
           : s->kase.proof       ? _("核对一张纸")
           : s->service          ? part_label(s, s->service->name)
                                 : _("上回填了一半"); /* found on the home page */
}

/* Not while sending what cannot be left half-way, and only once: a dialog that asks has an exit of its own.
 */
static bool may_exit(const struct session *s)
{
    return s->overlay != OVERLAY_LEAVE && s->overlay != OVERLAY_TIMEOUT && session_allows(s, EVENT_EXIT);
}

static void steps(struct page *page, const struct session *s)
{
    unsigned at = steps_number(s), of = steps_total(s);
    if (!at || !of || progress_is_told(s) || s->kase.proof) /* cases have steps of their own */
        return;
    struct widget *w =
        page_add(page, ROLE_STATUS, LOOK_STEPS, "", page_format(page, _("第 %u 步，共 %u 步"), at, of));
    w->hint = page_format(page, "%u / %u", at, of); /* where there is no room for words */
    w->number = (int)at;
    w->total = (int)of;
}

/* On every page of practice, also where no service was chosen yet. */
static void practice_bar(struct page *page, const struct session *s)
{
    page_place(page, PLACE_BAR);
    struct widget *w = page_text(page, LOOK_BODY, _("练习，不会真的办"));
    w->icon = "school";
    w->tone = TONE_LAMP;
    w = page_button(page, LOOK_SMALL, "practice.end", _("不练了"), "");
    w->tone = TONE_LAMP;
    w->enabled = session_allows(s, EVENT_PRACTICE_END);
    if (is_inside(s))
        steps(page, s);
}

/* In place of the words of the bar: whoever is amid something goes on with it, and reads the alert when there
 * is a moment. Said aloud whole; of the steps the segments stay, and 退出. */
static void alert_bar(struct page *page, const struct session *s, const struct notice *n)
{
    page_place(page, PLACE_BAR);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_BODY, "", notice_words(s, &n->title));
    w->detail = page_copy(page, notice_words(s, &n->text));
    w->hint = _("有预警");
    w->icon = "warning";
    w->tone = TONE_BAD;
    w->told = true;
    if (session_allows(s, EVENT_NOTICE))
        page_button(page, LOOK_SMALL, page_format(page, "notice.%s", n->id), _("看"), "");
    if ((is_inside(s) || s->identified) && may_exit(s))
        page_button(page, LOOK_SMALL, "exit", _("退出"), "logout");
    if (is_inside(s))
        steps(page, s);
}

/* On the last pages, in the same place, before they walk away; said aloud as it comes. */
static void reminder_bar(struct page *page, const struct session *s, enum reminder_thing thing)
{
    page_place(page, PLACE_BAR);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_BODY, "",
                                thing == REMINDER_CARD     ? _("请拿好您的身份证")
                                : thing == REMINDER_SOCIAL ? _("请拿好您的社保卡")
                                : thing == REMINDER_SLIP   ? _("请拿好您的回执")
                                                           : _("请拿好打好的纸"));
    w->detail = thing == REMINDER_CARD     ? _("还在读卡口上。")
                : thing == REMINDER_SOCIAL ? _("还插在机器里。")
                : thing == REMINDER_SLIP   ? _("还在出纸口里。")
                                           : _("还在打印机上。");
    w->icon = thing == REMINDER_CARD     ? "badge"
              : thing == REMINDER_SOCIAL ? "credit_card"
              : thing == REMINDER_SLIP   ? "receipt_long"
                                         : "print";
    w->tone = TONE_LAMP;
    w->told = true;
    if (is_inside(s) && may_exit(s))
        page_button(page, LOOK_SMALL, "exit", _("退出"), "logout");
    if (is_inside(s))
        steps(page, s);
}

/* Whoever is known and has nothing begun: where a person is known there is a way out that forgets them. */
static void person_bar(struct page *page, const struct session *s)
{
    char name[PART_TEXT];
    page_place(page, PLACE_BAR);
    mask_text(name, sizeof name, MASK_NAME, s->person.name, s->language);
    struct widget *w = page_text(page, LOOK_BODY, page_format(page, _("%s，您好"), name));
    w->hint = page_copy(page, name);
    secret_wipe(name, sizeof name);
    w->detail = _("走的时候，点“退出”");
    if (s->step == STEP_HOME)
        page->greets = w;
    if (may_exit(s))
        page_button(page, LOOK_SMALL, "exit", _("退出"), "logout");
}

static void bar(struct page *page, const struct session *s)
{
    const struct notice *alert = session_alert_in_bar(s);
    if (s->practice) {
        practice_bar(page, s);
        return;
    }
    if (reminder_now(s) != REMINDER_NOTHING && s->step != STEP_STANDBY) {
        reminder_bar(page, s, reminder_now(s));
        return;
    }
    if (alert) {
        alert_bar(page, s, alert);
        return;
    }
    if (!is_inside(s) && s->identified)
        person_bar(page, s);
    if (!is_inside(s))
        return;
    page_place(page, PLACE_BAR);
    unsigned at = progress_is_told(s) || s->kase.proof ? 0 : steps_number(s), of = steps_total(s);
    struct widget *w = page_text(page, LOOK_BODY, bar_name(s));
    w->detail = progress_is_told(s) ? progress_summary(page, s)
                : at && of ? page_format(page, _("第 %u 步，共 %u 步：%s"), at, of, step_words(s))
                           : step_words(s);
    if (s->identified && !s->large) {
        w = page_add(page, ROLE_TEXT, LOOK_CAPTION, "", part_shown(page, s, MASK_NAME, s->person.name));
        w->icon = "person";
        w->personal = true;
    }
    if (may_exit(s))
        page_button(page, LOOK_SMALL, "exit", _("退出"), "logout");
    steps(page, s);
}

static void slot(struct page *page, const struct session *s, enum look look, const char *id,
                 const char *label, const char *icon, enum event_kind kind)
{
    page_button(page, look, id, label, icon)->enabled = session_allows(s, kind);
}

/* `bare`: standby and out of service have nowhere to go back to; their places stay empty. */
void screen_footer(struct page *page, const struct session *s, bool bare)
{
    page_place(page, PLACE_FOOTER);
    if (!bare) {
        slot(page, s, LOOK_SLOT, "back", _("返回"), "arrow_back", EVENT_BACK);
        slot(page, s, LOOK_SLOT, "home", _("首页"), "home", EVENT_HOME);
    }
    slot(page, s, LOOK_SLOT, "seated", _("坐着用"), "accessible", EVENT_SEATED);
    page->widgets[page->count - 1].selected = s->seated;
    slot(page, s, LOOK_SLOT_HELP, "help", _("找人帮忙"), "support_agent", EVENT_HELP);
    slot(page, s, LOOK_SLOT_SOS, "sos", _("紧急求助"), "sos", EVENT_SOS);
}

void screen_frame(struct page *page, const struct session *s, const struct screen_context *context)
{
    header(page, s, context);
    bar(page, s);
}
