#include "ui/screens/previews_practice.h"

#include "base/secret.h"
#include "session/practice.h"
#include "ui/screens/previews_parts.h"

static void practising(struct session *s, enum service_kind kind, enum step step)
{
    preview_stand(s, step);
    s->practice = true;
    for (unsigned i = 0; i < s->catalog->service_count && s->service == NULL; i++)
        if (s->catalog->services[i]->kind == kind)
            s->service = s->catalog->services[i];
    s->identified = step != STEP_IDENTIFY;
    if (s->identified)
        secret_copy_text(s->person.name, sizeof s->person.name, "张练习");
}

void practice(struct session *s)
{
    preview_stand(s, STEP_PRACTICE);
    s->practice = true;
    s->drink = 2;
}

void practice_identify(struct session *s)
{
    practising(s, SERVICE_APPLICATION, STEP_IDENTIFY);
}

void practice_materials(struct session *s)
{
    practising(s, SERVICE_APPLICATION, STEP_MATERIALS);
}

void practice_result(struct session *s)
{
    struct session_event answer;

    practising(s, SERVICE_QUERY, STEP_RESULT);
    s->owed = 1u << EFFECT_ASK;
    s->example_ms = s->now_ms;
    practice_letter(s, true, &answer); /* the rows it brings lie in the case */
}

void practice_done(struct session *s)
{
    practising(s, SERVICE_APPLICATION, STEP_DONE);
    s->kase.saved = s->kase.accepted = true;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, PRACTICE_RECEIPT);
}

void guide(struct session *s)
{
    preview_stand(s, STEP_HOME);
    s->overlay = OVERLAY_GUIDE;
}

void guide_card(struct session *s)
{
    guide(s);
    s->guide_page = 1;
}

void guide_filling(struct session *s)
{
    guide(s);
    s->guide_page = 2;
}

void guide_ending(struct session *s)
{
    guide(s);
    s->guide_page = SESSION_GUIDE_PAGES - 1;
}
