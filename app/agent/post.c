#include "post.h"

#include <glib-unix.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/known_time.h"
#include "base/log.h"
#include "chores.h"
#include "identity.h"
#include "store/bell.h"
#include "store/check.h"
#include "sync/drain.h"
#include "sync/news.h"
#include "sync/pulse.h"
#include "sync/splay.h"
#include "wire/messages.h"

enum {
    PROBE_TIMEOUT_MS = 5000,
    SECOND_MS = 1000,
};

struct post {
    struct store *store;
    struct outbox *outbox;
    struct bell *bell;
    struct client *client;
    struct known_time *time;
    struct drain drain;
    struct news news;
    struct identity identity;
    struct pulse pulse;
    int splay_s;
    int look_ms;        /* idle and online: is it still so, and is there news? */
    gboolean news_told; /* why there is none stands in the log */
    gboolean pulse_told;
    struct clock clock;
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
    GSource *next; /* the one alarm: next turn or next probe */
    unsigned probes_missed;
    gboolean online, known;
    int64_t away_ms; /* monotonic: since when not */
    struct chores chores;
    gint stopping; /* atomic */
    post_told told;
    void *told_data;
};

/* Always through the loop: g_main_context_invoke would run it here while nobody owns the context yet. */
static void letter(GMainContext *to, GSourceFunc call, void *data)
{
    GSource *source = g_idle_source_new();

    g_source_set_priority(source, G_PRIORITY_DEFAULT);
    g_source_set_callback(source, call, data, NULL);
    g_source_attach(source, to);
    g_source_unref(source);
}

static gboolean tell_online(void *data)
{
    struct post *post = data;

    post->told(post->told_data, TRUE);
    return G_SOURCE_REMOVE;
}

static gboolean tell_away(void *data)
{
    struct post *post = data;

    post->told(post->told_data, FALSE);
    return G_SOURCE_REMOVE;
}

static void set_online(struct post *post, gboolean online)
{
    post->probes_missed = online ? 0 : post->probes_missed;
    if (post->known && post->online == online)
        return;
    post->known = TRUE;
    post->online = online;
    post->away_ms = post->clock.monotonic_ms(&post->clock);
    log_info("line", online ? "the platform is there" : "the platform is not reachable; the queue waits");
    letter(NULL, online ? tell_online : tell_away, post);
}

static void send_request(void *data, const struct client_request *request, struct client_answer *answer)
{
    struct post *post = data;

    client_send(post->client, request, answer);
}

static gboolean on_next(void *data);

static void wake_in(struct post *post, int64_t ms)
{
    if (post->next) {
        g_source_destroy(post->next);
        g_source_unref(post->next);
    }
    post->next = ms > 0 ? g_timeout_source_new((guint)ms) : g_idle_source_new();
    g_source_set_callback(post->next, on_next, post, NULL);
    g_source_attach(post->next, post->context);
}

static int64_t probe_wait(const struct post *post)
{
    return plan_look_ms(post->online, post->probes_missed, post->look_ms, randombytes_random());
}

static void ask_news(void *data, const char *path, const char *tag, struct client_answer *answer)
{
    struct post *post = data;

    client_ask_news(post->client, path, tag, PROBE_TIMEOUT_MS, answer);
}

/* What is kept stands when there is no answer; why is said once, until there is one again. */
static void look_for_news(struct post *post)
{
    g_autoptr(GError) error = NULL;
    gboolean well = news_look(&post->news, &error);

    if (!well && !post->news_told)
        log_warning("notices", "%s", error->message);
    post->news_told = !well;
}

/* After the line was felt, when it is time; the log hears once that nobody takes it. */
static void tell_how_it_is(struct post *post)
{
    g_autoptr(GError) error = NULL;
    int64_t now_ms = post->clock.monotonic_ms(&post->clock);

    if (!pulse_due(&post->pulse, now_ms, randombytes_random()))
        return;
    gboolean well =
        pulse_beat(&post->pulse, post->clock.wall_ms(&post->clock), now_ms, randombytes_random(), &error) &&
        identity_receipts(&post->identity, post->store, post->pulse.receipts_given, &error);
    if (!well && !post->pulse_told)
        log_warning("heartbeat", "%s", error->message);
    post->pulse_told = !well;
}

