#include "desk.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backlight.h"
#include "base/log.h"
#include "desk_parts.h"
#include "sync/enrolment.h"

static void set_lamp(const struct desk *desk, unsigned percent)
{
    g_autoptr(GError) error = NULL;

    if (!backlight_set(config_text(desk->config, "screen", "backlight"), percent, &error))
        log_warning("desk", "the panel's lamp stays as it is: %s", error->message);
}

/* Every job that waits, in order. Runs in the desk's thread, as an idle source that desk_send attached. */
static gboolean take_jobs(gpointer data)
{
    struct desk *desk = data;
    struct job *job;

    while ((job = mail_take(desk->in)) != NULL) {
        switch (job->kind) {
        case JOB_SAVE:
        case JOB_NOTE:
            desk_save(desk, job);
            break;
        case JOB_WATCH:
            desk_watch(desk, job);
            break;
        case JOB_ASK:
        case JOB_ORDER:
        case JOB_SHEET:
            desk_ask(desk, job);
            break;
        case JOB_TALK:
            desk_talk(desk, job);
            break;
        case JOB_TELL:
            desk_tell(desk, job);
            break;
        case JOB_CANCEL:
            desk_cancel(desk, job);
            break;
        case JOB_PRINT:
            desk_print(desk, job);
            break;
        case JOB_TALLY:
            desk_tally(desk, job);
            break;
        case JOB_ERRAND:
            desk_errand_done(desk, job);
            break;
        case JOB_LAMP:
            set_lamp(desk, job->number);
            break;
        case JOB_ALONE:
            desk_alone(desk, job);
            break;
        case JOB_DRAFT_LOOK:
        case JOB_DRAFT_KEEP:
        case JOB_DRAFT_OPEN:
        case JOB_DRAFT_DROP:
            desk_draft(desk, job);
            break;
        case JOB_FORGET:
            desk_forget(desk);
            break;
        }
        job_free(job);
    }
    return G_SOURCE_REMOVE;
}

/* Rings from the ui room: a source of the desk's own context, so that the work never runs in the ringing
 * thread. */
static void ring(void *data)
{
    struct desk *desk = data;
    GSource *source = g_idle_source_new();

    g_source_set_callback(source, take_jobs, desk, NULL);
    g_source_attach(source, desk->context);
    g_source_unref(source);
}

void desk_send(struct desk *desk, struct job *job)
{
    mail_push(desk->in, job);
}

void desk_post(struct desk *desk, struct desk_letter *letter)
{
    mail_push(desk->out, letter);
}

static gpointer thread_main(gpointer data)
{
    struct desk *desk = data;

    g_main_context_push_thread_default(desk->context);
    desk_line_start(desk);
    desk_tell_damage(desk);
    desk_pay_start(desk);
    desk_tell_queue(desk);
    desk_tell_notices(desk);
    desk_tell_keys(desk);
    desk_look_errands(desk);
    desk_night_start(desk);
    sealer_prepare(desk->sealer);
    g_main_loop_run(desk->loop);
    g_main_context_pop_thread_default(desk->context);
    return NULL;
}

static gboolean bell_rang(gint fd, GIOCondition condition, gpointer data)
{
    struct desk *desk = data;

    (void)fd, (void)condition;
    if (bell_answer(desk->bell)) {
        desk_look_accepted(desk);
        desk_tell_notices(desk);
        desk_tell_keys(desk);
        desk_look_errands(desk);
    }
    return G_SOURCE_CONTINUE;
}

/* In good order, so that horn, lamps and telephone are let go; a screen that hangs is not waited for long. */
static gboolean asked_to_end(gpointer data)
{
    enum { PATIENCE_S = 8 };

    alarm(PATIENCE_S);
    desk_post(data, desk_letter_new(DESK_LEAVE, 0, EXIT_SUCCESS));
    return G_SOURCE_CONTINUE;
}

static void heed_signal(struct desk *desk, int signal)
{
    GSource *source = g_unix_signal_source_new(signal);

    g_source_set_callback(source, asked_to_end, desk, NULL);
    g_source_attach(source, desk->context);
    g_source_unref(source);
}

static gboolean open_store(struct desk *desk, const struct desk_options *o, GError **error)
{
    const char *state = config_text(o->config, "kiosk", "state");
    GSource *source;

    desk->store = store_open(state, error);
    if (desk->store == NULL)
        return FALSE;
    desk->outbox = outbox_new(desk->store, error);
    desk->numbers = desk->outbox != NULL
                        ? numbers_open(desk->store, state, config_text(o->config, "kiosk", "numbers"), error)
                        : NULL;
    desk->bell = desk->numbers != NULL ? bell_new(state, error) : NULL;
    if (desk->bell == NULL || !desk_draft_start(desk, error))
        return FALSE;
    source = g_unix_fd_source_new(bell_fd(desk->bell), G_IO_IN);
    g_source_set_callback(source, G_SOURCE_FUNC(bell_rang), desk, NULL);
    g_source_attach(source, desk->context);
    g_source_unref(source);
    return TRUE;
}

struct desk *desk_start(const struct desk_options *o, GError **error)
{
    enum { JOBS_LIMIT = 64 };
    struct desk *desk = g_new0(struct desk, 1);

    desk->config = o->config;
    desk->clock = clock_real();
    desk->clock.known = o->known;
    desk->out = o->out;
    desk->devices = o->devices;
    desk->text = text_new(o->fonts);
    desk->dots = o->dots;
    desk->context = g_main_context_new();
    desk->loop = g_main_loop_new(desk->context, FALSE);
    desk->in = mail_new(JOBS_LIMIT, job_free, ring, desk);
    desk->identity = enrolment_folder(o->config);
    if (!desk_key_look(desk, error) || !open_store(desk, o, error)) {
        desk_stop(desk);
        return NULL;
    }
    desk->line = line_open(config_text(o->config, "platform", "line"));
    heed_signal(desk, SIGTERM);
    heed_signal(desk, SIGINT);
    desk->thread = g_thread_new("desk", thread_main, desk);
    return desk;
}

static gboolean quit(gpointer data)
{
    g_main_loop_quit(data);
    return G_SOURCE_REMOVE;
}

void desk_stop(struct desk *desk)
{
    if (desk == NULL)
        return;
    if (desk->thread != NULL) {
        GSource *source = g_idle_source_new();

        g_source_set_callback(source, quit, desk->loop, NULL);
        g_source_attach(source, desk->context);
        g_source_unref(source);
        g_thread_join(desk->thread);
    }
    g_clear_pointer(&desk->room_look, g_source_unref);
    g_clear_pointer(&desk->line_source, g_source_unref);
    desk_night_stop(desk);
    notices_free(desk->notices);
    line_close(desk->line);
    bell_free(desk->bell);
    desk_draft_stop(desk);
    numbers_free(desk->numbers);
    outbox_free(desk->outbox);
    store_close(desk->store);
    text_free(desk->text);
    sealer_free(desk->sealer);
    g_free(desk->identity);
    secret_bytes_clear(&desk->plaintext);
    mail_free(desk->in);
    g_main_loop_unref(desk->loop);
    g_main_context_unref(desk->context);
    g_free(desk);
}
