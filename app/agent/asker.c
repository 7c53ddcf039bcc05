#include "asker.h"

#include <jansson.h>
#include <string.h>

#include "base/known_time.h"
#include "sync/client.h"
#include "sync/enrolment.h"
#include "wire/messages.h"

struct question {
    unsigned client;
    uint32_t request;
    int64_t until_us; /* monotonic */
    struct secret_bytes json;
    gboolean called_off; /* while it waited */
    gboolean last;       /* the thread ends at this one */
};
struct asker {
    struct client *http;
    struct known_time *known;
    GAsyncQueue *questions;
    GAsyncQueue *outcomes; /* each with a letter in the main context */
    GThread *thread;
    GMutex lock;        /* guards the next four */
    GPtrArray *waiting; /* what is in the queue; borrowed */
    unsigned client;
    uint32_t request; /* in hand; 0 = none */
    gboolean ended;
    asker_answered answered;
    void *data;
};
struct outcome {
    unsigned client;
    uint32_t request;
    struct secret_bytes answer;
    const char *problem; /* constant */
};

static void question_free(void *data)
{
    struct question *question = data;

    secret_bytes_clear(&question->json);
    g_free(question);
}

static void outcome_free(void *data)
{
    struct outcome *outcome = data;

    secret_bytes_clear(&outcome->answer);
    g_free(outcome);
}

static gboolean deliver(void *data)
{
    struct asker *asker = data;
    struct outcome *outcome = g_async_queue_try_pop(asker->outcomes);

    asker->answered(asker->data, outcome->client, outcome->request, &outcome->answer, outcome->problem);
    outcome_free(outcome);
    return G_SOURCE_REMOVE;
}

/* Only an object that says ok, and that does not speak of requests itself, goes on to the kiosk. */
static gboolean is_answer(const struct secret_bytes *body)
{
    json_t *object = json_loadb((const char *)body->data, body->len, JSON_REJECT_DUPLICATES, NULL);
    gboolean well = json_is_boolean(json_object_get(object, "ok")) && !json_object_get(object, "request") &&
                    body->data[0] == '{';

    json_decref(object);
    return well;
}

static const char *judge(const struct client_answer *answer)
{
    if (!answer->reached)
        return answer->late ? "late" : "offline";
    if (answer->status == 200 && strcmp(answer->type, WIRE_TYPE_JSON) == 0 && is_answer(&answer->body))
        return NULL;
    /* The platform's own no is a refusal; a portal's page or a failing gateway is no line at all. */
    gboolean ours = strcmp(answer->type, WIRE_TYPE_PROBLEM) == 0;
    return ours && answer->status < 500 && answer->status != 429 ? "refused" : "offline";
}

static gboolean take_in_hand(struct asker *asker, struct question *question)
{
    g_mutex_lock(&asker->lock);
    g_ptr_array_remove(asker->waiting, question);
    gboolean go = !asker->ended && !question->called_off;
    asker->client = question->client;
    asker->request = question->request;
    if (go)
        client_resume(asker->http); /* a cancel of the one before must not hit this one */
    g_mutex_unlock(&asker->lock);
    return go;
}

static void ask(struct asker *asker, struct question *question)
{
    struct client_answer answer = {0};
    int64_t left_ms = (question->until_us - g_get_monotonic_time()) / 1000;

    if (!take_in_hand(asker, question) || left_ms < 1)
        return; /* nobody waits, or the line has said 'late' already */
    client_ask(asker->http, WIRE_PATH_ONLINE, WIRE_TYPE_JSON, question->json.data, question->json.len,
               (int)left_ms, &answer);
    g_mutex_lock(&asker->lock);
    asker->request = 0;
    g_mutex_unlock(&asker->lock);
    struct outcome *outcome = g_new0(struct outcome, 1);
    *outcome = (struct outcome){.client = question->client, .request = question->request};
    outcome->problem = judge(&answer);
    outcome->answer = answer.body; /* moved */
    answer.body = (struct secret_bytes){0};
    client_answer_clear(&answer);
    g_async_queue_push(asker->outcomes, outcome);
    GSource *source = g_idle_source_new(); /* not g_main_context_invoke: that may run it in this thread */
    g_source_set_callback(source, deliver, asker, NULL);
    g_source_attach(source, NULL);
    g_source_unref(source);
}

static void *run(void *data)
{
    struct asker *asker = data;
    gboolean last = FALSE;

    while (!last) {
        struct question *question = g_async_queue_pop(asker->questions);
        last = question->last;
        if (!last)
            ask(asker, question);
        question_free(question);
        secret_wipe_stack(); /* curl and OpenSSL had the person's data there */
    }
    return NULL;
}

struct asker *asker_new(const struct config *config, asker_answered answered, void *data, GError **error)
{
    g_autofree char *identity = enrolment_folder(config), *authority = enrolment_authority(config);
    struct known_time *known = known_time_open(config_text(config, "kiosk", "state"));
    const struct client_options options = {.url = config_text(config, "platform", "url"),
                                           .ca_file = authority,
                                           .proxy = config_text(config, "platform", "proxy"),
                                           .identity = identity,
                                           .known = known};
    struct client *http = client_new(&options, error);

    if (!http) {
        known_time_close(known);
        return NULL;
    }
    struct asker *asker = g_new0(struct asker, 1);
    asker->known = known;
    asker->http = http;
    asker->answered = answered;
    asker->data = data;
    g_mutex_init(&asker->lock);
    asker->waiting = g_ptr_array_new();
    asker->questions = g_async_queue_new_full(question_free);
    asker->outcomes = g_async_queue_new_full(outcome_free);
    asker->thread = g_thread_new("asker", run, asker);
    return asker;
}

void asker_ask(struct asker *asker, unsigned client, uint32_t request, int deadline_ms,
               struct secret_bytes json)
{
    struct question *question = g_new0(struct question, 1);

    *question = (struct question){.client = client,
                                  .request = request,
                                  .until_us = g_get_monotonic_time() + deadline_ms * INT64_C(1000),
                                  .json = json};
    g_mutex_lock(&asker->lock);
    g_ptr_array_add(asker->waiting, question);
    g_mutex_unlock(&asker->lock);
    g_async_queue_push(asker->questions, question);
}

/* What waits is not asked at all: it might be a payment. */
void asker_cancel(struct asker *asker, unsigned client, uint32_t request)
{
    g_mutex_lock(&asker->lock);
    for (guint i = 0; i < asker->waiting->len; i++) {
        struct question *question = g_ptr_array_index(asker->waiting, i);
        question->called_off |= question->request == request && question->client == client;
    }
    if (asker->request == request && asker->client == client)
        client_interrupt(asker->http);
    g_mutex_unlock(&asker->lock);
}

void asker_free(struct asker *asker)
{
    if (!asker)
        return;
    struct question *end = g_new0(struct question, 1);
    end->last = TRUE;
    g_mutex_lock(&asker->lock);
    asker->ended = TRUE;
    client_interrupt(asker->http);
    g_mutex_unlock(&asker->lock);
    g_async_queue_push(asker->questions, end);
    g_thread_join(asker->thread);
    while (g_source_remove_by_user_data(asker)) {
    } /* letters that the main room has not read */
    g_async_queue_unref(asker->outcomes);
    g_async_queue_unref(asker->questions);
    g_ptr_array_unref(asker->waiting);
    g_mutex_clear(&asker->lock);
    client_free(asker->http);
    known_time_close(asker->known);
    g_free(asker);
}
