/* The printer of whole pages: cups:QUEUE through the print server, or cups:ipp[s]://HOST:PORT/PATH without
 * one. One thread asks how it is, now and then while nothing is printed, every second while a page is on its
 * way. A page is of one person: what waits for paper when the visit ends is called back before the next one
 * comes; so is what waits when the kiosk ends, and, by the next start, what a kiosk that died left there. */
#include <string.h>

#include "base/log.h"
#include "devices/document/ipp_client.h"
#include "devices/document/ipp_words.h"
#include "devices/drivers.h"

enum {
    JOBS = 4,
    IDLE_MS = 30000,
    TROUBLE_MS = 5000, /* somebody may be mending it */
    BUSY_MS = 1000,
    BACKOFF_FIRST_MS = 1000,
    GONE_MS = 5000,          /* a printer that is silent so long in a job has lost it */
    LONGEST_MS = 10 * 60000, /* a page that neither comes nor says why */
    MS = 1000                /* microseconds */
};
static const char media_default[] = "iso_a4_210x297mm"; /* PWG 5101.1 */

struct page_job {
    bool open, sent, told, unwanted;
    uint64_t visit;
    uint32_t request;
    gint64 since_us, heard_us;
    struct secret_bytes pdf; /* until it was sent */
    struct ipp_ticket ticket;
};

struct document {
    struct device_out *out;
    struct ipp_place place;
    const char *media; /* the URI's */
    GThread *thread;
    GMainContext *context;
    GMainLoop *loop;
    GSource *timer;
    int backoff_ms;
    bool trouble; /* as last told */
    bool there;   /* it answered the last time */
    bool strays;  /* pages that nobody here holds may wait at the printer */
    int gone;     /* 1: the room wants to stop; libcups looks at it, too */
    uint64_t visit;
    struct page_job jobs[JOBS];
};

struct errand { /* a command on its way into the thread */
    struct document *document;
    struct device_command *command;
};

static void tell(struct document *d, enum device_status status, enum device_attention attention)
{
    struct device_letter *letter = device_letter_new(LETTER_STATUS, DEVICE_DOCUMENT);
    letter->status = status;
    letter->attention = attention;
    d->out->emit(d->out, letter);
}

/* Once a job. */
static void answer(struct document *d, struct page_job *job, enum device_letter_kind kind,
                   enum device_attention attention)
{
    secret_bytes_clear(&job->pdf);
    if (job->told)
        return;
    job->told = true;
    struct device_letter *letter = device_letter_new(kind, DEVICE_DOCUMENT);
    letter->visit = job->visit;
    letter->request = job->request;
    letter->attention = attention;
    d->out->emit(d->out, letter);
}

static void end(struct document *d, struct page_job *job, enum device_letter_kind kind,
                enum device_attention attention)
{
    answer(d, job, kind, attention);
    *job = (struct page_job){0};
}

static bool works(const struct document *d)
{
    for (int i = 0; i < JOBS; i++)
        if (d->jobs[i].open)
            return true;
    return false;
}

