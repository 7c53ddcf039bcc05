#include "devices/camera/eye.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mail.h"
#include "devices/wire/wire.h"

enum {
    COMMANDS = 32,
    STALL_MS = 3000, /* the slowest document camera sends two frames a second */
    LOOK_MS = 10000, /* between two looks at a camera that nobody uses */
    BACKOFF_FIRST_MS = 250,
    BACKOFF_LAST_MS = 8000,
    SIDE_LEAST = 160,
};

struct eye {
    const struct eye_use *use;
    void *self;
    struct device_out *out;
    const char *path;
    unsigned width, height;
    struct mail *commands;
    GThread *thread;
    int bell;
    gint ends, plugged;
    struct capture *capture; /* NULL while nobody wants it, or it is gone */
    bool wanted, warned;
    int wait_ms, backoff_ms;
};

const char *const eye_knows[] = {"size", NULL};

static gboolean read_size(const struct uri *uri, unsigned *width, unsigned *height, GError **error)
{
    const char *size = uri_option(uri, "size", NULL);
    char rest;

    if (!size)
        return TRUE;
    if (sscanf(size, "%4ux%4u%c", width, height, &rest) == 2 && *width >= SIDE_LEAST && *height >= SIDE_LEAST)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                "size=%s is no size of a picture: write width and height, as 1280x720", size);
    return FALSE;
}

gboolean eye_check(const struct uri *uri, GError **error)
{
    unsigned width, height;
    return wire_path_check(uri, error) && read_size(uri, &width, &height, error);
}

static void tell(struct eye *e, enum device_status status, enum device_attention why)
{
    struct device_letter *letter = device_letter_new(LETTER_STATUS, e->use->slot);
    letter->status = status;
    letter->attention = why;
    e->out->emit(e->out, letter);
}

static void shut(struct eye *e)
{
    capture_close(e->capture);
    e->capture = NULL;
}

static void back_off(struct eye *e)
{
    e->wait_ms = e->backoff_ms;
    e->backoff_ms = MIN(e->backoff_ms * 2, BACKOFF_LAST_MS);
}

static void lost(struct eye *e, int why, enum device_status status, enum device_attention attention)
{
    if (!e->warned)
        log_warning("devices", "%s: camera: %s: look at its plug, it is tried again", e->path,
                    g_strerror(why));
    e->warned = true;
    shut(e);
    tell(e, status, attention);
    back_off(e);
}

static void is_not_there(struct eye *e, int why)
{
    if (why == EACCES || why == EPERM)
        lost(e, why, STATUS_ATTENTION, ATTENTION_NO_ACCESS);
    else
        lost(e, why, STATUS_ABSENT, ATTENTION_NONE);
}

/* Nobody wants its picture: is it there? */
static void look(struct eye *e)
{
    int why = capture_probe(e->out->files, e->path);
    if (why) {
        is_not_there(e, why);
        return;
    }
    tell(e, STATUS_READY, ATTENTION_NONE);
    e->warned = false;
    e->backoff_ms = BACKOFF_FIRST_MS;
    e->wait_ms = LOOK_MS;
}

static void open_it(struct eye *e)
{
    e->capture = capture_open(e->out->files, e->path, e->width, e->height, e->use->rate);
    if (!e->capture) {
        is_not_there(e, errno);
        return;
    }
    e->wait_ms = STALL_MS;
    e->use->blinked(e->self);
}

static void take_frame(struct eye *e)
{
    struct capture_frame frame;
    enum capture_got got = capture_take(e->capture, &frame);

    if (got == CAPTURE_GONE) {
        lost(e, errno, STATUS_ABSENT, ATTENTION_NONE);
    } else if (got == CAPTURE_FRAME) {
        tell(e, STATUS_READY, ATTENTION_NONE);
        e->warned = false;
        e->backoff_ms = BACKOFF_FIRST_MS;
        e->wait_ms = STALL_MS;
        e->use->saw(e->self, &frame, capture_rate(e->capture));
        capture_give_back(e->capture);
    }
}

static void take_commands(struct eye *e)
{
    struct device_command *command;
    uint64_t rings;

    if (read(e->bell, &rings, sizeof rings) < 0)
        return;
    while ((command = mail_take(e->commands))) {
        bool was = e->wanted;
        e->wanted = e->use->heard(e->self, command);
        if (e->wanted && !was && !e->capture)
            e->wait_ms = 0; /* whoever waits for a picture waits for no back-off */
        device_command_free(command);
    }
    if (!e->wanted && e->capture) {
        shut(e);
        e->wait_ms = LOOK_MS;
    }
}

/* Which node it was does not matter: its own may have another name, and looking costs nothing. */
static void hear_of_plug(struct eye *e)
{
    if (!g_atomic_int_compare_and_exchange(&e->plugged, 1, 0))
        return;
    if (!e->capture)
        e->wait_ms = 0;
    else if (!capture_is_there(e->capture))
        lost(e, ENODEV, STATUS_ABSENT, ATTENTION_NONE);
}

/* The time has come without a frame or a command. */
static void time_passed(struct eye *e)
{
    if (e->capture)
        lost(e, ETIMEDOUT, STATUS_ATTENTION, ATTENTION_FAULT);
    else if (e->wanted)
        open_it(e);
    else
        look(e);
}

static gpointer run(gpointer data)
{
    struct eye *e = data;

    while (!g_atomic_int_get(&e->ends)) {
        struct pollfd fds[] = {{e->bell, POLLIN, 0}, {e->capture ? capture_fd(e->capture) : -1, POLLIN, 0}};
        int n = poll(fds, G_N_ELEMENTS(fds), e->wait_ms);
        if (n < 0)
            continue;
        if (fds[1].revents)
            take_frame(e);
        if (fds[0].revents) {
            take_commands(e);
            hear_of_plug(e);
        }
        if (n == 0)
            time_passed(e);
        secret_wipe_stack();
    }
    shut(e);
    return NULL;
}

static void ring(void *data)
{
    const struct eye *e = data;
    const uint64_t one = 1;
    ssize_t rung = write(e->bell, &one, sizeof one);
    g_assert(rung == sizeof one);
}

struct eye *eye_start(const struct eye_use *use, void *self, const struct uri *uri, struct device_out *out)
{
    struct eye *e = g_new0(struct eye, 1);
    *e = (struct eye){.use = use,
                      .self = self,
                      .out = out,
                      .path = uri->path,
                      .width = use->width,
                      .height = use->height,
                      .backoff_ms = BACKOFF_FIRST_MS};
    read_size(uri, &e->width, &e->height, NULL); /* checked before */
    e->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_assert(e->bell >= 0);
    e->commands = mail_new(COMMANDS, device_command_free, ring, e);
    e->thread = g_thread_new("camera", run, e);
    return e;
}

void eye_tell(struct eye *eye, struct device_command *command)
{
    mail_push(eye->commands, command);
}

void eye_plugged(struct eye *eye)
{
    g_atomic_int_set(&eye->plugged, 1);
    ring(eye);
}

void eye_stop(struct eye *eye)
{
    g_atomic_int_set(&eye->ends, 1);
    ring(eye);
    g_thread_join(eye->thread);
    eye->use->free(eye->self);
    mail_free(eye->commands);
    close(eye->bell);
    g_free(eye);
}
