#include "ui/screens/parts.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "ui/screens/window_hours.h"

#define _(zh) words(s->language, zh)

const char *part_label(const struct session *s, struct label label)
{
    const char *text = label_in(label, s->language);
    return text ? text : "";
}

void part_mark_told(struct page *page, unsigned from)
{
    for (unsigned i = from; i < page->count; i++)
        page->widgets[i].told = true;
}

const char *part_told(const struct session *s, const char *zh, const char *en)
{
    return s->language == LANGUAGE_EN && *en ? en : words(s->language, zh);
}

void text_day(char *to, size_t cap, int64_t wall_ms, enum language language)
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const uyghur[12] = {"يانۋار", "فېۋرال",  "مارت",     "ئاپرېل",   "ماي",     "ئىيۇن",
                                           "ئىيۇل",  "ئاۋغۇست", "سېنتەبىر", "ئۆكتەبىر", "نويابىر", "دېكابىر"};
    struct clock_date d = clock_civil(wall_ms);
    if (language_is_chinese(language))
        snprintf(to, cap, "%d 月 %d 日", d.month, d.day);
    else if (language == LANGUAGE_UG)
        snprintf(to, cap, "%d-%s", d.day, uyghur[(d.month + 11) % 12]);
    else
        snprintf(to, cap, "%d %s", d.day, months[(d.month + 11) % 12]);
}

void text_minute(char *to, size_t cap, int64_t wall_ms, enum language language)
{
    struct clock_date d = clock_civil(wall_ms);
    text_day(to, cap, wall_ms, language);
    size_t used = strlen(to);
    snprintf(to + used, cap - used, " %02d:%02d", d.hour, d.minute);
}

unsigned seconds_left(const struct session *s)
{
    enum { SECOND_MS = 1000 };
    int64_t left = s->deadline_ms - s->now_ms;
    return s->deadline_ms == 0 || left <= 0 ? 0 : (unsigned)((left + SECOND_MS - 1) / SECOND_MS);
}

void text_yuan(char *to, size_t cap, unsigned fen)
{
    enum { FEN = 100, THOUSAND = 1000 };
    unsigned yuan = fen / FEN;
    if (yuan < THOUSAND)
        snprintf(to, cap, "¥%u.%02u", yuan, fen % FEN);
    else
        snprintf(to, cap, "¥%u,%03u.%02u", yuan / THOUSAND, yuan % THOUSAND, fen % FEN);
}

const char *part_yuan(struct page *page, unsigned fen)
{
    char text[PART_TEXT];
    text_yuan(text, sizeof text, fen);
    return page_copy(page, text);
}

struct widget *part_title(struct page *page, const char *question, const char *lead)
{
    struct widget *w = page_text(page, LOOK_H1, question);
    page->title = w->label;
    if (*lead)
        page_text(page, LOOK_LEAD, lead);
    return w;
}

struct widget *part_banner(struct page *page, enum tone tone, const char *icon, const char *label,
                           const char *detail)
{
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_BANNER, "", label);
    w->detail = page_copy(page, detail);
    w->icon = icon;
    w->tone = tone;
    return w;
}

struct widget *part_fact(struct page *page, enum look look, const char *icon, const char *label,
                         const char *detail)
{
    struct widget *w = page_add(page, ROLE_TEXT, look, "", label);
    w->detail = page_copy(page, detail);
    w->icon = icon;
    return w;
}

struct widget *part_tile(struct page *page, enum look look, const char *id, const char *icon, enum tone tone,
                         const char *label, const char *detail)
{
    struct widget *w = page_add(page, ROLE_TILE, look, id, label);
    w->detail = page_copy(page, detail);
    w->icon = icon;
    w->tone = tone;
    return w;
}

static struct opening opening(const struct session *s, const struct screen_context *c)
{
    return window_opening(c->place.hours.zh ? c->place.hours.zh : "", c->place.days ? c->place.days : "",
                          s->calendar, s->wall_ms);
}

/* Of a day further off than a week: which Thursday, its name would not say. */
static void text_opening(char *to, size_t cap, const struct session *s, const struct opening *o)
{
    static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;
    text_day(to, cap, s->wall_ms + o->days * DAY_MS, s->language);
}

