/* 投票: the question, how many voted and never for what, the plan one touch away, and the answers. */
#include "ui/screens/vote.h"

#include <stdio.h>
#include <string.h>

#include "ui/screens/booking.h"

#define _(zh) words(s->language, zh)

static void tag(struct page *page, enum tone tone, const char *icon, const char *label)
{
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_TAG, "", label);
    w->icon = icon;
    w->tone = tone;
}

static const char *closing(struct page *page, const struct session *s)
{
    char when[PART_TEXT];
    text_minute(when, sizeof when, s->kase.offer.closes_ms, s->language);
    return page_format(page, _("%s 截止，结果会贴在“看通知”里"), when);
}

static void turnout(struct page *page, const struct session *s)
{
    enum { HUNDRED = 100 };
    const struct offer *o = &s->kase.offer;
    if (o->of == 0)
        return;
    const char *said = page_format(page, _("%u 人里，%u 人投过了"), o->of, o->cast);
    if (s->large) {
        page_open(page, GROUP_ROW, 0); /* in one line when they fit */
        page_text(page, LOOK_LEAD, said);
        page_text(page, LOOK_BODY, _("别人看不到，投了不能改"))->icon = "visibility_off";
        page_close(page);
        return;
    }
    page_open(page, GROUP_CARD, TONE_NONE);
    page_open(page, GROUP_ROW, 0);
    page_text(page, LOOK_BODY, said)->grow = true;
    page_text(page, LOOK_H2, page_format(page, "%u%%", (unsigned)((uint64_t)o->cast * HUNDRED / o->of)));
    page_close(page);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_BAR, "", said);
    w->number = (int)o->cast;
    w->total = (int)o->of;
    if (o->closes_ms)
        page_text(page, LOOK_CAPTION, closing(page, s));
    page_close(page);
}

static void options(struct page *page, const struct session *s)
{
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 0; i < s->kase.result.count && i < SESSION_ROWS; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "pick.%u", i);
        struct widget *w = page_add(page, ROLE_CHOICE, LOOK_RADIO, id, pick_label(s, i));
        w->selected = strcmp(s->kase.pick, s->kase.result.value[i]) == 0;
        w->error = s->problem != PROBLEM_NONE;
        w->personal = true; /* no neighbour hears what one votes for */
    }
    page_close(page);
}

const char *pick_label(const struct session *s, unsigned row)
{
    return part_told(s, s->kase.result.label[row][LANGUAGE_ZH], s->kase.result.label[row][LANGUAGE_EN]);
}

static const char *picked(const struct session *s)
{
    for (unsigned i = 0; i < s->kase.result.count && i < SESSION_ROWS; i++)
        if (strcmp(s->kase.pick, s->kase.result.value[i]) == 0)
            return pick_label(s, i);
    return "";
}

void screen_pick(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (s->service && service_is_booked(s->service)) {
        booking_page(page, s, c);
        return;
    }
    part_title(page, part_told(s, s->kase.result.title[LANGUAGE_ZH], s->kase.result.title[LANGUAGE_EN]), "");
    if (!s->large) {
        page_open(page, GROUP_ROW, 0);
        tag(page, TONE_PINE, "person", _("一人投一票"));
        tag(page, TONE_INFO, "visibility_off", _("别人看不到您选什么"));
        page_close(page);
    }
    turnout(page, s);
    if (s->kase.offer.plan_count > 0)
        page_button(page, LOOK_MEDIUM, "plan", _("先看方案和要花的钱"), "description");
    options(page, s);
    if (s->problem != PROBLEM_NONE) {
        struct widget *w =
            page_add(page, ROLE_STATUS, LOOK_ERROR, "", told_problem(page, s, s->problem).what);
        w->icon = "error";
        w->error = true;
    }
    if (!s->large) {
        page_open(page, GROUP_SPREAD, 0);
        page_text(page, LOOK_CAPTION, _("下一步让您再看一遍。投出去以后就不能改了。"))->icon = "info";
        page_close(page);
    }
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next", _("下一步"), "arrow_forward")->reads_on =
        true; /* no answer may stay unseen because it stands on the next page */
}

/* The safe way is the main one, as in every dialog. */
void overlay_confirm(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    if (s->service && service_is_booked(s->service)) {
        booking_dialog(page, s);
        return;
    }
    page_place(page, PLACE_DIALOG);
    struct widget *title = part_title(page, page_format(page, _("投“%s”？"), picked(s)),
                                      _("投出去就不能改了。纸上只印您投过票。"));
    title->personal = true;
    title->aloud = _("投您选的那一项？");
    page_open(page, GROUP_ROW, 0);
    page_button(page, LOOK_SECOND, "submit", _("就投这个"), "how_to_vote");
    page_button(page, LOOK_MAIN, "stay", _("再想一想"), "")->grow = true;
    page_close(page);
}

void overlay_plan(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    const struct offer *o = &s->kase.offer;
    part_title(page, _("方案和要花的钱"), "");
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 0; i < o->plan_count && i < OFFER_PARAGRAPHS; i++)
        page_text(page, LOOK_LEAD, part_told(s, o->plan[LANGUAGE_ZH][i], o->plan[LANGUAGE_EN][i]));
    page_close(page);
    if (s->large && o->closes_ms) /* on the page before there was no room for it */
        page_text(page, LOOK_BODY, closing(page, s));
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "close", _("看好了"), "check")->reads_on = true;
}
