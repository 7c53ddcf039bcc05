/* 约好了: when, in the heading of every page of it, where, what to take along, and its number; the same for
 * whoever has one from before, and what it says when it was given back. */
#include <stdio.h>
#include <string.h>

#include "ui/screens/booking.h"

#define _(zh) words(s->language, zh)

const char *ticket_place(const struct session *s)
{
    const struct ticket *t = &s->kase.booking.ticket;
    return part_told(s, t->place[LANGUAGE_ZH], t->place[LANGUAGE_EN]);
}

const char *ticket_address(const struct session *s)
{
    const struct ticket *t = &s->kase.booking.ticket;
    return part_told(s, t->address[LANGUAGE_ZH], t->address[LANGUAGE_EN]);
}

void text_brings(char *to, size_t cap, const struct session *s)
{
    snprintf(to, cap, "%s", _("本人身份证"));
    for (unsigned i = 0; i < s->service->material_count; i++) {
        size_t used = strlen(to);
        snprintf(to + used, cap - used, "%s%s", _("、"), part_label(s, s->service->materials[i].label));
    }
}

static void outcome(struct page *page, const struct session *s)
{
    const struct ticket *t = &s->kase.booking.ticket;
    bool gone = t->is == TICKET_IS_CANCELLED, held = t->is == TICKET_IS_HELD;
    struct widget *w = page_add(page, ROLE_HEADING, LOOK_RESULT, "",
                                held         ? _("您约过了")
                                : !gone      ? _("约好了")
                                : *t->number ? _("取消好了")
                                             : _("您现在没有预约"));
    char when[PART_TEXT];
    text_slot(when, sizeof when, s, t->at_ms);
    w->detail = gone ? _("还想去，就另约一天。") : page_copy(page, when);
    bool none = gone && !*t->number;
    w->icon = held ? "event_available" : none ? "info" : "check";
    w->tone = held || none ? TONE_LAMP : TONE_OK;
    page->title = w->label;
}

static void paper(struct page *page, const struct session *s)
{
    const struct paper_words said = {_("正在打印预约单"), _("预约单打好了"), _("，请在屏幕下面取走。"),
                                     _("不影响预约。记下预约号，或者扫码带走。")};
    struct widget *w = part_paper(page, s, &said);
    if (w && !s->practice && s->print != PRINT_FAILED)
        w->grow = true;
}

/* The number, beside what a phone can take along; larger letters have no room for the code. */
static void to_keep(struct page *page, const struct session *s)
{
    enum { CODE_WIDTH = 264 };
    char grouped[PART_TEXT];
    bool code = !s->large && !s->practice && *s->kase.result.verify;
    text_group(grouped, sizeof grouped, s->kase.booking.ticket.number, "4");
    page_open(page, GROUP_CARD, TONE_NONE);
    if (code) {
        page_open(page, GROUP_SIDE, CODE_WIDTH);
        page_open(page, GROUP_STACK, 0);
    }
    page_add(page, ROLE_TEXT, LOOK_NUMBER, "", _("预约号"))->value = page_copy(page, grouped);
    if (code) {
        page_text(page, LOOK_BODY, _("手机扫一扫，把哪天、去哪儿带走。"));
        page_close(page);
        page_add(page, ROLE_IMAGE, LOOK_QR, "", _("手机扫一扫"))->value =
            page_copy(page, s->kase.result.verify);
        page_close(page);
    }
    page_close(page);
}

static void facts(struct page *page, const struct session *s)
{
    char brings[PART_TEXT];
    text_brings(brings, sizeof brings, s);
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "place", ticket_place(s), ticket_address(s));
    part_fact(page, LOOK_ROW, "badge", page_format(page, _("带%s"), brings), "");
    page_close(page);
}

static void before_one_goes(struct page *page, const struct session *s)
{
    if (s->service->next_count == 0)
        return;
    page_text(page, LOOK_H2, _("去之前"));
    page_open(page, GROUP_CARD, TONE_NONE);
    for (unsigned i = 0; i < s->service->next_count; i++)
        page_text(page, LOOK_BODY, part_label(s, s->service->next[i]))->number = (int)i + 1;
    page_close(page);
}

/* Another paper is what one seldom wants: in large letters only when there was none. */
static void deeds(struct page *page, const struct session *s)
{
    bool papers = !s->practice && (!s->large || s->print == PRINT_NONE || s->print == PRINT_FAILED);
    page_open(page, GROUP_COLUMNS, papers ? 2 : 1);
    if (papers)
        page_button(page, LOOK_MEDIUM, "print",
                    s->print == PRINT_NONE     ? _("打印")
                    : s->print == PRINT_FAILED ? _("再打一次")
                                               : _("再打一张"),
                    "print")
            ->enabled = session_allows(s, EVENT_PRINT);
    page_button(page, LOOK_MEDIUM, "unbook", _("取消预约"), "close")->enabled =
        session_allows(s, EVENT_UNBOOK); /* never the first that one's finger finds */
    page_close(page);
}

/* Whoever comes with a booking comes to give it back, or to look; who just made one reads first. */
static void standing(struct page *page, const struct session *s)
{
    bool failed = s->print == PRINT_FAILED; /* then the number is what one takes along */
    bool late = s->kase.booking.ticket.is == TICKET_IS_BOOKED;
    paper(page, s);
    if (!late)
        deeds(page, s);
    if (failed)
        to_keep(page, s);
    facts(page, s);
    before_one_goes(page, s);
    if (!failed)
        to_keep(page, s);
    if (late)
        deeds(page, s);
}

static void given_back(struct page *page, const struct session *s)
{
    char when[PART_TEXT];
    if (!*s->kase.booking.ticket.number)
        return;
    text_slot(when, sizeof when, s, s->kase.booking.ticket.at_ms);
    page_open(page, GROUP_LIST, 0);
    part_fact(page, LOOK_ROW, "schedule", page_format(page, _("%s，不去了"), when), ticket_place(s));
    page_close(page);
}

static void ways_on(struct page *page, const struct session *s)
{
    bool gone = s->kase.booking.ticket.is == TICKET_IS_CANCELLED;
    page_place(page, PLACE_ACTIONS);
    if (s->practice) {
        page_button(page, LOOK_SECOND, "again", _("再练一件"), "");
        page_button(page, LOOK_MAIN, "practice.stop", _("会了，不练了"), "");
    } else if (gone) {
        page_button(page, LOOK_SECOND, "finish", _("不约了，退出"), "");
        page_button(page, LOOK_MAIN, "retry", _("另约一天"), "event_available");
    } else {
        page_button(page, LOOK_SECOND, "again", _("再办一件"), "");
        page_button(page, LOOK_MAIN, "finish", _("记好了，退出"), "");
    }
}

void ticket_page(struct page *page, const struct session *s)
{
    outcome(page, s);
    if (s->kase.booking.ticket.is == TICKET_IS_CANCELLED)
        given_back(page, s);
    else
        standing(page, s);
    ways_on(page, s);
}
