#include "chores.h"

#include "base/log.h"
#include "store/spool.h"
#include "sync/plan.h"
#include "wire/messages.h"

enum { SWEEP_ROWS = 1000 }; /* in one commit; more wait a minute, so that nobody waits for the sweep */
static const int64_t day_ms = INT64_C(24) * 3600 * 1000, minute_ms = 60 * 1000;

static void tell(GError *error)
{
    if (error)
        log_warning("outbox", "%s", error->message);
    g_clear_error(&error);
}

/* What an older platform did not know: it may have been updated, as this kiosk was. */
static void ask_again(struct outbox *outbox)
{
    static const char *const reasons[] = {WIRE_PROBLEM_URN WIRE_PROBLEM_KIND,
                                          WIRE_PROBLEM_URN WIRE_PROBLEM_SERVICE};
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        GError *error = NULL;
        outbox_unpark_all(outbox, reasons[i], &error);
        tell(error);
    }
}

void chores_init(struct chores *chores, struct store *store, struct outbox *outbox)
{
    GError *error = NULL;

    *chores = (struct chores){.store = store, .outbox = outbox, .next_ms = 0};
    outbox_unsent(outbox, NULL, &error);
    tell(error);
    ask_again(outbox);
    unsigned gone = spool_sweep(store);
    if (gone > 0)
        log_info("outbox", "%u files that a crash left in the spool were removed", gone);
}

void chores_daily(struct chores *chores, const char *date, int64_t now_monotonic_ms)
{
    int64_t platform_unix = plan_date_unix(date);
    GError *error = NULL;

    if (platform_unix <= 0 || now_monotonic_ms < chores->next_ms)
        return;
    int gone = outbox_sweep(chores->outbox, platform_unix * 1000, SWEEP_ROWS, &error);
    tell(error);
    chores->next_ms = now_monotonic_ms + (gone == SWEEP_ROWS ? minute_ms : day_ms);
    if (gone > 0)
        log_info("outbox", "%d settled rows older than %d days went", gone, OUTBOX_KEPT_DAYS);
}