/* Nothing of it came, or nobody knows: then it is called back as soon as the printer is there again. */
static void miss(struct document *d, struct page_job *job, gint64 now)
{
    if (!job->sent)
        end(d, job, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
    else if (now - job->heard_us >= GONE_MS * MS)
        answer(d, job, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
    if (job->open && now - job->since_us >= LONGEST_MS * MS) {
        d->strays |= job->sent;
        end(d, job, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
    }
}

static void hand_over(struct document *d, struct page_job *job, struct ipp_line *line, gint64 now)
{
    const char *why = "";
    enum ipp_taken taken = ipp_print(line, d->media, &job->pdf, &job->ticket, &why);
    secret_bytes_clear(&job->pdf);
    job->sent = true;
    job->heard_us = now;
    if (taken == IPP_TAKEN)
        return;
    d->strays |= taken == IPP_NOT_NOW; /* its answer may have been lost, not the page */
    log_warning("document",
                "the printer did not take a page: %s: it must know application/pdf and the media of the URI",
                why);
    end(d, job, LETTER_JOB_FAILED, taken == IPP_NOT_THIS ? ATTENTION_FAULT : ATTENTION_OFFLINE);
}

/* Should this job, which the printer still holds, come out at all? */
static bool is_wanted(const struct document *d, const struct page_job *job, enum ipp_job is, gint64 now)
{
    bool over = job->visit != d->visit && is == IPP_JOB_STUCK;
    return !over && !job->unwanted && !job->told && now - job->since_us < LONGEST_MS * MS;
}

static void look_after(struct document *d, struct page_job *job, struct ipp_line *line,
                       const struct ipp_printer *printer, gint64 now)
{
    int state;
    if (!ipp_ask_job(line, &job->ticket, &state)) {
        miss(d, job, now);
        return;
    }
    job->heard_us = now;
    enum ipp_job is = ipp_job_of(state, printer->attention);
    if (is == IPP_JOB_PRINTED)
        end(d, job, LETTER_JOB_DONE, ATTENTION_NONE);
    else if (is == IPP_JOB_GONE)
        end(d, job, LETTER_JOB_FAILED,
            job->unwanted                   ? ATTENTION_NONE
            : ipp_stops(printer->attention) ? printer->attention
                                            : ATTENTION_FAULT);
    else if (!is_wanted(d, job, is, now) && ipp_cancel(line, &job->ticket))
        end(d, job, LETTER_JOB_FAILED, job->unwanted ? ATTENTION_NONE : printer->attention);
}

static void tell_printer(struct document *d, const struct ipp_printer *printer)
{
    enum device_attention attention = printer->attention;
    if (!ipp_stops(attention) && (printer->stopped || !printer->accepts))
        attention = ATTENTION_OFFLINE;
    d->trouble = attention != ATTENTION_NONE;
    tell(d, attention ? STATUS_ATTENTION : works(d) ? STATUS_BUSY : STATUS_READY, attention);
}

/* False: no answer. */
static bool call_back_strays(struct document *d, struct ipp_line *line)
{
    int keep[JOBS];
    size_t n = 0;
    for (int i = 0; i < JOBS; i++)
        if (d->jobs[i].open && d->jobs[i].sent)
            keep[n++] = d->jobs[i].ticket.number;
    d->strays = d->strays && !ipp_cancel_strays(line, keep, n);
    return !d->strays;
}

static void visit_printer(struct document *d, struct ipp_line *line, const struct ipp_printer *printer)
{
    gint64 now = g_get_monotonic_time();
    d->backoff_ms = 0;
    d->there = true;
    for (int i = 0; i < JOBS; i++) {
        struct page_job *job = &d->jobs[i];
        if (job->open && job->unwanted && !job->sent)
            end(d, job, LETTER_JOB_FAILED, ATTENTION_NONE);
        else if (job->open && !job->sent)
            hand_over(d, job, line, now);
        else if (job->open)
            look_after(d, job, line, printer, now);
    }
    tell_printer(d, printer);
}

static void nobody_there(struct document *d)
{
    gint64 now = g_get_monotonic_time();
    for (int i = 0; i < JOBS; i++)
        if (d->jobs[i].open)
            miss(d, &d->jobs[i], now);
    d->there = false;
    tell(d, STATUS_ABSENT, ATTENTION_NONE);
    d->backoff_ms = CLAMP(d->backoff_ms * 2, BACKOFF_FIRST_MS, IDLE_MS);
}

static gboolean look(gpointer data);

static void wind(struct document *d, int ms)
{
    if (d->timer) {
        g_source_destroy(d->timer);
        g_source_unref(d->timer);
    }
    d->timer = g_timeout_source_new((guint)ms);
    g_source_set_callback(d->timer, look, d, NULL);
    g_source_attach(d->timer, d->context);
}

static gboolean look(gpointer data)
{
    struct document *d = data;
    struct ipp_printer printer;
    struct ipp_line *line = ipp_open(&d->place, &d->gone);
    if (line && ipp_ask_printer(line, &printer) && call_back_strays(d, line))
        visit_printer(d, line, &printer);
    else if (!g_atomic_int_get(&d->gone))
        nobody_there(d);
    ipp_close(line);
    wind(d, works(d) ? BUSY_MS : d->backoff_ms ? d->backoff_ms : d->trouble ? TROUBLE_MS : IDLE_MS);
    return G_SOURCE_REMOVE;
}

static void take_page(struct document *d, struct device_command *command)
{
    for (int i = 0; i < JOBS; i++) {
        if (d->jobs[i].open)
            continue;
        d->jobs[i] = (struct page_job){.open = true,
                                       .visit = command->visit,
                                       .request = command->request,
                                       .since_us = g_get_monotonic_time(),
                                       .pdf = command->bytes}; /* now the job's */
        command->bytes = (struct secret_bytes){0};
        return;
    }
    struct page_job full = {.visit = command->visit, .request = command->request};
    answer(d, &full, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
}

static gboolean obey(gpointer data)
{
    struct errand *errand = data;
    struct document *d = errand->document;
    struct device_command *command = errand->command;
    if (command->kind == COMMAND_PRINT)
        take_page(d, command);
    else if (command->kind == COMMAND_VISIT)
        d->visit = command->visit;
    else if (command->kind == COMMAND_CANCEL)
        for (int i = 0; i < JOBS; i++)
            d->jobs[i].unwanted |= d->jobs[i].open && d->jobs[i].request == command->request;
    if (works(d) || command->kind == COMMAND_VISIT) /* who comes now shall see how it is now */
        wind(d, 0);
    return G_SOURCE_REMOVE;
}

static void errand_free(gpointer data)
{
    struct errand *errand = data;
    device_command_free(errand->command);
    g_free(errand);
}

static void attach(struct document *d, GSourceFunc call, gpointer data, GDestroyNotify done)
{
    GSource *source = g_idle_source_new();
    g_source_set_priority(source, G_PRIORITY_DEFAULT);
    g_source_set_callback(source, call, data, done);
    g_source_attach(source, d->context);
    g_source_unref(source);
}

static void document_command(void *self, struct device_command *command)
{
    struct errand *errand = g_new(struct errand, 1);
    *errand = (struct errand){self, command};
    attach(self, obey, errand, errand_free);
}

/* Nobody will look after them: the next start would have to, and may be days away. */
static void take_leave(struct document *d)
{
    int go_on = 0;
    if (!d->there || !(d->strays || works(d)))
        return;
    struct ipp_line *line = ipp_open(&d->place, &go_on);
    if (!line)
        return;
    ipp_hurry(line);
    ipp_cancel_strays(line, NULL, 0);
    ipp_close(line);
}

static gpointer run(gpointer data)
{
    struct document *d = data;
    g_main_context_push_thread_default(d->context);
    wind(d, 0);
    g_main_loop_run(d->loop);
    take_leave(d);
    for (int i = 0; i < JOBS; i++)
        secret_bytes_clear(&d->jobs[i].pdf);
    g_main_context_pop_thread_default(d->context);
    secret_wipe_stack();
    return NULL;
}

static gboolean document_check(const struct uri *uri, GError **error)
{
    struct ipp_place place;
    return ipp_place_parse(&place, uri->path, error) &&
           ipp_media_check(uri_option(uri, "media", media_default), error);
}

static void *document_start(const struct uri *uri, struct device_out *out)
{
    struct document *d = g_new0(struct document, 1);
    d->out = out;
    d->strays = true;                            /* of a kiosk that died */
    ipp_place_parse(&d->place, uri->path, NULL); /* checked */
    d->media = uri_option(uri, "media", media_default);
    d->context = g_main_context_new();
    d->loop = g_main_loop_new(d->context, FALSE);
    d->thread = g_thread_new("document", run, d);
    return d;
}

static gboolean leave(gpointer data)
{
    g_main_loop_quit(data);
    return G_SOURCE_REMOVE;
}

static void document_stop(void *self)
{
    struct document *d = self;
    g_atomic_int_set(&d->gone, 1);
    attach(d, leave, d->loop, NULL);
    g_thread_join(d->thread);
    g_source_destroy(d->timer);
    g_source_unref(d->timer);
    g_main_loop_unref(d->loop);
    g_main_context_unref(d->context);
    g_free(d);
}

static const char *const knows[] = {"media", NULL};
const struct device_library document_library = {
    DEVICE_DOCUMENT, "cups", knows, document_check, document_start, document_command, document_stop, NULL};
