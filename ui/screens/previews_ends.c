#include "ui/screens/previews_ends.h"

#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

enum { THIRD = 2 };

static void put(struct session *s, const char *field, const char *value)
{
    answer_set(&s->kase, service_field(s->service, field, NULL), value, false);
}

/* The first service that has something to hand over. */
static void handed_over(struct session *s, enum step step)
{
    preview_stand(s, step);
    preview_person(s);
    for (unsigned i = 0; i < s->catalog->service_count && s->service == NULL; i++)
        if (s->catalog->services[i]->delivery != NULL)
            s->service = s->catalog->services[i];
    put(s, "address", s->person.address);
    put(s, "phone", "19900000077");
    put(s, "photo", "card");
}

void delivery(struct session *s)
{
    handed_over(s, STEP_DELIVERY);
}

void delivery_post(struct session *s)
{
    delivery(s);
    s->kase.way = 1;
    put(s, "delivery_address", s->person.address);
}

void delivery_agent(struct session *s)
{
    delivery(s);
    s->kase.way = 1 + THIRD;
    put(s, "agent_name", "孙小雨");
    put(s, "agent_phone", "19900000099");
}

void delivery_none(struct session *s)
{
    delivery(s);
    s->problem = PROBLEM_EMPTY;
    secret_copy_text(s->problem_field, sizeof s->problem_field, "delivery");
}

void delivery_page(struct session *s)
{
    delivery(s);
    s->step = STEP_FORM;
    s->editing = true;
    s->kase.way = 1 + THIRD;
    s->form_page = s->service->delivery->ways[THIRD].first_page;
}

void delivery_review(struct session *s)
{
    delivery_agent(s);
    s->step = STEP_REVIEW;
    s->kase.materials[0].later = true;
}

void delivery_done(struct session *s)
{
    delivery_review(s);
    s->step = STEP_DONE;
    s->back_count = 0;
    s->kase.reviewed = s->kase.consented = s->kase.saved = s->kase.accepted = true;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
    secret_copy_text(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_ASKED;
}
