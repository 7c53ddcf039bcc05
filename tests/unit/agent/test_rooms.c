/* The agent's rooms together, as the program has them: the post drains, probes, tells and does its chores
 * while the asker carries questions, the main room asks, calls off and hints, and the kiosk's own connection
 * adds to the same outbox. The other end is the real server, with TLS, in a thread of its own. Everything is
 * counted; the tsan preset looks at the threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "agent/asker.h"
#include "agent/post.h"
#include "platform/enrol.h"
#include "platform/metrics.h"
#include "platform/online.h"
#include "platform/server.h"
#include "store/outbox.h"
#include "sync/enrol.h"
#include "tree.h"
#include "wire/messages.h"
#include "wire/receipt.h"
#include "wire/sealer.h"

enum { ROUNDS = 40, CALLED_OFF = 4, CLIENT = 1, LONG_MS = 60 * 1000 };
#define KIOSK "20617"

struct world {
    char *folder, *keys_folder, *state, *uri;
    char bound[SERVER_ADDRESS_MAX];
    struct platform platform;
    struct server *server;
    struct config *config;
    struct store *store; /* the kiosk's own */
    struct outbox *outbox;
    struct asker *asker;
    struct post *post;
    unsigned added, asked, called_off, answered, problems;
    gboolean online;
};

static void on_answered(void *data, unsigned client, uint32_t request, const struct secret_bytes *answer,
                        const char *problem)
{
    struct world *w = data;
    (void)request;
    assert_int_equal(client, CLIENT);
    w->answered += !problem && answer->len > 0;
    w->problems += problem != NULL;
}

static void on_online(void *data, gboolean online)
{
    struct world *w = data;
    w->online = online;
}

static void enrol(const struct world *w, const struct enrol_code *code)
{
    g_autofree char *folder = g_build_filename(w->state, "identity", NULL);
    const struct enrol_contact contact = {
        .url = code->url, .proxy = "", .fingerprint = code->authority, .kiosk = KIOSK, .token = code->token};
    g_autoptr(GError) error = NULL;
    g_mkdir_with_parents(w->state, 0700);
    if (!enrol_first(folder, &contact, &error))
        fail_msg("%s", error->message);
}

static void start_platform(struct world *w)
{
    int listening = server_listen(*w->bound ? w->bound : "127.0.0.1:0", w->bound, NULL);
    assert_true(listening >= 0);
    w->server = server_start(listening, &w->platform, NULL);
    assert_non_null(w->server);
}

/* Keys, store, server, and a kiosk that it knows. */
static void build_platform(struct world *w)
{
    struct enrol_code code;
    int listening = server_listen("127.0.0.1:0", w->bound, NULL);
    g_autofree char *url = g_strconcat("https://", w->bound, NULL);
    assert_true(keys_init(w->keys_folder, "127.0.0.1", &suite_default, NULL));
    w->platform = (struct platform){.keys = keys_load(w->keys_folder, NULL),
                                    .storage = storage_open(w->uri, NULL),
                                    .clock = clock_real(),
                                    .certificate_days = ENROL_DAYS,
                                    .poll_s = 1,
                                    .public_url = url};
    w->platform.metrics = metrics_new(w->platform.clock.wall_ms(&w->platform.clock));
    assert_true(enrol_give(&w->platform, KIOSK, 1, &code, NULL));
    w->server = server_start(listening, &w->platform, NULL);
    assert_non_null(w->server);
    enrol(w, &code);
    server_stop(w->server);
    w->platform.public_url = "https://platform.example";
    start_platform(w);
}

static void build_agent(struct world *w)
{
    g_autofree char *text =
        g_strdup_printf("[kiosk]\nnumber=" KIOSK "\nstate=%s\n[platform]\nurl=https://%s\n"
                        "progress_url=https://127.0.0.1/p/\nca_file=%s/ca.crt\nlook_s=1\n",
                        w->state, w->bound, w->keys_folder);
    g_autoptr(GError) error = NULL;
    w->config = config_parse(text, "rooms", TRUE, &error);
    w->store = w->config ? store_open(w->state, &error) : NULL;
    w->outbox = w->store ? outbox_new(w->store, &error) : NULL;
    w->asker = w->outbox ? asker_new(w->config, on_answered, w, &error) : NULL;
    w->post = w->asker ? post_new(w->config, on_online, w, &error) : NULL;
    if (!w->post)
        fail_msg("%s", error->message);
}

