#include "workshop.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"

/* A letter to the room, in secret memory. */
enum task_kind { TASK_READ, TASK_FRAME, TASK_FORGET, TASK_END };
struct task {
    enum task_kind kind;
    uint64_t visit;
    uint32_t request;
    struct handwriting_ink ink;
    struct sign_question frame;
};

struct workshop {
    char *strokes, *model, *signs;
    struct mail *tasks, *out;
    int bell; /* eventfd: a task waits */
    GThread *thread;
    struct handwriting *handwriting; /* the room's alone; NULL: its files are not there */
    struct sign_clips *clips;        /* as well */
};

void workshop_letter_free(void *letter)
{
    struct workshop_letter *l = letter;

    if (l != NULL)
        picture_free(l->frame.picture);
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

/* While nobody asks: a frame of the files that were not looked at yet, then what there is. */
static bool look_at_clips(struct workshop *workshop)
{
    unsigned signs;
    struct workshop_letter *letter;

    if (sign_clips_look(workshop->clips, &signs))
        return true;
    if (signs != 0) {
        letter = secret_new(sizeof *letter);
        letter->kind = WORKSHOP_SIGNS;
        letter->signs = signs;
        mail_push(workshop->out, letter);
    }
    return false;
}

static void show_frame(struct workshop *workshop, const struct sign_question *question)
{
    struct workshop_letter *letter = secret_new(sizeof *letter);

    letter->kind = WORKSHOP_FRAME;
    sign_clips_answer(workshop->clips, question, &letter->frame);
    mail_push(workshop->out, letter);
}

static void do_task(struct workshop *workshop, const struct task *task)
{
    if (task->kind == TASK_READ)
        answer(workshop, task);
    else if (task->kind == TASK_FRAME)
        show_frame(workshop, &task->frame);
    else
        sign_clips_close(workshop->clips);
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
    bool ended = false, looking = true;

    open_matchers(workshop);
    workshop->clips = sign_clips_new(workshop->signs);
    while (!ended) {
        struct task *task = mail_take(workshop->tasks);

        if (task == NULL) {
            looking = looking && look_at_clips(workshop);
            if (!looking)
                await(workshop);
            continue;
        }
        do_task(workshop, task);
        ended = task->kind == TASK_END;
        secret_free(task);
        secret_wipe_stack();
    }
    handwriting_free(workshop->handwriting);
    sign_clips_free(workshop->clips);
    return NULL;
}

struct workshop *workshop_start(const char *strokes, const char *model, const char *signs, struct mail *out)
{
    struct workshop *workshop = g_new0(struct workshop, 1);

    workshop->strokes = g_strdup(strokes);
    workshop->model = g_strdup(model);
    workshop->signs = g_strdup(signs);
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

void workshop_play(struct workshop *workshop, const struct sign_question *question)
{
    struct task *task = task_new(TASK_FRAME);

    task->frame = *question;
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
    g_free(workshop->signs);
    g_free(workshop);
}
