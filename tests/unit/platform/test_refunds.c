/* What goes back, and does not: an order is refunded when whoever holds the money says so, or a worker does.
 * Until then it says what it waits for; whoever was asked and has not answered may have paid, so nobody else
 * pays; and each payment is asked for under its own name, again and again, less and less often. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "platform/cashier.h"
#include "platform/metrics.h"
#include "platform/operator.h"
#include "platform/orders.h"
#include "platform/worker.h"
#include "platform_room.h"

#define PASSWORD "secret"
#define BASIC "Basic b3BlcmF0b3I6c2VjcmV0"
enum { FEN = 40000, SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, HOUR_MS = 60 * MINUTE_MS };

/* A payment service as a test wants it. */
struct cashbox {
    enum cashier_answer answer;
    const char *why;
    unsigned asked, paid; /* paid: of those it was asked for, by its books */
    char last[STORAGE_PAYMENT_ID];
};

static enum cashier_answer answer(void *data, const struct storage_payment *payment, GError **error)
{
    struct cashbox *box = data;
    box->asked++;
    box->paid += box->answer == CASHIER_PAID_BACK && strcmp(box->last, payment->id) != 0;
    g_strlcpy(box->last, payment->id, sizeof box->last);
    if (box->why)
        g_set_error_literal(error, storage_error_quark(), STORAGE_ERROR_BUSY, box->why);
    return box->answer;
}

static int go_round(struct room *room, struct cashbox *box, int64_t at_ms)
{
    const struct cashier cashier = {.refund = answer, .data = box};
    return cashier_round(room->platform.storage, &cashier, ROOM_NOW_MS + at_ms, NULL);
}

static struct storage_order look(struct room *room, const char *number)
{
    struct storage_order order;
    assert_true(storage_order(room->platform.storage, ORDER_DEED_LOOK, number, 0, ROOM_NOW_MS, &order, NULL));
    return order;
}

static const uint8_t first_case[16] = {[6] = 0x70, [8] = 0x80, [15] = 1};

/* The nth; what comes back has no id. */
static void open_order(struct room *room, uint8_t n, struct storage_order *order)
{
    *order = (struct storage_order){.id = {[6] = 0x70, [8] = 0x80, [15] = n},
                                    .service = "fee",
                                    .amount_fen = FEN,
                                    .created_ms = ROOM_NOW_MS,
                                    .valid_ms = ROOM_NOW_MS + HOUR_MS};
    order_number(order->id, order->number);
    assert_true(storage_order_open(room->platform.storage, order, FALSE, NULL));
}

static void pay(struct room *room, const struct storage_order *order, const char *id)
{
    struct storage_payment payment = {.attempt = 1, .amount_fen = FEN, .at_ms = ROOM_NOW_MS};
    struct storage_order out;
    g_strlcpy(payment.id, id, sizeof payment.id);
    g_strlcpy(payment.number, order->number, sizeof payment.number);
    assert_true(storage_credit(room->platform.storage, &payment, &out, NULL));
}

/* Paid by "txn", then given up: the money is due to whoever paid. */
static struct storage_order owe(struct room *room)
{
    struct storage_order order;
    open_order(room, 1, &order);
    pay(room, &order, "txn");
    assert_true(
        storage_order(room->platform.storage, ORDER_DEED_CANCEL, order.number, 0, ROOM_NOW_MS, &order, NULL));
    assert_int_equal(order.state, ORDER_REFUND_DUE);
    return order;
}

static void keep(const struct storage_payment *payment, void *data)
{
    *(struct storage_payment *)data = *payment;
}

/* The newest of an order. */
static struct storage_payment payment_of(struct room *room, const char *number)
{
    struct storage_payment payment = {.state = PAYMENT_STATES};
    assert_true(storage_payments(room->platform.storage, number, keep, &payment, NULL));
    return payment;
}

static void hand_in(struct room *room)
{
    struct storage_put put = {.submission = {.receipt = "206170000014",
                                             .kiosk = "20617",
                                             .kind = "application",
                                             .service = "fee",
                                             .pays = true,
                                             .owed = "补交 ¥400.00",
                                             .received_ms = ROOM_NOW_MS,
                                             .record = "{}",
                                             .record_len = 2}};
    memcpy(put.submission.id, first_case, sizeof first_case);
    assert_true(storage_put(room->platform.storage, &put, 1, NULL));
    assert_int_equal(put.verdict, STORAGE_STORED);
}

