/* What of a bundle is done: what it saves, the parts with their departments, one list of papers for all. */
#include "ui/screens/bundle.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "session/request.h"

#define _(zh) words(s->language, zh)

/* In an English list only what comes first has a capital, and what is always written so: ID card. */
static const char *listed(struct page *page, const struct session *s, const char *name, bool first)
{
    bool small = g_ascii_isupper(name[0]) && g_ascii_islower(name[1]);
    return first || s->language != LANGUAGE_EN || !small
               ? name
               : page_format(page, "%c%s", g_ascii_tolower(name[0]), name + 1);
}

/* What happened, as one tile says it: 退休、新生儿出生，来一趟全办完. */
static const char *occasions(struct page *page, const struct session *s)
{
    const char *all = "";
    for (unsigned i = 0; i < s->catalog->service_count; i++)
        if (s->catalog->services[i]->kind == SERVICE_BUNDLE)
            all = page_format(page, "%s%s%s", all, *all ? _("、") : "",
                              listed(page, s, part_label(s, s->catalog->services[i]->occasion), !*all));
    return page_format(page, _("%s，来一趟全办完"), all);
}

/* One bundle is opened at once; of several, all of their category are shown. */
void bundle_tile(struct page *page, const struct session *s)
{
    const struct service *first = NULL;
    unsigned count = 0;
    for (unsigned i = 0; i < s->catalog->service_count; i++) {
        const struct service *service = s->catalog->services[i];
        if (service->kind != SERVICE_BUNDLE)
            continue;
        count++;
        first = first ? first : service;
    }
    if (!first)
        return;
    const char *id = count == 1 ? page_format(page, "service.%s", first->code)
                                : page_format(page, "category.%s", first->category);
    part_tile(page, LOOK_TILE_LAMP, id, "family_restroom", TONE_LAMP, _("一件事一次办"),
              session_has_room(s, first) ? occasions(page, s) : _("存满，去窗口"));
}

static void saved(struct page *page, const char *icon, const char *before, const char *now)
{
    part_fact(page, LOOK_FACT, icon, before, now);
}

/* Of all that this person may have: each would be a form of its own, each department an errand. */
static void savings(struct page *page, const struct session *s)
{
    unsigned had = parts_had(s);
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    saved(page, "edit_note", page_format(page, _("本来填 %u 张表"), parts_count(had)), _("现在填 1 张"));
    saved(page, "directions_walk", page_format(page, _("本来跑 %u 趟"), bundle_errands(s->service, had)),
          _("现在跑 1 趟"));
    page_close(page);
}

void bundle_takes(char *to, size_t cap, const struct session *s, const struct bundle_part *part)
{
    char time[PART_TEXT];
    if (part->time.zh)
        snprintf(time, sizeof time, "%s", part_label(s, part->time));
    else if (part->workdays)
        snprintf(time, sizeof time, _("%u 个工作日"), part->workdays);
    else
        snprintf(time, sizeof time, "%s", _("当天"));
    snprintf(to, cap, _("%s，%s"), part_label(s, part->department), time);
}

static void part(struct page *page, const struct session *s, unsigned i)
{
    const struct bundle_part *p = &s->service->parts[i];
    bool open = parts_open(s, i), ticked = parts_ticked(&s->kase, i);
    char takes[PART_TEXT];
    bundle_takes(takes, sizeof takes, s, p);
    struct widget *w =
        part_tile(page, LOOK_ROW, page_format(page, "part.%s", p->code),
                  ticked ? "check_box" : "check_box_outline_blank", TONE_NONE, part_label(s, p->name),
                  open ? page_copy(page, takes) : page_format(page, _("满 %u 岁才能办"), p->min_age));
    w->role = ROLE_CHECKBOX;
    w->selected = ticked;
    w->enabled = open;
    w->error = open && s->problem != PROBLEM_NONE;
}

