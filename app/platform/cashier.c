#include "platform/cashier.h"

#include "base/log.h"
#include "platform/orders.h"

static bool book(void *data, const struct storage_payment *payment, GError **error)
{
    (void)data, (void)payment, (void)error;
    return true;
}

const struct cashier cashier_demo = {.refund = book};

/* Claimed first, then asked, then done: cut between two of them, the next round asks the same once more. */
static gboolean pay_back(struct storage *storage, const struct cashier *cashier,
                         const struct storage_payment *payment, int64_t now_ms, GError **error)
{
    g_autoptr(GError) why = NULL;
    if (cashier->refund(cashier->data, payment, &why))
        return storage_refunded(storage, payment->id, now_ms, error);
    log_warning("cashier", "order %s is not paid back yet: %s", payment->number,
                why ? why->message : "the cashier gives no reason");
    return TRUE;
}

int cashier_round(struct storage *storage, const struct cashier *cashier, int64_t now_ms, GError **error)
{
    struct storage_payment payment;
    int count = 0;
    if (!orders_settle(storage, now_ms, error))
        return -1;
    for (; count < CASHIER_ROUND_MAX; count++) {
        if (!storage_refund_next(storage, now_ms, &payment, error))
            return -1;
        if (!*payment.id)
            break;
        if (!pay_back(storage, cashier, &payment, now_ms, error))
            return -1;
    }
    return count;
}
