/* What is paid at a kiosk: order.create, order.state and order.cancel of POST /v1/online, and the page on
 * which a phone pays. The page is the demo's: it moves no money. Paying back is cashier.h. Owns nothing. The
 * server's room only. */
#pragma once

#include "platform/online_parts.h"

enum {
    ORDER_VALID_S = 180,        /* a code on the kiosk's screen */
    ORDER_GRACE_MS = 30 * 1000, /* for who opened the page in its last seconds */
    /* Paid, and neither application nor farewell came: to be paid back. A weekend without a line is longer
     * than a day. */
    ORDER_SETTLE_MS = 72 * 60 * 60 * 1000
};
#define ORDER_FORM_TYPE "application/x-www-form-urlencoded"

void orders_create(const struct platform *platform, const struct question *q, struct reply *reply);
void orders_state(const struct platform *platform, const struct question *q, struct reply *reply);
void orders_cancel(const struct platform *platform, const struct question *q, struct reply *reply);
/* By the code that a phone shows: a real cashier hands it to the payment service; this one spends it. */
void orders_pay(const struct platform *platform, const struct question *q, struct reply *reply);
/* GET and POST /pay/{code}; a code is the order's number, a hyphen and which of its codes it is. */
void page_pay(const struct platform *platform, const struct request *request, const char *code,
              struct reply *reply);
void page_paid(const struct platform *platform, const struct request *request, const char *code,
               struct reply *reply);
/* GET /e/{number}: the electronic receipt (电子票据) of what is paid and filed, with a code that a kiosk
 * checks without a line (wire/proof.h). */
void page_receipt(const struct platform *platform, const struct request *request, const char *number,
                  struct reply *reply);
/* The address of that page; g_free. */
char *orders_receipt_url(const struct platform *platform, const char *number);
/* Marks what was paid more than ORDER_SETTLE_MS ago without an application; before every look at an order. */
gboolean orders_settle(struct storage *storage, int64_t now_ms, GError **error);
/* As it stands now: an open order whose code is over is expired. */
enum order_state orders_state_now(const struct storage_order *order, int64_t now_ms);
