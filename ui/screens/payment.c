/* Paying: the amount first; a phone takes the code, and success shows by itself. When nothing is heard it
 * says so, and not to pay twice; what can be done without a phone stands below. */
#include "session/patience.h"
#include "ui/code.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

enum {
    CODE_SECONDS = 180,
    PAYMENT_CODE = 2,
    WAITED_S = ASK_WAIT_MS / SECOND_MS,
    UNSURE_S = UNSURE_WAIT_MS / SECOND_MS
};

static void amount(struct page *page, const struct session *s)
{
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_BODY, _("要交"))->grow = true;
    page_text(page, LOOK_DISPLAY, part_yuan(page, s->kase.pay.amount_fen));
    page_close(page);
    page_close(page);
}

/* Which apps it takes, as the office says; colours only tell them apart. */
static void apps(struct page *page, const struct session *s)
{
    static const enum tone tones[CATALOG_APPS] = {TONE_OK, TONE_INFO, TONE_BRICK, TONE_PLUM};
    const struct payment *payment = s->service->payment;
    if (payment->app_count == 0)
        return;
    page_open(page, GROUP_ROW, 1);
    for (unsigned i = 0; i < payment->app_count; i++)
        page_add(page, ROLE_STATUS, LOOK_TAG, "", part_label(s, payment->apps[i]))->tone = tones[i];
    page_close(page);
}

static bool reads_codes(const struct session *s)
{
    return s->health.scanner != DEVICE_OFF && s->health.scanner != DEVICE_ABSENT;
}

/* How long it is good for, the ring counts; what happens then, and the other way round: the phone shows, the
 * kiosk reads. A camera that looks says so. */
static void validity(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_text(page, LOOK_CAPTION,
              c->sight.on      ? _("也可以把付款码对准摄像头，它开着。")
              : reads_codes(s) ? _("过时会换新的。也可以把付款码对准扫码口。")
                               : _("这张码 180 秒内有效，过了会换一张新的。"));
}

/* What came of a code that was shown: before all else. */
static void shown_in_vain(struct page *page, const struct session *s)
{
    struct told told = told_problem(page, s, s->problem);
    if (s->problem == PROBLEM_PAY_CODE_OTHER || s->problem == PROBLEM_PAY_CODE_SPENT)
        part_banner(page, TONE_LAMP, "qr_code_scanner", told.what, told.help);
}

/* In large letters a page says one thing: the code first, and what else there is to know of it on the next.
 */
static void code(struct page *page, const struct session *s, const struct screen_context *c)
{
    unsigned left = seconds_left(s);
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ASIDE, 0);
    struct widget *w = page_add(page, ROLE_IMAGE, LOOK_QR, "", _("付款的码来了，请用手机扫"));
    w->detail = s->service->payment->later ? _("扫不了，可以点“去窗口交”") : _("扫不了，可以点“叫工作人员”");
    w->value = s->kase.pay.url;
    w->number = code_modules(s->kase.pay.url);
    w->total = PAYMENT_CODE;
    if (!s->large)
        apps(page, s);
    page_close(page);
    page_open(page, GROUP_ROW, 0);
    w = page_add(page, ROLE_STATUS, LOOK_RING, "", page_format(page, _("还有 %u 秒"), left));
    w->number = (int)left;
    w->total = CODE_SECONDS;
    page_open(page, GROUP_STACK, 0);
    page_text(page, LOOK_H2, _("付完请等一等，这里会自己变"));
    if (!s->large)
        validity(page, s, c);
    page_close(page);
    page_close(page);
    page_close(page);
    if (!s->large)
        return;
    page_open(page, GROUP_CARD, TONE_NONE);
    page_text(page, LOOK_BODY, part_label(s, s->service->payment->what));
    apps(page, s);
    validity(page, s, c);
    page_close(page);
}

static void closed(struct page *page, const struct session *s)
{
    bool offline = s->kase.pay.why == PROBLEM_OFFLINE;
    part_banner(page, TONE_LAMP, offline ? "wifi_off" : "hourglass_empty",
                offline ? _("断网了，现在交不了费") : _("付款的码没要到"),
                s->service->payment->later ? _("可以先把申请交上去，钱去窗口交。")
                                           : _("填的都还在。过一会儿再试，或者叫工作人员。"));
}

/* The phone knows, and what it says decides what to do. The number is on the paper, and here for who has
 * none. */
static void unknown(struct page *page, const struct session *s)
{
    const struct paper_words said = {_("正在打一张纸条"), _("纸条打好了"), _("，请拿好，问钱用得着。"),
                                     _("请用手机拍下付款单号。")};
    bool offline = !s->health.online;
    char number[PART_TEXT];
    part_banner(page, TONE_LAMP, offline ? "wifi_off" : "schedule",
                offline ? _("断网了，付款的消息过不来") : _("付款的消息一直没来"),
                _("请看看您的手机，再照下面做。"));
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "check_circle", _("手机上付好了，别再付"),
              _("网通了接着办。不办了，钱自己退回手机。"));
    part_fact(page, LOOK_ROW, "store", _("手机上没付，可以去窗口"), _("要是其实付了，也会退回来。"));
    text_group(number, sizeof number, s->kase.pay.number, "4");
    part_fact(page, LOOK_ROW, "pin", _("付款单号"), number);
    page_close(page);
    struct widget *w = part_paper(page, s, &said);
    if (w)
        w->grow = s->print != PRINT_FAILED; /* one sentence */
}

