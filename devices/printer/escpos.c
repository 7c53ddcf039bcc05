/* A receipt printer: the paper goes out band by band, the next one when the printer has answered for the
 * last, so that little of it lies in the printer when the paper ends. Done means: the mark behind the cut was
 * answered. */
#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/letters.h"
#include "devices/printer/options.h"

enum {
    HELLO_MS = 2000,  /* for the first answer after opening */
    GRACE_MS = 3000,  /* for somebody who is just closing the cover or loading paper */
    STALL_MS = 12000, /* one band at 9600 baud takes 9.6 s */
    SILENT_MS = 1500, /* per band of a printer that never speaks, only its port does */
    REMAINS_MS = 1500 /* for marks of a job that failed to come in and be ignored */
};
static const uint8_t hello[] = {0x1B, 0x40, 0x1D, 0x61,
                                0xFF}; /* initialise; automatic status back, all of it */
static const uint8_t ask[] = {0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4};
static const uint8_t mark[] = {0x1D, 0x72, 0x01};  /* GS r 1: answered when all before is printed */
static const uint8_t clear[] = {0x10, 0x05, 0x02}; /* recover and throw away what is buffered */

enum job { JOB_NONE, JOB_PAPER, JOB_CUT };
enum remains { REMAINS_NONE, REMAINS_LIE /* of a job that failed */, REMAINS_LEAVE };
struct escpos {
    struct escpos_options options;
    struct escpos_listener listener;
    unsigned row;
    enum job job;
    enum remains remains;
    struct raster *raster;
    uint64_t visit;
    uint32_t request;
    bool open, spoke;
};

static gboolean escpos_options(void *self, const struct uri *uri, GError **error)
{
    return escpos_options_read(uri, &((struct escpos *)self)->options, error);
}

static void tell(struct escpos *p, struct device_io *io)
{
    enum device_attention why = escpos_attention(&p->listener.condition);
    letter_status(io, DEVICE_PRINTER, why ? STATUS_ATTENTION : p->job ? STATUS_BUSY : STATUS_READY, why);
}

static void end_job(struct escpos *p, struct device_io *io, enum device_letter_kind kind,
                    enum device_attention why)
{
    p->job = JOB_NONE;
    raster_free(p->raster);
    p->raster = NULL;
    io->alarm(io, -1);
    letter_job(io, kind, p->visit, p->request, why);
}

static void fail(struct escpos *p, struct device_io *io, enum device_attention why)
{
    p->remains = REMAINS_LIE;
    end_job(p, io, LETTER_JOB_FAILED, why);
    io->blank(io); /* an unfinished band ends white */
    io->send(io, clear, sizeof clear);
}

static void go_on(struct escpos *p, struct device_io *io)
{
    uint8_t bytes[ESCPOS_BAND_MAX];
    size_t n = p->job == JOB_PAPER ? escpos_band(p->raster, p->options.width, &p->row, bytes) : 0;
    if (p->job == JOB_CUT) {
        end_job(p, io, LETTER_JOB_DONE, ATTENTION_NONE);
        escpos_asked(&p->listener);
        io->send(io, ask, sizeof ask); /* dots may have looked like orders */
        tell(p, io);
        return;
    }
    if (n == 0) {
        n = escpos_end(p->options.cut, bytes);
        p->job = JOB_CUT;
    }
    io->send(io, bytes, n);
    io->send(io, mark, sizeof mark);
    secret_wipe(bytes, sizeof bytes);
    io->alarm(io, p->spoke ? STALL_MS : SILENT_MS);
}

/* The first band goes when the mark is answered: not into a closed mouth. */
static void start_job(struct escpos *p, struct device_io *io)
{
    bool stopped = escpos_stopped(&p->listener.condition);
    io->send(io, hello, sizeof hello);
    io->send(io, mark, sizeof mark);
    io->alarm(io, !p->spoke ? SILENT_MS : stopped ? GRACE_MS : STALL_MS);
}

/* What another person's receipt left in the printer is thrown away, or printed and cut off, before anything
 * else. */
