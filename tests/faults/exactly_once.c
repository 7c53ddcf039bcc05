/* The drain over a bad line: the real client, outbox and platform, and a proxy between them that cuts, loses,
 * repeats, delays, and speaks for itself. The oracle: what the outbox calls accepted is in the platform's
 * store, each once, and nothing else is. Waits are simulated: the clock of the drain is wound over them.
 * LC_SEED chooses the faults, LC_LONG=1 hands in 10,000 instead of 400. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "both_ends.h"
#include "proxy.h"
#include "sync/drain.h"
#include "tests/long_run.h"
#include "wire/messages.h"
#include "wire/upload.h"

enum {
    SHORT = 400,
    LONG = 10000,
    BATCH = 20,
    STILL_S = 1,
    TURNS = 100000,
    LARGE = 300 * 1024,
    LARGEST = 3000 * 1024,
    PATIENT_MS = 60 * 1000
};

struct line {
    struct both_ends ends;
    struct proxy *proxy;
    struct client *client;
    struct drain drain;
    int64_t wound_ms;
    GRand *rand;
    size_t begun, carried; /* uploads that began at nothing; bytes of pieces that were answered */
    unsigned ahead;        /* answers that found the next batch ready */
};

static void send_it(void *data, const struct client_request *request, struct client_answer *answer)
{
    struct line *line = data;

    client_send(line->client, request, answer);
    line->ahead += line->drain.next.rows != NULL;
    if (g_str_has_prefix(request->path, WIRE_PATH_UPLOADS) && answer->reached && request->body) {
        line->begun += answer->status == 201;
        line->carried += answer->status == 201 || answer->status == 204 ? request->len : 0;
    }
}

static unsigned seed(void)
{
    const char *given = g_getenv("LC_SEED");

    return given ? (unsigned)strtoul(given, NULL, 10) : 1;
}

static struct line *line_new(void)
{
    struct line *line = g_new0(struct line, 1);

    both_ends_new(&line->ends, g_getenv("LC_BUILD"), g_get_tmp_dir());
    drain_init(&line->drain, line->ends.store, line->ends.outbox, BOTH_ENDS_KIOSK, send_it, line);
    line->rand = g_rand_new_with_seed(seed());
    return line;
}

static void through(struct line *line, const char *keys)
{
    line->proxy = proxy_new(line->ends.port, keys);
    line->client = both_ends_client(&line->ends, proxy_port(line->proxy), STILL_S, NULL);
}

static int set_up_raw(void **state)
{
    struct line *line = line_new();

    through(line, NULL);
    *state = line;
    return 0;
}

static int set_up_speaking(void **state)
{
    struct line *line = line_new();

    through(line, line->ends.keys);
    *state = line;
    return 0;
}

static int tear_down(void **state)
{
    struct line *line = *state;

    drain_clear(&line->drain, g_get_real_time() / 1000);
    client_free(line->client);
    proxy_free(line->proxy);
    both_ends_free(&line->ends);
    g_rand_free(line->rand);
    g_free(line);
    return 0;
}

static struct drain_report one_turn(struct line *line)
{
    struct drain_report report;
    int64_t wall_ms = g_get_real_time() / 1000 + line->wound_ms,
            ms = g_get_monotonic_time() / 1000 + line->wound_ms;

    assert_true(drain_turn(&line->drain, wall_ms, ms, g_rand_int(line->rand), &report, NULL));
    line->wound_ms += report.wait_ms;
    return report;
}

static void drain_all(struct line *line)
{
    int turns = 0;

    while (one_turn(line).outcome != DRAIN_EMPTY)
        assert_true(++turns < TURNS);
}

static void hand_in(struct line *line, unsigned count)
{
    both_ends_add(&line->ends, count, 0);
    line->drain.plan.batch = BATCH;
}

/* One connection carries all, and its records tell where a line may be cut. */
static struct proxy_seen clean_records(struct line *line)
{
    hand_in(line, BATCH);
    drain_all(line);
    struct proxy_seen seen = proxy_records(line->proxy);
    hand_in(line, 4 * BATCH);
    drain_all(line);
    assert_int_equal(proxy_connections(line->proxy), 1);
    assert_int_equal(line->ahead, 2); /* of 20, 40 and 20 */
    return seen;
}

