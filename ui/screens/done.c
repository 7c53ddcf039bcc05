/* Done: it worked, the number, what comes next; and the paper, or what to do without it. */
#include "ui/screens/done.h"
#include <stdio.h>

#include "session/request.h"

#include "ui/screens/bundle.h"
#include "ui/screens/parts.h"
#include "ui/screens/receipt.h"
#include "ui/screens/report.h"
#include "ui/screens/request.h"

#define _(zh) words(s->language, zh)

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* What a real visit would have brought, and that this one did not. */
static void practised(struct page *page, const struct session *s)
{
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", _("练好了"));
    w->detail = _("真办的时候，交上去就是这样。");
    w->icon = "thumb_up";
    w->tone = TONE_OK;
    page->title = w->label;
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "cloud_upload", _("没有交给任何部门"), _("填的都是例子，退出就清掉。"));
    part_fact(page, LOOK_ROW, "receipt_long", _("没有打印回执"), _("真办的时候，在屏幕下面取。"));
    w = part_fact(page, LOOK_ROW, "pin", _("办件编号是例子"), s->large ? "" : _("拿它查不到东西。"));
    char grouped[PART_TEXT];
    text_group(grouped, sizeof grouped, s->kase.receipt, "4");
    w->value = page_copy(page, grouped);
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_SECOND, "again", _("再练一件"), "");
    page_button(page, LOOK_MAIN, "practice.stop", _("会了，不练了"), "");
}

bool done_owes(const struct session *s)
{
    return s->kase.pay.state == PAY_LATER && answers_due_fen(s) > 0;
}

const char *done_title(const struct session *s)
{
    if (request_about(s))
        return request_title(s);
    if (done_owes(s))
        return s->kase.accepted ? _("申请收到了，还差交钱") : _("替您存好了，还差交钱");
    return s->kase.accepted ? _("交好了") : _("替您存好了");
}

static bool is_without_paper(const struct session *s)
{
    return s->print == PRINT_FAILED || s->print == PRINT_NONE;
}

static void outcome(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *department = part_label(s, s->service->department),
               *amount = part_yuan(page, answers_due_fen(s));
    bool taken = s->kase.accepted, owes = done_owes(s), paid = s->kase.pay.state == PAY_PAID && !taken;
    bool waits = owes || request_is_booking(s); /* it is not over with that */
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", done_title(s));
    w->detail = request_about(s) ? request_outcome(page, s)
                : owes && is_without_paper(s) && s->kase.pay.shown
                    ? page_format(page, _("请去窗口交 %s。手机上付过的，会退给您。"), amount)
                : owes && s->large ? page_format(page, _("请去窗口交 %s。"), amount)
                : owes             ? page_format(page, _("请去窗口交 %s：%s，%s。"), amount,
                                                 part_label(s, c->place.hours), part_label(s, c->place.address))
                : paid             ? _("钱收到了。申请替您存好了，不用再付。")
                : taken            ? page_format(page, _("%s收到了，您不用再来。"), department)
                : s->health.online ? _("部门那边还没回话。机器会接着交上去。")
                                   : _("现在断网了。网一通，机器自己交上去。");
    w->icon = !taken ? "inventory" : owes ? "store" : waits ? "hourglass_empty" : "check";
    w->tone = taken && !waits ? TONE_OK : TONE_LAMP;
    page->title = w->label;
}

static void number(struct page *page, const struct session *s)
{
    struct widget *w =
        page_add(page, ROLE_TEXT, LOOK_NUMBER, "", s->kase.accepted ? _("办件编号") : _("先记住这个编号"));
    char grouped[PART_TEXT];
    w->tone = s->kase.accepted ? TONE_NONE : TONE_LAMP;
    text_group(grouped, sizeof grouped, s->kase.receipt, "4");
    w->value = page_copy(page, grouped);
}

static struct widget *code(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct widget *w = page_add(page, ROLE_IMAGE, LOOK_QR, "", _("手机扫一扫"));
    w->detail = s->kase.accepted ? _("随时看办到哪一步了") : _("网通了就能查到");
    w->value = page_format(page, "%s%s", c->progress_url, s->kase.receipt);
    return w;
}

/* Number and code beside the paper, whose place is kept from the start: while it prints nothing moves. */
static void to_keep(struct page *page, const struct session *s, const struct screen_context *c)
{
    enum { PAPER_WIDTH = 320 };
    bool saved = !s->kase.accepted, shown = !saved && !s->large;
    if (shown)
        page_open(page, GROUP_SIDE, PAPER_WIDTH);
    page_open(page, GROUP_STACK, 0);
    page_open(page, GROUP_CARD, saved ? TONE_LAMP : TONE_NONE);
    number(page, s);
    page_close(page);
    if (shown) {
        page_open(page, GROUP_CARD, TONE_NONE);
        code(page, s, c);
        page_close(page);
    }
    page_close(page);
    if (shown) {
        struct widget *w = page_add(page, ROLE_LIVE, LOOK_PAPER, "paper", _("您的回执"));
        w->live = c->receipt;              /* NULL: an empty sheet, until it is drawn */
        w->number = (int)s->print_request; /* another paper is another picture */
        page_close(page);
    }
}

