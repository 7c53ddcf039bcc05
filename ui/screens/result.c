/* What was asked for: the rows of a query, a certificate to print; or why there is nothing, and what to do.
 */
#include <string.h>

#include "base/secret.h"
#include "session/sheet.h"
#include "ui/screens/answer_words.h"
#include "ui/screens/booking.h"
#include "ui/screens/certificate.h"
#include "ui/screens/progress.h"
#include "ui/screens/request.h"

#define _(zh) words(s->language, zh)

/* Of a paper that somebody showed there is nothing to print, and nothing to ask once more. */
static void shown(struct page *page, const struct session *s)
{
    page_button(page, LOOK_SECOND, "again", _("办别的事"), "");
    page_button(page, LOOK_MAIN, "finish", _("看好了，退出"), "");
}

static void nothing(struct page *page, const struct session *s, const struct screen_context *c)
{
    struct told told = told_problem(page, s, s->problem);
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "", told.what);
    w->detail = page_copy(page, told.help);
    w->icon = s->problem == PROBLEM_OFFLINE ? "wifi_off"
              : s->kase.proof               ? "qr_code_scanner"
                                            : "hourglass_empty";
    w->tone = TONE_LAMP;
    page->title = w->label;
    page_text(page, LOOK_H2, _("也可以这样"));
    request_offer(page, s);
    page_open(page, GROUP_COLUMNS, 1);
    part_fact(page, LOOK_FACT, "store", _("去人工窗口"),
              page_format(page, _("%s，%s"), part_label(s, c->place.hours), part_label(s, c->place.address)));
    part_fact(page, LOOK_FACT, "call", _("打电话问"), c->place.phone);
    page_close(page);
    page_place(page, PLACE_ACTIONS);
    if (s->kase.proof) {
        shown(page, s);
        return;
    }
    bool asks = !service_is_picked(s->service);
    page_button(page, LOOK_SECOND, "finish", asks ? _("不查了") : _("先不办了"), "");
    page_button(page, LOOK_MAIN, "retry", asks ? _("再查一次") : _("再试一次"), "replay");
}

static void note(struct page *page, const struct session *s)
{
    char said[PART_TEXT];
    note_words(said, sizeof said, s);
    if (*said) {
        struct widget *w = page_text(page, LOOK_LEAD, said);
        w->personal = w->worded = true; /* how long one paid in, and how much */
    }
    secret_wipe(said, sizeof said);
}

static void paper(struct page *page, const struct session *s)
{
    const struct paper_words said = {_("正在打印"), _("打好了"), _("请在屏幕下面取走。"),
                                     _("过一会儿再点“打印”，或者去窗口打。")};
    part_paper(page, s, &said);
}

/* The platform says the rows of a certificate in full; on the screen they are masked like all else. */
static enum mask mask_of_row(const struct session *s, const char *value)
{
    return !strcmp(value, s->person.name)     ? MASK_NAME
           : !strcmp(value, s->person.number) ? MASK_ID
                                              : MASK_NONE;
}

/* What stands on a paper is told as it stands there, in every language: people compare. */
static bool is_quoted(const struct session *s, unsigned row)
{
    return s->kase.proof && s->kase.result.means[row].is == MEANS_AS_TOLD;
}

static void rows(struct page *page, const struct session *s)
{
    struct widget *w;
    char said[PART_TEXT];
    page_open(page, GROUP_LIST, 0);
    if (!s->kase.proof && !part_says(s, s->person.name)) {
        w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", _("姓名"));
        w->value = part_shown(page, s, MASK_NAME, s->person.name);
        w->personal = true;
    }
    for (unsigned i = 0; i < s->kase.result.count && i < SESSION_ROWS; i++) {
        w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", row_label(s, i));
        enum mask mask = mask_of_row(s, s->kase.result.value[i]);
        row_words(said, sizeof said, s, i);
        w->value = part_shown(page, s, mask, said);
        w->personal = true;
        w->worded = mask == MASK_NONE && !is_quoted(s, i);
    }
    secret_wipe(said, sizeof said);
    page_close(page);
}

/* A code may be copied onto another paper: so people compare. */
static void true_paper(struct page *page, const struct session *s)
{
    part_title(page, _("这张纸是真的，没有改过"), "");
    part_banner(page, TONE_OK, "check_circle", _("核对过了"), _("请再看一眼：下面写的，跟纸上的一样吗？"));
    rows(page, s);
    page_place(page, PLACE_ACTIONS);
    shown(page, s);
}

static const char *print_words(const struct session *s)
{
    return s->print == PRINT_NONE ? _("打印") : s->print == PRINT_FAILED ? _("再打一次") : _("再打一张");
}

void screen_result(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service)
        return;
    if (!s->problem && s->kase.booking.ticket.is != TICKET_IS_NONE) {
        ticket_page(page, s);
        return;
    }
    if (progress_is_told(s)) {
        progress_page(page, s, c);
        return;
    }
    if (s->problem || s->kase.result.count == 0) {
        nothing(page, s, c);
        return;
    }
    if (s->kase.proof) {
        true_paper(page, s);
        return;
    }
    const char *title = part_told(s, s->kase.result.title[LANGUAGE_ZH], s->kase.result.title[LANGUAGE_EN]);
    part_title(page, *title ? title : part_label(s, s->service->name), "");
    if (s->sheet.state == SHEET_NONE) /* then what becomes of the page matters more */
        note(page, s);
    certificate_state(page, s);
    paper(page, s);
    bool print_first = !s->practice && s->service->kind == SERVICE_CERTIFICATE && s->print == PRINT_NONE &&
                       s->sheet.state == SHEET_NONE;
    if (!print_first && sheet_is_offered(s)) /* above the rows, so that it stands on every page of them */
        certificate_buttons(page, s);
    else if (!print_first && !s->practice)
        page_button(page, LOOK_MEDIUM, "print", print_words(s), "print")->enabled =
            session_allows(s, EVENT_PRINT);
    rows(page, s);
    page_place(page, PLACE_ACTIONS);
    if (print_first) {
        page_button(page, LOOK_SECOND, "finish", _("不打了"), "");
        page_button(page, LOOK_MAIN, "print",
                    sheet_is_offered(s) && !sheet_is_ready(s) ? _("打成小票") : _("打印这张证明"), "print");
    } else {
        page_button(page, LOOK_SECOND, "again", s->practice ? _("再练一件") : _("再办一件"), "");
        page_button(page, LOOK_MAIN, s->practice ? "practice.stop" : "finish",
                    s->practice ? _("会了，不练了") : _("看好了，退出"), "");
    }
}