static void line_back(struct post *post)
{
    int64_t now_ms = post->clock.monotonic_ms(&post->clock);

    splay_line_back(&post->drain, post->online ? 0 : now_ms - post->away_ms,
                    post->clock.wall_ms(&post->clock), now_ms, randombytes_random());
}

static void probe(struct post *post)
{
    struct client_answer answer;

    client_ask(post->client, WIRE_PATH_HEALTH, NULL, NULL, 0, PROBE_TIMEOUT_MS, &answer);
    gboolean there = answer.reached && answer.status == 200 && strcmp(answer.type, WIRE_TYPE_JSON) == 0;
    if (there)
        chores_daily(&post->chores, answer.date, post->clock.monotonic_ms(&post->clock));
    client_answer_clear(&answer);
    if (there)
        line_back(post);
    else
        post->probes_missed++;
    set_online(post, there);
    if (there) {
        if (identity_look(&post->identity, post->clock.wall_ms(&post->clock)))
            bell_ring(post->store); /* the kiosk reads them too */
        look_for_news(post);
        tell_how_it_is(post);
    }
}

static void log_turn(const struct drain_report *report)
{
    if (report->accepted || report->parked)
        log_info("outbox", "%u accepted, %u refused and set apart", report->accepted, report->parked);
    if (report->alarm)
        log_warning("outbox", "%s", report->problem);
}

/* FALSE: the store itself fails, and only a new start can help. */
static gboolean turn(struct post *post, struct drain_report *report)
{
    g_autoptr(GError) error = NULL;

    if (!drain_turn(&post->drain, post->clock.wall_ms(&post->clock), post->clock.monotonic_ms(&post->clock),
                    randombytes_random(), report, &error)) {
        log_warning("outbox", "%s", error->message);
        *report = (struct drain_report){.outcome = DRAIN_WAIT, .wait_ms = PLAN_BACKOFF_CAP_MS / 10};
        return g_error_matches(error, store_error_quark(), STORE_ERROR_FULL) ||
               g_error_matches(error, store_error_quark(), STORE_ERROR_BUSY);
    }
    if (report->asked)
        set_online(post, report->online);
    log_turn(report);
    return TRUE;
}

/* One step at a time, so that stopping never waits for a long queue. */
static gboolean on_next(void *data)
{
    struct post *post = data;
    struct drain_report report;

    if (g_atomic_int_get(&post->stopping))
        return G_SOURCE_REMOVE;
    if (identity_changed(&post->identity))
        plan_admitted(&post->drain.plan); /* enrolled anew: what was refused before may go now */
    if (!turn(post, &report))
        exit(1); /* systemd starts the agent anew; a damaged database is set aside then */
    if (report.outcome == DRAIN_AGAIN) {
        wake_in(post, 0);
        return G_SOURCE_REMOVE;
    }
    gboolean held = post->drain.plan.not_before_ms > 0;
    if (!report.asked)
        probe(post);
    int64_t wait = probe_wait(post);
    if (post->online)
        wait = MIN(wait, pulse_wait(&post->pulse, post->clock.monotonic_ms(&post->clock)));
    if (held && post->drain.plan.not_before_ms == 0)
        wait = 0; /* the probe found the line back */
    else if (report.outcome == DRAIN_WAIT)
        wait = MIN(wait, report.wait_ms);
    wake_in(post, MAX(wait, 1));
    return G_SOURCE_REMOVE;
}

static gboolean on_bell(int fd, GIOCondition condition, void *data)
{
    struct post *post = data;

    (void)fd, (void)condition;
    gboolean rung = bell_answer(post->bell);
    if (rung && store_doubted(post->store)) {
        log_warning("store", "the queue's file is damaged: the next start looks at it");
        exit(1); /* systemd starts the agent anew; who has it open keeps it from being set aside */
    }
    if (rung && splay_bell(&post->drain, post->clock.monotonic_ms(&post->clock)))
        wake_in(post, 0);
    return G_SOURCE_CONTINUE;
}

static gboolean on_hint(void *data)
{
    wake_in(data, 0);
    return G_SOURCE_REMOVE;
}

void post_hint(struct post *post)
{
    letter(post->context, on_hint, post);
}