/* Large, the number has the first page; the code stands on a further one, with what one gets by it. */
static void code_to_keep(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->large || !s->kase.accepted)
        return;
    page_open(page, GROUP_CARD, TONE_NONE);
    code(page, s, c);
    page_close(page);
}

static void paper(struct page *page, const struct session *s)
{
    bool printed = s->print == PRINT_PRINTED;
    const char *now = _("正在打印回执"), *then = _("回执打好了");
    struct widget *w = part_banner(page, printed ? TONE_OK : TONE_INFO, printed ? "receipt_long" : "print",
                                   printed ? then : now, _("，请在屏幕下面取走。"));
    w->grow = true; /* one sentence */
    w->hint = printed ? now : then;
}

static void code_and_number(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_add(page, ROLE_IMAGE, LOOK_QR, "", _("手机扫一扫"));
    w->value = page_format(page, "%s%s", c->progress_url, s->kase.receipt);
    w->total = 1; /* a large one */
    page_open(page, GROUP_STACK, 0);
    page_text(page, LOOK_H2, _("一、手机扫一扫"));
    page_text(page, LOOK_PLAIN, s->kase.accepted ? _("随时看办到哪一步了") : _("网通了就能查到"));
    number(page, s);
    page_close(page);
    page_close(page);
    page_close(page);
}

/* Large: a card each, for the layout to part; the number is on the first page. */
static void large_number(struct page *page, const struct session *s)
{
    page_open(page, GROUP_CARD, TONE_NONE);
    number(page, s);
    page_close(page);
}

static void large_code(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_open(page, GROUP_CARD, TONE_NONE);
    code(page, s, c)->label = _("一、手机扫一扫");
    page_close(page);
}

/* Three other ways to take it home; the first is the code itself. */
static void without_paper(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool out = s->health.printer_cause == CAUSE_PAPER_OUT, again = part_printer_well(s);
    if (s->large)
        large_number(page, s);
    if (again && s->print == PRINT_FAILED)
        part_banner(page, TONE_INFO, "print", _("刚才没打出来，打印机好了。"),
                    _("要回执，请点“再打一次”。不打，下面几样挑一样。"));
    else
        part_banner(page, TONE_LAMP, "receipt_long",
                    out ? _("打印纸用完了，回执没打出来。") : _("打印机现在用不了，回执没打出来。"),
                    _("不影响办事。下面几样，挑一样带走。"));
    if (s->large)
        large_code(page, s, c);
    else
        code_and_number(page, s, c);
    page_open(page, GROUP_COLUMNS, 1);
    part_tile(page, LOOK_TILE_WIDE, "", "edit_note", TONE_SKY, _("二、记下编号"),
              _("到哪个窗口，报编号就能查"));
    part_tile(page, LOOK_TILE_WIDE, "", "store", TONE_LAMP, _("三、去窗口补打"),
              page_format(page, _("%s，%s"), part_label(s, c->place.hours), part_label(s, c->place.address)));
    page_close(page);
}

const char *done_phone(struct page *page, const struct session *s, const struct screen_context *c)
{
    const struct field *field = field_of_type(s->service, FIELD_PHONE, 0);
    const char *value = field ? part_answer(page, s, field, c) : "";
    return *value ? page_format(page, _("发短信到 %s"), value) : "";
}

bool done_amount(char *text, size_t cap, const struct session *s)
{
    char amount[PART_TEXT];
    unsigned due = answers_due_fen(s);
    text_yuan(amount, sizeof amount, due);
    snprintf(text, cap, s->kase.pay.state == PAY_PAID ? _("%s，付好了") : _("%s，还没交，请去窗口交"),
             amount);
    return due > 0;
}

bool done_counter(char *bold, size_t bold_cap, char *text, size_t cap, const struct session *s,
                  const struct screen_context *c)
{
    char amount[PART_TEXT];
    text_yuan(amount, sizeof amount, answers_due_fen(s));
    snprintf(bold, bold_cap, _("去窗口交 %s"), amount);
    snprintf(text, cap, s->kase.pay.shown ? _("：%s，%s。手机上付过的，会退给您。") : _("：%s，%s。"),
             part_label(s, c->place.hours), part_label(s, c->place.address));
    return done_owes(s);
}