static void what_is_refused_stays_due_and_says_why(void **state)
{
    struct room *room = *state;
    struct storage_order order = owe(room);
    struct cashbox box = {.answer = CASHIER_REFUSED, .why = "account\nclosed"};
    assert_int_equal(go_round(room, &box, 0), 0);
    assert_int_equal(go_round(room, &box, STORAGE_PUT_OFF_MS), 0);
    assert_int_equal(box.asked, 2);
    assert_int_equal(look(room, order.number).state, ORDER_REFUND_DUE);
    struct storage_payment payment = payment_of(room, order.number);
    assert_int_equal(payment.state, PAYMENT_REFUND_DUE);
    assert_int_equal(payment.tries, 2);
    assert_int_equal(payment.since_ms, ROOM_NOW_MS);
    assert_string_equal(payment.note, "account closed");
    box = (struct cashbox){.answer = CASHIER_PAID_BACK};
    assert_int_equal(go_round(room, &box, HOUR_MS), 1);
    payment = payment_of(room, order.number);
    assert_int_equal(payment.state, PAYMENT_REFUNDED);
    assert_int_equal(payment.since_ms, ROOM_NOW_MS + HOUR_MS);
    assert_string_equal(payment.note, "");
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDED);
    assert_int_equal(go_round(room, &box, 3 * HOUR_MS), 0);
    assert_int_equal(box.asked, 1);
}

static void it_is_asked_less_and_less_often(void **state)
{
    struct room *room = *state;
    struct cashbox box = {.answer = CASHIER_REFUSED};
    owe(room);
    for (int64_t at_ms = 0; at_ms < 24ll * HOUR_MS; at_ms += 5 * SECOND_MS)
        assert_int_equal(go_round(room, &box, at_ms), 0);
    assert_in_range(box.asked, 24, 24 + 12); /* doubled up to an hour, then hourly */
    unsigned before = box.asked;
    go_round(room, &box, -24ll * 365 * HOUR_MS); /* the clock was a year ahead: nothing is put off for it */
    assert_int_equal(box.asked, before + 1);
}

/* One that cannot be given back stands before nobody else. */
static void each_is_asked_for_once_a_round(void **state)
{
    struct room *room = *state;
    struct cashbox box = {.answer = CASHIER_REFUSED};
    struct storage_order order, out;
    for (uint8_t n = 1; n <= 3; n++) {
        char id[8];
        g_snprintf(id, sizeof id, "txn-%u", n);
        open_order(room, n, &order);
        pay(room, &order, id);
        assert_true(storage_order(room->platform.storage, ORDER_DEED_CANCEL, order.number, 0, ROOM_NOW_MS,
                                  &out, NULL));
    }
    assert_int_equal(go_round(room, &box, 0), 0);
    assert_int_equal(box.asked, 3);
    box.answer = CASHIER_PAID_BACK;
    assert_int_equal(go_round(room, &box, STORAGE_PUT_OFF_MS), 3);
}

/* The cashier did, and the power went before it was written down. */
static void cut_before_the_answer_it_is_asked_again_by_the_same_name(void **state)
{
    struct room *room = *state;
    struct storage_order order = owe(room);
    struct cashbox box = {.answer = CASHIER_PAID_BACK};
    struct storage_payment claimed;
    g_autoptr(GError) error = NULL;
    assert_true(storage_refund_next(room->platform.storage, ROOM_NOW_MS, &claimed, NULL));
    assert_int_equal(answer(&box, &claimed, NULL), CASHIER_PAID_BACK);
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDING);
    assert_false(worker_refunded(room->platform.storage, order.number, false, ROOM_NOW_MS, &error));
    assert_non_null(strstr(error->message, "it may have paid: pay nothing"));
    assert_int_equal(go_round(room, &box, 1), 0); /* whoever claimed it may still be waiting */
    assert_int_equal(go_round(room, &box, STORAGE_LEASE_MS), 1);
    assert_int_equal(box.asked, 2);
    assert_int_equal(box.paid, 1);
    assert_string_equal(box.last, "txn");
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDED);
}

