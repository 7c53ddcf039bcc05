#include "wire/order.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "wire/json.h"
#include "wire/messages.h"

void order_number(const uint8_t id[UUID7_BYTES], char out[ORDER_TEXT])
{
    static const char purpose[] = "linchuang order 1";
    uint8_t hash[crypto_generichash_BYTES_MIN];
    crypto_generichash_state state;
    uint64_t number;

    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_generichash_update(&state, id, UUID7_BYTES);
    crypto_generichash_final(&state, hash, sizeof hash);
    memcpy(&number, hash, sizeof number);
    snprintf(out, ORDER_TEXT, "%020" PRIu64, GUINT64_FROM_LE(number));
}

static const char *const names[ORDER_STATES] = {
    [ORDER_OPEN] = "open",           [ORDER_EXPIRED] = "expired",     [ORDER_PAID] = "paid",
    [ORDER_FILED] = "filed",         [ORDER_CANCELLED] = "cancelled", [ORDER_REFUND_DUE] = "refund_due",
    [ORDER_REFUNDING] = "refunding", [ORDER_REFUNDED] = "refunded"};

const char *order_state_name(enum order_state state)
{
    return (unsigned)state < ORDER_STATES ? names[state] : "";
}

enum order_state order_state_of(const char *name)
{
    unsigned state = 0;

    while (state < ORDER_STATES && strcmp(names[state], name) != 0)
        state++;
    return (enum order_state)state;
}

static bool whole(uint32_t *to, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    json_int_t n = json_integer_value(value);

    *to = (uint32_t)n;
    return json_is_integer(value) && n >= 0 && n <= G_MAXINT32;
}

static gboolean read_order(const json_t *document, struct message_order *out, GError **error)
{
    const char *problem = wire_text(document, "problem");

    if (json_is_false(json_object_get(document, "ok")) && *problem) {
        g_set_error_literal(error, message_error_quark(), MESSAGE_ERROR_FORM, problem);
        return FALSE;
    }
    out->state = order_state_of(wire_text(document, "state"));
    bool well = json_is_true(json_object_get(document, "ok")) && out->state < ORDER_STATES &&
                wire_copy(out->number, sizeof out->number, document, "number") &&
                strspn(out->number, "0123456789") == ORDER_DIGITS &&
                wire_copy(out->pay, sizeof out->pay, document, "pay") &&
                whole(&out->amount_fen, document, "amount_fen") && whole(&out->valid_s, document, "valid_s");
    if (!wire_copy(out->ereceipt, sizeof out->ereceipt, document, "ereceipt"))
        out->ereceipt[0] = '\0'; /* of an older platform, or half an address */
    return well || wire_fail(error, "answer about an order");
}

gboolean message_order_parse(const void *body, size_t len, struct message_order *out, GError **error)
{
    json_t *document = wire_load(body, len, error);
    gboolean well;

    *out = (struct message_order){.state = ORDER_STATES};
    if (!document)
        return FALSE;
    well = read_order(document, out, error);
    json_decref(document);
    return well;
}
