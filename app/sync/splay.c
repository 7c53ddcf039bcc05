#include "sync/splay.h"

/* The most urgent row comes first. */
static gboolean emergency_waits(struct drain *drain, int64_t now_unix_ms)
{
    g_autoptr(GPtrArray) rows = outbox_due(drain->outbox, 1, 1, now_unix_ms, NULL);

    if (!rows || rows->len == 0)
        return FALSE;
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    return row->priority == OUTBOX_EMERGENCY;
}

static gboolean count(struct drain *drain, unsigned *all, unsigned *handed_in)
{
    unsigned of[OUTBOX_PRIORITIES];

    if (!outbox_waiting(drain->outbox, of, NULL))
        return FALSE;
    *all = *handed_in = 0;
    for (int i = 0; i < OUTBOX_PRIORITIES; i++) {
        *all += of[i];
        *handed_in += i == OUTBOX_TELEMETRY ? 0 : of[i];
    }
    return TRUE;
}

int64_t splay_start(struct drain *drain, int splay_s, int64_t now_unix_ms, int64_t now_monotonic_ms,
                    uint32_t random)
{
    unsigned all;

    if (!count(drain, &all, &drain->handed_in))
        drain->handed_in = 0;
    if (emergency_waits(drain, now_unix_ms))
        return 0;
    return plan_boot(&drain->plan, splay_s, now_monotonic_ms, random);
}

void splay_line_back(struct drain *drain, int64_t away_ms, int64_t now_unix_ms, int64_t now_monotonic_ms,
                     uint32_t random)
{
    plan_line_back(&drain->plan, emergency_waits(drain, now_unix_ms) ? 0 : away_ms, now_monotonic_ms, random);
}

gboolean splay_bell(struct drain *drain, int64_t now_monotonic_ms)
{
    unsigned all, handed_in;

    if (!count(drain, &all, &handed_in))
        return FALSE;
    if (handed_in > drain->handed_in)
        plan_bell(&drain->plan);
    drain->handed_in = handed_in;
    return all > 0 && drain->plan.not_before_ms <= now_monotonic_ms;
}
