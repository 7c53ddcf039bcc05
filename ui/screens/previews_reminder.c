#include "ui/screens/previews_reminder.h"

#include "base/secret.h"
#include "ui/screens/previews_parts.h"

enum { SOON_MS = 25000 };

static void ended(struct session *s, enum step step)
{
    preview_filled(s, step);
    s->back_count = 0;
    s->kase.reviewed = s->kase.consented = s->kase.saved = s->kase.accepted = true;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
    secret_copy_text(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_PRINTED;
    s->deadline_ms = step == STEP_RATING ? s->now_ms + SOON_MS : 0;
}

void standby_page(struct session *s)
{
    preview_stand(s, STEP_STANDBY);
    s->health.document_cause = CAUSE_PAPER_LEFT;
}

void done_social(struct session *s)
{
    ended(s, STEP_DONE);
    s->health.social_lies = true;
}

void standby_social(struct session *s)
{
    preview_stand(s, STEP_STANDBY);
    s->health.social_forgotten = true;
}

void done_card(struct session *s)
{
    ended(s, STEP_DONE);
    s->health.card_lies = true;
}

void done_slip(struct session *s)
{
    ended(s, STEP_DONE);
    s->health.paper_lies = true;
}

void done_offline_card(struct session *s)
{
    done_card(s);
    s->kase.accepted = s->health.online = false;
}

void rating_page(struct session *s)
{
    ended(s, STEP_RATING);
    s->health.document_cause = CAUSE_PAPER_LEFT;
}
