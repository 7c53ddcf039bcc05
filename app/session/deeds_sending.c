/* Deeds of what was sent: stored, accepted, answered, printed. Each letter is held against what was asked. */
#include <string.h>

#include "base/secret.h"
#include "session/deeds.h"
#include "session/patience.h"

static bool is_same_case(const struct session *s, const struct session_event *event)
{
    return memcmp(event->id, s->kase.id, sizeof event->id) == 0;
}

bool is_unsaved(const struct session *s, const struct session_event *event)
{
    (void)event;
    return is_application(s) && !s->kase.saved;
}

bool is_saved(const struct session *s, const struct session_event *event)
{
    (void)event;
    return is_application(s) && s->kase.saved;
}

bool is_our_save(const struct session *s, const struct session_event *event)
{
    return is_unsaved(s, NULL) &&
           (event == NULL || (event->request == s->request && is_same_case(s, event) && event->text != NULL &&
                              strlen(event->text) == sizeof s->kase.receipt - 1));
}

bool saved(struct session *s, const struct session_event *event, struct effects *out)
{
    s->kase.saved = true;
    s->kase.saved_ms = s->wall_ms;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, event->text);
    secret_copy_text(s->kase.code, sizeof s->kase.code, event->value != NULL ? event->value : "");
    met(s, PROBLEM_NONE, NULL);
    wish(s, out, EFFECT_WATCH_ACCEPTED);
    session_spend_draft(s, out);
    s->step_due_ms = s->now_ms + ACCEPTED_WAIT_MS;
    return true;
}

bool is_our_refusal(const struct session *s, const struct session_event *event)
{
    return is_unsaved(s, NULL) && (event == NULL || (event->request == s->request && is_same_case(s, event)));
}

/* Back to review with all that was filled in; but not while another answer is still to come: that one may say
 * 'saved'. */
bool not_saved(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    if (--s->asks > 0)
        return false;
    s->kase.reviewed = s->kase.consented = false;
    met(s, event->problem == PROBLEM_DISK_FULL ? PROBLEM_DISK_FULL : PROBLEM_NOT_SAVED, NULL);
    return true;
}

/* The same case under the same number: the store keeps it once, however often it is asked. */
bool save_again(struct session *s, const struct session_event *event, struct effects *out)
{
    enum { PATIENCE = 3 };

    wish_about(s, out, EFFECT_SAVE, s->request);
    s->asks++;
    s->step_due_ms = s->now_ms + SAVE_WAIT_MS;
    if (s->asks > PATIENCE && s->staff_call.state == CALL_NONE) {
        met(s, PROBLEM_LATE, NULL);
        call_staff(s, event, out);
    }
    return true;
}

bool is_our_case(const struct session *s, const struct session_event *event)
{
    return is_saved(s, NULL) && !s->kase.accepted && (event == NULL || is_same_case(s, event));
}

bool accepted(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->kase.accepted = true;
    return true;
}

/* Of a report one wants to hear who comes, and when: the platform says it once it has the report. */
bool brings_word(const struct session *s, const struct session_event *event)
{
    return s->service != NULL && s->service->kind == SERVICE_REPORT && !s->practice && is_our_case(s, event);
}

bool ask_for_word(struct session *s, const struct session_event *event, struct effects *out)
{
    accepted(s, event, out);
    s->request = wish(s, out, EFFECT_ASK);
    if (s->step == STEP_SENDING)
        s->step_due_ms = s->now_ms + WORD_WAIT_MS;
    return true;
}

bool is_our_word(const struct session *s, const struct session_event *event)
{
    return is_saved(s, NULL) && s->kase.accepted && s->request != 0 &&
           (event == NULL || event->request == s->request);
}

bool is_asking(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->service != NULL && !is_application(s);
}

bool is_our_question(const struct session *s, const struct session_event *event)
{
    return is_asking(s, NULL) && (event == NULL || event->request == s->request);
}

bool take_result(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    bool handed_back = s->step == STEP_SENDING && service_is_picked(s->service);

    s->kase.result = event->result->result;
    s->kase.offer = event->result->offer;
    s->kase.booking = event->result->booking;
    s->kase.progress = event->result->progress;
    progress_order(&s->kase.progress);
    if (handed_back) /* from here on nobody can tell what was picked */
        secret_wipe(s->kase.pick, sizeof s->kase.pick);
    if (s->kase.result.count > SESSION_ROWS)
        s->kase.result.count = SESSION_ROWS;
    s->request = 0;
    return true;
}

/* Late once, late for good: what was asked then may have been done, whatever a second try comes to. */
static void keep_why(struct session *s, enum problem problem)
{
    enum asked_why *why = &s->kase.asked.why;

    if (*why != ASKED_LATE)
        *why = problem == PROBLEM_OFFLINE ? ASKED_OFFLINE
               : problem == PROBLEM_LATE  ? ASKED_LATE
                                          : ASKED_REFUSED;
}

static bool came_to_nothing(struct session *s, enum problem problem)
{
    keep_why(s, problem);
    secret_wipe(&s->kase.result, sizeof s->kase.result);
    secret_wipe(&s->kase.progress, sizeof s->kase.progress);
    s->request = 0;
    met(s, problem, NULL);
    return true;
}

bool no_result(struct session *s, const struct session_event *event, struct effects *out)
{
    bool known = event->problem == PROBLEM_OFFLINE || event->problem == PROBLEM_LATE;

    (void)out;
    return came_to_nothing(s, known ? event->problem : PROBLEM_REFUSED);
}

bool cancel(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    wish_about(s, out, EFFECT_CANCEL, s->request);
    s->request = 0;
    return true;
}

bool too_late(struct session *s, const struct session_event *event, struct effects *out)
{
    cancel(s, event, out);
    return came_to_nothing(s, PROBLEM_LATE);
}

bool has_no_result(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->problem != PROBLEM_NONE && !s->kase.proof;
}

bool may_print(const struct session *s, const struct session_event *event)
{
    bool page = s->sheet.state == SHEET_ASKED && event != NULL && event->number == 0; /* it is on its way */
    bool nothing = s->problem != PROBLEM_NONE || s->kase.proof ||
                   (s->kase.progress.told && s->kase.progress.count == 0) ||
                   progress_by_receipt(s); /* they hold a paper that says it */

    if (s->step == STEP_PAYMENT)
        return may_print_asking(s, event);
    return !page && s->print != PRINT_ASKED && (s->step != STEP_RESULT || !nothing);
}

bool print(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    session_recall_sheet(s, out);
    s->print = PRINT_ASKED;
    s->print_request = wish(s, out, EFFECT_PRINT);
    return true;
}

bool is_our_paper(const struct session *s, const struct session_event *event)
{
    return s->print == PRINT_ASKED && (event == NULL || event->request == s->print_request);
}

bool printed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->print = PRINT_PRINTED;
    if (s->kase.saved || s->kase.result.count > 0 || s->kase.progress.count > 0 ||
        s->kase.booking.ticket.is != TICKET_IS_NONE) /* not what only tells of the service */
        s->kase.papers++;
    return true;
}

bool not_printed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->print = PRINT_FAILED;
    return true;
}
