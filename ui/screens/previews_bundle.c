#include "ui/screens/previews_bundle.h"

#include "base/secret.h"
#include "session/answers.h"
#include "session/bundle.h"
#include "ui/screens/previews_parts.h"

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

static void give(struct session *s, const char *field, const char *value)
{
    const struct field *f = s->service ? service_field(s->service, field, NULL) : NULL;
    if (f)
        answer_set(&s->kase, f, value, false);
}

static void chosen(struct session *s, enum step step)
{
    preview_stand(s, step);
    preview_person(s);
    s->service = preview_service(s, SERVICE_BUNDLE);
    if (s->service)
        parts_from_card(s);
}

void bundle(struct session *s)
{
    chosen(s, STEP_PARTS);
}

/* Not 60 yet: the senior card cannot be had. */
void bundle_young(struct session *s)
{
    preview_stand(s, STEP_PARTS);
    preview_person(s);
    set(s->person.birth, sizeof s->person.birth, "19700312");
    set(s->person.number, sizeof s->person.number, "341199197003120067");
    s->service = preview_service(s, SERVICE_BUNDLE);
    if (s->service)
        parts_from_card(s);
}

void bundle_none(struct session *s)
{
    bundle(s);
    s->kase.parts = 0;
    s->problem = PROBLEM_EMPTY;
    s->toast_until_ms = s->now_ms + 1000;
}

void bundle_editing(struct session *s)
{
    bundle(s);
    s->editing = true;
    s->kase.parts &= ~1u;
}

void bundle_service(struct session *s)
{
    preview_stand(s, STEP_SERVICE);
    s->service = preview_service(s, SERVICE_BUNDLE);
}

static void filled(struct session *s, enum step step)
{
    static const struct stroke_point line[] = {{1500, 3000, true}, {3000, 2600, false}, {4200, 6500, false}};
    chosen(s, step);
    give(s, "phone", "19900000077");
    give(s, "retired_on", "2026-03-01");
    give(s, "pension_card", "6217009900000099");
    give(s, "doctor_at", "here");
    give(s, "housing_loan", "none");
    give(s, "photo", "card");
    s->kase.materials[0].taken = true;
    memcpy(s->kase.ink, line, sizeof line);
    s->kase.ink_count = G_N_ELEMENTS(line);
}

void bundle_review(struct session *s)
{
    filled(s, STEP_REVIEW);
}

void bundle_done(struct session *s)
{
    filled(s, STEP_DONE);
    s->kase.reviewed = s->kase.consented = s->kase.saved = s->kase.accepted = true;
    set(s->kase.receipt, sizeof s->kase.receipt, "206170001491");
    set(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_ASKED;
}

void bundle_done_offline(struct session *s)
{
    bundle_done(s);
    s->kase.accepted = s->health.online = false;
    s->print = PRINT_PRINTED;
    s->kase.papers = 1;
}

void bundle_done_no_paper(struct session *s)
{
    bundle_done(s);
    s->print = PRINT_FAILED;
    s->health.printer = DEVICE_ATTENTION;
    s->health.printer_cause = CAUSE_PAPER_OUT;
}
