#include "workshop.h"

#include "base/log.h"
#include "base/secret.h"

struct question {
    uint64_t visit;
    uint32_t request;
    bool forget; /* asks nothing */
    struct handwriting_ink ink;
};

struct workshop {
    char *strokes, *model;
    struct mail *in, *out;
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
    struct handwriting *handwriting; /* NULL before the first question; the workshop's thread only */
    bool lost;                       /* it could not be opened */
};

void workshop_letter_free(void *letter)
{
    secret_free(letter);
}

static void tell(const GError *error)
{
    log_warning("workshop", "handwriting does not work as it should: %s", error->message);
}

static bool opened(struct workshop *workshop)
{
    g_autoptr(GError) error = NULL;

    if (workshop->handwriting != NULL || workshop->lost)
        return !workshop->lost;
    workshop->handwriting = handwriting_new(workshop->strokes, workshop->model, &error);
    workshop->lost = workshop->handwriting == NULL;
    if (error != NULL)
        tell(error);
    return !workshop->lost;
}

static void answer(struct workshop *workshop, const struct question *question)
{
    g_autoptr(GError) error = NULL;
    struct workshop_letter *letter = secret_new(sizeof *letter);

    letter->visit = question->visit;
    letter->request = question->request;
    letter->works = opened(workshop);
    if (letter->works &&
        !handwriting_recognize(workshop->handwriting, &question->ink, &letter->found, &error))
        tell(error);
    mail_push(workshop->out, letter);
}

/* Runs in the workshop's thread, as an idle source that `ring` attached. */
static gboolean take_newest(gpointer data)
{
    struct workshop *workshop = data;
    struct question *question = mail_take(workshop->in);

    if (question != NULL && !question->forget)
        answer(workshop, question);
    if (question != NULL)
        secret_wipe_stack();
    secret_free(question);
    return G_SOURCE_REMOVE;
}

static void attach(struct workshop *workshop, GSourceFunc call, gpointer data)
{
    GSource *source = g_idle_source_new();

    g_source_set_callback(source, call, data, NULL);
    g_source_attach(source, workshop->context);
    g_source_unref(source);
}

static void ring(void *data)
{
    attach(data, take_newest, data);
}

static gpointer thread_main(gpointer data)
{
    struct workshop *workshop = data;

    g_main_context_push_thread_default(workshop->context);
    g_main_loop_run(workshop->loop);
    g_main_context_pop_thread_default(workshop->context);
    return NULL;
}

struct workshop *workshop_start(const char *strokes, const char *model, struct mail *out)
{
    struct workshop *workshop = g_new0(struct workshop, 1);

    workshop->strokes = g_strdup(strokes);
    workshop->model = g_strdup(model);
    workshop->out = out;
    workshop->context = g_main_context_new();
    workshop->loop = g_main_loop_new(workshop->context, FALSE);
    workshop->in = mail_new(1, secret_free, ring, workshop); /* one: a new question drops the one before */
    workshop->thread = g_thread_new("workshop", thread_main, workshop);
    return workshop;
}

void workshop_ask(struct workshop *workshop, uint64_t visit, uint32_t request,
                  const struct handwriting_ink *ink)
{
    struct question *letter = secret_new(sizeof *letter);

    letter->visit = visit;
    letter->request = request;
    letter->ink = *ink;
    mail_push(workshop->in, letter);
}

void workshop_forget(struct workshop *workshop)
{
    struct question *letter = secret_new(sizeof *letter);

    letter->forget = true;
    mail_push(workshop->in, letter);
}

static gboolean quit(gpointer data)
{
    g_main_loop_quit(data);
    return G_SOURCE_REMOVE;
}

void workshop_stop(struct workshop *workshop)
{
    if (workshop == NULL)
        return;
    attach(workshop, quit, workshop->loop);
    g_thread_join(workshop->thread);
    handwriting_free(workshop->handwriting);
    mail_free(workshop->in);
    g_main_loop_unref(workshop->loop);
    g_main_context_unref(workshop->context);
    g_free(workshop->strokes);
    g_free(workshop->model);
    g_free(workshop);
}
