/* 报问题: what stands on its pages beside the questions, and at the end who comes, and when. */
#include "ui/screens/report.h"

#include "base/secret.h"
#include "ui/screens/answer_words.h"

#define _(zh) words(s->language, zh)

static bool is_first_page(const struct session *s)
{
    return s->service->kind == SERVICE_REPORT && s->form_page == 0;
}

void report_promise(struct page *page, const struct session *s)
{
    if (is_first_page(s) && !s->large)
        part_banner(page, TONE_PINE, "person_pin_circle", part_label(s, s->service->promise),
                    _("处理完了，凭编号能查。"));
}

/* With the question, and so on each page of the answers: who sees a fire does not turn pages first. */
void report_warning(struct page *page, const struct session *s)
{
    if (!is_first_page(s))
        return;
    struct widget *w =
        page_add(page, ROLE_STATUS, LOOK_ERROR, "", _("着火、有人受伤，请点右下角“紧急求助”。"));
    w->icon = "warning";
}

/* As the platform said it of this report: 谁来, 什么时候. */
static void word(struct page *page, const struct session *s)
{
    static const char *const icons[] = {"person_pin_circle", "schedule"};
    char said[PART_TEXT];
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    for (unsigned i = 0; i < s->kase.result.count && i < G_N_ELEMENTS(icons); i++) {
        struct widget *w = part_fact(page, LOOK_FACT, icons[i], row_label(s, i), "");
        row_words(said, sizeof said, s, i);
        w->value = page_copy(page, said);
        w->personal = w->worded = true; /* whose case it is, and who comes */
    }
    secret_wipe(said, sizeof said);
    page_close(page);
}

static void reply(struct page *page, const struct session *s)
{
    const struct field *field = field_of_type(s->service, FIELD_PHONE, 0);
    const char *phone = field ? part_answer(page, s, field, NULL) : "";
    struct widget *w = part_fact(page, LOOK_ROW, *phone ? "sms" : "qr_code_2",
                                 *phone ? _("处理完了，发短信告诉您") : _("您没留手机号"),
                                 *phone ? phone : _("凭编号或者扫码，随时能查。"));
    w->personal = *phone != 0;
}

void report_taken(struct page *page, const struct session *s)
{
    page_text(page, LOOK_H2, _("接下来"));
    if (s->kase.result.count > 0)
        word(page, s);
    page_open(page, GROUP_LIST, 0);
    if (s->kase.result.count == 0)
        part_fact(page, LOOK_ROW, "person_pin_circle", part_label(s, s->service->promise), "");
    reply(page, s);
    page_close(page);
}

void report_kept(struct page *page, const struct session *s, const struct screen_context *c)
{
    page_text(page, LOOK_H2, _("您不用再做什么"));
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "person_pin_circle", _("网一通就派人"), part_label(s, s->service->promise));
    reply(page, s);
    part_fact(page, LOOK_ROW, "call", _("等不及，就打电话"), page_format(page, _("拨 %s"), c->place.phone));
    page_close(page);
}
