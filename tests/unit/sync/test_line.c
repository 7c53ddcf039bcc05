#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/frames.h"
#include "sync/line.h"

struct wire {
    char *folder, *path;
    struct line_server *server;
    struct line *line;
    unsigned client, asked, cancelled;
    uint32_t request;
    char text[256];
};

static void on_asked(void *data, unsigned client, uint32_t request, int deadline_ms, struct secret_bytes json)
{
    struct wire *wire = data;

    assert_true(deadline_ms > 0);
    wire->asked++;
    wire->client = client;
    wire->request = request;
    g_strlcpy(wire->text, (const char *)json.data, sizeof wire->text);
    secret_bytes_clear(&json);
}

static void on_cancelled(void *data, unsigned client, uint32_t request)
{
    struct wire *wire = data;

    assert_int_equal(client, wire->client);
    assert_int_equal(request, wire->request);
    wire->cancelled++;
}

static void serve(struct wire *wire)
{
    const struct line_handlers handlers = {on_asked, on_cancelled, wire};

    wire->server = line_server_new(wire->path, NULL, &handlers, NULL);
    assert_non_null(wire->server);
}

static void settle(void)
{
    while (g_main_context_iteration(NULL, FALSE))
        ;
}

static int set_up(void **state)
{
    struct wire *wire = g_new0(struct wire, 1);

    wire->folder = g_dir_make_tmp("lc-line-XXXXXX", NULL);
    wire->path = g_build_filename(wire->folder, "line", NULL);
    serve(wire);
    wire->line = line_open(wire->path);
    settle();
    *state = wire;
    return 0;
}

static int tear_down(void **state)
{
    struct wire *wire = *state;

    line_close(wire->line);
    line_server_free(wire->server);
    g_rmdir(wire->folder);
    g_free(wire->folder);
    g_free(wire->path);
    g_free(wire);
    return 0;
}

static bool ask(struct wire *wire, uint32_t request, int deadline_ms, const char *members)
{
    struct secret_bytes json = {0};

    secret_bytes_text(&json, members);
    bool sent = line_ask(wire->line, request, deadline_ms, &json);
    secret_bytes_clear(&json);
    settle();
    return sent;
}

static void expect_answer(struct wire *wire, uint32_t request, const char *text)
{
    struct secret_bytes out = {0};
    uint32_t number = 0;

    assert_int_equal(line_ready(wire->line, &number, &out), LINE_ANSWER);
    assert_int_equal(number, request);
    assert_string_equal((const char *)out.data, text);
    secret_bytes_clear(&out);
}

static enum line_news news(struct wire *wire)
{
    struct secret_bytes out = {0};
    uint32_t number = 0;

    return line_ready(wire->line, &number, &out);
}

