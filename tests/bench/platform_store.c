/* What a platform takes in: sealed applications in batches of 50, opened, checked and durable before they are
 * answered, on each store that is named, by one platform and by four at once. Prints, asserts no times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "platform/submissions.h"
#include "wire/sealer.h"

enum { BATCH = 50, WRITERS_MAX = 4, ROUNDS = 3, RUNS_MAX = 16 };
#define CREATED_MS INT64_C(1795392000000)
static const char person[] =
    ",\"person\":{\"name\":\"王秀兰\",\"number\":\"341199194305120041\"},\"answers\":"
    "{\"bank\":\"示例银行\",\"account\":\"6200000000000000001\",\"phone\":\"19900000077\"}}";

/* One platform process, as far as its work goes. */
struct writer {
    struct platform platform;
    GBytes **bodies;
    unsigned batches;
    gboolean well;
};

static void fill(struct message_item *item, unsigned counter, struct sealer *sealer,
                 const struct seal_key *key)
{
    const uint8_t random[UUID7_RANDOM] = {[UUID7_RANDOM - 1] = (uint8_t)counter};
    char receipt[RECEIPT_TEXT];
    struct secret_bytes text = {0};
    *item = (struct message_item){.kiosk = "20617",
                                  .kind = "application",
                                  .service = "gaoling-jintie",
                                  .created_ms = CREATED_MS + counter};
    uuid7_make(item->id, item->created_ms, random);
    memcpy(item->keyid, key->keyid, sizeof item->keyid);
    if (!receipt_make("20617", counter, receipt))
        abort();
    struct submission_head head = {.kiosk = item->kiosk,
                                   .kind = item->kind,
                                   .service = item->service,
                                   .receipt = receipt,
                                   .created_ms = item->created_ms};
    memcpy(head.id, item->id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_text(&text, person);
    item->box = sealer_seal(sealer, &text, NULL);
    secret_bytes_clear(&text);
}

static GBytes *batch_from(unsigned first, const struct seal_key *key)
{
    struct message_item items[BATCH];
    struct sealer *sealer = sealer_new(key);
    for (unsigned i = 0; i < BATCH; i++)
        fill(&items[i], first + i, sealer, key);
    GBytes *body = message_batch_build(items, BATCH);
    for (unsigned i = 0; i < BATCH; i++)
        g_bytes_unref(items[i].box);
    sealer_free(sealer);
    return body;
}

static void *take_all(void *data)
{
    struct writer *w = data;
    w->well = TRUE;
    for (unsigned i = 0; w->well && i < w->batches; i++) {
        struct request request = {
            .method = "POST", .path = "/v1/submissions", .content_type = SUBMISSIONS_TYPE};
        struct reply reply = {0};
        gsize len = 0;
        request.body = g_bytes_get_data(w->bodies[i], &len);
        request.len = len;
        submissions_answer(&w->platform, &request, NULL, &reply);
        w->well = reply.status == 202 && !g_strstr_len(reply.body, (gssize)reply.len, "rejected");
        reply_clear(&reply);
    }
    return NULL;
}

/* Applications a second; 0 when one was not taken. */
static double rate_of(struct writer *writers, unsigned count)
{
    GThread *threads[WRITERS_MAX];
    gboolean well = TRUE;
    unsigned taken = 0;
    int64_t from = g_get_monotonic_time();
    for (unsigned i = 0; i < count; i++)
        threads[i] = g_thread_new("platform", take_all, &writers[i]);
    for (unsigned i = 0; i < count; i++) {
        g_thread_join(threads[i]);
        well = well && writers[i].well;
        taken += writers[i].batches * BATCH;
    }
    return well ? taken * (double)G_USEC_PER_SEC / (double)(g_get_monotonic_time() - from) : 0;
}

struct bench {
    struct platform_keys keys;
    unsigned batches; /* of each run, shared out among its writers */
    unsigned next;    /* counter of the next application */
};

static gboolean begin(struct bench *bench, struct writer *w, const char *uri, unsigned writers)
{
    g_autoptr(GError) error = NULL;
    w->batches = bench->batches / writers;
    w->bodies = g_new0(GBytes *, w->batches);
    for (unsigned k = 0; k < w->batches; k++, bench->next += BATCH)
        w->bodies[k] = batch_from(bench->next, &bench->keys.seals[0].key);
    w->platform =
        (struct platform){.keys = &bench->keys, .clock = clock_real(), .storage = storage_open(uri, &error)};
    if (error)
        fprintf(stderr, "bench_platform_store: %s\n", error->message);
    return w->platform.storage != NULL;
}

static void end(struct writer *w)
{
    storage_close(w->platform.storage);
    for (unsigned k = 0; k < w->batches; k++)
        g_bytes_unref(w->bodies[k]);
    g_free(w->bodies);
}

/* Applications a second; 0 when something was not taken. */
static double measure(struct bench *bench, const char *uri, unsigned count)
{
    struct writer writers[WRITERS_MAX] = {0};
    gboolean open = TRUE;
    for (unsigned i = 0; i < count; i++)
        open = begin(bench, &writers[i], uri, count) && open;
    double rate = open ? rate_of(writers, count) : 0;
    for (unsigned i = 0; i < count; i++)
        end(&writers[i]);
    return rate;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* In turn, so that a slow spell of the machine falls on all; the middle one of each is told. */
static gboolean compare(struct bench *bench, char **uris, int count)
{
    static const unsigned writers[] = {1, WRITERS_MAX};
    double rates[RUNS_MAX][ROUNDS];
    gboolean well = TRUE;
    for (int round = 0; round < ROUNDS; round++)
        for (int run = 0; run < 2 * count; run++)
            rates[run][round] = measure(bench, uris[run / 2], writers[run % 2]);
    printf("%-12s %9s %17s   (sealed, in batches of %d, durable; medians of %d)\n", "store", "platforms",
           "applications", BATCH, ROUNDS);
    for (int run = 0; run < 2 * count; run++) {
        qsort(rates[run], ROUNDS, sizeof rates[run][0], by_size);
        printf("%-12.*s %9u %15.0f/s\n", (int)strcspn(uris[run / 2], ":"), uris[run / 2], writers[run % 2],
               rates[run][ROUNDS / 2]);
        well = well && rates[run][0] > 0;
    }
    return well;
}

int main(int argc, char **argv)
{
    struct seal_pair pair;
    struct bench bench = {.next = 1};
    bench.batches = argc > 2 ? (unsigned)strtoul(argv[1], NULL, 10) / BATCH : 0;
    if (bench.batches < WRITERS_MAX || 2 * (argc - 2) > RUNS_MAX) {
        fputs("usage: bench_platform_store COUNT STORE...\n", stderr);
        return 2;
    }
    secret_start();
    suite_start();
    seal_pair_draw(&pair, &suite_default);
    bench.keys = (struct platform_keys){.seals = &pair, .seal_count = 1, .hash_key = pair.secret};
    gboolean well = compare(&bench, argv + 2, argc - 2);
    seal_pair_clear(&pair);
    return well ? 0 : 1;
}