/* Only what waits from before is held back: who stands at the kiosk now rings the bell. */
static int64_t first_wait(struct post *post)
{
    return splay_start(&post->drain, post->splay_s, post->clock.wall_ms(&post->clock),
                       post->clock.monotonic_ms(&post->clock), randombytes_random());
}

static void *run(void *data)
{
    struct post *post = data;
    GSource *bell = g_unix_fd_source_new(bell_fd(post->bell), G_IO_IN);

    g_main_context_push_thread_default(post->context);
    g_source_set_callback(bell, G_SOURCE_FUNC(on_bell), post, NULL);
    wake_in(post, first_wait(post)); /* counts what waits before a bell can be heard */
    g_source_attach(bell, post->context);
    g_main_loop_run(post->loop);
    drain_clear(&post->drain, post->clock.wall_ms(&post->clock));
    g_source_destroy(bell);
    g_source_unref(bell);
    g_main_context_pop_thread_default(post->context);
    return NULL;
}

static gboolean open_parts(struct post *post, const struct config *config, GError **error)
{
    const char *state = config_text(config, "kiosk", "state");
    g_autofree char *identity = enrolment_folder(config), *authority = enrolment_authority(config);
    const struct client_options options = {.url = config_text(config, "platform", "url"),
                                           .ca_file = authority,
                                           .proxy = config_text(config, "platform", "proxy"),
                                           .identity = identity,
                                           .known = post->time};
    struct enrolment enrolment;

    if (!enrolment_load(identity, &enrolment, error))
        return FALSE;

    post->store = store_open(state, error);
    post->outbox = post->store ? outbox_new(post->store, error) : NULL;
    post->bell = post->outbox ? bell_new(state, error) : NULL;
    post->client = post->bell ? client_new(&options, error) : NULL;
    if (!post->client)
        return FALSE;
    if (post->store->set_aside)
        log_warning("store", "a damaged database was set aside as %s; %u rows of it were recovered",
                    post->store->set_aside, post->store->recovered);
    chores_init(&post->chores, post->store, post->outbox);
    post->splay_s = config_int(config, "platform", "splay_s");
    post->look_ms = config_int(config, "platform", "look_s") * SECOND_MS;
    identity_init(&post->identity, identity, post->client);
    news_init(&post->news, post->store, ask_news, post);
    drain_init(&post->drain, post->store, post->outbox, config_text(config, "kiosk", "number"), send_request,
               post);
    post->drain.boot = known_time_boot(post->time);
    pulse_init(&post->pulse, post->store, post->outbox, config_text(config, "kiosk", "number"), state,
               send_request, post, post->clock.monotonic_ms(&post->clock));
    return TRUE;
}

struct post *post_new(const struct config *config, post_told told, void *data, GError **error)
{
    struct post *post = g_new0(struct post, 1);

    post->told = told;
    post->told_data = data;
    post->time = known_time_open(config_text(config, "kiosk", "state"));
    post->clock = clock_real();
    post->clock.known = post->time;
    if (!open_parts(post, config, error)) {
        post_free(post);
        return NULL;
    }
    post->context = g_main_context_new();
    post->loop = g_main_loop_new(post->context, FALSE);
    post->thread = g_thread_new("post", run, post);
    return post;
}

static gboolean quit(void *data)
{
    g_main_loop_quit(data);
    return G_SOURCE_REMOVE;
}

/* By a letter into its own loop: a quit before the loop runs would be lost. */
static void stop_thread(struct post *post)
{
    g_atomic_int_set(&post->stopping, 1);
    client_interrupt(post->client);
    letter(post->context, quit, post->loop);
    g_thread_join(post->thread);
    while (g_source_remove_by_user_data(post)) {
    } /* letters that the main room has not read */
    if (post->next) {
        g_source_destroy(post->next);
        g_source_unref(post->next);
    }
    g_main_loop_unref(post->loop);
    g_main_context_unref(post->context);
}

void post_free(struct post *post)
{
    if (!post)
        return;
    if (post->thread)
        stop_thread(post);
    identity_clear(&post->identity);
    client_free(post->client);
    known_time_close(post->time);
    pulse_clear(&post->pulse);
    bell_free(post->bell);
    outbox_free(post->outbox);
    store_close(post->store);
    g_free(post);
}
