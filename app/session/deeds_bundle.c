/* Deeds of choosing what of a bundle is done: ticked or not, and what a change still asks. */
#include "session/answers.h"
#include "session/bundle.h"
#include "session/deeds.h"

enum { NO_PAGE = CATALOG_PAGES };

bool is_part(const struct session *s, const struct session_event *event)
{
    return event == NULL || (event->number < s->service->part_count && parts_open(s, event->number));
}

bool tick_part(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    case_changed(s);
    s->kase.parts ^= 1u << event->number;
    return true;
}

bool check_parts(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    return s->kase.parts != 0 || met(s, PROBLEM_EMPTY, NULL);
}

bool names_parts(const struct session *s, const struct session_event *event)
{
    if (s->service->part_count == 0)
        return false;
    return event == NULL || g_strcmp0(event->text, "parts") == 0;
}

/* The first page that what is ticked now asks, and that is not answered well. */
static unsigned hole(const struct session *s)
{
    const struct field *field;

    for (unsigned page = 0; page < s->service->page_count; page++) {
        if (answer_page_asked(&s->kase, s->service, page) && page_problem(s, page, &field) != PROBLEM_NONE)
            return page;
    }
    return NO_PAGE;
}

/* Ticked from review, a part may ask what was never answered. */
bool lacks_answers(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->editing && s->kase.parts != 0 && hole(s) != NO_PAGE;
}

bool ask_answers(struct session *s, const struct session_event *event, struct effects *out)
{
    s->form_page = hole(s);
    return edit(s, event, out);
}

bool lacks_papers(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->editing && s->kase.parts != 0 && missing_paper(s) != NULL;
}
