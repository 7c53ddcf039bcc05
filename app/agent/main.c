#include <glib-unix.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "asker.h"
#include "base/config.h"
#include "base/log.h"
#include "base/secret.h"
#include "post.h"
#include "sync/client.h"
#include "sync/line.h"

#define PROGRAM "kiosk-agent"

struct agent {
    gboolean ended;
    struct line_server *line;
    struct asker *asker;
    struct post *post;
};

static void on_asked(void *data, unsigned client, uint32_t request, int deadline_ms, struct secret_bytes json)
{
    struct agent *agent = data;

    asker_ask(agent->asker, client, request, deadline_ms, json);
}

static void on_cancelled(void *data, unsigned client, uint32_t request)
{
    struct agent *agent = data;

    asker_cancel(agent->asker, client, request);
}

static void on_answered(void *data, unsigned client, uint32_t request, const struct secret_bytes *answer,
                        const char *problem)
{
    struct agent *agent = data;

    if (problem)
        line_server_problem(agent->line, client, request, problem);
    else
        line_server_answer(agent->line, client, request, answer->data, answer->len);
    if (problem && strcmp(problem, "refused") != 0)
        post_hint(agent->post); /* the line may be down: let the page say so */
}

static void on_online(void *data, gboolean online)
{
    struct agent *agent = data;

    line_server_status(agent->line, online);
}

static gboolean on_signal(void *data)
{
    struct agent *agent = data;

    agent->ended = TRUE;
    return G_SOURCE_CONTINUE;
}

static gboolean start(struct agent *agent, const struct config *config, GError **error)
{
    const struct line_handlers handlers = {on_asked, on_cancelled, agent};
    const char *line = config_text(config, "platform", "line");

    agent->asker = asker_new(config, on_answered, agent, error);
    agent->post =
        agent->asker ? post_new(config, on_online, agent, error) : NULL; /* makes the state folder */
    agent->line = agent->post ? line_server_new(line, NULL, &handlers, error) : NULL;
    return agent->line != NULL;
}

/* Questions and answers of a visit pass through this thread: nothing of them stays on its stack. */
static void turn_until_ended(const struct agent *agent)
{
    while (!agent->ended) {
        g_main_context_iteration(NULL, TRUE);
        secret_wipe_stack();
    }
}

static int serve(const char *file)
{
    struct agent agent = {0};
    g_autoptr(GError) error = NULL;
    struct config *config = config_load(file, FALSE, &error);
    int status = 0;

    g_unix_signal_add(SIGTERM, on_signal, &agent);
    g_unix_signal_add(SIGINT, on_signal, &agent);
    if (config && start(&agent, config, &error)) {
        log_info("agent", "serves the line");
        turn_until_ended(&agent);
    } else {
        status = log_fatal(PROGRAM, error);
    }
    post_free(agent.post);
    asker_free(agent.asker);
    line_server_free(agent.line);
    config_free(config);
    return status;
}

static int usage(FILE *to, int status)
{
    fputs("usage: " PROGRAM " --config FILE\n"
          "       " PROGRAM " --help | --version\n"
          "Carries the outbox of a kiosk to the platform, and the questions of a visit over the line.\n",
          to);
    return status;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, 0);
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts(PROGRAM " " LC_VERSION);
        return 0;
    }
    if (argc != 3 || strcmp(argv[1], "--config") != 0) {
        fputs(PROGRAM ": wrong use: name the file with --config FILE\n", stderr);
        return usage(stderr, 2);
    }
    secret_start();
    json_set_alloc_funcs(secret_heap_alloc, secret_heap_free);
    client_start();
    signal(SIGPIPE, SIG_IGN);
    int status = serve(argv[2]);
    client_end();
    return status;
}
