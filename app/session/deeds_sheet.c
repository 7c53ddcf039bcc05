/* Deeds of the whole page: asked for, printed, not printed, called back. */
#include "session/deeds.h"
#include "session/sheet.h"

static bool still_prints(enum device_cause cause)
{
    return cause == CAUSE_NONE || cause == CAUSE_PAPER_LOW || cause == CAUSE_INK_LOW;
}

bool sheet_is_offered(const struct session *s)
{
    return !s->practice && s->problem == PROBLEM_NONE && s->kase.result.document[0] != '\0' &&
           s->health.document != DEVICE_OFF;
}

enum device_cause sheet_cause(const struct session *s)
{
    if (s->sheet.state == SHEET_FAILED && s->sheet.cause != CAUSE_NONE)
        return s->sheet.cause;
    if (s->health.document == DEVICE_ABSENT)
        return CAUSE_OFFLINE;
    return still_prints(s->health.document_cause) ? CAUSE_NONE : s->health.document_cause;
}

bool sheet_is_ready(const struct session *s)
{
    return sheet_is_offered(s) && s->health.document != DEVICE_ABSENT &&
           still_prints(s->health.document_cause);
}

/* PRINT 1 asks for the slip all the same. */
bool is_for_sheet(const struct session *s, const struct session_event *event)
{
    return sheet_is_ready(s) && s->sheet.state != SHEET_ASKED && (event == NULL || event->number == 0);
}

bool print_sheet(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    s->sheet = (struct sheet){.state = SHEET_ASKED, .request = wish(s, out, EFFECT_SHEET)};
    return true;
}

bool is_our_sheet(const struct session *s, const struct session_event *event)
{
    return s->sheet.state == SHEET_ASKED && (event == NULL || event->request == s->sheet.request);
}

bool sheet_printed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->sheet.state = SHEET_PRINTED;
    return true;
}

bool sheet_failed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->sheet.state = SHEET_FAILED;
    s->sheet.cause = (enum device_cause)event->number;
    s->sheet.problem = event->problem;
    return true;
}

/* Who takes the slip instead does not wait for the page, and nobody would collect it. */
void session_recall_sheet(struct session *s, struct effects *out)
{
    if (s->sheet.state == SHEET_ASKED)
        wish_about(s, out, EFFECT_SHEET_CANCEL, s->sheet.request);
    s->sheet = (struct sheet){.state = SHEET_NONE};
}
