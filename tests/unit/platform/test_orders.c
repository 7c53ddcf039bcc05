/* Money once: one order a case, one payment an order, and what was paid without an application is paid back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "catalog/load.h"
#include "platform/orders.h"
#include "platform/worker.h"
#include "platform_room.h"

#define CASE "019b0c3e-7a10-7c55-8b1e-2f6f0a1d9c41"
#define OTHER "019b0c3e-7a10-7c55-8b1e-2f6f0a1d9c42"
enum { SECOND = 1000, DAY = 24 * 60 * 60 * 1000, FEN = 40000 };
enum { BEFORE_CLOSING = 22 /* the store of the release that left orders open beside their case */ };

static void wind(struct room *room, int64_t ms)
{
    clock_advance(&room->platform.clock, ms);
}

/* One question of a kiosk; the order as the kiosk reads it. */
static struct message_order ask(struct room *room, const char *kind, const char *kase, const char *more)
{
    g_autofree char *body =
        g_strdup_printf("{\"kind\":\"order.%s\",\"service\":\"fee\",\"case\":\"%s\"%s}", kind, kase, more);
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    struct message_order order;
    g_autoptr(GError) error = NULL;
    if (reply.status != 200)
        fail_msg("%s: %s", body, reply.body);
    assert_true(message_order_parse(reply.body, reply.len, &order, &error));
    reply_clear(&reply);
    return order;
}

#define DUE ",\"amount_fen\":40000"

static unsigned refused(struct room *room, const char *body)
{
    struct reply reply = room_ask(room, "POST", "/v1/online", body);
    unsigned status = reply.status;
    reply_clear(&reply);
    return status;
}

/* The phone: opens the page that the code says, or presses its button. */
static unsigned phone(struct room *room, const char *method, const struct message_order *order,
                      const char *says)
{
    const char *path = strstr(order->pay, "/pay/");
    struct request request = {method, path, *method == 'P' ? ORDER_FORM_TYPE : "", "", NULL, 0};
    struct reply reply = {0};
    route_answer(&room->platform, &request, &reply);
    unsigned status = reply.status;
    if (!strstr(reply.body, says))
        fail_msg("%s %s: no %s in %s", method, path, says, reply.body);
    reply_clear(&reply);
    return status;
}

static bool phone_says(struct room *room, const struct message_order *order, const char *says)
{
    struct reply reply = room_ask(room, "GET", strstr(order->pay, "/pay/"), NULL);
    bool said = strstr(reply.body, says) != NULL;
    reply_clear(&reply);
    return said;
}

static void hand_in_as(struct room *room, const char *kase, bool pays)
{
    struct storage_put put = {
        .submission = {.receipt = strcmp(kase, CASE) == 0 ? "206170000014" : "206170000022",
                       .kiosk = "20617",
                       .kind = "application",
                       .service = "fee",
                       .pays = pays,
                       .record = "{}",
                       .record_len = 2}};
    assert_true(uuid7_parse(put.submission.id, kase));
    put.submission.received_ms = room->platform.clock.wall_ms(&room->platform.clock);
    assert_true(storage_put(room->platform.storage, &put, 1, NULL));
    assert_int_equal(put.verdict, STORAGE_STORED);
}

static void hand_in(struct room *room, const char *kase)
{
    hand_in_as(room, kase, true);
}

static void asking_twice_makes_one_order(void **state)
{
    struct room *room = *state;
    struct message_order a = ask(room, "create", CASE, DUE), b;
    uint8_t id[UUID7_BYTES];
    char number[ORDER_TEXT];
    assert_true(uuid7_parse(id, CASE));
    order_number(id, number);
    assert_string_equal(a.number, number);
    assert_int_equal(a.state, ORDER_OPEN);
    assert_int_equal(a.amount_fen, FEN);
    assert_int_equal(a.valid_s, ORDER_VALID_S);
    assert_true(g_str_has_prefix(a.pay, "https://platform.example/pay/"));
    wind(room, 10 * SECOND);
    b = ask(room, "create", CASE, DUE);
    assert_string_equal(a.pay, b.pay);
    assert_int_equal(b.valid_s, ORDER_VALID_S - 10);
    assert_string_not_equal(ask(room, "create", OTHER, DUE).number, a.number);
}