static unsigned cut_at_each(struct line *line, enum proxy_fault fault, const GArray *ends)
{
    unsigned cuts = 0;

    for (guint i = 0; i < ends->len; i++)
        for (int beside = -1; beside <= 1; beside++, cuts++) {
            hand_in(line, BATCH);
            proxy_hang_up(line->proxy);
            proxy_next(line->proxy, fault, g_array_index(ends, size_t, i) + (size_t)beside);
            drain_all(line);
            proxy_next(line->proxy, PROXY_NONE, 0);
        }
    return cuts;
}

static void a_cut_at_any_record_loses_nothing(void **state)
{
    struct line *line = *state;
    struct proxy_seen seen = clean_records(line);

    assert_in_range(seen.up->len, 4, 100); /* hello, finished, the request in records of 16 KiB */
    assert_in_range(seen.down->len, 4, 100);
    unsigned cuts = cut_at_each(line, PROXY_CUT_UP, seen.up) + cut_at_each(line, PROXY_CUT_DOWN, seen.down);
    both_ends_agree(&line->ends);
    assert_in_range(proxy_connections(line->proxy), cuts, 10 * cuts);
    print_message("%u cuts, %u submissions, each once\n", cuts, line->ends.added);
    proxy_seen_clear(&seen);
}

/* Nobody says that the other end is gone: silence is the only sign. (curl looks at the last few seconds, so
 * that one place is enough to wait for.) */
static void a_half_open_line_is_given_up(void **state)
{
    struct line *line = *state;
    struct proxy_seen seen = clean_records(line);

    hand_in(line, BATCH);
    proxy_hang_up(line->proxy);
    proxy_next(line->proxy, PROXY_STALL, g_array_index(seen.up, size_t, seen.up->len - 1) + 1000);
    struct drain_report report = one_turn(line);
    assert_int_equal(report.outcome, DRAIN_WAIT);
    assert_false(report.online);
    drain_all(line);
    both_ends_agree(&line->ends);
    proxy_seen_clear(&seen);
}

/* The largest application over a line that is cut again and again, at any byte: what is there stays there,
 * and nothing begins anew. */
static void a_large_box_goes_on_where_it_was_cut(void **state)
{
    struct line *line = *state;
    struct drain_report report;
    unsigned cuts = 0, turns = 0;

    both_ends_add(&line->ends, 1, LARGEST);
    do {
        bool up = g_rand_int_range(line->rand, 0, 4) > 0;
        proxy_hang_up(line->proxy); /* curl says it again by itself when a kept connection dies */
        proxy_next(line->proxy, up ? PROXY_CUT_UP : PROXY_CUT_DOWN,
                   (size_t)g_rand_int_range(line->rand, 1, up ? 150 * 1000 : 2500));
        report = one_turn(line);
        cuts += report.asked && !report.online;
        assert_true(++turns < TURNS);
    } while (report.outcome != DRAIN_EMPTY);
    proxy_next(line->proxy, PROXY_NONE, 0);
    both_ends_agree(&line->ends);
    assert_true(cuts > 3);
    assert_in_range(line->begun, 0, 1);
    assert_in_range(line->carried, 0, LARGEST + 100 * 1024); /* each byte once, with what sealing adds */
    print_message("%u cuts, %u turns, %zu bytes in pieces\n", cuts, turns, line->carried);
}

static enum proxy_fault any_fault(struct line *line)
{
    if (g_rand_boolean(line->rand))
        return PROXY_NONE;
    return (enum proxy_fault)g_rand_int_range(line->rand, PROXY_SPEAKING, PROXY_FAULTS);
}

static void whatever_happens_each_arrives_once(void **state)
{
    struct line *line = *state;
    unsigned count = long_run() ? LONG : SHORT, done[PROXY_FAULTS] = {0}, turns = 0;
    struct drain_report report;

    both_ends_add(&line->ends, count / 2, 0);
    both_ends_add(&line->ends, 5, LARGE);
    both_ends_add(&line->ends, count - count / 2 - 5, 0);
    do {
        enum proxy_fault fault = any_fault(line);
        proxy_next(line->proxy, fault, 0);
        line->drain.plan.batch = (unsigned)g_rand_int_range(line->rand, 1, count > SHORT ? 60 : 12);
        report = one_turn(line);
        done[fault] += report.asked;
        assert_true(++turns < TURNS);
    } while (report.outcome != DRAIN_EMPTY);
    both_ends_agree(&line->ends);
    print_message("seed %u: %u submissions each once, over %u turns:", seed(), count, turns);
    for (int i = PROXY_SPEAKING; i < PROXY_FAULTS; i++) {
        assert_true(done[i] > 0);
        print_message(" %u", done[i]);
    }
    print_message("\n");
}

