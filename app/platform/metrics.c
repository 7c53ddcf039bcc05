#include "platform/metrics.h"

#include <glib.h>
#include <string.h>

#include "platform/heartbeat.h"
#include "platform/operator.h"
#include "platform/ratings.h"
#include "platform/trouble.h"

enum { ANSWERS_MAX = 512 }; /* routes times statuses is far less */

/* Upper bounds in microseconds: around what a commit takes on a disk, and what a kiosk waits for. */
static const int64_t bounds_us[] = {500,    1000,   2500,   5000,    10000,   25000,  50000,
                                    100000, 250000, 500000, 1000000, 2500000, 5000000};

struct answered {
    const char *method, *path;
    unsigned status;
    uint64_t count;
};
struct metrics {
    int64_t started_ms;
    struct answered answers[ANSWERS_MAX];
    size_t answer_count;
    uint64_t stored, duplicate, rejected;
    uint64_t in_bound[G_N_ELEMENTS(bounds_us)], batches;
    int64_t store_us;
    uint64_t rated[RATING_WORST - RATING_BEST + 1];
};

struct metrics *metrics_new(int64_t started_ms)
{
    struct metrics *metrics = g_new0(struct metrics, 1);
    metrics->started_ms = started_ms;
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    g_free(metrics);
}

static bool is_same(const struct answered *a, const char *method, const char *path, unsigned status)
{
    return a->status == status && strcmp(a->path, path) == 0 && strcmp(a->method, method) == 0;
}

void metrics_answered(struct metrics *metrics, const char *method, const char *path, unsigned status)
{
    if (!metrics)
        return;
    size_t i = 0;
    while (i < metrics->answer_count && !is_same(&metrics->answers[i], method, path, status))
        i++;
    if (i == ANSWERS_MAX)
        return;
    if (i == metrics->answer_count)
        metrics->answers[metrics->answer_count++] = (struct answered){method, path, status, 0};
    metrics->answers[i].count++;
}

void metrics_stored(struct metrics *metrics, size_t stored, size_t duplicate, size_t rejected,
                    int64_t store_us)
{
    if (!metrics)
        return;
    metrics->stored += stored;
    metrics->duplicate += duplicate;
    metrics->rejected += rejected;
    metrics->batches++;
    metrics->store_us += store_us;
    for (size_t i = 0; i < G_N_ELEMENTS(bounds_us); i++)
        metrics->in_bound[i] += store_us <= bounds_us[i];
}

void metrics_rated(struct metrics *metrics, unsigned score)
{
    if (metrics)
        metrics->rated[score - RATING_BEST]++;
}

