#include "platform/orders.h"

#include <sodium.h>
#include <string.h>

#include "platform/trouble.h"

gboolean orders_settle(struct storage *storage, int64_t now_ms, GError **error)
{
    return storage_orders_settle(storage, now_ms - ORDER_SETTLE_MS, now_ms, error);
}

enum order_state orders_state_now(const struct storage_order *order, int64_t now_ms)
{
    return order->state == ORDER_OPEN && order->valid_ms < now_ms ? ORDER_EXPIRED : order->state;
}

char *orders_receipt_url(const struct platform *platform, const char *number)
{
    return g_strconcat(platform->public_url, "/e/", number, NULL);
}

static void send_order(const struct platform *platform, const struct storage_order *order, int64_t now_ms,
                       struct reply *reply)
{
    int64_t left_ms = order->valid_ms - ORDER_GRACE_MS - now_ms;
    g_autofree char *pay =
        g_strdup_printf("%s/pay/%s-%u", platform->public_url, order->number, order->attempt);
    g_autofree char *ereceipt = orders_receipt_url(platform, order->number);
    enum order_state state = orders_state_now(order, now_ms);
    enum order_state told = state == ORDER_REFUNDING ? ORDER_REFUND_DUE : state;
    online_send_json(reply,
                     json_pack("{s:b,s:s,s:s,s:I,s:s,s:s,s:i}", "ok", 1, "number", order->number, "state",
                               order_state_name(told), "amount_fen", (json_int_t)order->amount_fen, "pay",
                               pay, "ereceipt", ereceipt, "valid_s",
                               state == ORDER_OPEN && left_ms > 0 ? (int)(left_ms / 1000) : 0));
}

/* The kiosk counts what it asks for: what is given up later names the count. 0: an older kiosk. */
static int64_t turn_of(const struct question *q)
{
    return MAX(json_integer_value(json_object_get(q->body, "asking")), 0);
}

static bool read_case(const struct question *q, struct storage_order *order, struct reply *reply)
{
    if (!uuid7_parse(order->id, online_member(q->body, "case"))) {
        reply_problem(reply, 422, "case", "No case is named", "Send case, the UUIDv7 of the application.");
        return false;
    }
    order_number(order->id, order->number);
    return true;
}

/* What the catalog asks for this service: its price, and the fee of one of its ways on top. */
static bool is_due(const struct service *service, int64_t amount_fen)
{
    if (!service || !service->payment || amount_fen <= 0)
        return false;
    int64_t price = service->payment->amount_fen;
    bool due = !service->delivery && amount_fen == price;
    for (unsigned i = 0; service->delivery && i < service->delivery->way_count; i++)
        due = due || amount_fen == price + service->delivery->ways[i].fee_fen;
    return due;
}

static bool read_amount(const struct platform *platform, const struct question *q,
                        struct storage_order *order, struct reply *reply)
{
    const json_t *amount = json_object_get(q->body, "amount_fen");
    order->amount_fen = json_integer_value(amount);
    bool right = json_is_integer(amount) && order->amount_fen > 0 && order->amount_fen <= G_MAXINT32 &&
                 *q->service && strlen(q->service) < sizeof order->service;
    if (right && platform->catalog)
        right = is_due(catalog_find(platform->catalog, q->service), order->amount_fen);
    g_strlcpy(order->service, q->service, sizeof order->service);
    if (!right)
        reply_problem(reply, 422, "amount", "This is not what the service costs",
                      "Send service and amount_fen, whole fen, as the catalog has them.");
    return right;
}

void orders_create(const struct platform *platform, const struct question *q, struct reply *reply)
{
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    struct storage_order order = {.created_ms = now_ms,
                                  .valid_ms = now_ms + ORDER_VALID_S * INT64_C(1000) + ORDER_GRACE_MS};
    g_autoptr(GError) error = NULL;
    if (!read_case(q, &order, reply) || !read_amount(platform, q, &order, reply))
        return;
    order.turn = turn_of(q);
    if (orders_settle(platform->storage, now_ms, &error) &&
        storage_order_open(platform->storage, &order, json_is_true(json_object_get(q->body, "renew")),
                           &error))
        send_order(platform, &order, now_ms, reply);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 409, "order-given-up", "This order was given up before it came",
                      "Nothing was opened. Ask again, and count on.");
    else
        trouble_reply(reply, error);
}