static int set_up(void **state)
{
    struct world *w = g_new0(struct world, 1);
    w->folder = g_dir_make_tmp("lc-rooms-XXXXXX", NULL);
    w->keys_folder = g_build_filename(w->folder, "keys", NULL);
    w->state = g_build_filename(w->folder, "state", NULL);
    w->uri = g_strdup_printf("sqlite:%s/platform.db", w->folder);
    build_platform(w);
    build_agent(w);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    post_free(w->post); /* with rows and questions on their way */
    asker_free(w->asker);
    outbox_free(w->outbox);
    store_close(w->store);
    config_free(w->config);
    server_stop(w->server);
    metrics_free(w->platform.metrics);
    storage_close(w->platform.storage);
    keys_free((struct platform_keys *)w->platform.keys);
    tree_remove(w->folder);
    g_free(w->folder);
    g_free(w->keys_folder);
    g_free(w->state);
    g_free(w->uri);
    g_free(w);
    return 0;
}

static GBytes *sealed(struct world *w, const struct submission_head *head)
{
    struct sealer *sealer = sealer_new(&w->platform.keys->seals[0].key);
    struct secret_bytes text = {0};
    submission_begin(&text, head);
    secret_bytes_text(&text, ",\"person\":{\"name\":\"王秀兰\"}}");
    GBytes *box = sealer_seal(sealer, &text, NULL);
    secret_bytes_clear(&text);
    sealer_free(sealer);
    return box;
}

static void add(struct world *w)
{
    char receipt[RECEIPT_TEXT];
    uint8_t random[UUID7_RANDOM];
    int64_t now_ms = g_get_real_time() / 1000;
    struct outbox_entry entry = {.kind = "application",
                                 .service = "gaoling-jintie",
                                 .receipt = receipt,
                                 .keyid = w->platform.keys->seals[0].key.keyid,
                                 .created_ms = now_ms};
    struct submission_head head = {.kiosk = KIOSK,
                                   .kind = entry.kind,
                                   .service = entry.service,
                                   .receipt = receipt,
                                   .created_ms = now_ms};
    assert_true(receipt_make(KIOSK, ++w->added, receipt));
    randombytes_buf(random, sizeof random);
    uuid7_make(entry.id, now_ms, random);
    memcpy(head.id, entry.id, sizeof head.id);
    entry.box = sealed(w, &head);
    assert_true(outbox_add(w->outbox, &entry, NULL));
    g_bytes_unref(entry.box);
}

static void ask(struct world *w, int deadline_ms)
{
    struct secret_bytes json = {0};
    g_autofree char *text =
        g_strdup_printf("{\"kind\":\"order.create\",\"service\":\"fee\",\"amount_fen\":4000,"
                        "\"case\":\"019b0c3e-7a10-7c55-8b1e-2f6f%08x\"}",
                        ++w->asked);
    secret_bytes_text(&json, text);
    asker_ask(w->asker, CLIENT, w->asked, deadline_ms, json);
}

/* Goes on turning the main room until so many came back, one way or the other. */
static void wait_for_answers(struct world *w, unsigned count)
{
    while (w->answered + w->problems < count)
        g_main_context_iteration(NULL, TRUE);
}

static void wait_for_line(struct world *w, gboolean online)
{
    while (w->online != online) {
        post_hint(w->post);
        g_main_context_iteration(NULL, FALSE);
        g_usleep(5 * 1000);
    }
}

static void wait_until_drained(struct world *w)
{
    struct outbox_counts counts = {0};
    while (counts.accepted < w->added) {
        g_main_context_iteration(NULL, FALSE);
        g_usleep(5 * 1000);
        assert_true(outbox_counts(w->outbox, &counts, NULL));
    }
    assert_int_equal(counts.waiting, 0);
    assert_int_equal(counts.attention, 0);
}

static void count_row(const struct storage_row *row, void *data)
{
    (void)row;
    ++*(unsigned *)data;
}

