/* The questions of a visit over a line that stands still: one that is called off while another is in hand is
 * never asked, the one in hand ends at once when it is called off, and by its deadline when it is not. The
 * kiosk is not enrolled, so the platform refuses each question that reaches it; its own figures count them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "agent/asker.h"
#include "both_ends.h"
#include "proxy.h"
#include "sync/enrolment.h"

enum { LONG_MS = 60 * 1000, SHORT_MS = 300, CLIENT = 1 };

struct visit {
    struct both_ends ends;
    struct proxy *proxy;
    struct config *config;
    struct asker *asker;
    uint32_t answered; /* the newest */
    const char *problem;
};

static void on_answered(void *data, unsigned client, uint32_t request, const struct secret_bytes *answer,
                        const char *problem)
{
    struct visit *visit = data;

    (void)answer;
    assert_int_equal(client, CLIENT);
    visit->answered = request;
    visit->problem = problem;
}

/* A certificate that names no kiosk: it is enough to be refused politely. */
static void pretend_to_be_enrolled(const struct both_ends *ends)
{
    g_autofree char *folder = g_build_filename(ends->folder, "agent", "identity", NULL);
    g_autofree char *pem = g_build_filename(folder, ENROLMENT_CERTIFICATE, NULL);
    g_autofree char *key = g_build_filename(ends->keys, "tls.key", NULL);
    g_autofree char *certificate = g_build_filename(ends->keys, "tls.crt", NULL);
    g_autofree char *first = NULL, *second = NULL;

    g_mkdir_with_parents(folder, 0700);
    g_assert(g_file_get_contents(key, &first, NULL, NULL));
    g_assert(g_file_get_contents(certificate, &second, NULL, NULL));
    g_autofree char *both = g_strconcat(first, second, NULL);
    g_assert(g_file_set_contents(pem, both, -1, NULL));
}

static int set_up(void **state)
{
    struct visit *visit = g_new0(struct visit, 1);

    both_ends_new(&visit->ends, g_getenv("LC_BUILD"), g_get_tmp_dir());
    pretend_to_be_enrolled(&visit->ends);
    visit->proxy = proxy_new(visit->ends.port, NULL);
    g_autofree char *text = g_strdup_printf("[kiosk]\nnumber=20617\nstate=%s/agent\n[platform]\n"
                                            "url=https://127.0.0.1:%u\nca_file=%s/ca.crt\n"
                                            "progress_url=https://127.0.0.1/p/\n",
                                            visit->ends.folder, proxy_port(visit->proxy), visit->ends.keys);
    visit->config = config_parse(text, "online", TRUE, NULL);
    assert_non_null(visit->config);
    visit->asker = asker_new(visit->config, on_answered, visit, NULL);
    assert_non_null(visit->asker);
    *state = visit;
    return 0;
}

static int tear_down(void **state)
{
    struct visit *visit = *state;

    asker_free(visit->asker);
    config_free(visit->config);
    proxy_free(visit->proxy);
    both_ends_free(&visit->ends);
    g_free(visit);
    return 0;
}

static void ask(struct visit *visit, uint32_t request, int deadline_ms)
{
    struct secret_bytes json = {0};

    secret_bytes_text(&json, "{\"kind\":\"query\"}");
    asker_ask(visit->asker, CLIENT, request, deadline_ms, json);
}

static void wait_for(struct visit *visit, uint32_t request, const char *problem)
{
    while (visit->answered != request)
        g_main_context_iteration(NULL, TRUE);
    assert_string_equal(visit->problem, problem);
}

/* The line dies under the next question, and nobody is told. */
static void stall(struct visit *visit)
{
    proxy_next(visit->proxy, PROXY_STALL, 10);
}

/* Its figures are for the operator, whose password lies among the keys. */
static char *operator_field(const struct both_ends *ends)
{
    g_autofree char *file = g_build_filename(ends->keys, "operator", NULL);
    g_autofree char *password = NULL;

    g_assert(g_file_get_contents(file, &password, NULL, NULL));
    g_autofree char *both = g_strconcat("operator:", g_strstrip(password), NULL);
    g_autofree char *coded = g_base64_encode((const guchar *)both, strlen(both));
    return g_strconcat("Authorization: Basic ", coded, NULL);
}

static unsigned questions_at_platform(struct visit *visit)
{
    g_autofree char *url = g_strdup_printf("https://127.0.0.1:%u", visit->ends.port);
    g_autofree char *ca = g_build_filename(visit->ends.keys, "ca.crt", NULL);
    g_autofree char *field = operator_field(&visit->ends);
    const struct client_options options = {.url = url, .ca_file = ca};
    const struct client_request request = {.path = "/metrics", .fields = {field}, .timeout_ms = 5000};
    struct client *client = client_new(&options, NULL);
    struct client_answer answer;
    unsigned count = 0;

    client_send(client, &request, &answer);
    assert_int_equal(answer.status, 200);
    const char *at = (const char *)answer.body.data;
    while ((at = strstr(at, "route=\"/v1/online\""))) {
        at = strchr(at, '}');
        count += (unsigned)strtoul(at + 1, NULL, 10);
    }
    client_answer_clear(&answer);
    client_free(client);
    return count;
}

static void what_waits_and_is_called_off_is_never_asked(void **state)
{
    struct visit *visit = *state;

    ask(visit, 1, LONG_MS);
    wait_for(visit, 1, "refused");
    assert_int_equal(questions_at_platform(visit), 1);
    stall(visit);
    ask(visit, 2, LONG_MS);
    proxy_wait_done(visit->proxy); /* it is on its way, and nothing comes back */
    ask(visit, 3, LONG_MS);
    asker_cancel(visit->asker, CLIENT, 3);
    ask(visit, 4, LONG_MS);
    asker_cancel(visit->asker, CLIENT, 2);
    wait_for(visit, 2, "offline"); /* long before its deadline */
    wait_for(visit, 4, "refused");
    assert_int_equal(questions_at_platform(visit), 2);
}

static void a_deadline_ends_the_waiting(void **state)
{
    struct visit *visit = *state;

    ask(visit, 1, LONG_MS);
    wait_for(visit, 1, "refused");
    stall(visit);
    ask(visit, 2, SHORT_MS);
    wait_for(visit, 2, "late");
    ask(visit, 3, LONG_MS);
    wait_for(visit, 3, "refused");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_waits_and_is_called_off_is_never_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_deadline_ends_the_waiting, set_up, tear_down),
    };

    secret_start();
    client_start();
    int status = cmocka_run_group_tests(tests, NULL, NULL);
    client_end();
    return status;
}
