#include "sync/drain.h"

#include <string.h>

#include "wire/messages.h"

enum {
    BYTES_MAX = 1024 * 1024, /* of boxes in one request: larger ones go in pieces */
    TIMEOUT_MS = 120 * 1000, /* of one on a weak line; one that stands still is given up sooner */
    LOOK_AGAIN_MS = 5000,    /* rows that were put off have times of their own */
    SECOND_MS = 1000
};

void drain_init(struct drain *drain, struct store *store, struct outbox *outbox, const char *kiosk,
                drain_send send, void *send_data)
{
    *drain = (struct drain){.store = store, .outbox = outbox, .send = send, .send_data = send_data};
    g_strlcpy(drain->kiosk, kiosk, sizeof drain->kiosk);
    plan_init(&drain->plan);
}

static gboolean is_large(const struct outbox_row *row)
{
    return row->spool || row->len > OUTBOX_ROW_BYTES;
}

static gboolean is_uploaded(const struct drain *drain, const struct outbox_row *row)
{
    return drain->upload.complete && memcmp(drain->upload.id, row->id, UUID7_BYTES) == 0;
}

/* The rows at the front that one request can carry; a large one in their midst waits until it is the first.
 */
static guint carried(const struct drain *drain, const GPtrArray *rows)
{
    guint n = 0;

    while (n < rows->len) {
        const struct outbox_row *row = g_ptr_array_index(rows, n);
        if (is_large(row) && !is_uploaded(drain, row))
            break;
        n++;
    }
    return n;
}

/* How old a call is hangs on no clock: it says when it was pressed by the time since boot, and this when it
 * is sent. */
static void say_when(const struct drain *drain, const struct outbox_row *row, int64_t now_monotonic_ms,
                     struct message_item *item)
{
    if (row->priority != OUTBOX_EMERGENCY || !drain->boot)
        return;
    g_strlcpy(item->sent.boot, drain->boot, sizeof item->sent.boot);
    item->sent.uptime_s = now_monotonic_ms / SECOND_MS;
}

static gboolean item_of(const struct drain *drain, const struct outbox_row *row, int64_t now_monotonic_ms,
                        struct message_item *item, GError **error)
{
    memcpy(item->id, row->id, sizeof item->id);
    g_strlcpy(item->kiosk, drain->kiosk, sizeof item->kiosk);
    g_strlcpy(item->kind, row->kind, sizeof item->kind);
    g_strlcpy(item->service, row->service, sizeof item->service);
    g_strlcpy(item->keyid, row->keyid, sizeof item->keyid);
    item->created_ms = row->created_ms;
    say_when(drain, row, now_monotonic_ms, item);
    if (is_uploaded(drain, row))
        memcpy(item->digest, drain->upload.digest, sizeof item->digest);
    item->box = is_large(row) ? NULL : outbox_row_box(row, error);
    return item->box || is_large(row);
}

static GBytes *batch_of(const struct drain *drain, const GPtrArray *rows, int64_t now_monotonic_ms,
                        GError **error)
{
    struct message_batch batch = {.items = g_new0(struct message_item, rows->len)};
    gboolean well = TRUE;

    for (; well && batch.count < rows->len; batch.count += well)
        well = item_of(drain, g_ptr_array_index(rows, batch.count), now_monotonic_ms,
                       &batch.items[batch.count], error);
    GBytes *body = well ? message_batch_build(batch.items, batch.count) : NULL;
    message_batch_clear(&batch);
    return body;
}

static struct plan_answer seen(const struct client_answer *answer, struct message_results *results,
                               int64_t now_unix_ms)
{
    struct plan_answer seen = {.reached = answer->reached, .late = answer->late, .status = answer->status};

    if (answer->status == 202 && strcmp(answer->type, WIRE_TYPE_RECEIPT) == 0)
        seen.receipt = message_results_parse(answer->body.data, answer->body.len, results, NULL);
    seen.ours = seen.receipt || strcmp(answer->type, WIRE_TYPE_PROBLEM) == 0;
    seen.retry_after_ms = plan_retry_after_ms(answer->retry_after, answer->date, now_unix_ms / 1000);
    return seen;
}

static const struct message_result *result_for(const struct message_results *results, const uint8_t *id)
{
    for (size_t i = 0; i < results->count; i++)
        if (memcmp(results->list[i].id, id, UUID7_BYTES) == 0)
            return &results->list[i];
    return NULL;
}

/* For this one item the platform only says 'not now'. */
static gboolean passing(const struct message_result *result)
{
    return result->problem_status == 409 || result->problem_status == 425 || result->problem_status == 429 ||
           result->problem_status >= 500;
}