/* What the answer says holds for the asking that the kiosk names: an older one's farewell no longer closes
 * it. An older kiosk names none. */
static gboolean heed(const struct platform *platform, const struct question *q, const char *number,
                     GError **error)
{
    int64_t turn = turn_of(q);
    return turn == 0 || storage_order_heed(platform->storage, number, turn, error);
}

static void act(const struct platform *platform, const struct question *q, enum storage_order_deed deed,
                struct reply *reply)
{
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    struct storage_order order = {0}, now;
    g_autoptr(GError) error = NULL;
    if (!read_case(q, &order, reply))
        return;
    if (orders_settle(platform->storage, now_ms, &error) && heed(platform, q, order.number, &error) &&
        storage_order(platform->storage, deed, order.number, 0, now_ms, &now, &error))
        send_order(platform, &now, now_ms, reply);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 404, "unknown-order", "No order of this case", "Ask order.create first.");
    else
        trouble_reply(reply, error);
}

void orders_state(const struct platform *platform, const struct question *q, struct reply *reply)
{
    act(platform, q, ORDER_DEED_LOOK, reply);
}

/* With a turn it is what the kiosk's outbox says a little later too, and may come in any order. */
void orders_cancel(const struct platform *platform, const struct question *q, struct reply *reply)
{
    struct storage_order order = {0};
    struct storage_void gone = {order.id, turn_of(q)};
    g_autoptr(GError) error = NULL;
    if (gone.turn == 0) {
        act(platform, q, ORDER_DEED_CANCEL, reply);
        return;
    }
    if (!read_case(q, &order, reply))
        return;
    if (storage_give_up(platform->storage, &gone, platform->clock.wall_ms(&platform->clock), &error))
        act(platform, q, ORDER_DEED_LOOK, reply);
    else
        trouble_reply(reply, error);
}

/* WeChat: 18 digits, 10 to 15 first. Alipay: 16 to 24 digits, 25 to 30 first. */
static bool is_pay_code(const char *code)
{
    size_t len = strlen(code);
    if (len < 16 || len > 24 || strspn(code, "0123456789") != len)
        return false;
    int head = (code[0] - '0') * 10 + code[1] - '0';
    return (len == 18 && head >= 10 && head <= 15) || (head >= 25 && head <= 30);
}

/* Digits are few: without the key nobody gets a code back out of its hash. */
static void hash_code(const struct platform_keys *keys, const char *code, uint8_t hash[STORAGE_OWNER_BYTES])
{
    static const char purpose[] = "linchuang payment code";
    crypto_generichash_state state;
    crypto_generichash_init(&state, keys->hash_key, KEYS_HASH_BYTES, STORAGE_OWNER_BYTES);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_generichash_update(&state, (const uint8_t *)code, strlen(code));
    crypto_generichash_final(&state, hash, STORAGE_OWNER_BYTES);
    sodium_memzero(&state, sizeof state);
}

void orders_pay(const struct platform *platform, const struct question *q, struct reply *reply)
{
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    const char *code = online_member(q->body, "code");
    uint8_t hash[STORAGE_OWNER_BYTES];
    struct storage_order order = {0}, now;
    g_autoptr(GError) error = NULL;
    if (!read_case(q, &order, reply))
        return;
    if (!is_pay_code(code)) {
        reply_problem(reply, 422, "payment-code", "This is no payment code", "Send code, 16 to 24 digits.");
        return;
    }
    hash_code(platform->keys, code, hash);
    if (orders_settle(platform->storage, now_ms, &error) && heed(platform, q, order.number, &error) &&
        storage_order_pay(platform->storage, order.number, hash, now_ms, &now, &error))
        send_order(platform, &now, now_ms, reply);
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_ABSENT))
        reply_problem(reply, 404, "unknown-order", "No order of this case", "Ask order.create first.");
    else if (g_error_matches(error, storage_error_quark(), STORAGE_ERROR_SPENT))
        reply_problem(reply, 409, "payment-code-spent", "This payment code is spent",
                      "Nothing was taken. Ask for a fresh one.");
    else
        trouble_reply(reply, error);
}