static void begin(GString *text, const char *name, const char *type, const char *help)
{
    g_string_append_printf(text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void add_answers(GString *text, const struct metrics *metrics)
{
    begin(text, "linchuang_requests_total", "counter", "Requests answered, by route and status.");
    for (size_t i = 0; i < metrics->answer_count; i++) {
        const struct answered *a = &metrics->answers[i];
        g_string_append_printf(
            text,
            "linchuang_requests_total{method=\"%s\",route=\"%s\",status=\"%u\"} %" G_GUINT64_FORMAT "\n",
            a->method, a->path, a->status, a->count);
    }
}

static void add_count(GString *text, const char *name, const char *label, const char *value, uint64_t count)
{
    g_string_append_printf(text, "%s{%s=\"%s\"} %" G_GUINT64_FORMAT "\n", name, label, value, count);
}

/* Seconds by their microseconds: no locale's comma, no rounding. */
static void add_seconds(GString *text, int64_t us)
{
    g_string_append_printf(text, "%" G_GINT64_FORMAT ".%06d", us / G_USEC_PER_SEC,
                           (int)(us % G_USEC_PER_SEC));
}

static void add_store(GString *text, const struct metrics *metrics)
{
    static const char items[] = "linchuang_submissions_total", seconds[] = "linchuang_store_seconds";
    begin(text, items, "counter", "Submissions, by what became of them.");
    add_count(text, items, "result", "stored", metrics->stored);
    add_count(text, items, "result", "duplicate", metrics->duplicate);
    add_count(text, items, "result", "rejected", metrics->rejected);
    begin(text, seconds, "histogram", "How long the store took to make a batch durable.");
    for (size_t i = 0; i < G_N_ELEMENTS(bounds_us); i++) {
        g_string_append_printf(text, "%s_bucket{le=\"", seconds);
        add_seconds(text, bounds_us[i]);
        g_string_append_printf(text, "\"} %" G_GUINT64_FORMAT "\n", metrics->in_bound[i]);
    }
    g_string_append_printf(text, "%s_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n%s_sum ", seconds,
                           metrics->batches, seconds);
    add_seconds(text, metrics->store_us);
    g_string_append_printf(text, "\n%s_count %" G_GUINT64_FORMAT "\n", seconds, metrics->batches);
}

static void add_ratings(GString *text, const struct metrics *metrics)
{
    static const char name[] = "linchuang_ratings_total";
    begin(text, name, "counter", "Ratings stored, by score: 1 is best, 5 worst.");
    for (unsigned score = RATING_BEST; score <= RATING_WORST; score++) {
        char value[4];
        g_snprintf(value, sizeof value, "%u", score);
        add_count(text, name, "score", value, metrics->rated[score - RATING_BEST]);
    }
}

static gboolean add_fleet(GString *text, const struct platform *platform, GError **error)
{
    const struct storage_fleet_wish all = {.text = "", .late_ms = heartbeat_late_ms(platform)};
    struct storage_fleet_sum sum;
    if (!storage_fleet_sum(platform->storage, &all, &sum, error))
        return FALSE;
    begin(text, "linchuang_kiosks", "gauge", "Kiosks by whether they are heard of.");
    add_count(text, "linchuang_kiosks", "state", "online", (uint64_t)(sum.kiosks - sum.late - sum.revoked));
    add_count(text, "linchuang_kiosks", "state", "late", (uint64_t)sum.late);
    add_count(text, "linchuang_kiosks", "state", "revoked", (uint64_t)sum.revoked);
    begin(text, "linchuang_kiosks_in_trouble", "gauge", "Kiosks that want a hand.");
    g_string_append_printf(text, "linchuang_kiosks_in_trouble %" G_GINT64_FORMAT "\n", sum.troubled);
    begin(text, "linchuang_queued", "gauge", "Rows in the outboxes of all kiosks, as they last told.");
    add_count(text, "linchuang_queued", "state", "waiting", (uint64_t)sum.waiting);
    add_count(text, "linchuang_queued", "state", "parked", (uint64_t)sum.parked);
    return TRUE;
}

static void add_order_state(const char *name, int64_t count, void *data)
{
    add_count(data, "linchuang_orders", "state", name, (uint64_t)count);
}

static gboolean add_orders(GString *text, const struct platform *platform, GError **error)
{
    begin(text, "linchuang_orders", "gauge", "Payment orders by state, as stored.");
    return storage_order_states(platform->storage, add_order_state, text, error);
}

static gboolean add_refunds(GString *text, const struct platform *platform, GError **error)
{
    static const char waiting[] = "linchuang_refunds_waiting", oldest[] = "linchuang_refunds_oldest_seconds";
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    struct storage_refunds refunds;
    if (!storage_refunds(platform->storage, &refunds, error))
        return FALSE;
    begin(text, waiting, "gauge", "Payments to be given back: due, or the cashier was asked and is silent.");
    add_count(text, waiting, "state", "refund_due", (uint64_t)refunds.due);
    add_count(text, waiting, "state", "refunding", (uint64_t)refunds.asked);
    begin(text, oldest, "gauge", "How long the oldest of them has been due; 0 when there is none.");
    g_string_append_printf(text, "%s ", oldest);
    add_seconds(text, refunds.oldest_ms ? MAX(now_ms - refunds.oldest_ms, 0) * 1000 : 0);
    g_string_append_c(text, '\n');
    return TRUE;
}

static void add_process(GString *text, const struct metrics *metrics)
{
    begin(text, "linchuang_build_info", "gauge", "The release that runs.");
    g_string_append(text, "linchuang_build_info{version=\"" LC_VERSION "\"} 1\n");
    begin(text, "process_start_time_seconds", "gauge", "When this process started, Unix time.");
    g_string_append(text, "process_start_time_seconds ");
    add_seconds(text, metrics->started_ms * 1000);
    g_string_append_c(text, '\n');
}

void metrics_answer(const struct platform *platform, const struct request *request, const char *unused,
                    struct reply *reply)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    (void)unused;
    if (!operator_admit(platform, request, reply))
        return;
    if (platform->metrics) {
        add_process(text, platform->metrics);
        add_answers(text, platform->metrics);
        add_store(text, platform->metrics);
        add_ratings(text, platform->metrics);
    }
    if (add_fleet(text, platform, &error) && add_orders(text, platform, &error) &&
        add_refunds(text, platform, &error))
        reply_text(reply, 200, METRICS_TYPE, text->str);
    else
        trouble_reply(reply, error);
}
