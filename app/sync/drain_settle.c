/* An answer back to rows. */
#include <string.h>

#include "sync/drain_parts.h"

static const struct message_result *result_for(const struct message_results *results, const uint8_t *id)
{
    for (size_t i = 0; i < results->count; i++)
        if (memcmp(results->list[i].id, id, UUID7_BYTES) == 0)
            return &results->list[i];
    return NULL;
}

static gboolean settle_row(const struct turn *turn, const struct drain_said *said,
                           const struct outbox_row *row, GError **error)
{
    const struct message_result *result = result_for(&said->results, row->id);
    struct drain *drain = turn->drain;

    if (result && result->status != MESSAGE_REJECTED) {
        turn->report->accepted++;
        return outbox_accepted(drain->outbox, row->id, said->at_unix_ms, error);
    }
    if (result && !plan_passing(result->problem_status)) {
        turn->report->parked++;
        turn->report->alarm = TRUE;
        g_snprintf(turn->report->problem, sizeof turn->report->problem,
                   "the platform refuses one (%s): see 'kioskctl outbox list'", result->problem);
        return outbox_parked(drain->outbox, row->id, result->problem, error);
    }
    if (drain_is_uploaded(drain, row)) /* it may have been forgotten there: ask again */
        drain->upload = (struct upload){0};
    /* Not named, or not now: it stays, and does not hold the others up. */
    int64_t wait = PLAN_BACKOFF_BASE_MS + plan_backoff_ms(MIN(row->tries + 1, 20u), turn->random);
    return outbox_retry_at(drain->outbox, row->id, said->at_unix_ms + wait, error);
}

/* A row that another connection settled meanwhile is settled. */
static gboolean forgive_absent(gboolean well, GError **error)
{
    if (well || !g_error_matches(*error, store_error_quark(), STORE_ERROR_ABSENT))
        return well;
    g_clear_error(error);
    return TRUE;
}

static gboolean settle_all(const struct turn *turn, const struct drain_said *said, GError **error)
{
    GError *trouble = NULL;
    gboolean well = store_begin(turn->drain->store, &trouble); /* one sync for the whole batch */

    for (guint i = 0; well && i < said->rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(said->rows, i);
        well = forgive_absent(settle_row(turn, said, row, &trouble), &trouble);
    }
    well = store_end(turn->drain->store, well, well ? &trouble : NULL);
    if (!well)
        g_propagate_error(error, trouble);
    return well;
}

gboolean drain_settle(const struct turn *turn, GError **error)
{
    struct drain_said *said = &turn->drain->said;
    gboolean well = !said->rows || settle_all(turn, said, error);

    drain_said_clear(said);
    return well;
}

void drain_said_clear(struct drain_said *said)
{
    g_clear_pointer(&said->rows, g_ptr_array_unref);
    message_results_clear(&said->results);
}