const char *part_seen_when(struct page *page, const struct session *s, const struct screen_context *c)
{
    enum { WEEK = 7 };
    char day[PART_TEXT];
    struct opening o = opening(s, c);
    if (!o.known || o.now)
        return NULL;
    if (o.days == 0)
        return page_format(page, _("窗口 %d:%02d 开门就看到"), o.hour, o.minute);
    if (o.days == 1)
        return page_format(page, _("窗口明天 %d:%02d 开门就看到"), o.hour, o.minute);
    if (o.days < WEEK)
        return page_format(page, _("窗口%s %d:%02d 开门就看到"), part_weekday(s, o.weekday), o.hour,
                           o.minute);
    text_opening(day, sizeof day, s, &o);
    return page_format(page, _("窗口 %s %d:%02d 开门就看到"), day, o.hour, o.minute);
}

/* Whether calling helps now, as far as the machine can know it before it asks. */
static const char *staffed(struct page *page, const struct session *s, const struct screen_context *c)
{
    enum { WEEK = 7 };
    char day[PART_TEXT];
    struct opening o = opening(s, c);
    if (!s->health.online)
        return *c->place.phone ? page_format(page, _("断网了，请打 %s"), c->place.phone)
                               : _("断网了，请去窗口");
    if (!o.known)
        return page_format(page, _("%s 有人"), part_label(s, c->place.hours));
    if (o.now)
        return c->place.staff_minutes ? page_format(page, _("现在有人，约 %u 分钟到"), c->place.staff_minutes)
                                      : _("现在有人");
    if (o.days == 0)
        return page_format(page, _("窗口 %d:%02d 开"), o.hour, o.minute);
    if (o.days == 1)
        return page_format(page, _("窗口明天 %d:%02d 开"), o.hour, o.minute);
    if (o.days < WEEK)
        return page_format(page, _("窗口%s %d:%02d 开"), part_weekday(s, o.weekday), o.hour, o.minute);
    text_opening(day, sizeof day, s, &o);
    return page_format(page, _("窗口 %s %d:%02d 开"), day, o.hour, o.minute);
}

/* What is known of the call, and no more: that it lies at the platform is no promise that somebody is there.
 */
static const char *called(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *seen;
    switch ((int)s->staff_call.state) {
    case CALL_ASKED:
        return _("请等一等，马上有回音");
    case CALL_HEARD:
        seen = part_seen_when(page, s, c);
        return seen ? seen : _("请在这里等一等");
    case CALL_ANSWERED:
        return _("请在这里等一等");
    case CALL_UNHEARD:
        return page_format(page, _("线路没有回音，打 %s 或去窗口"), c->place.phone);
    default:
        return staffed(page, s, c);
    }
}

struct widget *part_call(struct page *page, enum look look, enum tone tone, const char *label,
                         const struct session *s, const struct screen_context *c)
{
    enum call_state state = s->staff_call.state;
    struct widget *w = part_tile(page, look, "call_staff", "support_agent", tone,
                                 state == CALL_ASKED      ? _("正在告诉工作人员")
                                 : state == CALL_HEARD    ? _("已经转告工作人员")
                                 : state == CALL_ANSWERED ? _("工作人员知道了")
                                 : state == CALL_UNHEARD  ? _("没叫到人，再叫一次")
                                                          : label,
                                 called(page, s, c));
    w->enabled = (state == CALL_NONE || state == CALL_UNHEARD) && session_allows(s, EVENT_CALL_STAFF);
    return w;
}

bool part_says(const struct session *s, const char *value)
{
    for (unsigned i = 0; i < s->kase.result.count; i++)
        if (strcmp(s->kase.result.value[i], value) == 0)
            return true;
    return false;
}

enum tone part_tone(enum category_tint tint)
{
    static const enum tone tones[] = {
        [TINT_PINE] = TONE_PINE, [TINT_LAMP] = TONE_LAMP,   [TINT_SKY] = TONE_SKY,
        [TINT_MOSS] = TONE_MOSS, [TINT_BRICK] = TONE_BRICK, [TINT_PLUM] = TONE_PLUM};
    return tones[tint];
}

