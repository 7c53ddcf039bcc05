#include "ui/screens/progress.h"

#include <stdio.h>

#include "ui/screens/progress_words.h"

#define _(zh) words(s->language, zh)

enum { ALL_STEPS = 3 /* of more, the day it came and the newest; paper has all */, NEWEST = 2 };

bool progress_is_told(const struct session *s)
{
    return s->step == STEP_RESULT && s->problem == PROBLEM_NONE && s->kase.progress.told;
}

const char *progress_summary(struct page *page, const struct session *s)
{
    unsigned open = progress_open(&s->kase.progress);
    return progress_by_receipt(s)        ? _("这张回执上的事")
           : s->kase.progress.count == 0 ? _("没有在办的事")
           : open > 0                    ? page_format(page, _("您有 %u 件事在办"), open)
                                         : _("都办完了");
}

static void call_button(struct page *page, const struct session *s, enum look look)
{
    enum call_state state = s->staff_call.state;
    struct widget *w = page_button(page, look, "call_staff",
                                   state == CALL_ASKED      ? _("正在叫人")
                                   : state == CALL_HEARD    ? _("已经转告了")
                                   : state == CALL_ANSWERED ? _("工作人员知道了")
                                   : state == CALL_UNHEARD  ? _("再叫一次")
                                                            : _("叫工作人员"),
                                   "support_agent");
    w->enabled = (state == CALL_NONE || state == CALL_UNHEARD) && session_allows(s, EVENT_CALL_STAFF);
}

static bool prints(const struct session *s)
{
    return s->health.printer != DEVICE_OFF && !progress_by_receipt(s);
}

/* What the resident is to do stands first, in amber, with its button: the list to take to the counter. */
static void wanted(struct page *page, const struct session *s, const struct progress_case *kase)
{
    enum { BUTTON_WIDTH = 304 };
    char what[PART_TEXT], by[PART_TEXT];
    unsigned from = page->count;
    text_wanted(what, sizeof what, s, kase);
    text_wanted_by(by, sizeof by, s, kase);
    page_open(page, GROUP_CARD, TONE_LAMP);
    if (!s->large)
        page_open(page, GROUP_SIDE, BUTTON_WIDTH);
    part_banner(page, TONE_LAMP, "assignment_late", what, by);
    part_mark_told(page, from);
    if (prints(s))
        part_print_button(page, s, LOOK_MAIN, _("打印要补的"));
    else
        call_button(page, s, LOOK_MAIN);
    if (!s->large)
        page_close(page);
    page_close(page);
}

/* One thing a page: then help stands in the footer alone. */
static bool is_short(const struct session *s)
{
    return s->large || s->seated;
}

static void step(struct page *page, const struct session *s, const struct progress_case *kase, unsigned i)
{
    char text[PART_TEXT], minute[PART_TEXT];
    bool last = i + 1 == kase->step_count;
    bool now = last && (progress_waits(kase) || progress_state(kase) == PROGRESS_REVIEWING);
    text_progress(text, sizeof text, s, kase, i, last);
    text_progress_when(minute, sizeof minute, s, kase, i);
    part_timeline(page, now ? TONE_LAMP : TONE_OK, text, minute);
    page->widgets[page->count - 1].personal = *minute; /* one's own day is not for the hall */
}

/* Long ones are cut in the middle. */
static void past(struct page *page, const struct session *s, const struct progress_case *kase)
{
    unsigned skipped = kase->step_count > ALL_STEPS ? kase->step_count - 1 - NEWEST : 0;
    for (unsigned i = 0; i + 1 < kase->step_count; i++)
        if (skipped == 0 || i == 0 || i > skipped)
            step(page, s, kase, i);
}

static void still_to_come(struct page *page, const struct session *s, const struct progress_case *kase)
{
    char due[PART_TEXT];
    if (progress_over(kase))
        return;
    text_progress_due(due, sizeof due, s, kase);
    if (progress_state(kase) == PROGRESS_APPROVED)
        part_timeline(page, TONE_NONE, _("等着办好"), "");
    else if (*due || kase->step_count == 1)
        part_timeline(page, TONE_NONE, _("告诉您结果"), due);
}

/* As the worker wrote it, in whatever language. */
static void said(struct page *page, const struct session *s, const struct progress_case *kase)
{
    char text[PART_TEXT];
    if (!text_said(text, sizeof text, s, kase))
        return;
    part_timeline(page, progress_over(kase) ? TONE_OK : TONE_LAMP, text, "");
    page->widgets[page->count - 1].personal = true;
}

/* Past, where it stands, and what is still to come. */
static void history(struct page *page, const struct session *s, const struct progress_case *kase, bool whole)
{
    page_open(page, GROUP_STACK, 0);
    if (whole)
        past(page, s, kase);
    step(page, s, kase, kase->step_count - 1);
    said(page, s, kase);
    still_to_come(page, s, kase);
    page_close(page);
}

