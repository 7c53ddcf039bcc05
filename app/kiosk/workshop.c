#include "workshop.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"

/* A letter to the room, in secret memory. */
enum task_kind { TASK_READ, TASK_FORGET, TASK_END };
struct task {
    enum task_kind kind;
    uint64_t visit;
    uint32_t request;
    struct handwriting_ink ink;
};

struct workshop {
    char *strokes, *model;
    struct mail *tasks, *out;
    int bell; /* eventfd: a task waits */
    GThread *thread;
    struct handwriting *handwriting; /* the room's alone; NULL: its files are not there */
};

void workshop_letter_free(void *letter)
{
    secret_free(letter);
}

static void tell(const GError *error)
{
    log_warning("workshop", "handwriting does not work as it should: %s", error->message);
}

static void answer(struct workshop *workshop, const struct task *task)
{
    g_autoptr(GError) error = NULL;
    struct workshop_letter *letter = secret_new(sizeof *letter);

    letter->visit = task->visit;
    letter->request = task->request;
    letter->works = workshop->handwriting != NULL;
    if (letter->works && !handwriting_recognize(workshop->handwriting, &task->ink, &letter->found, &error))
        tell(error);
    mail_push(workshop->out, letter);
}

static void open_matchers(struct workshop *workshop)
{
    g_autoptr(GError) error = NULL;
    const struct task nobody = {.request = 0};

    workshop->handwriting = handwriting_new(workshop->strokes, workshop->model, &error);
    if (error == NULL)
        return;
    tell(error);
    answer(workshop, &nobody);
}

/* The bell rang, or a signal came by: the mailbox is looked into either way. */
static void await(const struct workshop *workshop)
{
    uint64_t rings;

    while (read(workshop->bell, &rings, sizeof rings) < 0 && errno == EINTR)
        continue;
}

static void ring(void *data)
{
    const struct workshop *workshop = data;
    const uint64_t one = 1;

    while (write(workshop->bell, &one, sizeof one) < 0 && errno == EINTR)
        continue;
}

static gpointer thread_main(gpointer data)
{
    struct workshop *workshop = data;
    bool ended = false;

    open_matchers(workshop);
    while (!ended) {
        struct task *task = mail_take(workshop->tasks);

        if (task == NULL) {
            await(workshop);
            continue;
        }
        if (task->kind == TASK_READ)
            answer(workshop, task);
        ended = task->kind == TASK_END;
        secret_free(task);
        secret_wipe_stack();
    }
    handwriting_free(workshop->handwriting);
    return NULL;
}

struct workshop *workshop_start(const char *strokes, const char *model, struct mail *out)
{
    struct workshop *workshop = g_new0(struct workshop, 1);

    workshop->strokes = g_strdup(strokes);
    workshop->model = g_strdup(model);
    workshop->out = out;
    workshop->bell = eventfd(0, EFD_CLOEXEC);
    workshop->tasks = mail_new(1, secret_free, ring, workshop); /* one: the newest drops the one before */
    workshop->thread = g_thread_new("workshop", thread_main, workshop);
    return workshop;
}

static struct task *task_new(enum task_kind kind)
{
    struct task *task = secret_new(sizeof *task);

    task->kind = kind;
    return task;
}

void workshop_ask(struct workshop *workshop, uint64_t visit, uint32_t request,
                  const struct handwriting_ink *ink)
{
    struct task *task = task_new(TASK_READ);

    task->visit = visit;
    task->request = request;
    task->ink = *ink;
    mail_push(workshop->tasks, task);
}

void workshop_forget(struct workshop *workshop)
{
    if (workshop != NULL)
        mail_push(workshop->tasks, task_new(TASK_FORGET));
}

void workshop_stop(struct workshop *workshop)
{
    if (workshop == NULL)
        return;
    mail_push(workshop->tasks, task_new(TASK_END));
    g_thread_join(workshop->thread);
    mail_free(workshop->tasks);
    close(workshop->bell);
    g_free(workshop->strokes);
    g_free(workshop->model);
    g_free(workshop);
}
