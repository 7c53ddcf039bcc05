/* Deeds of what is left where a question came to nothing: a number, for an answer by message. */
#include "session/request.h"

#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "session/deeds.h"

bool session_has_room(const struct session *s, const struct service *service)
{
    return !s->health.disk_full || s->practice || !service_is_stored(service);
}

bool request_is_open(const struct session *s, const struct service *service)
{
    return s->catalog->fallback != NULL && !s->health.disk_full && service_has_answer(service);
}

const struct service *request_about(const struct session *s)
{
    return s->kase.asked.service;
}

/* What was to be given back stands as it was: that is not asked of others. */
bool request_is_offered(const struct session *s)
{
    bool unanswered =
        s->problem == PROBLEM_OFFLINE || s->problem == PROBLEM_LATE || s->problem == PROBLEM_REFUSED;

    return s->step == STEP_RESULT && unanswered && s->identified && !s->practice && s->service != NULL &&
           request_is_open(s, s->service) && !s->kase.proof && !progress_by_receipt(s) &&
           !s->kase.booking.cancels;
}

bool may_leave_request(const struct session *s, const struct session_event *event)
{
    (void)event;
    return request_is_offered(s);
}

static void tell_asked(const struct session *s, struct asked *asked)
{
    const struct booking_slot *slot = service_is_booked(s->service) ? booking_picked(s) : NULL;

    asked->service = s->service;
    asked->why = s->kase.asked.why;
    memcpy(asked->id, s->kase.id, sizeof asked->id);
    for (unsigned i = 0; i < s->kase.answer_count; i++) {
        unsigned page = 0;

        if (service_field(s->service, s->kase.answers[i].field, &page) != NULL &&
            answer_page_asked(&s->kase, s->service, page))
            asked->answers[asked->answer_count++] = s->kase.answers[i];
    }
    if (slot == NULL)
        return;
    secret_copy_text(asked->pick, sizeof asked->pick, slot->code);
    secret_copy_text(asked->by, sizeof asked->by, s->kase.booking.by);
    asked->at_ms = slot->at_ms;
}

/* Behind it stands the question's own page, and nothing of what was picked. */
static void stand_before_service(struct session *s)
{
    while (s->back_count > 0 && s->back[s->back_count - 1].step != STEP_SERVICE)
        s->back_count--;
    if (s->back_count == 0)
        s->back[s->back_count++].step = STEP_SERVICE;
}

/* Whom to call was asked of a booking already. */
static const char *phone_asked(const struct asked *asked)
{
    for (unsigned i = 0; i < asked->answer_count; i++) {
        const struct field *field = service_field(asked->service, asked->answers[i].field, NULL);

        if (field != NULL && field->type == FIELD_PHONE)
            return asked->answers[i].value;
    }
    return "";
}

static void fill_phone(struct session *s)
{
    const char *phone = phone_asked(&s->kase.asked);

    for (unsigned i = 0; *phone != '\0' && i < s->service->page_count; i++) {
        for (unsigned k = 0; k < s->service->page_fields[i]; k++) {
            const struct field *field = &s->service->pages[i][k];

            if (field->type == FIELD_PHONE && answer_find(&s->kase, field->name) == NULL)
                answer_set(&s->kase, field, phone, false);
        }
    }
}

bool leave_request(struct session *s, const struct session_event *event, struct effects *out)
{
    struct asked asked = {0};

    (void)event;
    tell_asked(s, &asked);
    empty_case(s);
    s->service = s->catalog->fallback;
    s->kase.asked = asked;
    secret_wipe(&asked, sizeof asked);
    stand_before_service(s);
    wish(s, out, EFFECT_DRAW_CASE_ID);
    answers_from_card(s);
    fill_phone(s);
    return true;
}

/* At the first page of it, opened from the question. */
bool is_before_request(const struct session *s, const struct session_event *event)
{
    (void)event;
    return request_about(s) != NULL && s->back_count > 0 && s->back[s->back_count - 1].step == STEP_SERVICE;
}

bool turn_to_question(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct service *asked = request_about(s);

    drop_case(s, event, out);
    s->service = asked;
    return true;
}
