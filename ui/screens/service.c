/* About a service: what it costs, how long, who, what to bring, who may; and one button. */
#include "session/request.h"
#include "ui/screens/bundle.h"
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

static void fact(struct page *page, const char *icon, const char *label, const char *value)
{
    if (*value)
        part_fact(page, LOOK_FACT, icon, label, value);
}

static void costs(struct page *page, const struct session *s)
{
    fact(page, "payments", _("要花钱吗"), part_label(s, s->service->price));
}

static void facts(struct page *page, const struct session *s)
{
    const struct service *service = s->service;
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    if (service->minutes)
        fact(page, "timer", _("填完要多久"), page_format(page, _("大约 %u 分钟"), service->minutes));
    if (service->workdays)
        fact(page, "event_available", _("多久有结果"),
             page_format(page, _("%u 个工作日内"), service->workdays));
    if (!s->large)
        costs(page, s);
    fact(page, "account_balance", _("哪个部门办"), part_label(s, service->department));
    page_close(page);
}

static void thing(struct page *page, const char *icon, const char *label, const char *detail, enum tone tone,
                  const char *tag)
{
    struct widget *w = part_fact(page, LOOK_ROW, icon, label, detail);
    w->value = tag;
    w->tone = tone;
}

static void bring(struct page *page, const struct session *s)
{
    if (!service_needs_person(s->service))
        return;
    page_text(page, LOOK_H2, _("您要带的东西"));
    page_open(page, GROUP_LIST, 0);
    thing(page, "badge", _("本人身份证"), "", TONE_BRICK, _("一定要带"));
    for (unsigned i = 0; i < s->service->material_count; i++) {
        const struct material *m = &s->service->materials[i];
        const char *hint = m->later ? page_format(page, _("没带也能先办，%u 天内补"), m->later_days)
                                    : part_label(s, m->hint);
        thing(page, m->icon, part_label(s, m->label), s->large ? "" : hint,
              m->later || !m->required ? TONE_MOSS : TONE_BRICK,
              m->later      ? _("可以后补")
              : m->required ? _("一定要带")
                            : _("有就带上"));
    }
    page_close(page);
}

static void conditions(struct page *page, const struct session *s)
{
    if (s->service->condition_count == 0)
        return;
    page_text(page, LOOK_H2,
              session_has_room(s, s->service) ? _("这几条都对得上，就能办") : _("这几条要都对得上"));
    page_open(page, GROUP_CARD, 0);
    page_open(page, GROUP_ROW, 0); /* in one line when they fit */
    for (unsigned i = 0; i < s->service->condition_count; i++)
        page_text(page, LOOK_BODY, part_label(s, s->service->conditions[i]))->number = (int)i + 1;
    page_close(page);
    page_close(page);
}

/* Large letters leave one page little room: first what it costs and what to bring, the rest on the next one.
 */
static void about(struct page *page, const struct session *s)
{
    if (s->large) {
        page_open(page, GROUP_COLUMNS, 1);
        costs(page, s);
        page_close(page);
        bring(page, s);
        facts(page, s);
    } else {
        facts(page, s);
        bring(page, s);
    }
    conditions(page, s);
}

/* A machine without room says where it can be done instead, before anybody begins. */
static void problem(struct page *page, const struct session *s, const struct screen_context *c)
{
    const char *address = part_label(s, c->place.address), *hours = part_label(s, c->place.hours);
    struct told told = told_problem(page, s, PROBLEM_DISK_FULL);

    if (session_has_room(s, s->service)) {
        if (s->problem != PROBLEM_DISK_FULL) /* or it has room again */
            part_problem(page, s);
        return;
    }
    const char *where = *hours ? page_format(page, _("%s，%s"), hours, address) : address;
    part_banner(page, TONE_BAD, "error", told.what,
                *address ? page_format(page, _("请去人工窗口办：%s。"), where) : told.help);
}

void screen_service(struct page *page, const struct session *s, const struct screen_context *c)
{
    if (!s->service)
        return;
    const char *who = s->service->part_count ? bundle_all(page, s) : part_label(s, s->service->who);
    bool picture =
        !s->large && !s->seated; /* seated, the title stands out of reach, and the room is for the rest */
    if (picture) {
        page_open(page, GROUP_ROW, 0);
        struct widget *w = page_add(page, ROLE_IMAGE, LOOK_ILLUSTRATION, "", "");
        w->icon = s->service->icon;
        w->tone = part_tone(s->service->tint);
        page_open(page, GROUP_STACK, 0);
    }
    part_title(page, part_label(s, s->service->name), *who ? who : part_label(s, s->service->line));
    if (picture) {
        page_close(page);
        page_close(page);
    }
    bool here = !s->service->needs_line || s->health.online || s->practice;
    page_open(page, GROUP_ROW, 0);
    if (session_has_room(s, s->service)) {
        struct widget *tag = page_add(page, ROLE_STATUS, LOOK_TAG, "",
                                      here                             ? _("这里能办")
                                      : request_is_open(s, s->service) ? _("断网，可以留话")
                                                                       : _("断网，现在办不了"));
        tag->icon = here ? "check_circle" : "wifi_off";
        tag->tone = here ? TONE_OK : TONE_LAMP;
    }
    if (*part_label(s, c->place.address)) {
        struct widget *tag = page_add(page, ROLE_STATUS, LOOK_TAG, "", _("去窗口也能办"));
        tag->icon = "store";
        tag->tone = TONE_INFO;
    }
    page_close(page);
    problem(page, s, c);
    part_no_paper(page, s);
    about(page, s);
    page_place(page, PLACE_ACTIONS);
    part_print(page, s); /* for whoever lacks a paper: the list to take home */
    if (!session_has_room(s, s->service))
        return;
    page_button(page, LOOK_MAIN, "next",
                s->practice                          ? _("开始练")
                : s->service->kind == SERVICE_QUERY  ? _("开始查")
                : s->service->kind == SERVICE_REPORT ? _("开始报")
                : s->service->kind == SERVICE_VOTE   ? _("开始投")
                : service_is_booked(s->service)      ? _("开始约")
                                                     : _("开始办"),
                "arrow_forward");
}
