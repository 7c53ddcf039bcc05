#include "ui/screens/previews_draft.h"

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

enum { DAY_MS = 24 * 3600 * 1000 };

static void at(struct session *s, enum draft_state state)
{
    preview_filled(s, STEP_DRAFT);
    s->back[0].step = STEP_FORM;
    s->draft = (struct draft){.state = state, .left = SESSION_DRAFT_TRIES, .until_ms = s->wall_ms + DAY_MS};
}

/* The digits are asked for anew. */
static void mistyped(struct session *s, enum draft_state state, enum problem problem)
{
    at(s, state);
    s->problem = problem;
    secret_copy_text(s->problem_field, sizeof s->problem_field, "code");
}

void draft_choosing(struct session *s)
{
    at(s, DRAFT_CHOOSING);
}

void draft_easy(struct session *s)
{
    mistyped(s, DRAFT_CHOOSING, PROBLEM_DRAFT_EASY);
}

void draft_different(struct session *s)
{
    mistyped(s, DRAFT_CHOOSING, PROBLEM_DRAFT_DIFFERENT);
}

void draft_not_kept(struct session *s)
{
    mistyped(s, DRAFT_CHOOSING, PROBLEM_DRAFT_NOT_KEPT);
}

void draft_again(struct session *s)
{
    at(s, DRAFT_AGAIN);
    secret_copy_text(s->draft.digits, sizeof s->draft.digits, "480215");
}

void draft_keeping(struct session *s)
{
    at(s, DRAFT_KEEPING);
}

void draft_kept(struct session *s)
{
    at(s, DRAFT_KEPT);
}

void draft_asking(struct session *s)
{
    at(s, DRAFT_ASKING);
    s->service = NULL;
    s->draft.there = true;
}

void draft_wrong(struct session *s)
{
    mistyped(s, DRAFT_ASKING, PROBLEM_DRAFT_WRONG);
    s->service = NULL;
    s->draft.there = true;
    s->draft.left = 3;
}

void draft_gone(struct session *s)
{
    at(s, DRAFT_GONE);
    s->service = NULL;
}

void draft_unfit(struct session *s)
{
    draft_gone(s);
    s->problem = PROBLEM_DRAFT_UNFIT;
}

void draft_offered(struct session *s)
{
    preview_stand(s, STEP_HOME);
    preview_person(s);
    s->draft.there = s->draft.offered = true;
    s->overlay = OVERLAY_OFFER_DRAFT;
}

void home_draft(struct session *s)
{
    preview_stand(s, STEP_HOME);
    preview_person(s);
    s->draft.there = s->draft.offered = true;
}
