#include "ui/screens/previews_sign.h"

#include "base/secret.h"
#include "session/sign.h"
#include "ui/screens/previews_parts.h"

static void with_clips(struct session *s, enum step step)
{
    preview_filled(s, step);
    s->health.signs = 1u << SIGN_IDENTIFY | 1u << SIGN_CONSENT | 1u << SIGN_DONE;
}

void sign_identify(struct session *s)
{
    with_clips(s, STEP_IDENTIFY);
    s->identified = false;
}

void sign_signature(struct session *s)
{
    with_clips(s, STEP_SIGNATURE);
}

void sign_review(struct session *s)
{
    with_clips(s, STEP_REVIEW);
    s->kase.materials[0].taken = true;
    s->kase.stamped = true;
}

void sign_done(struct session *s)
{
    with_clips(s, STEP_DONE);
    s->kase.reviewed = s->kase.consented = s->kase.saved = s->kase.accepted = true;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
    secret_copy_text(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_ASKED;
}

void sign_clip(struct session *s)
{
    sign_identify(s);
    s->overlay = OVERLAY_SIGN;
}

void sign_clip_consent(struct session *s)
{
    sign_signature(s);
    s->overlay = OVERLAY_SIGN;
}

void sign_clip_done(struct session *s)
{
    sign_done(s);
    s->overlay = OVERLAY_SIGN;
}

/* The file went while it was watched: there is no beginning again. */
void sign_clip_gone(struct session *s)
{
    sign_clip(s);
    s->health.signs = 0;
}