static void asks_and_answers(void **state)
{
    struct wire *wire = *state;
    struct stat file;

    assert_int_equal(stat(wire->path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_true(ask(wire, 7, 5000, "{\"kind\":\"query\"}"));
    assert_string_equal(wire->text, "{\"request\":7,\"deadline_ms\":5000,\"kind\":\"query\"}");
    line_server_answer(wire->server, wire->client, 7, "{\"ok\":true,\n\"rows\":[]}", 22);
    expect_answer(wire, 7, "{\"request\":7,\"ok\":true, \"rows\":[]}");
    line_server_answer(wire->server, wire->client, 7, "{\"ok\":true}", 11); /* twice: nobody waits */
    assert_int_equal(news(wire), LINE_NOTHING);
}

static void tells_the_state(void **state)
{
    struct wire *wire = *state;

    assert_int_equal(news(wire), LINE_NOTHING);
    line_server_status(wire->server, true);
    assert_int_equal(news(wire), LINE_STATUS);
    assert_true(line_online(wire->line));
    line_server_status(wire->server, true);
    assert_int_equal(news(wire), LINE_NOTHING);
    struct line *late = line_open(wire->path); /* a newcomer is told at once */
    struct secret_bytes out = {0};
    uint32_t number = 0;
    settle();
    assert_int_equal(line_ready(late, &number, &out), LINE_STATUS);
    assert_true(line_online(late));
    line_close(late);
    settle();
}

static void cancelled_is_wiped_unread(void **state)
{
    struct wire *wire = *state;

    assert_true(ask(wire, 8, 5000, "{}"));
    line_cancel(wire->line, 8);
    settle();
    assert_int_equal(wire->cancelled, 1);
    line_server_answer(wire->server, wire->client, 8, "{\"ok\":true}", 11);
    assert_int_equal(news(wire), LINE_NOTHING);
}

/* It was on its way when nobody wanted it any more. */
static void an_answer_that_crosses_the_cancel_is_dropped(void **state)
{
    struct wire *wire = *state;

    assert_true(ask(wire, 8, 5000, "{}"));
    settle();
    line_server_answer(wire->server, wire->client, 8, "{\"ok\":true}", 11);
    line_cancel(wire->line, 8);
    settle();
    assert_int_equal(news(wire), LINE_NOTHING);
}

static void late_is_said_by_the_deadline(void **state)
{
    struct wire *wire = *state;

    assert_true(ask(wire, 9, 1, "{\"kind\":\"query\"}"));
    while (wire->cancelled == 0)
        g_main_context_iteration(NULL, TRUE);
    expect_answer(wire, 9, "{\"request\":9,\"ok\":false,\"problem\":\"late\"}");
}

static void an_agent_that_goes_answers_offline(void **state)
{
    struct wire *wire = *state;

    line_server_status(wire->server, true);
    assert_int_equal(news(wire), LINE_STATUS);
    assert_true(ask(wire, 10, 5000, "{}"));
    line_server_free(wire->server);
    wire->server = NULL;
    expect_answer(wire, 10, "{\"request\":10,\"ok\":false,\"problem\":\"offline\"}");
    assert_int_equal(news(wire), LINE_STATUS);
    assert_false(line_online(wire->line));
    assert_int_equal(line_fd(wire->line), -1);
    assert_false(ask(wire, 11, 5000, "{}"));
    serve(wire);
    news(wire);
    assert_true(line_fd(wire->line) >= 0);
    assert_true(ask(wire, 12, 5000, "{}"));
    assert_int_equal(wire->request, 12);
}

/* A kiosk that was killed: its requests are called off. */
static void a_kiosk_that_goes_is_forgotten(void **state)
{
    struct wire *wire = *state;

    assert_true(ask(wire, 13, 5000, "{}"));
    line_close(wire->line);
    wire->line = NULL;
    settle();
    assert_int_equal(wire->cancelled, 1);
    line_server_answer(wire->server, wire->client, 13, "{\"ok\":true}", 11);
}

/* Two lines, cut at every place: the same two lines. */
static void split_and_glued(void **state)
{
    static const char text[] = "{\"a\":1}\n{\"b\":22}\n";
    const size_t len = sizeof text - 1;

    (void)state;
    for (size_t cut = 0; cut <= len; cut++) {
        int ends[2];
        struct secret_bytes line;
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        struct frames frames = {.fd = ends[0]};
        assert_int_equal(write(ends[1], text, cut), cut);
        assert_true(frames_read(&frames, 100));
        assert_int_equal(write(ends[1], text + cut, len - cut), len - cut);
        assert_true(frames_read(&frames, 100));
        assert_true(frames_take(&frames, &line));
        assert_string_equal((const char *)line.data, "{\"a\":1}");
        secret_bytes_clear(&line);
        assert_true(frames_take(&frames, &line));
        assert_string_equal((const char *)line.data, "{\"b\":22}");
        secret_bytes_clear(&line);
        assert_false(frames_take(&frames, &line));
        close(ends[1]);
        assert_false(frames_read(&frames, 100));
        frames_clear(&frames);
    }
}

static void a_line_without_end_is_refused(void **state)
{
    struct frames frames;
    int ends[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    frames = (struct frames){.fd = ends[0]};
    assert_int_equal(write(ends[1], "0123456789", 10), 10);
    assert_false(frames_read(&frames, 9));
    frames_clear(&frames);
    close(ends[1]);
}

#define A_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        A_TEST(asks_and_answers),
        A_TEST(tells_the_state),
        A_TEST(cancelled_is_wiped_unread),
        A_TEST(an_answer_that_crosses_the_cancel_is_dropped),
        A_TEST(late_is_said_by_the_deadline),
        A_TEST(an_agent_that_goes_answers_offline),
        A_TEST(a_kiosk_that_goes_is_forgotten),
        cmocka_unit_test(split_and_glued),
        cmocka_unit_test(a_line_without_end_is_refused),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