struct widget *part_timeline(struct page *page, enum tone tone, const char *label, const char *detail)
{
    struct widget *w = page_add(page, ROLE_TEXT, LOOK_TIMELINE, "", label);
    w->detail = page_copy(page, detail);
    w->tone = tone;
    w->icon = tone == TONE_OK ? "check" : tone == TONE_LAMP ? "more_horiz" : "";
    return w;
}

void part_pretend(struct page *page, const struct session *s, const char *what, const char *instead)
{
    part_banner(page, TONE_LAMP, "school", what, s->large ? "" : instead);
}

void part_peek(struct page *page, const struct session *s)
{
    if (!session_allows(s, EVENT_PEEK))
        return;
    struct widget *w =
        page_button(page, LOOK_SMALL, "peek", is_peeking(s) ? _("5 秒后遮住") : _("看全部"), "visibility");
    w->selected = is_peeking(s);
}

bool part_card_says(const struct session *s, const char *what)
{
    for (unsigned i = 0; i < s->service->page_count; i++)
        for (unsigned j = 0; j < s->service->page_fields[i]; j++)
            if (g_strcmp0(s->service->pages[i][j].from_card, what) == 0)
                return true;
    return false;
}

void part_problem(struct page *page, const struct session *s)
{
    if (s->problem == PROBLEM_NONE)
        return;
    struct told told = told_problem(page, s, s->problem);
    part_banner(page, TONE_BAD, "error", told.what, told.help);
}

bool part_printer_well(const struct session *s)
{
    return s->health.printer == DEVICE_READY || s->health.printer == DEVICE_BUSY ||
           s->health.printer_cause == CAUSE_PAPER_LOW;
}

void part_print_button(struct page *page, const struct session *s, enum look look, const char *label)
{
    bool printed = s->print == PRINT_PRINTED, failed = s->print == PRINT_FAILED && !part_printer_well(s);
    struct widget *w = page_button(page, look, "print",
                                   printed  ? _("请取纸")
                                   : failed ? _("没打出来")
                                            : label,
                                   printed  ? "check"
                                   : failed ? "priority_high"
                                            : "print");
    w->busy = s->print == PRINT_ASKED;
    w->enabled = session_allows(s, EVENT_PRINT) || w->busy;
}

void part_print(struct page *page, const struct session *s)
{
    if (!s->practice && s->health.printer != DEVICE_OFF)
        part_print_button(page, s, LOOK_SECOND, _("打印带走"));
}

static bool is_out_of_paper(const struct session *s)
{
    return s->health.printer_cause == CAUSE_PAPER_OUT;
}

void part_no_paper(struct page *page, const struct session *s)
{
    const struct paper_words said = {.without = _("用手机拍下这页，或去窗口打。")};
    if (s->practice || s->health.printer == DEVICE_OFF)
        return;
    if (s->print == PRINT_FAILED)
        part_paper(page, s, &said);
    else if (s->print != PRINT_PRINTED && !part_printer_well(s)) /* it stays there while it is tried */
        part_banner(page, TONE_LAMP, "receipt_long",
                    is_out_of_paper(s) ? _("打印纸用完了，现在打不了") : _("打印机现在用不了"), said.without);
}

struct widget *part_paper(struct page *page, const struct session *s, const struct paper_words *said)
{
    if (s->practice)
        return part_banner(page, TONE_LAMP, "school", _("练习不打印"), _("这是例子，不是您的。"));
    switch (s->print) {
    case PRINT_ASKED:
        return part_banner(page, TONE_INFO, "print", said->coming, said->take);
    case PRINT_PRINTED:
        return part_banner(page, TONE_OK, "receipt_long", said->there, said->take);
    case PRINT_FAILED:
        if (part_printer_well(s))
            return part_banner(page, TONE_INFO, "print", _("刚才没打出来，打印机好了"),
                               _("要纸的，请再打一次。"));
        return part_banner(page, TONE_LAMP, "receipt_long",
                           is_out_of_paper(s) ? _("打印纸用完了，没打出来") : _("打印机现在用不了，没打出来"),
                           said->without);
    case PRINT_NONE:
        break;
    }
    return NULL;
}
