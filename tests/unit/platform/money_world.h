/* The world of one case that is paid for: kiosk, phone, payment service, line and power as data, and all that
 * can happen among them against the real store. Every happening says false where it cannot. One test, one
 * thread; a world borrows its room. */
#pragma once

#include <string.h>

#include "platform/cashier.h"
#include "platform/orders.h"
#include "platform_room.h"

enum {
    FEN = 40000,
    MINUTE = 60 * 1000,
    CHARGES = 16,
    BOX = 16,
};
static const int64_t SCENE_MS =
    10ll * 24 * 60 * MINUTE; /* between two scenes: nothing of one reaches the next */

/* ---- the world of one case ---- */

struct charge { /* a truth of the payment service */
    char id[STORAGE_PAYMENT_ID];
    uint32_t attempt;
    bool told;
    unsigned given_back, by_hand;
};
enum mail_kind { MAIL_APPLICATION, MAIL_LATER, MAIL_VOID };
struct letter {
    enum mail_kind kind;
    int64_t turn;
    uint8_t id[16];
};
struct world {
    struct room *room;
    struct storage *storage;
    struct storage_order asked; /* number and id of the case */
    int64_t now_ms;
    /* the kiosk: its memory, then what is on its disk */
    bool here, knows_paid;
    int64_t row, turns; /* pay_turn: 0 is no row */
    struct letter box[BOX];
    unsigned box_count;
    bool handed_in; /* the case is in the outbox, or was */
    bool says_paid;
    /* the line: an order.create that comes when it comes */
    int64_t held_turn;
    /* the service */
    struct charge charges[CHARGES];
    unsigned charge_count;
    bool waited_days;
    const char *path;
};

static struct world *scene; /* for the cashier's callback and messages; one at a time */

static struct storage_order look(struct world *w)
{
    struct storage_order order = {.state = ORDER_STATES};
    storage_order(w->storage, ORDER_DEED_LOOK, w->asked.number, 0, w->now_ms, &order, NULL);
    return order;
}

static bool exists(struct world *w)
{
    return look(w).state != ORDER_STATES;
}

static void create_arrives(struct world *w, int64_t turn, bool renew)
{
    struct storage_order order = w->asked;
    order.created_ms = w->now_ms;
    order.valid_ms = w->now_ms + ORDER_VALID_S * 1000ll + ORDER_GRACE_MS;
    order.turn = turn;
    storage_order_open(w->storage, &order, renew, NULL);
}

static void post(struct world *w, enum mail_kind kind, int64_t turn)
{
    assert_true(w->box_count < BOX);
    struct letter *letter = &w->box[w->box_count++];
    *letter = (struct letter){.kind = kind, .turn = turn};
    memcpy(letter->id, w->asked.id, 16);
    if (kind == MAIL_VOID)
        letter->id[15] = (uint8_t)(0x80 + turn); /* an id of its own */
}

static void receipt_of(const struct world *w, char receipt[16])
{
    g_snprintf(receipt, 16, "%012" G_GUINT64_FORMAT,
               GUINT64_FROM_BE(*(const guint64 *)(const void *)(w->asked.id + 8)) % 1000000000000u);
}

/* As one batch. */
static void arrive(struct world *w, const struct letter *letters, unsigned count)
{
    struct storage_put puts[BOX];
    struct storage_void gone[BOX];
    char receipt[16];
    receipt_of(w, receipt);
    for (unsigned i = 0; i < count; i++) {
        bool farewell = letters[i].kind == MAIL_VOID, paid = letters[i].kind == MAIL_APPLICATION;
        gone[i] = (struct storage_void){w->asked.id, letters[i].turn};
        puts[i] = (struct storage_put){.submission = {.receipt = farewell ? "" : receipt,
                                                      .kiosk = "20617",
                                                      .kind = farewell ? "void" : "application",
                                                      .service = "fee",
                                                      .received_ms = w->now_ms,
                                                      .record = "{}",
                                                      .record_len = 2,
                                                      .gone = farewell ? &gone[i] : NULL,
                                                      .pays = paid,
                                                      .owed = paid ? "补交" : NULL}};
        memcpy(puts[i].submission.id, letters[i].id, 16);
    }
    assert_true(storage_put(w->storage, puts, count, NULL));
    for (unsigned i = 0; i < count; i++)
        assert_true(puts[i].verdict == STORAGE_STORED || puts[i].verdict == STORAGE_DUPLICATE);
}

static enum cashier_answer refund(void *data, const struct storage_payment *payment, GError **error)
{
    (void)data, (void)error;
    for (unsigned i = 0; i < scene->charge_count; i++)
        if (strcmp(scene->charges[i].id, payment->id) == 0)
            scene->charges[i].given_back = 1; /* by its id: asked twice it pays once */
    return CASHIER_PAID_BACK;
}
static const struct cashier service = {.refund = refund};