static void how_it_stands(struct page *page, const struct session *s, const struct screen_context *c)
{
    switch (s->kase.pay.state) {
    case PAY_OPEN:
        if (s->practice) {
            part_pretend(page, s, _("练习不用真的付钱"), _("真办的时候，这里有一张码。点“就当付好了”。"));
        } else {
            shown_in_vain(page, s);
            code(page, s, c);
        }
        break;
    case PAY_TAKING:
        if (!part_deadline(page, s, WAITED_S, _("付款码扫好了，正在交"),
                           page_format(page, _("最多等 %u 秒，别再付。"), WAITED_S)))
            part_banner(page, TONE_INFO, "sync", _("付款码扫好了，正在交"), _("请等一等，别再付。"));
        break;
    case PAY_UNSURE:
        if (!part_deadline(page, s, UNSURE_S, _("还没收到付款的消息"),
                           page_format(page, _("先别再付，最多等 %u 秒。"), UNSURE_S)))
            part_banner(page, TONE_LAMP, "schedule", _("还没收到付款的消息"), _("请等一等，先别再付。"));
        break;
    case PAY_UNKNOWN:
        unknown(page, s);
        break;
    case PAY_CLOSED:
        closed(page, s);
        break;
    case PAY_NONE:
    case PAY_ASKED:
    case PAY_PAID:
    case PAY_LATER:
        if (!part_deadline(page, s, WAITED_S, _("正在要付款的码"),
                           page_format(page, _("最多等 %u 秒。不想等了，点“返回”。"), WAITED_S)))
            part_banner(page, TONE_INFO, "sync", _("正在要付款的码"), _("请等一等，马上就好。"));
        break;
    }
}

/* The machine takes no card and no cash: who has no phone pays at the counter, or asks. While a payment is
 * waited for, no other way to pay is named. */
static void without_phone(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool unsure = s->kase.pay.state == PAY_UNSURE || s->kase.pay.state == PAY_TAKING,
         later = s->service->payment->later && !unsure;
    if (s->practice)
        return;
    bool otherwise = s->kase.pay.state == PAY_CLOSED || s->kase.pay.state == PAY_UNKNOWN;
    if (!s->large && !unsure)
        page_text(page, LOOK_H2, otherwise ? _("也可以这样") : _("不用手机？"));
    page_open(page, GROUP_COLUMNS, later ? 2 : 1);
    if (later)
        part_tile(page, LOOK_TILE_WIDE, "pay.later", "store", TONE_LAMP, _("去窗口交"), _("先把申请交上去"))
            ->enabled = session_allows(s, EVENT_LATER) || s->overlay != OVERLAY_NONE;
    part_call(page, LOOK_TILE_WIDE, TONE_PINE, _("叫工作人员"), s, c);
    page_close(page);
}

static const char *title(const struct session *s)
{
    return s->kase.pay.state == PAY_CLOSED    ? _("现在交不了费")
           : s->kase.pay.state == PAY_UNSURE  ? _("等一等，还没收到消息")
           : s->kase.pay.state == PAY_UNKNOWN ? _("付没付，还不知道")
           : s->kase.pay.state == PAY_TAKING  ? _("正在交费")
                                              : _("请用手机扫码交费");
}

void screen_payment(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service || !s->service->payment)
        return;
    bool shut = s->kase.pay.state == PAY_CLOSED, low = s->seated || s->large;
    bool code_first =
        s->large && s->kase.pay.state == PAY_OPEN && !s->practice; /* for what, on the next page */
    part_title(page, title(s), code_first ? "" : part_label(s, s->service->payment->what));
    if (low) /* words alone: the code comes first */
        page_text(page, LOOK_DISPLAY,
                  page_format(page, _("要交 %s"), part_yuan(page, s->kase.pay.amount_fen)));
    else
        amount(page, s);
    how_it_stands(page, s, c);
    without_phone(page, s, c);
    bool again = session_allows(s, EVENT_PRINT) && part_printer_well(s);
    if (!shut && !s->practice && !again)
        return;
    page_place(page, PLACE_ACTIONS);
    if (again)
        page_button(page, LOOK_SECOND, "print", _("再打一次"), "print");
    else if (s->practice)
        page_button(page, LOOK_MAIN, "pretend", _("就当付好了"), "check");
    else
        page_button(page, LOOK_MAIN, "retry", _("再试一次"), "refresh");
}
