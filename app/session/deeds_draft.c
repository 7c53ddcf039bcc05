/* Deeds of a form that is put aside: digits chosen, sealed by the desk, asked for again, opened. */
#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "session/deeds.h"

/* Somebody was recognised: does the desk hold a form of theirs? */
void session_look_for_draft(struct session *s, struct effects *out)
{
    secret_wipe(&s->draft, sizeof s->draft);
    s->draft.request = wish(s, out, EFFECT_DRAFT_LOOK);
}

void session_forget_digits(struct session *s)
{
    secret_wipe(s->draft.digits, sizeof s->draft.digits);
    secret_wipe(s->draft.first, sizeof s->draft.first);
    s->draft.state = DRAFT_IDLE;
}

/* Said once, where a form may begin; whoever declines finds it on the home page. */
void session_offer_draft(struct session *s)
{
    bool rests = s->step == STEP_HOME || s->step == STEP_SERVICES || s->step == STEP_SEARCH ||
                 s->step == STEP_SERVICE || s->step == STEP_PARTS ||
                 (s->step == STEP_FORM && s->form_page == 0);

    if (!rests || !has_draft(s, NULL) || s->draft.offered || s->overlay != OVERLAY_NONE)
        return;
    s->draft.offered = true;
    s->overlay = OVERLAY_OFFER_DRAFT;
}

bool has_draft(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->identified && !s->practice && s->draft.there && !s->draft.opened;
}

bool may_keep_draft(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->identified && !s->practice && is_application(s) && s->step != STEP_DRAFT &&
           s->step != STEP_PAYMENT && session_under_way(s) &&
           !s->service->fallback; /* what was asked is of today */
}

static bool begin_typing(struct session *s, enum draft_state state)
{
    session_forget_digits(s);
    s->draft.state = state;
    return true;
}

bool choose_draft_digits(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event, (void)out;
    return begin_typing(s, DRAFT_CHOOSING);
}

bool ask_draft_digits(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event, (void)out;
    return begin_typing(s, DRAFT_ASKING);
}

bool is_typing_draft(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->draft.state == DRAFT_CHOOSING || s->draft.state == DRAFT_AGAIN ||
           s->draft.state == DRAFT_ASKING;
}

bool is_draft_digits(const struct session *s, const struct session_event *event)
{
    return is_typing_draft(s, NULL) &&
           (event == NULL || (event->text != NULL && strcmp(event->text, "code") == 0 &&
                              event->value != NULL && strlen(event->value) <= SESSION_DRAFT_DIGITS &&
                              strspn(event->value, "0123456789") == strlen(event->value)));
}

bool take_draft_digits(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    secret_copy_text(s->draft.digits, sizeof s->draft.digits, event->value);
    return true;
}

static bool mistyped(struct session *s, enum problem problem, enum draft_state state)
{
    begin_typing(s, state);
    return met(s, problem, "code");
}

static bool ask_the_desk(struct session *s, enum effect_kind kind, enum draft_state state,
                         struct effects *out)
{
    s->draft.state = state;
    s->draft.request = wish(s, out, kind);
    return true;
}

bool check_draft_digits(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    met(s, PROBLEM_NONE, NULL);
    if (strlen(s->draft.digits) < SESSION_DRAFT_DIGITS)
        return met(s, PROBLEM_SHORT, "code");
    if (s->draft.state == DRAFT_ASKING)
        return ask_the_desk(s, EFFECT_DRAFT_OPEN, DRAFT_OPENING, out);
    if (s->draft.state == DRAFT_CHOOSING) {
        if (draft_is_easy(s->draft.digits, s->person.number))
            return mistyped(s, PROBLEM_DRAFT_EASY, DRAFT_CHOOSING);
        memcpy(s->draft.first, s->draft.digits, sizeof s->draft.first);
        secret_wipe(s->draft.digits, sizeof s->draft.digits);
        s->draft.state = DRAFT_AGAIN;
        return true;
    }
    if (strcmp(s->draft.digits, s->draft.first) != 0)
        return mistyped(s, PROBLEM_DRAFT_DIFFERENT, DRAFT_CHOOSING);
    return ask_the_desk(s, EFFECT_DRAFT_KEEP, DRAFT_KEEPING, out);
}

bool is_kept_draft(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->draft.state == DRAFT_KEPT;
}

bool is_lost_draft(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->draft.state == DRAFT_GONE;
}

bool is_settled_draft(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->draft.state != DRAFT_KEEPING && s->draft.state != DRAFT_OPENING;
}

bool is_our_draft(const struct session *s, const struct session_event *event)
{
    return event == NULL || (event->draft != NULL && event->request == s->draft.request);
}

bool is_opened_draft(const struct session *s, const struct session_event *event)
{
    return s->draft.state == DRAFT_OPENING && is_our_draft(s, event) &&
           (event == NULL || event->draft->kind == DRAFT_NEWS_OPENED);
}

/* Pages of another service that lay here before: this one may not even have them. And the same page is no
 * page before: going back from it must lead on. */
static void leave_pages(struct session *s, const struct service *before)
{
    while (s->service != before && s->back_count > 0 && session_is_of_case(s->back[s->back_count - 1].step))
        s->back_count--;
    if (s->back_count > 0 && s->back[s->back_count - 1].step == STEP_FORM &&
        s->back[s->back_count - 1].form_page == s->form_page)
        s->back_count--;
}

/* What was filled in stands there again, as a case of its own; the card answers what it knows. */
bool resume_draft(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct service *before = s->service;

    session_abandon_order(s, out); /* of the case that lay here before */
    session_forget_digits(s);
    if (!draft_unpack(s, event->draft->content, event->draft->len)) {
        s->draft.there = false;
        s->draft.state = DRAFT_GONE;
        return met(s, PROBLEM_DRAFT_UNFIT, NULL);
    }
    s->draft.opened = true;
    leave_pages(s, before);
    answers_from_card(s);
    wish(s, out, EFFECT_DRAW_CASE_ID);
    return true;
}

bool draft_told(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct draft_news *news = event->draft;

    (void)out;
    s->draft.left = news->left;
    s->draft.until_ms = news->until_ms;
    s->draft.there = news->kind == DRAFT_NEWS_THERE || news->kind == DRAFT_NEWS_KEPT ||
                     (s->draft.there && news->kind != DRAFT_NEWS_GONE);
    if (news->kind == DRAFT_NEWS_KEPT && s->draft.state == DRAFT_KEEPING) {
        session_forget_digits(s);
        s->draft.state = DRAFT_KEPT;
        s->draft.offered = true;
    } else if (news->kind == DRAFT_NEWS_NOT_KEPT && s->draft.state == DRAFT_KEEPING) {
        mistyped(s, PROBLEM_DRAFT_NOT_KEPT, DRAFT_CHOOSING);
    } else if (news->kind == DRAFT_NEWS_WRONG && s->draft.state == DRAFT_OPENING) {
        mistyped(s, PROBLEM_DRAFT_WRONG, DRAFT_ASKING);
    } else if (news->kind == DRAFT_NEWS_GONE && s->draft.state == DRAFT_OPENING) {
        session_forget_digits(s);
        s->draft.state = DRAFT_GONE;
    }
    return true;
}

bool drop_draft(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    session_forget_digits(s);
    s->draft.there = false;
    wish(s, out, EFFECT_DRAFT_DROP);
    return true;
}

/* It is handed in: what was put aside has done its work. */
void session_spend_draft(struct session *s, struct effects *out)
{
    if (s->draft.opened)
        drop_draft(s, NULL, out);
    s->draft.opened = false;
}