static void expect_once_at_platform(struct world *w)
{
    unsigned rows = 0;
    struct storage *storage = storage_open(w->uri, NULL);
    assert_true(storage_rows(storage, count_row, &rows, NULL));
    storage_close(storage);
    assert_int_equal(rows, w->added);
}

static void questions_and_applications_go_side_by_side(void **state)
{
    struct world *w = *state;
    wait_for_line(w, TRUE);
    for (unsigned i = 0; i < ROUNDS; i++) {
        add(w);
        ask(w, LONG_MS);
        if (i % 5 == 0)
            post_hint(w->post);
        g_main_context_iteration(NULL, FALSE);
    }
    wait_for_answers(w, ROUNDS);
    assert_int_equal(w->answered, ROUNDS);
    wait_until_drained(w);
    expect_once_at_platform(w);
}

/* What is called off is never answered, or was broken off; the next is asked. */
static void what_is_called_off_stops_and_the_next_goes(void **state)
{
    struct world *w = *state;
    wait_for_line(w, TRUE);
    for (unsigned i = 0; i < ROUNDS; i++) {
        ask(w, LONG_MS);
        if (i % CALLED_OFF == 0)
            asker_cancel(w->asker, CLIENT, w->asked);
        g_main_context_iteration(NULL, FALSE);
    }
    asker_cancel(w->asker, CLIENT, w->asked); /* the newest: in hand, waiting, or answered already */
    ask(w, LONG_MS);
    unsigned certain = ROUNDS - ROUNDS / CALLED_OFF;
    while (w->answered < certain) /* one broken off comes back as a problem, and counts as none of these */
        g_main_context_iteration(NULL, TRUE);
    assert_in_range(w->answered, certain, ROUNDS + 1);
}

static void the_platform_goes_and_comes(void **state)
{
    struct world *w = *state;
    wait_for_line(w, TRUE);
    for (unsigned i = 0; i < 3; i++) {
        server_stop(w->server);
        w->server = NULL;
        add(w);
        ask(w, LONG_MS);
        wait_for_line(w, FALSE);
        start_platform(w);
        wait_for_line(w, TRUE);
    }
    wait_for_answers(w, w->asked);
    wait_until_drained(w);
    expect_once_at_platform(w);
    add(w);
    ask(w, LONG_MS);
}

/* Letters that nobody has read go with their room. */
static void nobody_is_told_after_the_end(void **state)
{
    struct world *w = *state;
    while (!g_main_context_pending(NULL)) /* the post's first letter */
        g_usleep(1000);
    post_free(w->post);
    w->post = NULL;
    ask(w, LONG_MS);
    while (!g_main_context_pending(NULL)) /* the asker's */
        g_usleep(1000);
    asker_free(w->asker);
    w->asker = NULL;
    while (g_main_context_iteration(NULL, FALSE)) {
    }
    assert_false(w->online);
    assert_int_equal(w->answered + w->problems, 0);
}

/* Receipts of this kiosk came that its own counter knows nothing of: its identity says so, once it is told.
 */
static void a_counter_that_is_behind_is_told(void **state)
{
    struct world *w = *state;
    g_autofree char *folder = g_build_filename(w->state, "identity", NULL);
    struct enrolment enrolment;
    for (int i = 0; i < 3; i++)
        add(w); /* without drawing a number */
    do {
        post_hint(w->post);
        g_main_context_iteration(NULL, FALSE);
        g_usleep(5 * 1000);
        assert_true(enrolment_load(folder, &enrolment, NULL));
    } while (enrolment.receipts_given < 3);
    assert_int_equal(enrolment.receipts_given, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(questions_and_applications_go_side_by_side),
        TEST(what_is_called_off_stops_and_the_next_goes),
        TEST(the_platform_goes_and_comes),
        TEST(a_counter_that_is_behind_is_told),
        TEST(nobody_is_told_after_the_end),
    };
    secret_start();
    json_set_alloc_funcs(secret_heap_alloc, secret_heap_free);
    client_start();
    int failed = cmocka_run_group_tests_name("agent_rooms", tests, NULL, NULL);
    client_end();
    return failed;
}
