#include "sync/drain.h"

#include <string.h>

#include "base/known_time.h"
#include "sync/drain_parts.h"
#include "wire/messages.h"

enum {
    TIMEOUT_MS = 120 * 1000, /* of one on a weak line; one that stands still is given up sooner */
    LOOK_AGAIN_MS = 5000     /* rows that were put off have times of their own */
};

void drain_init(struct drain *drain, struct store *store, struct outbox *outbox, const char *kiosk,
                drain_send send, void *send_data)
{
    *drain = (struct drain){.store = store, .outbox = outbox, .send = send, .send_data = send_data};
    g_strlcpy(drain->kiosk, kiosk, sizeof drain->kiosk);
    plan_init(&drain->plan);
}

void drain_clear(struct drain *drain, int64_t now_unix_ms)
{
    struct drain_report report = {0};
    const struct turn turn = {.drain = drain, .now_unix_ms = now_unix_ms, .report = &report};

    drain_settle(&turn, NULL); /* what fails here is sent once more */
    drain_unload(drain, &drain->next, NULL);
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

static gboolean park_one(const struct turn *turn, const GPtrArray *rows, const struct client_answer *answer,
                         GError **error)
{
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    struct message_problem problem;

    message_problem_parse(answer->body.data, answer->body.len, &problem);
    turn->report->parked++;
    return outbox_parked(turn->drain->outbox, row->id, problem.type[0] ? problem.type : "refused", error);
}

/* A turn begun by a wrong clock learns the time by its answer: rows must not be dated before that. */
static int64_t said_at_ms(const struct turn *turn, const struct client_answer *answer)
{
    int64_t said_ms = plan_date_unix(answer->date) * 1000;
    int64_t off_ms = said_ms - turn->now_unix_ms;
    bool wrong = off_ms > KNOWN_TIME_SLACK_MS || off_ms < -KNOWN_TIME_SLACK_MS;

    return said_ms >= KNOWN_TIME_FLOOR_MS && wrong ? said_ms : turn->now_unix_ms;
}

/* What was said waits for the next request, if that is ready. */
static gboolean take(const struct turn *turn, GPtrArray *rows, const struct client_answer *answer,
                     struct message_results *results, GError **error)
{
    turn->drain->said = (struct drain_said){g_ptr_array_ref(rows), *results, said_at_ms(turn, answer)};
    *results = (struct message_results){0};
    return turn->drain->next.rows || drain_settle(turn, error);
}

static gboolean act(const struct turn *turn, GPtrArray *rows, const struct client_answer *answer,
                    GError **error)
{
    struct drain *drain = turn->drain;
    struct drain_report *report = turn->report;
    struct message_results results = {0};
    struct plan_answer said = seen(answer, &results, turn->now_unix_ms);
    enum plan_verdict verdict = plan_answered(&drain->plan, &said, rows->len, turn->now_ms, turn->random);
    gboolean well = TRUE;

    report->online = said.ours;
    report->alarm |= plan_alarm(&drain->plan, verdict);
    if (verdict == PLAN_TAKE) {
        well = take(turn, rows, answer, &results, error); /* with that each row's mark goes */
    } else {
        refusal_write(answer, report->problem);
        well = drain_unload(drain, &drain->next, error) && /* it was meant for after a success */
               (verdict != PLAN_PARK || park_one(turn, rows, answer, error)) &&
               outbox_unsent(drain->outbox, rows, error);
    }
    report->wait_ms = MAX(drain->plan.not_before_ms - turn->now_ms, 0);
    report->outcome = drain->plan.not_before_ms > 0 ? DRAIN_WAIT : DRAIN_AGAIN;
    message_results_clear(&results);
    return well;
}

/* Nothing is due; rows that the platform put off have a time of their own. */
static gboolean rest(const struct turn *turn, GError **error)
{
    struct outbox_counts counts;

    if (!outbox_counts(turn->drain->outbox, &counts, error))
        return FALSE;
    if (counts.waiting > 0) {
        turn->report->outcome = DRAIN_WAIT;
        turn->report->wait_ms = LOOK_AGAIN_MS;
    }
    return TRUE;
}

/* What is done while an answer is waited for; a failure is told when it has come. */
struct pause {
    const struct turn *turn;
    gboolean well;
    GError *trouble;
};

/* A call for people says when it is sent, so its batch is not made before that; it is the first of its rows.
 */
static gboolean says_when(const GPtrArray *rows)
{
    const struct outbox_row *first = g_ptr_array_index(rows, 0);

    return first->priority == OUTBOX_EMERGENCY;
}

/* First the rows of the answer before, so that whoever waits for one of them may come next. */
static gboolean get_on(const struct turn *turn, GError **error)
{
    struct drain *drain = turn->drain;
    if (!drain_settle(turn, error))
        return FALSE;
    g_autoptr(GPtrArray) rows = drain_due(turn, plan_batch_after(&drain->plan), error);
    guint n = rows ? drain_carried(drain, rows) : 0;
    if (n == 0 || says_when(rows))
        return rows != NULL;
    g_ptr_array_set_size(rows, (gint)n);
    return drain_load(turn, g_steal_pointer(&rows), &drain->next, error);
}

static void in_the_meantime(void *data)
{
    struct pause *pause = data;

    pause->well = get_on(pause->turn, &pause->trouble);
}

/* Takes the load. */
static gboolean turn_batch(const struct turn *turn, struct drain_load *load, GError **error)
{
    struct drain *drain = turn->drain;
    struct client_answer answer = {0};
    struct pause pause = {.turn = turn, .well = TRUE};
    const struct client_request request = {.path = WIRE_PATH_SUBMISSIONS,
                                           .type = WIRE_TYPE_BATCH,
                                           .body = g_bytes_get_data(load->body, NULL),
                                           .len = g_bytes_get_size(load->body),
                                           .timeout_ms = TIMEOUT_MS,
                                           .meanwhile = in_the_meantime,
                                           .meanwhile_data = &pause};
    turn->report->asked = TRUE;
    drain->send(drain->send_data, &request, &answer);
    gboolean well = pause.well && drain_settle(turn, &pause.trouble) && /* if there was no meantime */
                    act(turn, load->rows, &answer, &pause.trouble);
    if (!well)
        g_propagate_error(error, pause.trouble);
    client_answer_clear(&answer);
    drain_load_clear(load);
    return well;
}

/* The kiosk's own unfinished ones stand before it: it waits for them, and the others go on. */
static gboolean is_one_too_many(const struct client_answer *answer)
{
    struct message_problem problem;

    return answer->reached && answer->status == 429 &&
           message_problem_parse(answer->body.data, answer->body.len, &problem) &&
           strcmp(problem.type, WIRE_PROBLEM_URN WIRE_PROBLEM_UPLOADS) == 0;
}

static gboolean put_off(const struct turn *turn, const GPtrArray *rows, const struct client_answer *answer,
                        GError **error)
{
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    int64_t wait = plan_retry_after_ms(answer->retry_after, answer->date, turn->now_unix_ms / 1000);

    refusal_write(answer, turn->report->problem);
    turn->report->online = TRUE;
    turn->report->outcome = DRAIN_AGAIN;
    return outbox_retry_at(turn->drain->outbox, row->id, turn->now_unix_ms + MAX(wait, PLAN_BACKOFF_CAP_MS),
                           error);
}

static gboolean after_piece(const struct turn *turn, GPtrArray *rows, struct client_answer *answer,
                            GError **error)
{
    struct drain *drain = turn->drain;
    struct drain_report *report = turn->report;

    switch (upload_answered(&drain->upload, answer)) {
    case UPLOAD_ON:
        plan_moved(&drain->plan);
        report->online = TRUE;
        report->outcome = DRAIN_AGAIN;
        break;
    case UPLOAD_BROKEN:
        if (is_one_too_many(answer))
            return put_off(turn, rows, answer, error);
        if (answer->status == 422) /* the pieces made another whole: that is no fault of the submission */
            answer->status = 409;
        return act(turn, rows, answer, error);
    case UPLOAD_REFUSED:
        report->online = report->alarm = TRUE;
        report->outcome = DRAIN_AGAIN;
        return park_one(turn, rows, answer, error);
    }
    return TRUE;
}

/* A lost file is for staff to see; the others go on. */
static gboolean set_apart(const struct turn *turn, const struct outbox_row *row, const GError *lost,
                          GError **error)
{
    struct drain_report *report = turn->report;

    report->parked++;
    report->alarm = TRUE;
    report->outcome = DRAIN_AGAIN;
    g_strlcpy(report->problem, lost->message, sizeof report->problem);
    return outbox_parked(turn->drain->outbox, row->id, "file-lost", error);
}

/* One piece of the large box at the front. Whatever is more urgent goes between two pieces. */
static gboolean turn_upload(const struct turn *turn, GPtrArray *rows, GError **error)
{
    struct drain *drain = turn->drain;
    const struct outbox_row *row = g_ptr_array_index(rows, 0);
    struct client_request request;
    struct client_answer answer = {0};
    g_autoptr(GError) trouble = NULL;
    g_autoptr(GBytes) box = outbox_row_box(row, &trouble);

    if (!box && g_error_matches(trouble, store_error_quark(), STORE_ERROR_ABSENT))
        return set_apart(turn, row, trouble, error);
    if (!box) {
        g_propagate_error(error, g_steal_pointer(&trouble));
        return FALSE;
    }
    upload_about(&drain->upload, row->id);
    upload_next(&drain->upload, box, &request);
    request.timeout_ms = TIMEOUT_MS;
    turn->report->asked = TRUE;
    drain->send(drain->send_data, &request, &answer);
    gboolean well = after_piece(turn, rows, &answer, error);
    client_answer_clear(&answer);
    return well;
}

/* Out of the rows that are due now. */
static gboolean turn_due(const struct turn *turn, GError **error)
{
    struct drain *drain = turn->drain;
    struct drain_load load;
    GPtrArray *rows = drain_due(turn, drain->plan.batch, error);
    gboolean well = rows != NULL;

    if (!rows || rows->len == 0) {
        g_clear_pointer(&rows, g_ptr_array_unref);
        return well && rest(turn, error);
    }
    guint n = drain_carried(drain, rows);
    g_ptr_array_set_size(rows, (gint)MAX(n, 1));
    if (n > 0)
        return drain_load(turn, rows, &load, error) && turn_batch(turn, &load, error);
    well = turn_upload(turn, rows, error);
    g_ptr_array_unref(rows);
    return well;
}

/* Somebody more urgent came after it was made ready: that goes first. */
static gboolean is_overtaken(const struct turn *turn)
{
    const GPtrArray *rows = turn->drain->next.rows;
    const struct outbox_row *last = g_ptr_array_index(rows, rows->len - 1);

    return outbox_more_urgent(turn->drain->outbox, last->priority, turn->now_unix_ms);
}

static gboolean turn_any(const struct turn *turn, GError **error)
{
    struct drain *drain = turn->drain;

    if (drain->unsure && !outbox_unsent(drain->outbox, NULL, error))
        return FALSE;
    drain->unsure = FALSE;
    if (drain->next.rows && !is_overtaken(turn)) {
        struct drain_load load = drain->next;
        drain->next = (struct drain_load){0};
        return turn_batch(turn, &load, error);
    }
    return drain_settle(turn, error) && drain_unload(drain, &drain->next, error) && turn_due(turn, error);
}

gboolean drain_turn(struct drain *drain, int64_t now_unix_ms, int64_t now_monotonic_ms, uint32_t random,
                    struct drain_report *report, GError **error)
{
    const struct turn turn = {drain, now_unix_ms, now_monotonic_ms, random, report};

    *report = (struct drain_report){.outcome = DRAIN_EMPTY};
    if (drain->plan.not_before_ms > now_monotonic_ms) {
        report->outcome = DRAIN_WAIT;
        report->wait_ms = drain->plan.not_before_ms - now_monotonic_ms;
        return TRUE;
    }
    if (turn_any(&turn, error))
        return TRUE;
    drain->unsure = TRUE;
    drain_said_clear(&drain->said);
    drain_load_clear(&drain->next);
    return FALSE;
}