static struct client_answer ask_health(struct line *line, enum proxy_fault fault)
{
    struct client_answer answer;

    proxy_next(line->proxy, fault, 0);
    client_ask(line->client, WIRE_PATH_HEALTH, NULL, NULL, 0, PATIENT_MS, &answer);
    return answer;
}

static void what_a_page_may_cost_is_bounded(void **state)
{
    struct line *line = *state;
    struct client_answer answer = ask_health(line, PROXY_ENDLESS);

    assert_false(answer.reached);
    assert_in_range(answer.body.len, 0, WIRE_ANSWER_MAX);
    client_answer_clear(&answer);
    answer = ask_health(line, PROXY_REDIRECT); /* and nobody goes where a portal points */
    assert_int_equal(answer.status, 302);
    client_answer_clear(&answer);
    answer = ask_health(line, PROXY_DELAY);
    assert_int_equal(answer.status, 200);
    client_answer_clear(&answer);
}

/* Another authority's certificate, for the same address: nothing is said to whoever holds it. */
static void a_wrong_certificate_is_told_nothing(void **state)
{
    struct line *line = *state, other = {0};

    both_ends_new(&other.ends, g_getenv("LC_BUILD"), g_get_tmp_dir());
    client_free(line->client);
    struct proxy *stranger = proxy_new(line->ends.port, other.ends.keys);
    line->client = both_ends_client(&line->ends, proxy_port(stranger), STILL_S, NULL);
    hand_in(line, 3);
    struct drain_report report = one_turn(line);
    assert_int_equal(report.outcome, DRAIN_WAIT);
    assert_false(report.online);
    assert_non_null(strstr(report.problem, "certificate"));
    unsigned rows, ids;
    both_ends_count(&line->ends, &rows, &ids);
    assert_int_equal(rows, 0);
    client_free(line->client);
    proxy_free(stranger);
    line->client = both_ends_client(&line->ends, line->ends.port, STILL_S, NULL);
    drain_all(line);
    both_ends_agree(&line->ends);
    both_ends_free(&other.ends);
}

static X509 *read_certificate(const char *keys, const char *name)
{
    g_autofree char *file = g_build_filename(keys, name, NULL);
    FILE *from = fopen(file, "r");
    X509 *certificate = PEM_read_X509(from, NULL, NULL, NULL);

    fclose(from);
    return certificate;
}

static EVP_PKEY *read_key(const char *keys, const char *name)
{
    g_autofree char *file = g_build_filename(keys, name, NULL);
    FILE *from = fopen(file, "r");
    EVP_PKEY *key = PEM_read_PrivateKey(from, NULL, NULL, NULL);

    fclose(from);
    return key;
}

/* The platform's certificate by the same authority, but good from one day of this clock to another: what a
 * clock sees that is wrong by years. */
static char *keys_of_days(const struct both_ends *ends, long from, long until)
{
    enum { DAY_S = 24 * 3600 };
    char *keys = g_build_filename(ends->folder, "days", NULL);
    g_autofree char *certificate_file = g_build_filename(keys, "tls.crt", NULL);
    g_autofree char *key_file = g_build_filename(keys, "tls.key", NULL);
    X509 *certificate = read_certificate(ends->keys, "tls.crt");
    EVP_PKEY *authority = read_key(ends->keys, "ca.key"), *key = read_key(ends->keys, "tls.key");

    g_mkdir_with_parents(keys, 0700);
    X509_gmtime_adj(X509_getm_notBefore(certificate), from * DAY_S);
    X509_gmtime_adj(X509_getm_notAfter(certificate), until * DAY_S);
    assert_true(X509_sign(certificate, authority, EVP_sha256()) > 0);
    FILE *to = fopen(certificate_file, "w");
    PEM_write_X509(to, certificate);
    fclose(to);
    to = fopen(key_file, "w");
    PEM_write_PrivateKey(to, key, NULL, NULL, 0, NULL, NULL);
    fclose(to);
    X509_free(certificate);
    EVP_PKEY_free(authority);
    EVP_PKEY_free(key);
    return keys;
}

