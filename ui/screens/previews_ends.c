#include "ui/screens/previews_ends.h"

#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "ui/screens/previews_parts.h"

enum { THIRD = 2, CODE_LEFT_MS = 164000, UNSURE_LEFT_MS = 24000, WARNING_LEFT_MS = 40000 };

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

static void handed_in(struct session *s, bool accepted)
{
    s->step = STEP_DONE;
    s->back_count = 0;
    s->kase.reviewed = s->kase.consented = s->kase.saved = true;
    s->kase.accepted = s->health.online = accepted;
    secret_copy_text(s->kase.receipt, sizeof s->kase.receipt, "206170001475");
    secret_copy_text(s->kase.code, sizeof s->kase.code, "7F3A 91C2 5B0E");
    s->kase.saved_ms = s->wall_ms;
    s->print = PRINT_ASKED;
    s->deadline_ms = 0;
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
    handed_in(s, true);
}

/* The first service that costs something. */
static void paying(struct session *s, enum pay_state state)
{
    preview_stand(s, STEP_PAYMENT);
    preview_person(s);
    for (unsigned i = 0; i < s->catalog->service_count && s->service == NULL; i++)
        if (s->catalog->services[i]->payment != NULL)
            s->service = s->catalog->services[i];
    put(s, "phone", "19900000077");
    s->kase.pay.state = state;
    s->kase.pay.amount_fen = answers_due_fen(s);
}

void payment_asking(struct session *s)
{
    paying(s, PAY_ASKED);
    preview_waits(s);
}

void payment(struct session *s)
{
    paying(s, PAY_OPEN);
    secret_copy_text(s->kase.pay.number, sizeof s->kase.pay.number, "10562874493310027745");
    secret_copy_text(s->kase.pay.url, sizeof s->kase.pay.url,
                     "https://example.invalid/pay/10562874493310027745-1");
    s->deadline_ms = s->now_ms + CODE_LEFT_MS;
}

void payment_unsure(struct session *s)
{
    payment(s);
    s->kase.pay.state = PAY_UNSURE;
    s->health.online = false;
    s->deadline_ms = s->now_ms + UNSURE_LEFT_MS;
}

void payment_unknown(struct session *s)
{
    payment_unsure(s);
    s->kase.pay.state = PAY_UNKNOWN;
    s->deadline_ms = 0;
    s->print = PRINT_PRINTED;
}

void payment_unknown_no_paper(struct session *s)
{
    payment_unknown(s);
    preview_no_paper(s);
    s->print = PRINT_FAILED;
}

void payment_taking(struct session *s)
{
    payment(s);
    s->kase.pay.state = PAY_TAKING;
    preview_waits(s);
}

void payment_code_other(struct session *s)
{
    payment(s);
    s->problem = PROBLEM_PAY_CODE_OTHER;
}

void payment_code_spent(struct session *s)
{
    payment(s);
    s->problem = PROBLEM_PAY_CODE_SPENT;
}

void payment_offline(struct session *s)
{
    paying(s, PAY_CLOSED);
    s->kase.pay.why = PROBLEM_OFFLINE;
    s->health.online = false;
}

void payment_refused(struct session *s)
{
    paying(s, PAY_CLOSED);
    s->kase.pay.why = PROBLEM_REFUSED;
}

void payment_leave(struct session *s)
{
    payment(s);
    s->overlay = OVERLAY_LEAVE;
    s->leave_to = STEP_REVIEW;
}

void payment_exit(struct session *s)
{
    payment_unknown(s);
    s->overlay = OVERLAY_LEAVE;
    s->leave_to = STEP_STANDBY;
}

void payment_timed_out(struct session *s)
{
    payment_unknown(s);
    s->overlay = OVERLAY_TIMEOUT;
    s->deadline_ms = s->overlay_due_ms = s->now_ms + WARNING_LEFT_MS;
}

void payment_practice(struct session *s)
{
    paying(s, PAY_OPEN);
    s->practice = true;
    secret_copy_text(s->person.name, sizeof s->person.name, "张练习");
}

void payment_review(struct session *s)
{
    paying(s, PAY_NONE);
    s->step = STEP_REVIEW;
}

void payment_done(struct session *s)
{
    payment(s);
    s->kase.pay.state = PAY_PAID;
    secret_copy_text(s->kase.pay.ereceipt, sizeof s->kase.pay.ereceipt,
                     "https://example.invalid/e/10562874493310027745");
    handed_in(s, true);
}

void payment_stored(struct session *s)
{
    payment_done(s);
    handed_in(s, false);
}

void payment_later(struct session *s)
{
    paying(s, PAY_LATER);
    handed_in(s, true);
}

/* Nobody knew whether a phone had paid, and the line is still down. */
void payment_later_doubt(struct session *s)
{
    paying(s, PAY_LATER);
    secret_copy_text(s->kase.pay.number, sizeof s->kase.pay.number, "10562874493310027745");
    s->kase.pay.shown = true;
    handed_in(s, false);
}