/* Where and when money is taken, and what becomes of what a phone paid at the last moment. */
static const char *counter(struct page *page, const struct session *s, const struct screen_context *c)
{
    return page_format(page, s->kase.pay.shown ? _("%s，%s。手机上付过的，会退给您。") : _("%s，%s"),
                       part_label(s, c->place.hours), part_label(s, c->place.address));
}

static const char *to_pay(struct page *page, const struct session *s)
{
    return page_format(page, _("去窗口交 %s"), part_yuan(page, answers_due_fen(s)));
}

static void next_online(struct page *page, const struct session *s, const struct screen_context *c)
{
    char day[PART_TEXT];
    text_day(day, sizeof day, s->kase.saved_ms, s->language);
    if (s->service->part_count) {
        struct widget *w = page_text(page, LOOK_H2, _("几个部门分头办"));
        w->detail = done_phone(page, s, c);
        w->grow = w->personal = true;
        bundle_next(page, s);
        return;
    }
    page_text(page, LOOK_H2, _("接下来"));
    page_open(page, GROUP_STACK, 0);
    const char *got = page_format(page, _("%s　收到您的申请"), day);
    part_timeline(page, TONE_OK, got, done_phone(page, s, c))->personal = true;
    if (done_owes(s)) /* nothing moves before that */
        part_timeline(page, TONE_LAMP, to_pay(page, s), counter(page, s, c));
    if (s->service->next_count == 0)
        part_timeline(page, TONE_NONE, part_label(s, s->service->promise), "");
    for (unsigned i = 0; i < s->service->next_count; i++)
        part_timeline(page, TONE_NONE, part_label(s, s->service->next[i]), "");
    page_close(page);
}

static void next_offline(struct page *page, const struct session *s, const struct screen_context *c)
{
    char minute[PART_TEXT], noon[PART_TEXT];
    text_minute(minute, sizeof minute, s->kase.saved_ms, s->language);
    text_day(noon, sizeof noon, s->kase.saved_ms + DAY_MS, s->language);
    page_text(page, LOOK_H2, done_owes(s) ? _("还差一件事") : _("您不用再做什么"));
    page_open(page, GROUP_LIST, 0);
    if (done_owes(s))
        part_fact(page, LOOK_ROW, "store", to_pay(page, s), counter(page, s, c));
    part_fact(page, LOOK_ROW, "verified_user", _("今天就算您交的"),
              page_format(page, _("日子按现在算：%s"), minute));
    part_fact(page, LOOK_ROW, "sms", _("交上去了，会给您发短信"), done_phone(page, s, c))->personal = true;
    part_fact(page, LOOK_ROW, "support_agent", page_format(page, _("%s中午还没短信"), noon),
              page_format(page, _("拿回执来窗口，或者拨 %s"), c->place.phone));
    page_close(page);
}

static void what_next(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool report = s->service->kind == SERVICE_REPORT;
    if (s->kase.accepted && report)
        report_taken(page, s);
    else if (s->kase.accepted && request_about(s))
        request_taken(page, s, c);
    else if (s->kase.accepted)
        next_online(page, s, c);
    else if (report)
        report_kept(page, s, c);
    else if (request_about(s))
        request_kept(page, s, c);
    else
        next_offline(page, s, c);
}

/* What is printed now stands last offline: what to remember comes first. */
static void spread_paper(struct page *page, const struct session *s)
{
    page_open(page, GROUP_SPREAD, 0);
    paper(page, s);
    page_close(page);
}

/* Neither owed for, nor waiting for the line or somebody's answer. */
static bool is_through(const struct session *s)
{
    return s->kase.accepted && !done_owes(s) && !request_about(s);
}

void screen_done(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service)
        return;
    if (s->practice) {
        practised(page, s);
        return;
    }
    bool none = is_without_paper(s);
    outcome(page, s, c);
    if (none) {
        if (s->service->kind == SERVICE_REPORT) /* no paper says who comes */
            what_next(page, s, c);
        without_paper(page, s, c);
        request_alone(page, s, c);
    } else if (s->kase.accepted) {
        to_keep(page, s, c);
        paper(page, s);
        what_next(page, s, c);
        code_to_keep(page, s, c);
    } else {
        to_keep(page, s, c);
        what_next(page, s, c);
        spread_paper(page, s);
    }
    if (!none)
        receipt_heard(page, s, c);
    page_place(page, PLACE_ACTIONS);
    if (none && session_allows(s, EVENT_PRINT))
        page_button(page, LOOK_SECOND, "print", _("再打一次"), "print");
    else if (none || !s->voice || !s->large) /* where three have no room, 首页 does the same */
        page_button(page, LOOK_SECOND, "again", _("再办一件"), "");
    page_button(page, LOOK_MAIN, "finish",
                none            ? _("记好了，退出")
                : is_through(s) ? _("办完了，退出")
                                : _("我拿好了，退出"),
                "");
}
