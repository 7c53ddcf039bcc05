/* How it looks. A screen says, from the session alone, what stands on the page and in which order; an id is
 * what pressing it means. Layout says where, the theme in which colours, the session what happens next. This
 * one: all that will be sent, grouped, one line a fact, masked until asked for, each with its way back. */
#include <stdio.h>

#include "ui/screens/bundle.h"
#include "ui/screens/parts.h"
#include "ui/screens/request.h"

#define _(zh)                                                                                                \
    words(s->language, zh) /* the Chinese sentence is the source; other languages come from locale/ */

/* A fact and, unless the card says it, the button that leads to its question: `edit.NAME`. */
static struct widget *row(struct page *page, const struct session *s, const char *name, const char *key,
                          const char *value, const char *button)
{
    page_open(page, GROUP_ROW, 0);
    struct widget *w = page_add(page, ROLE_TEXT, LOOK_KEY_VALUE, "", key);
    w->value = value;
    w->grow = true;
    if (button) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "edit.%s", name);
        page_button(page, LOOK_EDIT, id, button, "");
    } else {
        w->detail = _("来自身份证");
    }
    page_close(page);
    return w;
}

static void answers(struct page *page, const struct session *s, const struct screen_context *c)
{
    for (unsigned i = 0; i < s->service->page_count; i++)
        for (unsigned j = 0; j < s->service->page_fields[i] && answer_page_asked(&s->kase, s->service, i);
             j++) {
            const struct field *field = &s->service->pages[i][j];
            const char *value = part_answer(page, s, field, c); /* masked, unless peeking */
            row(page, s, field->name, part_label(s, field->label), *value ? value : _("没填"),
                is_locked(s, field) ? NULL : _("改"))
                ->personal = field->personal;
        }
}

/* Who it is for comes first; a form that asks for it shows it in its own place. */
static void person(struct page *page, const struct session *s)
{
    if (!part_card_says(s, "name"))
        row(page, s, "", _("姓名"), part_shown(page, s, MASK_NAME, s->person.name), NULL)->personal = true;
    if (!part_card_says(s, "number"))
        row(page, s, "", _("身份证"), part_shown(page, s, MASK_ID, s->person.number), NULL)->personal = true;
    if (s->service->photo && s->person.photo_len)
        row(page, s, "", _("证件照片"), _("一起交上去"), NULL);
}

static bool is_signed(const struct session *s)
{
    return s->kase.ink_count > 0 || s->kase.stamped;
}

static void facts(struct page *page, const struct session *s, const struct screen_context *c)
{
    bool known = service_needs_person(s->service);
    if (s->seated) /* the title stands above the reach, where only words are */
        page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_H2, known ? _("您的信息") : _("您报的事"))->grow = s->seated;
    if (s->seated) {
        part_peek(page, s);
        page_close(page);
    }
    page_open(page, GROUP_LIST, 0); /* all its rows; layout shows a page of them, with its pager below */
    if (known)
        person(page, s);
    request_rows(page, s, c);
    if (s->service->part_count)
        row(page, s, "parts", _("要办的"), bundle_chosen(page, s), _("改"));
    answers(page, s, c);
    if (parts_papers(&s->kase, s->service))
        row(page, s, "materials", _("材料"), part_papers_taken(page, s), _("看"));
    if (s->service->delivery)
        row(page, s, "delivery", _("怎么拿"), part_way_chosen(s), _("改"));
    if (s->service->signature)
        row(page, s, "signature", _("签名"), is_signed(s) ? _("签好了") : _("还没签"), _("重签"))->icon =
            is_signed(s) ? "check_circle" : "";
    page_close(page);
}

static void title(struct page *page, const struct session *s)
{
    if (!s->seated)
        page_open(page, GROUP_ROW, 0); /* side by side; what grows takes the rest */
    struct widget *w = page_text(page, LOOK_H1, _("看一遍，对不对？"));
    page->title = w->label;
    w->grow = true;
    if (!s->seated) {
        part_peek(page, s);
        page_close(page);
    }
    if (!s->large)
        page_text(page, LOOK_LEAD, _("旁边可能有人，号码先替您遮住了。"));
}

void screen_review(struct page *page, const struct session *s, const struct screen_context *context)
{
    if (!s->service)
        return;
    title(page, s);
    part_problem(page, s);           /* it could not be saved: what happened, and what to do */
    part_due(page, s);               /* the amount, where there is one */
    facts(page, s, context);         /* the names of places come from there */
    page_place(page, PLACE_ACTIONS); /* one filled button, and a verb */
    page_button(page, LOOK_MAIN, "submit",
                answers_due_fen(s) && s->kase.pay.state != PAY_PAID ? _("都对，去交费") : _("都对，交上去"),
                "check")
        ->reads_on = true; /* all of it, before it goes */
}