static void a_phone_pays_once(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE);
    assert_int_equal(phone(room, "GET", &order, "¥400.00"), 200);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_OPEN); /* looking pays nothing */
    assert_int_equal(phone(room, "POST", &order, "付好了"), 200);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_PAID);
    assert_int_equal(phone(room, "POST", &order, "不用再付"), 200);
    assert_int_equal(phone(room, "GET", &order, "不用再付"), 200);
    assert_int_equal(ask(room, "create", CASE, DUE ",\"renew\":true").state, ORDER_PAID);
    hand_in(room, CASE);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_FILED);
    wind(room, 2 * (int64_t)DAY);
    assert_int_equal(ask(room, "cancel", CASE, "").state, ORDER_FILED); /* too late to give up */
}

#define CODE ",\"code\":\"130123456789012345\""

static unsigned shown(struct room *room, const char *kase, const char *code)
{
    g_autofree char *body = g_strdup_printf(
        "{\"kind\":\"order.pay\",\"service\":\"fee\",\"case\":\"%s\",\"code\":\"%s\"}", kase, code);
    return refused(room, body);
}

static void a_payment_code_pays_once(void **state)
{
    struct room *room = *state;
    assert_int_equal(shown(room, CASE, "130123456789012345"), 404); /* no order yet */
    ask(room, "create", CASE, DUE);
    assert_int_equal(shown(room, CASE, "160123456789012345"), 422);
    assert_int_equal(shown(room, CASE, ""), 422);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_OPEN);
    assert_int_equal(ask(room, "pay", CASE, CODE).state, ORDER_PAID);
    assert_int_equal(ask(room, "pay", CASE, CODE).state, ORDER_PAID); /* said again: the same payment */
    assert_int_equal(shown(room, CASE, "2501234567890123"), 200); /* paid already: that code stays whole */
    ask(room, "create", OTHER, DUE);
    assert_int_equal(shown(room, OTHER, "130123456789012345"), 409);
    assert_int_equal(ask(room, "state", OTHER, "").state, ORDER_OPEN);
    assert_int_equal(ask(room, "pay", OTHER, ",\"code\":\"2501234567890123\"").state, ORDER_PAID);
}

/* What cannot be paid is answered as it stands, and costs no code. */
static void a_payment_code_comes_late(void **state)
{
    struct room *room = *state;
    ask(room, "create", CASE, DUE);
    wind(room, ORDER_VALID_S * SECOND + ORDER_GRACE_MS + 1);
    assert_int_equal(ask(room, "pay", CASE, CODE).state, ORDER_EXPIRED);
    ask(room, "create", CASE, DUE);
    ask(room, "cancel", CASE, "");
    assert_int_equal(ask(room, "pay", CASE, CODE).state, ORDER_CANCELLED);
    ask(room, "create", OTHER, DUE);
    assert_int_equal(ask(room, "pay", OTHER, CODE).state, ORDER_PAID);
    hand_in(room, OTHER);
    assert_int_equal(ask(room, "state", OTHER, "").state, ORDER_FILED);
}

static void only_the_newest_code_takes_money(void **state)
{
    struct room *room = *state;
    struct message_order first = ask(room, "create", CASE, DUE), second;
    wind(room, ORDER_VALID_S * SECOND);
    assert_int_equal(phone(room, "GET", &first, "付款</button>"), 200); /* in its grace */
    second = ask(room, "create", CASE, DUE ",\"renew\":true");
    assert_string_equal(first.number, second.number);
    assert_string_not_equal(first.pay, second.pay);
    assert_int_equal(phone(room, "POST", &first, "过时间了"), 410);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_OPEN);
    wind(room, ORDER_VALID_S * SECOND + ORDER_GRACE_MS + 1);
    assert_int_equal(phone(room, "POST", &second, "过时间了"), 410);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_EXPIRED);
}

static void given_up_before_and_after_paying(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE);
    assert_int_equal(ask(room, "cancel", CASE, "").state, ORDER_CANCELLED);
    assert_int_equal(phone(room, "POST", &order, "没有收钱"), 410);
    order = ask(room, "create", CASE, DUE); /* 再交一次 */
    assert_int_equal(order.state, ORDER_OPEN);
    phone(room, "POST", &order, "付好了");
    assert_int_equal(ask(room, "cancel", CASE, "").state, ORDER_REFUND_DUE);
    phone(room, "GET", &order, "会退给您");
    assert_int_equal(ask(room, "create", CASE, DUE).state, ORDER_PAID); /* the same case: it counts */
}