static void drop_remains(struct escpos *p, struct device_io *io)
{
    uint8_t cut[8];
    p->remains = REMAINS_LEAVE;
    io->send(io, clear, sizeof clear);
    io->send(io, hello, sizeof hello);
    if (p->row > 0)
        io->send(io, cut, escpos_end(p->options.cut, cut));
    p->row = 0;
    io->alarm(io, REMAINS_MS);
}

static void condition_changed(struct escpos *p, struct device_io *io)
{
    bool stopped = escpos_stopped(&p->listener.condition);
    tell(p, io);
    if (!stopped && p->remains == REMAINS_LIE)
        drop_remains(p, io);
    else if (p->job && p->remains == REMAINS_NONE)
        io->alarm(io, stopped ? GRACE_MS : STALL_MS);
}

static void escpos_opened(void *self, struct device_io *io)
{
    struct escpos *p = self;
    p->open = true;
    p->spoke = false;
    p->listener = (struct escpos_listener){0};
    escpos_asked(&p->listener);
    io->send(io, hello, sizeof hello);
    io->send(io, ask, sizeof ask);
    io->alarm(io, HELLO_MS);
}

static void escpos_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct escpos *p = self;
    if (!p->spoke && !p->job)
        io->alarm(io, -1); /* somebody is there */
    p->spoke = true;
    for (size_t i = 0; i < n; i++) {
        enum escpos_news news = escpos_hear(&p->listener, bytes[i]);
        if (news == ESCPOS_STATUS)
            condition_changed(p, io);
        else if (news == ESCPOS_MARK && p->job && p->remains == REMAINS_NONE)
            go_on(p, io);
    }
}

/* Some never speak over USB; the status lines of the port must do for them. */
static enum device_lines silent_lines(struct escpos *p, struct device_io *io)
{
    enum device_lines lines = p->spoke ? LINES_UNKNOWN : io->lines(io);
    if (lines != LINES_UNKNOWN) {
        p->listener.condition =
            (struct escpos_condition){.paper_out = lines == LINES_PAPER_OUT, .fault = lines == LINES_FAULT};
        tell(p, io);
    }
    return lines;
}

static void escpos_alarm(void *self, struct device_io *io)
{
    struct escpos *p = self;
    enum device_lines lines = silent_lines(p, io);
    if (p->remains == REMAINS_LEAVE) {
        p->remains = REMAINS_NONE;
        if (p->job)
            start_job(p, io);
    } else if (p->job && escpos_stopped(&p->listener.condition)) {
        fail(p, io, escpos_attention(&p->listener.condition));
    } else if (p->job && lines == LINES_WELL) {
        go_on(p, io);
    } else if (lines == LINES_UNKNOWN) { /* it stalls, or nobody is there */
        if (p->job)
            fail(p, io, ATTENTION_OFFLINE);
        io->reopen(io);
    }
}

static void escpos_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct escpos *p = self;
    if (command->kind != COMMAND_PRINT)
        return;
    if (p->open && p->remains == REMAINS_LIE && silent_lines(p, io) == LINES_WELL)
        drop_remains(p, io);
    if (!p->open || p->job ||
        p->remains == REMAINS_LIE) { /* one receipt at a time, and not on top of another's */
        enum device_attention why = escpos_attention(&p->listener.condition);
        letter_job(io, LETTER_JOB_FAILED, command->visit, command->request,
                   !p->open ? ATTENTION_OFFLINE
                   : why    ? why
                            : ATTENTION_FAULT);
        return;
    }
    p->raster = raster_copy(command->raster);
    p->visit = command->visit;
    p->request = command->request;
    p->job = JOB_PAPER;
    p->row = 0;
    tell(p, io);
    if (p->remains == REMAINS_NONE)
        start_job(p, io);
}

static void escpos_closed(void *self, struct device_io *io)
{
    struct escpos *p = self;
    p->open = false;
    if (p->job || p->remains)
        p->remains = REMAINS_LIE;
    if (p->job)
        end_job(p, io, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
}

const struct device_driver escpos_driver = {
    .slot = DEVICE_PRINTER,
    .scheme = "escpos",
    .baud = 115200,
    .size = sizeof(struct escpos),
    .options = escpos_options,
    .opened = escpos_opened,
    .received = escpos_received,
    .alarm = escpos_alarm,
    .command = escpos_command,
    .closed = escpos_closed,
};
