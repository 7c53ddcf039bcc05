/* What the worker's desk knows of money: how each order stands, and what a worker gave back. */
#include <stdio.h>

#include "base/terminal.h"
#include "platform/orders.h"
#include "platform/worker.h"

enum { MINUTE_TEXT = 24 };

static void write_minute(char out[MINUTE_TEXT], int64_t at_ms)
{
    struct clock_date d = clock_civil(at_ms);
    g_snprintf(out, MINUTE_TEXT, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
}

static void print_payment(const struct storage_payment *payment, void *data)
{
    static const char *const words[] = {[PAYMENT_REFUND_DUE] = "to be paid back since",
                                        [PAYMENT_REFUNDING] = "to be paid back since",
                                        [PAYMENT_REFUNDED] = "paid back at"};
    char paid[MINUTE_TEXT], since[MINUTE_TEXT];
    bool waits = payment->state != PAYMENT_REFUNDED;
    (void)data;
    if (payment->state == PAYMENT_KEPT)
        return;
    write_minute(paid, payment->at_ms);
    write_minute(since, payment->since_ms);
    terminal_print("    %s: %" G_GINT64_FORMAT ".%02d paid at %s, %s %s", payment->id,
                   payment->amount_fen / 100, (int)(payment->amount_fen % 100), paid, words[payment->state],
                   since);
    if (waits && payment->tries > 0)
        terminal_print(", the cashier was asked %u time%s", payment->tries, payment->tries == 1 ? "" : "s");
    if (payment->state == PAYMENT_REFUNDING)
        terminal_print(" and has not answered the last");
    if (*payment->note)
        terminal_print(" (%s)", payment->note);
    putchar('\n');
}

struct order_list {
    struct storage *storage;
    int64_t now_ms;
    GError *error;
};

static void print_order(const struct storage_order *order, void *data)
{
    struct order_list *list = data;
    char made[MINUTE_TEXT];
    write_minute(made, order->created_ms);
    terminal_print("%s  %s  %-10s  %8" G_GINT64_FORMAT ".%02d  %s  %s\n", order->number, made,
                   order_state_name(orders_state_now(order, list->now_ms)), order->amount_fen / 100,
                   (int)(order->amount_fen % 100), *order->receipt ? order->receipt : "-           ",
                   order->service);
    if (order->goes_back && !list->error)
        storage_payments(list->storage, order->number, print_payment, NULL, &list->error);
}

gboolean worker_orders(struct storage *storage, int64_t now_ms, GError **error)
{
    struct order_list list = {storage, now_ms, NULL};
    gboolean well =
        orders_settle(storage, now_ms, error) && storage_orders(storage, print_order, &list, error);
    if (well && list.error)
        g_propagate_error(error, list.error);
    return well && !list.error;
}

/* Success would let who asks pay it once more, in cash. */
static void say_why_nothing(struct storage *storage, const char *number, const struct storage_by_hand *hand,
                            GError **error)
{
    struct storage_order order;
    char at[MINUTE_TEXT];
    if (!storage_order(storage, ORDER_DEED_LOOK, number, 0, 0, &order, error))
        return;
    write_minute(at, order.settled_ms);
    if (hand->unanswered)
        g_set_error(
            error, worker_error_quark(), WORKER_ERROR_STATE,
            "order %s: the cashier was asked and has not answered, so it may have paid: pay nothing, it is "
            "asked again by itself. When the payment service's own books say that it did not pay: "
            "refunded %s unanswered",
            number, number);
    else if (order.state == ORDER_REFUNDED)
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "order %s was paid back at %s already: pay nothing more", number, at);
    else
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "order %s is %s: nothing of it is to be paid back, 'orders' shows what is", number,
                    order_state_name(order.state));
}

gboolean worker_refunded(struct storage *storage, const char *number, bool unanswered, int64_t now_ms,
                         GError **error)
{
    struct storage_by_hand hand;
    if (!orders_settle(storage, now_ms, error) ||
        !storage_refund_by_hand(storage, number, unanswered, now_ms, &hand, error))
        return FALSE;
    if (hand.payments == 0) {
        say_why_nothing(storage, number, &hand, error);
        return FALSE;
    }
    terminal_print("%s: %u payment%s of %" G_GINT64_FORMAT
                   ".%02d together written down as paid back by hand; the cashier "
                   "is not asked again\n",
                   number, hand.payments, hand.payments == 1 ? "" : "s", hand.fen / 100,
                   (int)(hand.fen % 100));
    if (hand.unanswered)
        terminal_print("%s: %u more are left to the cashier, which was asked and may have paid\n", number,
                       hand.unanswered);
    return TRUE;
}