/* Closed for the day; but of what it gave back before it knows. */
static enum cashier_answer refuse(void *data, const struct storage_payment *payment, GError **error)
{
    (void)data, (void)error;
    for (unsigned i = 0; i < scene->charge_count; i++)
        if (strcmp(scene->charges[i].id, payment->id) == 0 && scene->charges[i].given_back)
            return CASHIER_PAID_BACK;
    return CASHIER_REFUSED;
}
static const struct cashier closed_service = {.refund = refuse};

/* The demo's page took money if the ledger has a payment that the world does not know of. */
static void see_page(const struct storage_payment *payment, void *data)
{
    struct world *w = data;
    for (unsigned i = 0; i < w->charge_count; i++)
        if (strcmp(w->charges[i].id, payment->id) == 0)
            return;
    assert_true(w->charge_count < CHARGES);
    struct charge *charge = &w->charges[w->charge_count++];
    *charge = (struct charge){.attempt = payment->attempt, .told = true};
    g_strlcpy(charge->id, payment->id, sizeof charge->id);
}

/* ---- what can happen ---- */

static bool asks(const struct world *w)
{
    return w->here && !w->handed_in;
}

static bool ask(struct world *w) /* order.create; the row is on the disk before the question leaves */
{
    if (!asks(w))
        return false;
    w->row = ++w->turns;
    create_arrives(w, w->row, false);
    return true;
}
static bool ask_held(struct world *w) /* ... and it lies about somewhere in the network */
{
    if (!asks(w) || w->held_turn)
        return false;
    w->held_turn = w->row = ++w->turns;
    return true;
}
static bool held_comes(struct world *w)
{
    if (!w->held_turn)
        return false;
    create_arrives(w, w->held_turn, false);
    w->held_turn = 0;
    return true;
}
static bool renew(struct world *w)
{
    if (!asks(w) || !exists(w))
        return false;
    w->row = ++w->turns;
    create_arrives(w, w->row, true);
    return true;
}
static bool page_pays(struct world *w)
{
    struct storage_order order = look(w);
    if (order.state == ORDER_STATES)
        return false;
    storage_order(w->storage, ORDER_DEED_PAY, order.number, order.attempt, w->now_ms, &order, NULL);
    storage_payments(w->storage, order.number, see_page, w, NULL);
    return true;
}
/* At a real service money moves first, and the platform hears of it later, perhaps twice, perhaps by a code
 * that is no longer shown. */
static bool charged(struct world *w, uint32_t attempt)
{
    if (attempt == 0 || w->charge_count == CHARGES)
        return false;
    struct charge *charge = &w->charges[w->charge_count];
    *charge = (struct charge){.attempt = attempt};
    g_snprintf(charge->id, sizeof charge->id, "txn-%.4s-%u-%" G_GINT64_FORMAT, w->asked.number + 16,
               w->charge_count++, w->now_ms);
    return true;
}
static bool charged_newest(struct world *w)
{
    struct storage_order order = look(w);
    return order.state != ORDER_STATES && charged(w, order.attempt);
}
static bool charged_first(struct world *w)
{
    return look(w).attempt > 1 && charged(w, 1);
}
static void tell(struct world *w, struct charge *charge)
{
    struct storage_payment payment = {.attempt = charge->attempt, .amount_fen = FEN, .at_ms = w->now_ms};
    struct storage_order out;
    g_strlcpy(payment.id, charge->id, sizeof payment.id);
    g_strlcpy(payment.number, w->asked.number, sizeof payment.number);
    assert_true(storage_credit(w->storage, &payment, &out, NULL));
    charge->told = true;
}
static bool service_tells(struct world *w)
{
    for (unsigned i = 0; i < w->charge_count; i++)
        if (!w->charges[i].told) {
            tell(w, &w->charges[i]);
            return true;
        }
    return false;
}
static bool service_tells_again(struct world *w)
{
    bool any = false;
    for (unsigned i = 0; i < w->charge_count; i++)
        if (w->charges[i].told) {
            tell(w, &w->charges[i]);
            any = true;
        }
    return any;
}
static void hand_in(struct world *w, enum mail_kind kind)
{
    post(w, kind, 0);
    w->handed_in = true;
    w->says_paid = kind == MAIL_APPLICATION;
}
static bool kiosk_hears(struct world *w) /* order.state; paid: the case is saved, then the row goes */
{
    if (!asks(w) || !w->row)
        return false;
    assert_true(storage_order_heed(w->storage, w->asked.number, w->row, NULL));
    enum order_state state = look(w).state;
    if (state != ORDER_PAID && state != ORDER_FILED)
        return false;
    hand_in(w, MAIL_APPLICATION);
    w->row = 0;
    return true;
}
/* After a start: whose row is there and whose case is not in the outbox was given up by the power cut. */
static bool crash(struct world *w)
{
    if (!w->here)
        return false;
    w->here = false;
    if (w->row && !w->handed_in)
        post(w, MAIL_VOID, w->row);
    w->row = 0;
    return true;
}
static bool saved_then_cut(struct world *w) /* between the outbox's commit and the row's */
{
    int64_t row = w->row;
    if (!kiosk_hears(w))
        return false;
    w->row = row;
    return crash(w);
}
static bool gives_up(struct world *w, bool line)
{
    struct storage_void gone = {w->asked.id, w->row};
    if (!asks(w) || !w->row)
        return false;
    post(w, MAIL_VOID, w->row);
    if (line)
        assert_true(storage_give_up(w->storage, &gone, w->now_ms, NULL));
    w->row = 0;
    return true;
}
static bool gives_up_offline(struct world *w)
{
    return gives_up(w, false);
}
static bool gives_up_online(struct world *w)
{
    return gives_up(w, true);
}
static bool pays_later(struct world *w) /* at the counter: what is open is given up, the case handed in */
{
    if (!gives_up(w, false))
        return false;
    hand_in(w, MAIL_LATER);
    return true;
}
static void drop_first(struct world *w)
{
    memmove(w->box, w->box + 1, sizeof *w->box * --w->box_count);
}
static bool drains(struct world *w)
{
    if (w->box_count == 0)
        return false;
    arrive(w, &w->box[0], 1);
    drop_first(w);
    return true;
}
static bool drains_unheard(struct world *w) /* stored, and the answer is lost: it comes once more */
{
    if (w->box_count == 0)
        return false;
    arrive(w, &w->box[0], 1);
    return true;
}
static bool drains_last_first(struct world *w)
{
    if (w->box_count < 2)
        return false;
    arrive(w, &w->box[--w->box_count], 1);
    return true;
}
static bool drains_together(struct world *w) /* all of it in one batch */
{
    if (w->box_count < 2)
        return false;
    arrive(w, w->box, w->box_count);
    w->box_count = 0;
    return true;
}
static bool code_over(struct world *w)
{
    w->now_ms += 4 * MINUTE;
    return exists(w);
}
static bool days(struct world *w)
{
    if (w->waited_days || !exists(w))
        return false;
    w->waited_days = true;
    w->now_ms += ORDER_SETTLE_MS + 1;
    return orders_settle(w->storage, w->now_ms, NULL);
}
static bool pays_back(struct world *w)
{
    return cashier_round(w->storage, &service, w->now_ms, NULL) > 0;
}
static bool pays_back_then_cut(struct world *w) /* the service did, the platform did not write it down */
{
    struct storage_payment payment;
    assert_true(storage_refund_next(w->storage, w->now_ms, &payment, NULL));
    return *payment.id && refund(NULL, &payment, NULL) == CASHIER_PAID_BACK;
}
static bool claims_then_cut(struct world *w)
{
    struct storage_payment payment;
    assert_true(storage_refund_next(w->storage, w->now_ms, &payment, NULL));
    return *payment.id != '\0';
}

