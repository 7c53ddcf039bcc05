/* Deeds of how the finished thing is handed over: the way, and what that way asks. */
#include <string.h>

#include "session/answers.h"
#include "session/deeds.h"

enum { NO_PAGE = CATALOG_PAGES + CATALOG_WAYS * CATALOG_WAY_PAGES };

/* The first page of the chosen way, other than `but`, where something is missing or wrong. */
static unsigned hole(const struct session *s, unsigned but)
{
    const struct delivery_way *way = answers_way(s);
    const struct field *field;

    for (unsigned page = way != NULL ? way->first_page : 0;
         way != NULL && page < way->first_page + way->page_count; page++) {
        if (page != but && page_problem(s, page, &field) != PROBLEM_NONE)
            return page;
    }
    return NO_PAGE;
}

bool is_way(const struct session *s, const struct session_event *event)
{
    if (s->kase.pay.state == PAY_PAID)
        return false; /* its fee is in what was paid */
    return event == NULL || (event->number >= 1 && event->number <= s->service->delivery->way_count);
}

/* What the form or the card says already stands there; it may be changed, for it is about the way alone. */
static void fill_in(struct session *s, const struct field *field)
{
    const char *value = answers_first(s, field);

    if (answer_find(&s->kase, field->name) == NULL && value[0] != '\0')
        answer_set(&s->kase, field, value, false);
}

bool choose_way(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct delivery_way *way;

    (void)out;
    case_changed(s);
    s->kase.way = event->number;
    way = answers_way(s);
    for (unsigned page = way->first_page; page < way->first_page + way->page_count; page++) {
        for (unsigned i = 0; i < s->service->page_fields[page]; i++)
            fill_in(s, &s->service->pages[page][i]);
    }
    return true;
}

bool names_delivery(const struct session *s, const struct session_event *event)
{
    if (s->service->delivery == NULL)
        return false;
    return event == NULL || (event->text != NULL && strcmp(event->text, "delivery") == 0);
}

bool names_detail(const struct session *s, const struct session_event *event)
{
    const struct delivery_way *way = answers_way(s);
    unsigned page = 0;

    if (way == NULL || way->page_count == 0)
        return false;
    return event == NULL || (service_field(s->service, event->text, &page) != NULL &&
                             page >= way->first_page && page < way->first_page + way->page_count);
}

bool lacks_details(const struct session *s, const struct session_event *event)
{
    (void)event;
    return hole(s, NO_PAGE) != NO_PAGE;
}

bool ask_details(struct session *s, const struct session_event *event, struct effects *out)
{
    s->form_page = hole(s, NO_PAGE);
    return edit(s, event, out);
}

bool is_amid_details(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->form_page >= s->service->page_count && hole(s, s->form_page) != NO_PAGE;
}

/* One page of a way after the other; going back leads to the choice of the way. */
bool next_detail(struct session *s, const struct session_event *event, struct effects *out)
{
    if (!check_page(s, event, out))
        return false;
    met(s, PROBLEM_NONE, NULL);
    s->form_page = hole(s, s->form_page);
    return true;
}

bool check_way(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return (s->kase.way != 0 && hole(s, NO_PAGE) == NO_PAGE) || met(s, PROBLEM_EMPTY, "delivery");
}
