#include "ui/screens/progress_words.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "catalog/bundle.h"

#define _(zh) words(s->language, zh)

static const struct service *service_of(const struct session *s, const struct progress_case *kase)
{
    return catalog_find(s->catalog, kase->service);
}

static const struct bundle_part *part_of(const struct session *s, const struct progress_case *kase)
{
    const struct service *service = service_of(s, kase);
    return service && *kase->part ? bundle_find(service, kase->part, NULL) : NULL;
}

/* Of a request for an answer by message: what was asked; NULL where the catalog does not know it. Who asks by
 * the receipt is told no service at all. */
static const struct service *about_of(const struct session *s, const struct progress_case *kase)
{
    bool named = *kase->about && strcmp(kase->about, kase->service) != 0;
    return named ? catalog_find(s->catalog, kase->about) : NULL;
}

const char *progress_name(const struct session *s, const struct progress_case *kase)
{
    const struct service *service = service_of(s, kase);
    const struct bundle_part *part = part_of(s, kase);
    if (part)
        return part_label(s, part->name);
    if (service && !*kase->part)
        return part_label(s, service->name);
    return *kase->name[LANGUAGE_ZH] ? part_told(s, kase->name[LANGUAGE_ZH], kase->name[LANGUAGE_EN])
                                    : _("您交的申请");
}

const char *progress_department(const struct session *s, const struct progress_case *kase)
{
    const struct service *service = service_of(s, kase);
    const struct bundle_part *part = part_of(s, kase);
    if (about_of(s, kase))
        return part_label(s, about_of(s, kase)->department);
    if (part)
        return part_label(s, part->department);
    if (service && !*kase->part)
        return part_label(s, service->department);
    return *kase->department[LANGUAGE_ZH]
               ? part_told(s, kase->department[LANGUAGE_ZH], kase->department[LANGUAGE_EN])
               : _("部门");
}

void text_handed_in(char *to, size_t cap, const struct session *s, const struct progress_case *kase)
{
    char number[PART_TEXT], day[PART_TEXT];
    text_group(number, sizeof number, kase->number, "4");
    text_day(day, sizeof day, kase->at_ms, s->language);
    const struct progress *p = &s->kase.progress;
    if (p->more > 0 && p->shown + 1 == p->count)
        snprintf(to, cap, _("编号 %s，%s交的。还有 %u 件更早的，请去窗口查。"), number, day, p->more);
    else
        snprintf(to, cap, _("编号 %s，%s交的"), number, day);
}

void text_wanted(char *to, size_t cap, const struct session *s, const struct progress_case *kase)
{
    if (*kase->what[LANGUAGE_ZH])
        snprintf(to, cap, _("要您补一样：%s"),
                 part_told(s, kase->what[LANGUAGE_ZH], kase->what[LANGUAGE_EN]));
    else
        snprintf(to, cap, "%s", _("要您补材料"));
}

void text_wanted_by(char *to, size_t cap, const struct session *s, const struct progress_case *kase)
{
    char day[PART_TEXT];
    if (kase->by_ms == 0) {
        snprintf(to, cap, "%s", _("去窗口补上，就接着办。"));
        return;
    }
    text_day(day, sizeof day, kase->by_ms, s->language);
    snprintf(to, cap, _("%s前去窗口补上。"), day);
}

static void put(char *to, size_t cap, const char *text)
{
    snprintf(to, cap, "%s", text);
}

/* Nothing of it is granted or refused: there is an answer, or none was found. */
static void text_request(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                         unsigned step, bool last)
{
    const struct service *asked = about_of(s, kase);
    switch (kase->steps[step].state) {
    case PROGRESS_RECEIVED:
        snprintf(to, cap, _("收到您问的：%s"), asked ? part_label(s, asked->name) : _("办事结果"));
        break;
    case PROGRESS_REVIEWING:
        put(to, cap, last ? _("正在替您问") : _("替您问过了"));
        break;
    case PROGRESS_SUPPLEMENT:
        put(to, cap, last ? _("等您补材料") : _("请您补过材料"));
        break;
    case PROGRESS_APPROVED:
    case PROGRESS_DONE:
        put(to, cap, _("有回话了"));
        break;
    case PROGRESS_REFUSED:
        put(to, cap, _("没问到，请去窗口问"));
        break;
    }
}

void text_progress(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                   unsigned step, bool last)
{
    if (*kase->about) {
        text_request(to, cap, s, kase, step, last);
        return;
    }
    switch (kase->steps[step].state) {
    case PROGRESS_RECEIVED:
        put(to, cap, _("收到申请"));
        break;
    case PROGRESS_REVIEWING:
        if (language_is_chinese(s->language))
            snprintf(to, cap, last ? _("%s正在审") : _("%s看过了"), progress_department(s, kase));
        else
            put(to, cap, last ? _("正在审") : _("看过了"));
        break;
    case PROGRESS_SUPPLEMENT:
        put(to, cap, last ? _("等您补材料") : _("请您补过材料"));
        break;
    case PROGRESS_APPROVED:
        put(to, cap, _("批了"));
        break;
    case PROGRESS_REFUSED:
        put(to, cap, last && *kase->said ? _("没批") : _("没批，窗口会告诉您为什么"));
        break;
    case PROGRESS_DONE:
        put(to, cap, _("办好了"));
        break;
    }
}

void text_progress_when(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                        unsigned step)
{
    char minute[PART_TEXT];
    text_minute(minute, sizeof minute, kase->steps[step].at_ms, s->language);
    if (kase->steps[step].state == PROGRESS_REVIEWING && !language_is_chinese(s->language))
        snprintf(to, cap, _("%s，%s"), minute, progress_department(s, kase));
    else
        put(to, cap, minute);
}

bool text_said(char *to, size_t cap, const struct session *s, const struct progress_case *kase)
{
    bool says = *kase->said && !progress_waits(kase);
    *to = '\0';
    if (says)
        snprintf(to, cap, _("窗口说：%s"), kase->said);
    return says;
}

void text_progress_paper(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                         unsigned step)
{
    char minute[PART_TEXT], said[PART_TEXT];
    bool newest = step + 1 == kase->step_count;
    text_minute(minute, sizeof minute, kase->steps[step].at_ms, s->language);
    if (newest && text_said(said, sizeof said, s, kase))
        snprintf(to, cap, "　%s　%s", minute, said);
    else
        snprintf(to, cap, "　%s", minute);
}

void text_progress_due(char *to, size_t cap, const struct session *s, const struct progress_case *kase)
{
    const struct service *service = service_of(s, kase);
    const struct bundle_part *part = part_of(s, kase);
    unsigned days = part ? part->workdays : service && !*kase->part ? service->workdays : 0;
    char day[PART_TEXT];
    *to = '\0';
    if (days == 0 || progress_waits(kase) ||
        progress_over(kase)) /* it stands still while something is missing */
        return;
    int64_t due_ms = calendar_workdays(s->calendar, kase->at_ms, days);
    text_day(day, sizeof day, due_ms, s->language);
    snprintf(to, cap, calendar_knows(s->calendar, due_ms) ? _("最晚 %s") : _("大约 %s"), day);
}