/* Large letters may need more than one page: where it stands is on the first. */
static void history_before(struct page *page, const struct session *s, const struct progress_case *kase)
{
    if (kase->step_count == 1)
        return;
    page_text(page, LOOK_H2, _("前面几步"));
    page_open(page, GROUP_STACK, 0);
    past(page, s, kase);
    page_close(page);
}

static void deeds(struct page *page, const struct session *s, bool wants)
{
    bool paper = prints(s) && !wants, call = prints(s) ? !is_short(s) : !wants;
    if (!paper && !call)
        return;
    page_open(page, GROUP_COLUMNS, paper && call ? 2 : 1);
    if (paper)
        part_print_button(page, s, LOOK_MEDIUM, _("打印这张进度"));
    if (call)
        call_button(page, s, LOOK_MEDIUM);
    page_close(page);
}

/* The proof of what was paid; its page is on the slip. */
static void ereceipt(struct page *page, const struct session *s, const struct progress_case *kase)
{
    char number[PART_TEXT];
    if (!*kase->ereceipt.number)
        return;
    text_group(number, sizeof number, kase->ereceipt.number, "4");
    page_open(page, GROUP_COLUMNS, 1);
    part_fact(page, LOOK_FACT, "receipt_long",
              page_format(page, _("付了 %s，电子票据号码"), part_yuan(page, kase->ereceipt.fen)), number)
        ->personal = true;
    page_close(page);
}

/* In large letters the amber box has said where it stands, and no card holds the steps on one page. */
static void happened(struct page *page, const struct session *s, const struct progress_case *kase)
{
    bool waits = progress_waits(kase);
    if (s->large && waits) {
        history(page, s, kase, true);
        ereceipt(page, s, kase);
        deeds(page, s, waits);
        return;
    }
    page_open(page, GROUP_CARD, TONE_NONE);
    history(page, s, kase, !s->large);
    page_close(page);
    ereceipt(page, s, kase);
    deeds(page, s, waits);
    if (s->large)
        history_before(page, s, kase);
}

/* Which of how many, in the place where a list has its pages. */
static void pager(struct page *page, const struct session *s)
{
    const struct progress *p = &s->kase.progress;
    page_open(page, GROUP_SPREAD, 0);
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_MEDIUM, "case.prev", _("上一件"), "arrow_back")->enabled = p->shown > 0;
    struct widget *w = page_text(
        page, LOOK_BODY,
        page_format(page, s->large ? _("第 %u/%u 件") : _("第 %u 件，共 %u 件"), p->shown + 1, p->count));
    w->grow = true;
    w->total = 1;
    page_button(page, LOOK_MEDIUM, "case.next", _("下一件"), "arrow_forward")->enabled =
        p->shown + 1 < p->count;
    page_close(page);
    page_close(page);
}

static void ways_on(struct page *page, const struct session *s)
{
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "again", _("再办一件"), "");
    page_button(page, LOOK_MAIN, "finish", _("看好了，退出"), "");
}

static void none(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", _("没有在办的事"));
    w->detail = _("刚交的，过几分钟再查。");
    w->icon = "inventory_2";
    w->tone = TONE_LAMP;
    page->title = w->label;
    page_text(page, LOOK_H2, _("也可以这样"));
    page_open(page, GROUP_COLUMNS, 1);
    part_fact(page, LOOK_FACT, "qr_code_scanner", _("有回执的"), _("用手机扫回执上的码"));
    part_fact(page, LOOK_FACT, "store", _("去人工窗口"),
              page_format(page, _("%s，%s"), part_label(s, c->place.hours), part_label(s, c->place.address)));
    part_fact(page, LOOK_FACT, "call", _("打电话问"), c->place.phone);
    page_close(page);
    ways_on(page, s);
}

void progress_page(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct progress_case *kase = progress_shown(s);
    char lead[PART_TEXT];
    if (!kase) {
        none(page, s, c);
        return;
    }
    page_key(page, page_format(page, "%u", s->kase.progress.shown));
    text_handed_in(lead, sizeof lead, s, kase);
    unsigned from = page->count;
    part_title(page, progress_name(s, kase), lead);
    page->widgets[from].told = true;
    page->widgets[page->count - 1].personal = true; /* the number, and when */
    if (prints(s))
        part_no_paper(page, s);
    if (progress_waits(kase))
        wanted(page, s, kase);
    happened(page, s, kase);
    if (s->kase.progress.count > 1)
        pager(page, s);
    else if (!progress_waits(kase)) /* there the one filled button is in the amber box */
        ways_on(page, s);
}
