#include "session/steps.h"

#include "session/answers.h"
#include "session/bundle.h"

#define _(zh) words(s->language, zh)

static const enum step application[] = {STEP_SERVICE,   STEP_IDENTIFY,  STEP_PARTS,    STEP_FORM,
                                        STEP_MATERIALS, STEP_SIGNATURE, STEP_DELIVERY, STEP_REVIEW,
                                        STEP_PAYMENT,   STEP_SENDING,   STEP_DONE,     STEP_RATING};
static const enum step question[] = {STEP_SERVICE, STEP_IDENTIFY, STEP_SENDING, STEP_RESULT, STEP_RATING};

static const enum step picking[] = {STEP_SERVICE, STEP_IDENTIFY, STEP_ENQUIRY, STEP_PICK,
                                    STEP_SENDING, STEP_RESULT,   STEP_RATING};

static const enum step booking[] = {STEP_SERVICE, STEP_IDENTIFY, STEP_ENQUIRY, STEP_FORM,
                                    STEP_PICK,    STEP_SENDING,  STEP_RESULT,  STEP_RATING};

struct list {
    const enum step *steps;
    unsigned count;
};

static struct list list_of(const struct session *s)
{
    if (s->service == NULL)
        return (struct list){NULL, 0};
    if (service_is_stored(s->service))
        return (struct list){application, sizeof application / sizeof application[0]};
    if (service_is_booked(s->service))
        return (struct list){booking, sizeof booking / sizeof booking[0]};
    if (service_is_picked(s->service))
        return (struct list){picking, sizeof picking / sizeof picking[0]};
    return (struct list){question, sizeof question / sizeof question[0]};
}

static bool asks_something(const struct session *s, enum step step)
{
    switch ((int)step) {
    case STEP_IDENTIFY:
        return service_needs_person(s->service) &&
               (!s->identified || (s->service->photo && s->person.photo_len == 0));
    case STEP_PARTS:
        return s->service->part_count > 0;
    case STEP_FORM:
        return s->service->page_count > 0;
    case STEP_MATERIALS:
        return parts_papers(&s->kase, s->service) > 0;
    case STEP_SIGNATURE:
        return s->service->signature;
    case STEP_DELIVERY:
        return s->service->delivery != NULL;
    case STEP_PAYMENT:
        return answers_due_fen(s) > 0 && s->kase.pay.state != PAY_PAID;
    default:
        return true;
    }
}

/* The next page from this one on that is asked; page_count when there is none. */
static unsigned next_page(const struct session *s, unsigned page)
{
    while (page < s->service->page_count && !answer_page_asked(&s->kase, s->service, page))
        page++;
    return page;
}

enum step steps_next(const struct session *s, unsigned *page)
{
    struct list list = list_of(s);
    bool behind = false;

    *page = 0;
    if (s->step == STEP_FORM && next_page(s, s->form_page + 1) < s->service->page_count) {
        *page = next_page(s, s->form_page + 1);
        return STEP_FORM;
    }
    for (unsigned i = 0; i < list.count; i++) {
        if (behind && asks_something(s, list.steps[i]))
            return list.steps[i];
        behind = behind || list.steps[i] == s->step;
    }
    return s->step;
}

/* What the bar counts: five things to do at most. */
static bool stands_in_bar(const struct session *s, enum step step)
{
    switch ((int)step) {
    case STEP_IDENTIFY: /* it counts although the card was read before; of a bundle it belongs to the choice
                         */
        return service_needs_person(s->service) && s->service->part_count == 0 && !progress_by_receipt(s);
    case STEP_PICK:
    case STEP_REVIEW:
    case STEP_RESULT:
        return true;
    case STEP_PARTS:
    case STEP_FORM:
    case STEP_MATERIALS:
    case STEP_SIGNATURE:
    case STEP_DELIVERY:
        return asks_something(s, step);
    case STEP_PAYMENT:
        return answers_due_fen(s) > 0;
    default:
        return false;
    }
}