static gboolean settle_row(struct drain *drain, const struct outbox_row *row,
                           const struct message_result *result, int64_t now_unix_ms, uint32_t random,
                           struct drain_report *report, GError **error)
{
    if (result && result->status != MESSAGE_REJECTED) {
        report->accepted++;
        return outbox_accepted(drain->outbox, row->id, now_unix_ms, error);
    }
    if (result && !passing(result)) {
        report->parked++;
        report->alarm = TRUE;
        g_snprintf(report->problem, sizeof report->problem,
                   "the platform refuses one (%s): see 'kioskctl outbox list'", result->problem);
        return outbox_parked(drain->outbox, row->id, result->problem, error);
    }
    if (is_uploaded(drain, row)) /* it may have been forgotten there: ask again */
        drain->upload = (struct upload){0};
    /* Not named, or not now: it stays, and does not hold the others up. */
    int64_t wait = PLAN_BACKOFF_BASE_MS + plan_backoff_ms(MIN(row->tries + 1, 20u), random);
    return outbox_retry_at(drain->outbox, row->id, now_unix_ms + wait, error);
}

/* A row that another connection settled meanwhile is settled. */
static gboolean forgive_absent(gboolean well, GError **error)
{
    if (well || !g_error_matches(*error, store_error_quark(), STORE_ERROR_ABSENT))
        return well;
    g_clear_error(error);
    return TRUE;
}

static gboolean take_results(struct drain *drain, const GPtrArray *rows,
                             const struct message_results *results, int64_t now_unix_ms, uint32_t random,
                             struct drain_report *report, GError **error)
{
    GError *trouble = NULL;
    gboolean well = store_begin(drain->store, &trouble); /* one sync for the whole batch */

    for (guint i = 0; well && i < rows->len; i++) {
        const struct outbox_row *row = g_ptr_array_index(rows, i);
        well = forgive_absent(
            settle_row(drain, row, result_for(results, row->id), now_unix_ms, random, report, &trouble),
            &trouble);
    }
    well = store_end(drain->store, well, well ? &trouble : NULL);
    if (!well)
        g_propagate_error(error, trouble);
    return well;
}

static gboolean park_one(struct drain *drain, const GPtrArray *rows, const struct client_answer *answer,
                         struct drain_report *report, GError **error)
{
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    struct message_problem problem;

    message_problem_parse(answer->body.data, answer->body.len, &problem);
    report->parked++;
    return outbox_parked(drain->outbox, row->id, problem.type[0] ? problem.type : "refused", error);
}

static gboolean act(struct drain *drain, const GPtrArray *rows, const struct client_answer *answer,
                    int64_t now_unix_ms, int64_t now_ms, uint32_t random, struct drain_report *report,
                    GError **error)
{
    struct message_results results = {0};
    struct plan_answer said = seen(answer, &results, now_unix_ms);
    enum plan_verdict verdict = plan_answered(&drain->plan, &said, rows->len, now_ms, random);
    gboolean well = TRUE;

    report->online = said.ours;
    report->alarm = plan_alarm(&drain->plan, verdict);
    if (verdict != PLAN_TAKE)
        refusal_write(answer, report->problem);
    if (verdict == PLAN_TAKE)
        well = take_results(drain, rows, &results, now_unix_ms, random, report, error);
    else if (verdict == PLAN_PARK)
        well = park_one(drain, rows, answer, report, error);
    report->wait_ms = MAX(drain->plan.not_before_ms - now_ms, 0);
    report->outcome = drain->plan.not_before_ms > 0 ? DRAIN_WAIT : DRAIN_AGAIN;
    message_results_clear(&results);
    return well;
}

/* Nothing is due; rows that the platform put off have a time of their own. */
static gboolean rest(struct drain *drain, struct drain_report *report, GError **error)
{
    struct outbox_counts counts;

    if (!outbox_counts(drain->outbox, &counts, error))
        return FALSE;
    if (counts.waiting > 0) {
        report->outcome = DRAIN_WAIT;
        report->wait_ms = LOOK_AGAIN_MS;
    }
    return TRUE;
}

/* On a disk without room for the mark the request is made all the same: it is what makes room. */
static gboolean mark_sending(struct drain *drain, const GPtrArray *rows, GError **error)
{
    GError *trouble = NULL;

    if (outbox_sending(drain->outbox, rows, &trouble))
        return TRUE;
    if (!g_error_matches(trouble, store_error_quark(), STORE_ERROR_FULL)) {
        g_propagate_error(error, trouble);
        return FALSE;
    }
    g_error_free(trouble);
    return TRUE;
}