/* Power went, or the kiosk never came back: days later the money is due, and goes once. */
static void paid_and_abandoned(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE);
    struct storage *storage = room->platform.storage;
    int64_t now_ms = room->platform.clock.wall_ms(&room->platform.clock);
    phone(room, "POST", &order, "付好了");
    assert_false(worker_refunded(storage, order.number, false, now_ms, NULL)); /* not due yet */
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_PAID);
    wind(room, ORDER_SETTLE_MS);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_PAID);
    wind(room, 1);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_REFUND_DUE);
    assert_true(worker_refunded(storage, order.number, false, now_ms, NULL));
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_REFUNDED);
    hand_in(room, CASE); /* out of a drawer a week later: taken, and not paid */
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_REFUNDED);
}

/* The line was down for days: what lies in the kiosk's outbox is still paid for when it comes. */
static void late_but_filed(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE);
    phone(room, "POST", &order, "付好了");
    wind(room, 4 * (int64_t)DAY);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_REFUND_DUE);
    hand_in(room, CASE);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_FILED);
}

/* A case that says it is paid, and no money is here: it is told what is missing, so nothing is taken as well.
 */
static void nothing_is_taken_of_a_case_that_was_told_to_pay(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE), other = ask(room, "create", OTHER, DUE);
    hand_in(room, CASE);
    phone(room, "POST", &order, "没有收钱");
    phone(room, "POST", &other, "付好了");
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_CANCELLED);
    assert_int_equal(ask(room, "state", OTHER, "").state, ORDER_PAID);
}

/* Told to pay at the counter, and the phone paid at the last moment: what the paper says holds, so it goes
 * back, before the case comes or after it, and no late asking opens the order again. */
static void the_counter_is_paid_alone(void **state)
{
    struct room *room = *state;
    struct message_order before = ask(room, "create", CASE, DUE ",\"asking\":1"),
                         after = ask(room, "create", OTHER, DUE ",\"asking\":1");
    phone(room, "POST", &before, "付好了");
    hand_in_as(room, CASE, false);
    hand_in_as(room, OTHER, false);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_REFUND_DUE);
    assert_int_equal(ask(room, "create", CASE, DUE ",\"asking\":2").state, ORDER_REFUND_DUE);
    assert_int_equal(ask(room, "create", CASE, DUE).state, ORDER_REFUND_DUE);
    assert_int_equal(phone(room, "POST", &before, "这笔没有用上，钱按原路退回"), 200);
    assert_int_equal(phone(room, "POST", &after, "没有收钱"), 410);
    assert_int_equal(ask(room, "create", OTHER, DUE ",\"asking\":2,\"renew\":true").state, ORDER_CANCELLED);
}

/* Given up once, and asked for again; that question lies about in the network. What the kiosk hears is paid
 * is of its newest asking, by the page or by the phone's code: the older one's farewell does not give it
 * back. */
static void what_was_heard_as_paid_is_not_given_up(void **state)
{
    struct room *room = *state;
    struct message_order page = ask(room, "create", CASE, DUE ",\"asking\":1");
    ask(room, "create", OTHER, DUE ",\"asking\":1");
    phone(room, "POST", &page, "付好了");
    assert_int_equal(ask(room, "state", CASE, ",\"asking\":2").state, ORDER_PAID);
    assert_int_equal(ask(room, "pay", OTHER, ",\"asking\":2,\"code\":\"134567890123456789\"").state,
                     ORDER_PAID);
    assert_int_equal(ask(room, "cancel", CASE, ",\"asking\":1").state, ORDER_PAID);
    assert_int_equal(ask(room, "cancel", OTHER, ",\"asking\":1").state, ORDER_PAID);
    assert_int_equal(ask(room, "cancel", CASE, ",\"asking\":2").state, ORDER_REFUND_DUE);
    assert_int_equal(ask(room, "cancel", OTHER, ",\"asking\":2").state, ORDER_REFUND_DUE);
}

/* An older kiosk's question names no asking: it changes nothing. */
static void a_look_without_an_asking_changes_nothing(void **state)
{
    struct room *room = *state;
    struct message_order page = ask(room, "create", CASE, DUE ",\"asking\":2");
    phone(room, "POST", &page, "付好了");
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_PAID);
    assert_int_equal(ask(room, "state", CASE, ",\"asking\":1").state, ORDER_PAID);
    assert_int_equal(ask(room, "cancel", CASE, ",\"asking\":1").state, ORDER_PAID);
    assert_int_equal(ask(room, "cancel", CASE, ",\"asking\":2").state, ORDER_REFUND_DUE);
}

