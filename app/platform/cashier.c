#include "platform/cashier.h"

#include "base/log.h"
#include "platform/orders.h"

enum { FORGET_TURNS = 60 / CASHIER_ROUND_S };

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

struct cashier_desk {
    struct storage *storage;
    const struct cashier *cashier;
    struct clock clock;
    guint source;
    unsigned turns;
};

/* What had its time goes by itself, whether or not anybody comes again. */
static void forget(struct cashier_desk *desk)
{
    g_autoptr(GError) error = NULL;
    if (desk->turns++ % FORGET_TURNS == 0 &&
        !storage_forget(desk->storage, desk->clock.wall_ms(&desk->clock), &error))
        log_warning("platform", "what is over is not forgotten yet: %s", error->message);
}

static gboolean turn(void *data)
{
    struct cashier_desk *desk = data;
    g_autoptr(GError) error = NULL;
    if (cashier_round(desk->storage, desk->cashier, desk->clock.wall_ms(&desk->clock), &error) < 0)
        log_warning("cashier", "%s", error->message);
    forget(desk);
    return G_SOURCE_CONTINUE;
}

struct cashier_desk *cashier_start(const char *store, const struct cashier *cashier,
                                   const struct clock *clock, GError **error)
{
    struct storage *storage = storage_open(store, error);
    if (!storage)
        return NULL;
    struct cashier_desk *desk = g_new0(struct cashier_desk, 1);
    *desk = (struct cashier_desk){.storage = storage, .cashier = cashier, .clock = *clock};
    desk->source = g_timeout_add_seconds(CASHIER_ROUND_S, turn, desk);
    return desk;
}

void cashier_stop(struct cashier_desk *desk)
{
    if (!desk)
        return;
    g_source_remove(desk->source);
    storage_close(desk->storage);
    g_free(desk);
}
