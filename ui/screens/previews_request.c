#include "ui/screens/previews_request.h"

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

enum { HOUR_MS = 60 * 60 * 1000, WEEK_MS = 7 * 24 * HOUR_MS };

static void set(char *to, size_t cap, const char *text)
{
    secret_copy_text(to, cap, text);
}

void request_service(struct session *s)
{
    preview_stand(s, STEP_SERVICE);
    s->service = preview_service(s, SERVICE_QUERY);
    s->health.online = false;
}

/* In a catalog without one it is an application as any other. */
static void asked(struct session *s, enum step step)
{
    preview_stand(s, step);
    preview_person(s);
    s->service = s->catalog->fallback ? s->catalog->fallback : preview_service(s, SERVICE_APPLICATION);
    s->kase.asked.service = preview_service(s, SERVICE_QUERY);
    s->back[s->back_count++].step = STEP_SERVICE;
}

void request_phone(struct session *s)
{
    asked(s, STEP_FORM);
}

static void filled(struct session *s, enum step step)
{
    asked(s, step);
    for (unsigned i = 0; s->service && i < s->service->page_count; i++)
        for (unsigned k = 0; k < s->service->page_fields[i]; k++)
            preview_answer(s, &s->service->pages[i][k]);
}

void request_review(struct session *s)
{
    filled(s, STEP_REVIEW);
}

static void handed_in(struct session *s, enum step step)
{
    filled(s, step);
    s->back_count = 0;
    s->kase.reviewed = s->kase.consented = s->kase.saved = true;
    set(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
    set(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
}

void request_sending(struct session *s)
{
    handed_in(s, STEP_SENDING);
}

void request_done(struct session *s)
{
    handed_in(s, STEP_DONE);
    s->kase.accepted = true;
    s->print = PRINT_ASKED;
}

void request_done_offline(struct session *s)
{
    handed_in(s, STEP_DONE);
    s->health.online = false;
    s->print = PRINT_PRINTED;
}

void request_done_no_paper(struct session *s)
{
    request_done_offline(s);
    preview_no_paper(s);
    s->print = PRINT_FAILED;
}

/* A time that was picked and not got. */
static void booking(struct session *s)
{
    struct asked *asked = &s->kase.asked;

    asked->service = preview_service(s, SERVICE_BOOKING);
    asked->at_ms = s->wall_ms - s->wall_ms % HOUR_MS + WEEK_MS;
    set(asked->answers[0].field, sizeof asked->answers[0].field, "where");
    set(asked->answers[0].value, sizeof asked->answers[0].value, "station");
    asked->answer_count = 1;
}

void request_booking_review(struct session *s)
{
    request_review(s);
    booking(s);
}

void request_booking_sending(struct session *s)
{
    request_sending(s);
    booking(s);
}

void request_booking_done(struct session *s)
{
    request_done(s);
    booking(s);
}

void request_booking_done_offline(struct session *s)
{
    request_done_offline(s);
    booking(s);
}

/* How it stands, asked by the card. */
void request_waiting(struct session *s)
{
    struct progress_case *kase = &s->kase.progress.cases[0];

    preview_stand(s, STEP_RESULT);
    preview_person(s);
    s->service = catalog_find(s->catalog, "ban-shi-jindu");
    s->kase.progress.told = true;
    s->kase.progress.count = 1;
    set(kase->service, sizeof kase->service, s->catalog->fallback ? s->catalog->fallback->code : "");
    set(kase->about, sizeof kase->about, "shebao-chaxun");
    set(kase->number, sizeof kase->number, "206170001475");
    kase->at_ms = s->wall_ms - 2 * HOUR_MS;
    kase->steps[kase->step_count++] = (struct progress_step){PROGRESS_RECEIVED, kase->at_ms};
    kase->steps[kase->step_count++] = (struct progress_step){PROGRESS_REVIEWING, kase->at_ms + HOUR_MS};
}

void request_answered(struct session *s)
{
    struct progress_case *kase = &s->kase.progress.cases[0];

    request_waiting(s);
    kase->steps[kase->step_count++] = (struct progress_step){PROGRESS_DONE, s->wall_ms};
    set(kase->said, sizeof kase->said, "交到今年 3 月，一共 36 个月，都记上了。");
}