static void nothing_opens_for_a_case_that_is_here(void **state)
{
    struct room *room = *state;
    hand_in_as(room, CASE, false);
    assert_int_equal(refused(room, "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE
                                   "\",\"amount_fen\":40000}"),
                     409);
}

/* The release before this one left it open beside its case. */
static void one_left_open_beside_its_case_is_closed(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE), other = ask(room, "create", OTHER, DUE);
    hand_in_as(room, CASE, false);
    storage_close(room->platform.storage);
    place_sql(&room->place, "UPDATE pay_order SET state='open'");
    place_sql(&room->place, "ALTER TABLE payment DROP COLUMN tries; ALTER TABLE payment DROP COLUMN note;"
                            "DROP INDEX payment_due; ALTER TABLE payment DROP COLUMN ask_ms;"
                            "CREATE INDEX payment_due ON payment(settled_ms, id)");
    place_sql(&room->place, "ALTER TABLE heartbeat DROP COLUMN words");
    place_set_version(&room->place, BEFORE_CLOSING);
    room->platform.storage = storage_open(room->uri, NULL);
    assert_int_equal(phone(room, "POST", &order, "没有收钱"), 410);
    assert_int_equal(phone(room, "POST", &other, "付好了"), 200);
}

static unsigned receipt_of(struct room *room, const char *number, const char *says)
{
    g_autofree char *path = g_strconcat("/e/", number, NULL);
    struct reply reply = room_ask(room, "GET", path, NULL);
    unsigned status = reply.status;
    if (!strstr(reply.body, says))
        fail_msg("%s: no %s in %s", path, says, reply.body);
    reply_clear(&reply);
    return status;
}

/* 电子票据: when it is paid and filed, and no longer when the money went back. */
static void a_receipt_is_of_what_was_filed(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE), other = ask(room, "create", OTHER, DUE);
    uint8_t secret_key[KEYS_SIGN_SECRET_BYTES];
    crypto_sign_keypair(room->keys.sign_public, secret_key);
    room->keys.sign_secret = secret_key;
    assert_int_equal(receipt_of(room, order.number, "还没有票据"), 404);
    assert_false(phone_says(room, &order, "/e/")); /* no link to a page that is not there */
    phone(room, "POST", &order, "事情交上去了，再打开这一页");
    assert_false(phone_says(room, &order, "/e/"));
    assert_int_equal(receipt_of(room, order.number, "还没有票据"), 404);
    hand_in(room, CASE);
    phone(room, "GET", &order, "看电子票据");
    assert_true(phone_says(room, &order, strstr(order.ereceipt, "/e/")));
    assert_true(g_str_has_prefix(order.ereceipt, "https://platform.example/e/") &&
                g_str_has_suffix(order.ereceipt, order.number));
    assert_int_equal(receipt_of(room, order.number, "¥400.00"), 200);
    assert_int_equal(receipt_of(room, order.number, "<svg"), 200);
    phone(room, "POST", &other, "付好了");
    ask(room, "cancel", OTHER, "");
    assert_int_equal(receipt_of(room, other.number, "票据作废"), 410);
    assert_int_equal(receipt_of(room, "123", "没有这张票据"), 404);
    assert_int_equal(receipt_of(room, "00000000000000000001", "没有这张票据"), 404);
    room->keys.sign_secret = NULL;
}

static void durable(void **state)
{
    struct room *room = *state;
    struct message_order order = ask(room, "create", CASE, DUE);
    phone(room, "POST", &order, "付好了");
    storage_close(room->platform.storage);
    room->platform.storage = storage_open(room->uri, NULL);
    assert_int_equal(ask(room, "state", CASE, "").state, ORDER_PAID);
}

