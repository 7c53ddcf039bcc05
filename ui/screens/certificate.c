#include "ui/screens/certificate.h"

#include "session/sheet.h"

#define _(zh) words(s->language, zh)
#define N_(zh) zh

/* The same code stands on the slip: whoever has that, has the certificate. */
static bool has_slip(const struct session *s)
{
    return s->health.printer != DEVICE_OFF;
}

static const char *what(const struct session *s)
{
    static const char *const said[] = {
        [CAUSE_PAPER_OUT] = N_("大张的纸用完了"),    [CAUSE_PAPER_JAM] = N_("打印机里的纸卡住了"),
        [CAUSE_COVER_OPEN] = N_("打印机的盖子开着"), [CAUSE_INK_OUT] = N_("打印机没墨了"),
        [CAUSE_PAPER_LEFT] = N_("出纸口满了"),
    };
    enum device_cause cause = sheet_cause(s);
    bool known = cause < G_N_ELEMENTS(said) && said[cause] != NULL;
    return known ? words(s->language, said[cause]) : _("打印大张纸的机器没回应");
}

/* It goes on by itself; who does not want to wait takes another way. */
static const char *wait_or_not(const struct session *s)
{
    bool slip = has_slip(s);
    if (sheet_cause(s) == CAUSE_PAPER_OUT)
        return slip ? _("加了纸就接着打。不想等，可以打成小票。")
                    : _("加了纸就接着打。不想等，可以去窗口打。");
    if (sheet_cause(s) == CAUSE_PAPER_LEFT)
        return slip ? _("请把里面的纸取走，它会接着打。不想等，可以打成小票。")
                    : _("请把里面的纸取走，它会接着打。");
    return slip ? _("弄好了就接着打。不想等，可以打成小票。") : _("弄好了就接着打。不想等，可以去窗口打。");
}

static const char *another_way(const struct session *s)
{
    return has_slip(s) ? _("可以打成小票，上面的码一样能核对。也可以去窗口打。")
                       : _("可以过一会儿再打，也可以去窗口打。");
}

static void failed(struct page *page, const struct session *s)
{
    const char *why = s->sheet.problem != PROBLEM_NONE ? _("证明没取到，没打出来") : what(s);
    part_banner(page, TONE_LAMP, "print", why, another_way(s));
}

void certificate_state(struct page *page, const struct session *s)
{
    if (!sheet_is_offered(s))
        return;
    switch (s->sheet.state) {
    case SHEET_ASKED:
        if (sheet_cause(s) == CAUSE_NONE)
            part_banner(page, TONE_INFO, "print", _("正在打印证明"), _("大约半分钟，请在出大张纸的口取走。"));
        else
            part_banner(page, TONE_LAMP, "print", what(s), wait_or_not(s));
        break;
    case SHEET_PRINTED:
        part_banner(page, TONE_OK, "description", _("证明打好了"), _("请在出大张纸的口取走，别忘了。"));
        break;
    case SHEET_FAILED:
        failed(page, s);
        break;
    case SHEET_NONE:
        if (!sheet_is_ready(s) && s->print == PRINT_NONE)
            part_banner(page, TONE_LAMP, "print", what(s), another_way(s));
        break;
    }
}

void certificate_buttons(struct page *page, const struct session *s)
{
    bool asked = s->sheet.state == SHEET_ASKED;
    page_open(page, GROUP_ROW, 0);
    if (asked || sheet_is_ready(s)) {
        struct widget *w = page_button(page, LOOK_MEDIUM, "print",
                                       asked                             ? _("正在打印")
                                       : s->sheet.state == SHEET_PRINTED ? _("再打一张")
                                       : s->sheet.state == SHEET_FAILED  ? _("再打一次")
                                                                         : _("打印"),
                                       "print");
        w->busy = asked;
        w->enabled = asked || session_allows(s, EVENT_PRINT);
    }
    if (has_slip(s))
        page_button(page, LOOK_MEDIUM, "print.slip", _("打成小票"), "receipt_long")->enabled =
            s->print != PRINT_ASKED;
    page_close(page);
}
