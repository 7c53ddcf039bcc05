#include "platform/cashier.h"

#include <string.h>

#include "base/log.h"
#include "platform/orders.h"

static enum cashier_answer book(void *data, const struct storage_payment *payment, GError **error)
{
    (void)data, (void)payment, (void)error;
    return CASHIER_PAID_BACK;
}

const struct cashier cashier_demo = {.refund = book};

/* One valid line of it, as long as is kept. */
static char *reason(enum cashier_answer answer, const GError *said)
{
    char *line = g_utf8_make_valid(said                       ? said->message
                                   : answer == CASHIER_SILENT ? "the cashier does not answer"
                                                              : "the cashier gives no reason",
                                   -1);
    if (strlen(line) >= STORAGE_PAYMENT_NOTE)
        *g_utf8_find_prev_char(line, line + STORAGE_PAYMENT_NOTE) = '\0';
    for (char *p = line; *p; p++)
        if (g_ascii_iscntrl(*p))
            *p = ' ';
    return line;
}

/* Claimed first, then asked, then done: cut between two of them, a later round asks the same once more. 1
 * when it went back, 0 when not, -1 with `error`. */
static int pay_back(struct storage *storage, const struct cashier *cashier,
                    const struct storage_payment *payment, int64_t now_ms, GError **error)
{
    g_autoptr(GError) said = NULL;
    enum cashier_answer answer = cashier->refund(cashier->data, payment, &said);
    g_autofree char *why = reason(answer, said);
    if (answer == CASHIER_PAID_BACK)
        return storage_refunded(storage, payment, now_ms, error) ? 1 : -1;
    log_warning("cashier", "order %s is not paid back yet, asked %u times: %s", payment->number,
                payment->tries, why);
    if (answer == CASHIER_SILENT)
        return 0;
    return storage_refund_refused(storage, payment, now_ms, why, error) ? 0 : -1;
}

int cashier_round(struct storage *storage, const struct cashier *cashier, int64_t now_ms, GError **error)
{
    struct storage_payment payment;
    int count = 0;
    if (!orders_settle(storage, now_ms, error))
        return -1;
    for (int asked = 0; asked < CASHIER_ROUND_MAX; asked++) {
        if (!storage_refund_next(storage, now_ms, &payment, error))
            return -1;
        if (!*payment.id)
            break;
        int back = pay_back(storage, cashier, &payment, now_ms, error);
        if (back < 0)
            return -1;
        count += back;
    }
    return count;
}