static void wrong_questions(void **state)
{
    struct room *room = *state;
    static const char *const bodies[] = {
        "{\"kind\":\"order.create\",\"service\":\"fee\",\"amount_fen\":40000}",
        "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE "\"}",
        "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE "\",\"amount_fen\":400.5}",
        "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE "\",\"amount_fen\":\"40000\"}",
        "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE "\",\"amount_fen\":0}",
        "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE "\",\"amount_fen\":-40000}",
        "{\"kind\":\"order.create\",\"case\":\"" CASE "\",\"amount_fen\":40000}",
        "{\"kind\":\"order.state\",\"case\":\"206170000014\"}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++)
        assert_int_equal(refused(room, bodies[i]), 422);
    assert_int_equal(refused(room, "{\"kind\":\"order.state\",\"case\":\"" CASE "\"}"), 404);
    assert_int_equal(refused(room, "{\"kind\":\"order.cancel\",\"case\":\"" CASE "\"}"), 404);
    static const char *const codes[] = {"1",
                                        "12345678901234567890",
                                        "12345678901234567890-",
                                        "12345678901234567890-0",
                                        "12345678901234567890-1x",
                                        "12345678901234567890-1"};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        struct message_order order = {.state = ORDER_OPEN};
        g_snprintf(order.pay, sizeof order.pay, "/pay/%s", codes[i]);
        assert_int_equal(phone(room, "POST", &order, "没有这张付款单"), 404);
    }
}

/* The catalog says what is due; a kiosk with another price is told so before anybody pays. */
static void the_price_is_the_catalogs(void **state)
{
    struct room *room = *state;
    static const char json[] =
        "{\"code\":\"fee\",\"kind\":\"application\",\"name\":{\"zh\":\"费\",\"en\":\"Fee\"},"
        "\"official\":{\"zh\":\"费\",\"en\":\"Fee\"},\"line\":{\"zh\":\"费\",\"en\":\"Fee\"},"
        "\"department\":{\"zh\":\"局\",\"en\":\"B\"},\"icon\":\"house\",\"tint\":\"pine\",\"category\":"
        "\"any\","
        "\"price\":{\"zh\":\"费\",\"en\":\"F\"},\"who\":{\"zh\":\"谁\",\"en\":\"W\"},"
        "\"promise\":{\"zh\":\"快\",\"en\":\"S\"},\"pages\":[[{\"name\":\"a\",\"type\":\"text\","
        "\"question\":{\"zh\":\"问\",\"en\":\"Q\"},\"label\":{\"zh\":\"名\",\"en\":\"L\"}}]],"
        "\"payment\":{\"amount_fen\":40000,\"what\":{\"zh\":\"费\",\"en\":\"F\"}},"
        "\"delivery\":{\"question\":{\"zh\":\"问\",\"en\":\"Q\"},\"ways\":[{\"way\":\"collect\"},"
        "{\"way\":\"post\",\"fee_fen\":1200}]}}";
    g_autoptr(GError) error = NULL;
    struct catalog *catalog = catalog_parse("fee.json", json, strlen(json), &error);
    assert_non_null(catalog);
    room->platform.catalog = catalog;
    assert_int_equal(ask(room, "create", CASE, DUE).amount_fen, FEN);
    assert_int_equal(ask(room, "create", CASE, ",\"amount_fen\":41200").amount_fen, FEN + 1200);
    assert_int_equal(refused(room, "{\"kind\":\"order.create\",\"service\":\"fee\",\"case\":\"" CASE
                                   "\",\"amount_fen\":1200}"),
                     422);
    assert_int_equal(refused(room, "{\"kind\":\"order.create\",\"service\":\"none\",\"case\":\"" CASE
                                   "\",\"amount_fen\":40000}"),
                     422);
    struct message_order order = ask(room, "create", CASE, DUE);
    phone(room, "GET", &order, "¥400.00");
    catalog_free(catalog);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(asking_twice_makes_one_order),
        ROOM(what_was_heard_as_paid_is_not_given_up),
        ROOM(a_look_without_an_asking_changes_nothing),
        ROOM(a_phone_pays_once),
        ROOM(a_payment_code_pays_once),
        ROOM(a_payment_code_comes_late),
        ROOM(only_the_newest_code_takes_money),
        ROOM(given_up_before_and_after_paying),
        ROOM(paid_and_abandoned),
        ROOM(late_but_filed),
        ROOM(nothing_is_taken_of_a_case_that_was_told_to_pay),
        ROOM(the_counter_is_paid_alone),
        ROOM(nothing_opens_for_a_case_that_is_here),
        ROOM(one_left_open_beside_its_case_is_closed),
        ROOM(a_receipt_is_of_what_was_filed),
        ROOM(durable),
        ROOM(wrong_questions),
        ROOM(the_price_is_the_catalogs),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