static void a_silent_cashier_is_no_refusal(void **state)
{
    struct room *room = *state;
    struct storage_order order = owe(room);
    struct cashbox box = {.answer = CASHIER_SILENT};
    assert_int_equal(go_round(room, &box, 0), 0);
    assert_int_equal(payment_of(room, order.number).state, PAYMENT_REFUNDING);
    assert_false(worker_refunded(room->platform.storage, order.number, false, ROOM_NOW_MS, NULL));
    assert_true(worker_refunded(room->platform.storage, order.number, true, ROOM_NOW_MS, NULL));
    assert_int_equal(go_round(room, &box, 3 * HOUR_MS), 0);
    assert_int_equal(box.asked, 1);
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDED);
}

/* Of two tries the first is refused after the second was begun: that one may still pay. */
static void the_last_try_alone_is_refused(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    struct storage_order order = owe(room);
    struct storage_payment first, second;
    assert_true(storage_refund_next(storage, ROOM_NOW_MS, &first, NULL));
    assert_true(storage_refund_next(storage, ROOM_NOW_MS + STORAGE_LEASE_MS, &second, NULL));
    assert_true(storage_refund_refused(storage, &first, ROOM_NOW_MS + STORAGE_LEASE_MS, "no", NULL));
    assert_int_equal(payment_of(room, order.number).state, PAYMENT_REFUNDING);
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDING);
    assert_true(storage_refunded(storage, &second, ROOM_NOW_MS + STORAGE_LEASE_MS, NULL));
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDED);
}

static void a_worker_pays_back_and_nobody_else_does(void **state)
{
    struct room *room = *state;
    struct storage *storage = room->platform.storage;
    struct storage_order order = owe(room);
    struct cashbox box = {.answer = CASHIER_REFUSED};
    g_autoptr(GError) error = NULL, unknown = NULL;
    go_round(room, &box, 0);
    assert_true(worker_refunded(storage, order.number, false, ROOM_NOW_MS + MINUTE_MS, NULL));
    assert_string_equal(payment_of(room, order.number).note, "by hand");
    box.answer = CASHIER_PAID_BACK;
    assert_int_equal(go_round(room, &box, HOUR_MS), 0);
    assert_int_equal(box.asked, 1);
    assert_false(worker_refunded(storage, order.number, false, ROOM_NOW_MS + HOUR_MS, &error));
    assert_non_null(strstr(error->message, "was paid back at 2026-11-23 "));
    assert_false(worker_refunded(storage, "00000000000000000001", false, ROOM_NOW_MS, &unknown));
    assert_true(g_error_matches(unknown, storage_error_quark(), STORAGE_ERROR_ABSENT));
}

/* Paid twice: the second payment goes back, whoever gives it; the first keeps the order. */
static void of_an_order_paid_twice_one_goes_back(void **state)
{
    struct room *room = *state;
    struct storage_order order;
    struct cashbox box = {.answer = CASHIER_REFUSED};
    open_order(room, 1, &order);
    pay(room, &order, "txn-1");
    hand_in(room);
    pay(room, &order, "txn-2");
    go_round(room, &box, 0);
    assert_true(worker_refunded(room->platform.storage, order.number, false, ROOM_NOW_MS, NULL));
    assert_false(worker_refunded(room->platform.storage, order.number, false, ROOM_NOW_MS, NULL));
    assert_int_equal(look(room, order.number).state, ORDER_FILED);
    assert_int_equal(payment_of(room, order.number).state, PAYMENT_REFUNDED);
}

/* The cashier said no, so the money is still here when the case comes that says it is paid. */
static void refused_it_may_still_be_filed(void **state)
{
    struct room *room = *state;
    struct storage_order order = owe(room);
    struct cashbox box = {.answer = CASHIER_REFUSED, .why = "closed"};
    go_round(room, &box, 0);
    hand_in(room);
    assert_int_equal(look(room, order.number).state, ORDER_FILED);
    struct storage_payment payment = payment_of(room, order.number);
    assert_int_equal(payment.state, PAYMENT_KEPT);
    assert_string_equal(payment.note, "");
    box.answer = CASHIER_PAID_BACK;
    assert_int_equal(go_round(room, &box, HOUR_MS), 0);
    assert_int_equal(box.asked, 1);
}