/* One try through a platform whose certificate holds on those days, after it was told `known_days` to be the
 * platform's time: by a clock that was off already, or was right then. */
static bool reaches(struct line *line, long from, long until, long known_days, bool right_then)
{
    g_autofree char *keys = keys_of_days(&line->ends, from, until);
    struct known_time *known = known_time_open("/dev/null/nowhere");
    struct proxy *proxy = proxy_new(line->ends.port, keys);
    int64_t now_ms = g_get_real_time() / 1000, boot_ms = g_get_monotonic_time() / 1000;

    int64_t told_ms = now_ms + known_days * 24 * 3600 * 1000;
    if (known_days)
        known_time_learn(known, told_ms, right_then ? told_ms : now_ms, boot_ms);
    struct client *client = both_ends_client(&line->ends, proxy_port(proxy), PATIENT_MS / 1000, known);
    struct client_answer answer;
    client_ask(client, WIRE_PATH_HEALTH, NULL, NULL, 0, PATIENT_MS, &answer);
    bool reached = answer.reached;
    if (reached) /* and the platform's Date has put it right */
        assert_true(llabs(known_time_newest(known) - now_ms) < 60 * 1000);
    client_answer_clear(&answer);
    client_free(client);
    proxy_free(proxy);
    known_time_close(known);
    return reached;
}

/* A clock that is years behind sees a certificate that is not yet good, one ahead an expired one: both are
 * looked at by the time that the platform told last. Without that, and outside it, the answer is no. */
static void a_clock_wrong_by_years(void **state)
{
    struct line *line = *state;

    assert_true(reaches(line, -1, 100, 0, false));
    assert_false(reaches(line, 700, 800, 0, false));
    assert_true(reaches(line, 700, 800, 750, false));
    assert_false(reaches(line, 700, 800, 900, false));
    assert_true(reaches(line, 2, 4, 3, true));
    assert_false(reaches(line, 2, 4, 5, true));
    assert_false(reaches(line, -20, -10, 0, false));
}

/* A proxy of the house: told to CONNECT, it sees TLS and no token; one that wants something first is no
 * platform. That nothing of the environment counts, the other tests say: it names a proxy that is not there.
 */
static void a_proxy_on_the_way(void **state)
{
    struct line *line = *state;
    g_autofree char *proxy = g_strdup_printf("http://127.0.0.1:%u", proxy_port(line->proxy));
    g_autofree char *url = g_strdup_printf("https://127.0.0.1:%u", line->ends.port);
    g_autofree char *ca = g_build_filename(line->ends.keys, "ca.crt", NULL);
    g_autofree char *token = g_build_filename(line->ends.keys, "token", NULL);
    const struct client_options options = {
        .url = url, .ca_file = ca, .token_file = token, .proxy = proxy, .still_s = STILL_S};

    client_free(line->client);
    line->client = client_new(&options, NULL);
    hand_in(line, 2 * BATCH);
    proxy_next(line->proxy, PROXY_PORTAL, 0);
    struct drain_report report = one_turn(line);
    assert_int_equal(report.outcome, DRAIN_WAIT);
    assert_false(report.online);
    drain_all(line);
    both_ends_agree(&line->ends);
    assert_int_equal(proxy_connections(line->proxy), 2);
}

#define RAW(test) cmocka_unit_test_setup_teardown(test, set_up_raw, tear_down)
#define SPEAKING(test) cmocka_unit_test_setup_teardown(test, set_up_speaking, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        RAW(a_cut_at_any_record_loses_nothing),
        RAW(a_large_box_goes_on_where_it_was_cut),
        RAW(a_half_open_line_is_given_up),
        RAW(a_proxy_on_the_way),
        RAW(a_wrong_certificate_is_told_nothing),
        RAW(a_clock_wrong_by_years),
        SPEAKING(whatever_happens_each_arrives_once),
        SPEAKING(what_a_page_may_cost_is_bounded),
    };
    g_setenv("https_proxy", "http://127.0.0.1:1", TRUE);
    secret_start();
    client_start();
    int status = cmocka_run_group_tests(tests, NULL, NULL);
    client_end();
    return status;
}
