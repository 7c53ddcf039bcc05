/* Deeds of paying: an order, its code, what is heard of it, and every way on when nothing is. Money moves
 * once: the order's number is the case's, and whoever goes before it is filed gives it up. */
#include <string.h>

#include "base/secret.h"
#include "session/answers.h"
#include "session/deeds.h"
#include "session/patience.h"

enum { SILENCE_MS = ASK_WAIT_MS + PAY_POLL_MS /* the desk answers sooner; if not, ask again */ };

static struct pay *pay_of(struct session *s)
{
    return &s->kase.pay;
}

static bool is_unheard(const struct pay *pay)
{
    return pay->state == PAY_UNSURE || pay->state == PAY_UNKNOWN;
}

static void ask(struct session *s, struct effects *out, enum effect_kind kind)
{
    pay_of(s)->request = wish(s, out, kind);
    pay_of(s)->poll_ms = s->now_ms + SILENCE_MS;
}

/* In practice nobody is asked, and no code is shown. */
bool open_order(struct session *s, const struct session_event *event, struct effects *out)
{
    struct pay *pay = pay_of(s);

    (void)event;
    pay->amount_fen = answers_due_fen(s);
    pay->state = s->practice ? PAY_OPEN : PAY_ASKED;
    s->step_due_ms = 0;
    if (!s->practice)
        ask(s, out, EFFECT_ORDER);
    return true;
}

bool renew_order(struct session *s, const struct session_event *event, struct effects *out)
{
    pay_of(s)->renew = true;
    return open_order(s, event, out);
}

bool is_order_open(const struct session *s, const struct session_event *event)
{
    enum pay_state state = s->kase.pay.state;

    (void)event;
    return state == PAY_ASKED || state == PAY_OPEN || state == PAY_TAKING || is_unheard(&s->kase.pay);
}

bool is_our_order(const struct session *s, const struct session_event *event)
{
    return is_order_open(s, NULL) && (event == NULL || event->request == s->kase.pay.request);
}

bool is_paid_order(const struct session *s, const struct session_event *event)
{
    return event != NULL && is_our_order(s, event) && event->order->is == ORDER_IS_PAID &&
           event->order->amount_fen == s->kase.pay.amount_fen;
}

/* Whatever was asked just now is answered: the case goes on. */
bool paid(struct session *s, const struct session_event *event, struct effects *out)
{
    struct pay *pay = pay_of(s);

    (void)out;
    secret_wipe(pay->code, sizeof pay->code);
    secret_copy_text(pay->number, sizeof pay->number, event->order->number);
    secret_copy_text(pay->ereceipt, sizeof pay->ereceipt, event->order->ereceipt);
    pay->state = PAY_PAID;
    pay->poll_ms = 0;
    if (s->overlay == OVERLAY_LEAVE || s->overlay == OVERLAY_TIMEOUT) {
        s->overlay = OVERLAY_NONE;
        s->overlay_due_ms = 0;
    }
    return true;
}

static bool close_order(struct session *s, enum problem why)
{
    struct pay *pay = pay_of(s);

    pay->state = PAY_CLOSED;
    pay->why = why;
    pay->poll_ms = s->step_due_ms = 0;
    return true;
}

bool take_order(struct session *s, const struct session_event *event, struct effects *out)
{
    const struct order_news *news = event->order;
    struct pay *pay = pay_of(s);
    bool goes_on = strcmp(pay->url, news->url) == 0 && !is_unheard(pay);

    secret_wipe(pay->code, sizeof pay->code);
    if (news->amount_fen != pay->amount_fen || news->is == ORDER_IS_DEAD || news->is == ORDER_IS_PAID)
        return close_order(s, PROBLEM_REFUSED);
    if (news->is == ORDER_IS_OVER || news->valid_s == 0)
        return renew_order(s, event, out);
    secret_copy_text(pay->number, sizeof pay->number, news->number);
    secret_copy_text(pay->url, sizeof pay->url, news->url);
    if (!goes_on || s->step_due_ms == 0)
        s->step_due_ms = s->now_ms + (int64_t)news->valid_s * SECOND_MS;
    pay->state = PAY_OPEN;
    pay->renew = false;
    pay->poll_ms = s->now_ms + PAY_POLL_MS;
    return true;
}