/* Asked and not answered, nothing is opened for a second payment; a kiosk is told what it knows. */
static void while_it_is_asked_for_nothing_is_paid_anew(void **state)
{
    struct room *room = *state;
    struct storage_order again;
    struct cashbox box = {.answer = CASHIER_SILENT};
    char text[UUID7_TEXT];
    owe(room);
    go_round(room, &box, 0);
    open_order(room, 1, &again);
    assert_int_equal(again.state, ORDER_REFUNDING);
    uuid7_text(first_case, text);
    g_autofree char *body = g_strdup_printf("{\"kind\":\"order.state\",\"case\":\"%s\"}", text);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    assert_non_null(strstr(reply.body, "refund_due"));
    reply_clear(&reply);
}

static char *page(struct room *room, const char *path)
{
    struct request request = {.method = "GET", .path = path, .content_type = "", .authorization = BASIC};
    struct reply reply = {0};
    route_answer(&room->platform, &request, &reply);
    assert_int_equal(reply.status, 200);
    char *text = g_strndup(reply.body, reply.len);
    reply_clear(&reply);
    return text;
}

static void figures_and_fleet_page_say_what_waits(void **state)
{
    struct room *room = *state;
    struct cashbox box = {.answer = CASHIER_REFUSED};
    room->platform.operator_password = PASSWORD;
    owe(room);
    g_autofree char *young = page(room, "/fleet");
    assert_null(strstr(young, "没退成"));
    go_round(room, &box, 0);
    clock_advance(&room->platform.clock, 3 * HOUR_MS);
    g_autofree char *figures = page(room, "/metrics"), *fleet = page(room, "/fleet");
    assert_non_null(strstr(figures, "linchuang_refunds_waiting{state=\"refund_due\"} 1\n"));
    assert_non_null(strstr(figures, "linchuang_refunds_waiting{state=\"refunding\"} 0\n"));
    assert_non_null(strstr(figures, "linchuang_refunds_oldest_seconds 10800.000000\n"));
    assert_non_null(strstr(fleet, "有 1 笔钱没退成</b> 一共 ¥400.00，最早的一笔：3 小时前"));
    box.answer = CASHIER_PAID_BACK;
    assert_int_equal(go_round(room, &box, 3 * HOUR_MS), 1);
    g_autofree char *after = page(room, "/metrics"), *quiet = page(room, "/fleet");
    assert_non_null(strstr(after, "linchuang_refunds_oldest_seconds 0.000000\n"));
    assert_null(strstr(quiet, "没退成"));
}

/* The release before this one called an order refunded when it had only asked. */
static void one_called_refunded_too_early_is_asked_for_again(void **state)
{
    enum { BEFORE_TRIES = 23 };
    struct room *room = *state;
    struct storage_order order = owe(room);
    struct cashbox box = {.answer = CASHIER_PAID_BACK};
    storage_close(room->platform.storage);
    place_sql(&room->place, "UPDATE pay_order SET state='refunded'; UPDATE payment SET state='refunding';"
                            "ALTER TABLE payment DROP COLUMN tries; ALTER TABLE payment DROP COLUMN note;"
                            "DROP INDEX payment_due; ALTER TABLE payment DROP COLUMN ask_ms;"
                            "CREATE INDEX payment_due ON payment(settled_ms, id)");
    place_sql(&room->place, "ALTER TABLE heartbeat DROP COLUMN words");
    place_set_version(&room->place, BEFORE_TRIES);
    room->platform.storage = storage_open(room->uri, NULL);
    assert_non_null(room->platform.storage);
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDING);
    assert_int_equal(payment_of(room, order.number).tries, 1);
    assert_int_equal(go_round(room, &box, 0), 1);
    assert_int_equal(look(room, order.number).state, ORDER_REFUNDED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(what_is_refused_stays_due_and_says_why),
        ROOM(it_is_asked_less_and_less_often),
        ROOM(each_is_asked_for_once_a_round),
        ROOM(cut_before_the_answer_it_is_asked_again_by_the_same_name),
        ROOM(a_silent_cashier_is_no_refusal),
        ROOM(the_last_try_alone_is_refused),
        ROOM(a_worker_pays_back_and_nobody_else_does),
        ROOM(of_an_order_paid_twice_one_goes_back),
        ROOM(refused_it_may_still_be_filed),
        ROOM(while_it_is_asked_for_nothing_is_paid_anew),
        ROOM(figures_and_fleet_page_say_what_waits),
        ROOM(one_called_refunded_too_early_is_asked_for_again),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