/* One list for all that is ticked, the ID card first. */
static void papers(struct page *page, const struct session *s, unsigned count)
{
    const char *list = _("身份证");
    for (unsigned i = 0; i < s->service->material_count; i++)
        if (parts_bring(&s->kase, s->service, i))
            list = page_format(page, _("%s、%s"), list,
                               listed(page, s, part_label(s, s->service->materials[i].label), false));
    page_text(page, LOOK_BODY,
              count > 1 ? page_format(page, _("%u 件事都只要：%s"), count, list)
                        : page_format(page, _("只要：%s"), list))
        ->icon = "inventory_2";
}

/* Above the list: what to do with it, or what is wrong with it. */
static void heading(struct page *page, const struct session *s)
{
    if (s->problem == PROBLEM_NONE) {
        page_text(page, LOOK_H2, _("替您勾好了，不办的点掉"));
        return;
    }
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_ERROR, "", told_problem(page, s, s->problem).what);
    w->icon = "error";
    w->error = true;
}

void screen_parts(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    if (!s->service)
        return;
    unsigned count = parts_count(s->kase.parts);
    part_title(page, part_label(s, s->service->name),
               s->large ? ""
                        : page_format(page, _("%s要办的几件事，填一张表，一趟办完。"),
                                      part_label(s, s->service->occasion)));
    bool after = s->large || s->seated; /* the list needs the room: what it saves comes behind it */
    if (!after)
        savings(page, s);
    heading(page, s);
    page_open(page, GROUP_LIST, 0);
    for (unsigned i = 0; i < s->service->part_count; i++)
        part(page, s, i);
    page_close(page);
    if (s->problem == PROBLEM_NONE && count > 0)
        papers(page, s, count);
    if (after)
        savings(page, s);
    page_place(page, PLACE_ACTIONS);
    page_button(page, LOOK_MAIN, "next",
                s->editing  ? _("改好了")
                : count > 0 ? page_format(page, _("办这 %u 件"), count)
                            : _("办这几件"),
                "arrow_forward")
        ->reads_on = true; /* nothing is handed in unseen because it stands on the next page */
}

static const char *names(struct page *page, const struct session *s, unsigned parts)
{
    const char *all = "";
    for (unsigned i = 0; i < s->service->part_count; i++)
        if ((parts & 1u << i) != 0)
            all = page_format(page, "%s%s%s", all, *all ? _("、") : "",
                              listed(page, s, part_label(s, s->service->parts[i].name), !*all));
    return all;
}

const char *bundle_all(struct page *page, const struct session *s)
{
    return names(page, s, (1u << s->service->part_count) - 1);
}

const char *bundle_chosen(struct page *page, const struct session *s)
{
    return s->kase.parts ? names(page, s, s->kase.parts) : _("没填");
}

static void when(char *to, size_t cap, const struct session *s, const struct bundle_part *part)
{
    char day[PART_TEXT];
    text_day(day, sizeof day, calendar_workdays(s->calendar, s->kase.saved_ms, part->workdays), s->language);
    if (part->time.zh)
        snprintf(to, cap, "%s", part_label(s, part->time));
    else if (part->workdays)
        snprintf(to, cap, _("大约 %s办好"), day);
    else
        snprintf(to, cap, "%s", _("当天"));
}

void bundle_answered(char *to, size_t cap, const struct session *s, const struct bundle_part *part)
{
    char day[PART_TEXT];
    when(day, sizeof day, s, part);
    snprintf(to, cap, _("%s，%s"), part_label(s, part->department), day);
}

/* Side by side there is no room for the department: it stands on the paper. */
void bundle_next(struct page *page, const struct session *s)
{
    char text[PART_TEXT];
    page_open(page, GROUP_COLUMNS, s->large ? 1 : 2);
    for (unsigned i = 0; i < s->service->part_count; i++) {
        const struct bundle_part *p = &s->service->parts[i];
        if (!parts_ticked(&s->kase, i))
            continue;
        (s->large ? bundle_answered : when)(text, sizeof text, s, p);
        part_fact(page, LOOK_FACT, "event_available", page_copy(page, text), part_label(s, p->name));
    }
    page_close(page);
}
