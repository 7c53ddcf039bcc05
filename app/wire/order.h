/* What is paid at the kiosk: the number of an order, and what the platform says of one. The number follows
 * from the case alone, so asking twice makes one order. Amounts are whole fen. Owns nothing. Pure: any room.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/uuid7.h"

enum { ORDER_DIGITS = 20, ORDER_TEXT = ORDER_DIGITS + 1, ORDER_URL = 192 };
#define ORDER_GROUPS "4" /* for text_group */

/* 64 bits of BLAKE2b over the case's UUIDv7, in twenty digits. Whoever does not know the case cannot guess
 * it. */
void order_number(const uint8_t id[UUID7_BYTES], char out[ORDER_TEXT]);

/* open: may be paid until valid_s are over, then expired; paid: no application has come yet, then filed;
 * cancelled: nothing was paid; refund_due: it was, and no application came that says so; refunding: whoever
 * holds the money was asked to give it back and has not answered, of which kiosks are told refund_due;
 * refunded: it was given back. */
enum order_state {
    ORDER_OPEN,
    ORDER_EXPIRED,
    ORDER_PAID,
    ORDER_FILED,
    ORDER_CANCELLED,
    ORDER_REFUND_DUE,
    ORDER_REFUNDING,
    ORDER_REFUNDED,
    ORDER_STATES
};
const char *order_state_name(enum order_state state);
enum order_state order_state_of(const char *name); /* ORDER_STATES when it is none */

/* Answer to the online kinds order.create, order.state and order.cancel:
 * {"ok":true,"number":"...","state":"open","amount_fen":40000,"pay":"https://...","ereceipt":"https://...","valid_s":180};
 * where the electronic receipt will be, "" when it is not told.
 * {"ok":false,"problem":"..."} is an error whose message is the problem. */
struct message_order {
    char number[ORDER_TEXT], pay[ORDER_URL], ereceipt[ORDER_URL];
    enum order_state state;
    uint32_t amount_fen, valid_s;
};
gboolean message_order_parse(const void *body, size_t len, struct message_order *out, GError **error);