/* A form is one thing to do, or as many as its pages begin; up to and with this page. */
static unsigned form_steps(const struct session *s, unsigned page)
{
    unsigned begun = 0;

    for (unsigned i = 0; i <= page && i < s->service->page_count; i++)
        begun += s->service->pages[i][0].step.zh != NULL ? 1 : 0;
    return begun > 0 ? begun : 1;
}

static unsigned counts(const struct session *s, enum step step)
{
    if (!stands_in_bar(s, step))
        return 0;
    return step == STEP_FORM ? form_steps(s, CATALOG_PAGES) : 1;
}

/* The step that the bar shows now: sending belongs to what it ends, what a way of delivery asks to it. */
static enum step shown(const struct session *s)
{
    if (s->step == STEP_SENDING)
        return !service_is_stored(s->service) ? STEP_RESULT
               : answers_due_fen(s) > 0       ? STEP_PAYMENT
                                              : STEP_REVIEW;
    if (s->step == STEP_FORM && s->form_page >= s->service->page_count)
        return STEP_DELIVERY;
    if (s->step == STEP_CAMERA)
        return STEP_MATERIALS;
    bool unanswered = s->step == STEP_RESULT && s->problem != PROBLEM_NONE && !s->kase.confirmed;
    if (s->step == STEP_ENQUIRY || (unanswered && service_is_picked(s->service))) /* nothing is offered yet */
        return service_is_booked(s->service) ? STEP_IDENTIFY : STEP_PICK;
    return s->step;
}

unsigned steps_number(const struct session *s)
{
    struct list list = list_of(s);
    unsigned number = 0;

    if (s->step == STEP_IDENTIFY && s->service != NULL && s->service->part_count > 0)
        return 1;
    for (unsigned i = 0; i < list.count; i++) {
        if (list.steps[i] == shown(s) && list.steps[i] == STEP_FORM)
            return number + form_steps(s, s->form_page);
        number += counts(s, list.steps[i]);
        if (list.steps[i] == shown(s))
            return stands_in_bar(s, list.steps[i]) ? number : 0;
    }
    return 0;
}

unsigned steps_total(const struct session *s)
{
    struct list list = list_of(s);
    unsigned total = 0;

    if (steps_number(s) == 0)
        return 0;
    for (unsigned i = 0; i < list.count; i++)
        total += counts(s, list.steps[i]);
    return total;
}

static const char *page_title(const struct session *s, unsigned page)
{
    for (unsigned i = page + 1; i-- > 0;) {
        if (i < s->service->page_count && s->service->pages[i][0].step.zh != NULL)
            return label_in(s->service->pages[i][0].step, s->language);
    }
    return _("填一填");
}

const char *steps_next_title(const struct session *s)
{
    unsigned page = 0;

    if (s->step != STEP_FORM || steps_next(s, &page) != STEP_FORM ||
        s->service->pages[page][0].step.zh == NULL)
        return "";
    return page_title(s, page);
}

const char *steps_title(const struct session *s)
{
    if (steps_number(s) == 0)
        return "";
    switch ((int)shown(s)) {
    case STEP_IDENTIFY:
        return _("认一下您是谁");
    case STEP_FORM:
        return page_title(s, s->form_page);
    case STEP_PARTS:
        return _("挑要办的");
    case STEP_MATERIALS:
        return _("带材料");
    case STEP_SIGNATURE:
        return _("签名");
    case STEP_DELIVERY:
        return _("怎么拿");
    case STEP_REVIEW:
        return answers_due_fen(s) > 0 ? _("看一遍") : _("看一遍，交上去");
    case STEP_PAYMENT:
        return _("交费");
    case STEP_PICK:
        return service_is_booked(s->service) ? _("选时间") : _("选一个");
    default:
        return service_is_booked(s->service)   ? _("约好")
               : service_is_picked(s->service) ? _("投出去")
                                               : _("看结果");
    }
}