/* Who has seen a code may have paid: then nothing is given up, only asked again; and waited for a while. */
bool no_order(struct session *s, const struct session_event *event, struct effects *out)
{
    struct pay *pay = pay_of(s);

    secret_wipe(pay->code, sizeof pay->code);
    if (pay->state == PAY_TAKING && event->problem != PROBLEM_OFFLINE && event->problem != PROBLEM_LATE) {
        pay->state =
            PAY_ASKED; /* the platform says no: nothing was taken, and how the order stands is asked */
        ask(s, out, EFFECT_ORDER_STATE);
        return met(s, PROBLEM_PAY_CODE_SPENT, NULL);
    }
    if (pay->url[0] == '\0')
        return close_order(s, event->problem == PROBLEM_OFFLINE || event->problem == PROBLEM_LATE
                                  ? event->problem
                                  : PROBLEM_REFUSED);
    pay->poll_ms = s->now_ms + PAY_POLL_MS;
    if (!is_unheard(pay)) {
        pay->state = PAY_UNSURE;
        s->step_due_ms = s->now_ms + UNSURE_WAIT_MS;
    }
    return true;
}

bool is_unsure_over(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.pay.state == PAY_UNSURE && s->now_ms >= s->step_due_ms;
}

/* Nobody shall stand there for ever, nor leave without a word: the paper says which number to ask by. */
bool wait_no_longer(struct session *s, const struct session_event *event, struct effects *out)
{
    pay_of(s)->state = PAY_UNKNOWN;
    s->step_due_ms = 0;
    return s->print != PRINT_NONE || print(s, event, out);
}

/* It came by itself; once more only where it did not. */
bool may_print_asking(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.pay.state == PAY_UNKNOWN && s->print == PRINT_FAILED;
}

bool is_code_over(const struct session *s, const struct session_event *event)
{
    (void)event;
    return !is_unheard(&s->kase.pay) && s->step_due_ms != 0 && s->now_ms >= s->step_due_ms;
}

bool ask_order(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    ask(s, out, EFFECT_ORDER_STATE);
    return true;
}

bool is_unpayable(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.pay.state == PAY_CLOSED;
}

/* What a phone did not pay in time is nothing: the order is the same, however often it is opened. */
void session_abandon_order(struct session *s, struct effects *out)
{
    struct pay *pay = pay_of(s);

    if (!s->kase.saved && (is_order_open(s, NULL) || pay->state == PAY_PAID))
        wish(s, out, EFFECT_ORDER_CANCEL);
    secret_wipe(pay, sizeof *pay);
}

bool pay_may_come_back(const struct pay *pay)
{
    return pay->state == PAY_PAID || (pay->url[0] != '\0' && pay->state != PAY_CLOSED);
}

bool may_pay_later(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->service->payment->later;
}

/* No code may take the money as well: what a phone paid by one goes back. */
bool pay_later(struct session *s, const struct session_event *event, struct effects *out)
{
    struct pay *pay = pay_of(s), later = {.state = PAY_LATER, .amount_fen = pay->amount_fen};

    (void)event;
    later.shown = pay->url[0] != '\0';
    if (is_unheard(pay)) /* what one asks by */
        secret_copy_text(later.number, sizeof later.number, pay->number);
    session_abandon_order(s, out);
    *pay = later;
    secret_wipe(&later, sizeof later);
    return true;
}

bool pretend_paid(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    pay_of(s)->state = PAY_PAID;
    return true;
}

bool ask_for_review(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    s->overlay = OVERLAY_LEAVE;
    s->leave_to = STEP_REVIEW;
    return true;
}