static gboolean turn_batch(struct drain *drain, const GPtrArray *rows, int64_t now_unix_ms, int64_t now_ms,
                           uint32_t random, struct drain_report *report, GError **error)
{
    struct client_answer answer = {0};
    g_autoptr(GBytes) body = batch_of(drain, rows, now_ms, error);

    if (!body || !mark_sending(drain, rows, error))
        return FALSE;
    const struct client_request request = {.path = WIRE_PATH_SUBMISSIONS,
                                           .type = WIRE_TYPE_BATCH,
                                           .body = g_bytes_get_data(body, NULL),
                                           .len = g_bytes_get_size(body),
                                           .timeout_ms = TIMEOUT_MS};
    report->asked = TRUE;
    drain->send(drain->send_data, &request, &answer);
    gboolean well = act(drain, rows, &answer, now_unix_ms, now_ms, random, report, error) &&
                    outbox_unsent(drain->outbox, rows, error);
    client_answer_clear(&answer);
    return well;
}

static gboolean after_piece(struct drain *drain, const GPtrArray *rows, struct client_answer *answer,
                            int64_t now_unix_ms, int64_t now_ms, uint32_t random, struct drain_report *report,
                            GError **error)
{
    switch (upload_answered(&drain->upload, answer)) {
    case UPLOAD_ON:
        plan_moved(&drain->plan);
        report->online = TRUE;
        report->outcome = DRAIN_AGAIN;
        break;
    case UPLOAD_BROKEN:
        if (answer->status == 422) /* the pieces made another whole: that is no fault of the submission */
            answer->status = 409;
        return act(drain, rows, answer, now_unix_ms, now_ms, random, report, error);
    case UPLOAD_REFUSED:
        report->online = report->alarm = TRUE;
        report->outcome = DRAIN_AGAIN;
        return park_one(drain, rows, answer, report, error);
    }
    return TRUE;
}

/* A lost file is for staff to see; the others go on. */
static gboolean set_apart(struct drain *drain, const struct outbox_row *row, const GError *lost,
                          struct drain_report *report, GError **error)
{
    report->parked++;
    report->alarm = TRUE;
    report->outcome = DRAIN_AGAIN;
    g_strlcpy(report->problem, lost->message, sizeof report->problem);
    return outbox_parked(drain->outbox, row->id, "file-lost", error);
}

/* One piece of the large box at the front. Whatever is more urgent goes between two pieces. */
static gboolean turn_upload(struct drain *drain, const GPtrArray *rows, int64_t now_unix_ms, int64_t now_ms,
                            uint32_t random, struct drain_report *report, GError **error)
{
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    struct client_request request;
    struct client_answer answer = {0};
    g_autoptr(GError) trouble = NULL;
    g_autoptr(GBytes) box = outbox_row_box(row, &trouble);

    if (!box && g_error_matches(trouble, store_error_quark(), STORE_ERROR_ABSENT))
        return set_apart(drain, row, trouble, report, error);
    if (!box) {
        g_propagate_error(error, g_steal_pointer(&trouble));
        return FALSE;
    }
    upload_about(&drain->upload, row->id);
    upload_next(&drain->upload, box, &request);
    request.timeout_ms = TIMEOUT_MS;
    report->asked = TRUE;
    drain->send(drain->send_data, &request, &answer);
    gboolean well = after_piece(drain, rows, &answer, now_unix_ms, now_ms, random, report, error);
    client_answer_clear(&answer);
    return well;
}

gboolean drain_turn(struct drain *drain, int64_t now_unix_ms, int64_t now_monotonic_ms, uint32_t random,
                    struct drain_report *report, GError **error)
{
    *report = (struct drain_report){.outcome = DRAIN_EMPTY};
    if (drain->plan.not_before_ms > now_monotonic_ms) {
        report->outcome = DRAIN_WAIT;
        report->wait_ms = drain->plan.not_before_ms - now_monotonic_ms;
        return TRUE;
    }
    g_autoptr(GPtrArray) rows = outbox_due(drain->outbox, drain->plan.batch, BYTES_MAX, now_unix_ms, error);
    if (!rows || rows->len == 0)
        return rows && rest(drain, report, error);
    guint n = carried(drain, rows);
    g_ptr_array_set_size(rows, (gint)MAX(n, 1));
    return (n ? turn_batch : turn_upload)(drain, rows, now_unix_ms, now_monotonic_ms, random, report, error);
}