static bool is_refused(struct world *w)
{
    struct storage_refunds waiting;
    assert_true(storage_refunds(w->storage, &waiting, NULL));
    assert_true(cashier_round(w->storage, &closed_service, w->now_ms, NULL) >= 0);
    return waiting.due + waiting.asked > 0;
}
/* What the ledger calls due is handed out in cash; the service is not told. */
static void hand_out(const struct storage_payment *payment, void *data)
{
    struct world *w = data;
    for (unsigned i = 0; payment->state == PAYMENT_REFUND_DUE && i < w->charge_count; i++)
        if (strcmp(w->charges[i].id, payment->id) == 0)
            w->charges[i].by_hand++;
}
static bool worker_pays_back(struct world *w)
{
    struct storage_by_hand hand;
    if (!exists(w))
        return false;
    storage_payments(w->storage, w->asked.number, hand_out, w, NULL);
    assert_true(storage_refund_by_hand(w->storage, w->asked.number, FALSE, w->now_ms, &hand, NULL));
    return hand.payments > 0;
}

static const struct happening {
    const char *name;
    bool (*happens)(struct world *w); /* false: it cannot, here */
} happenings[] = {{"ask", ask},
                  {"ask-held", ask_held},
                  {"held-comes", held_comes},
                  {"renew", renew},
                  {"page-pays", page_pays},
                  {"charged-newest", charged_newest},
                  {"charged-first", charged_first},
                  {"service-tells", service_tells},
                  {"service-tells-again", service_tells_again},
                  {"kiosk-hears", kiosk_hears},
                  {"crash", crash},
                  {"saved-then-cut", saved_then_cut},
                  {"gives-up-offline", gives_up_offline},
                  {"gives-up-online", gives_up_online},
                  {"pays-later", pays_later},
                  {"drains", drains},
                  {"drains-unheard", drains_unheard},
                  {"drains-last-first", drains_last_first},
                  {"drains-together", drains_together},
                  {"code-over", code_over},
                  {"days", days},
                  {"pays-back", pays_back},
                  {"pays-back-then-cut", pays_back_then_cut},
                  {"claims-then-cut", claims_then_cut},
                  {"is-refused", is_refused},
                  {"worker-pays-back", worker_pays_back}};
enum { HAPPENINGS = sizeof happenings / sizeof *happenings };
