/* Deeds of 办事进度: from one case to the next. */
#include "session/deeds.h"

bool progress_by_receipt(const struct session *s)
{
    return s->service != NULL && s->service->kind == SERVICE_QUERY && s->kase.receipt[0] != '\0';
}

bool is_other_case(const struct session *s, const struct session_event *event)
{
    const struct progress *p = &s->kase.progress;

    if (progress_shown(s) == NULL || p->count < 2)
        return false;
    return event == NULL || (event->number > 0 ? p->shown + 1 < p->count : p->shown > 0);
}

/* Another case is another paper; one that is being printed still comes. */
bool turn_case(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->kase.progress.shown += event->number > 0 ? 1 : -1u;
    s->kase.papers = 0;
    if (s->print != PRINT_ASKED)
        s->print = PRINT_NONE;
    return true;
}
