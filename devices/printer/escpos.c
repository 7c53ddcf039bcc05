/* A receipt printer: the paper goes out band by band, the next one when the printer has answered for the
 * last, so that little of it lies in the printer when the paper ends. Done means: the mark behind the cut was
 * answered. */
#include <string.h>

#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/printer/escpos_codec.h"

enum {
    HELLO_MS = 2000,  /* for the first answer after opening */
    GRACE_MS = 3000,  /* for somebody who is just closing the cover or loading paper */
    STALL_MS = 12000, /* one band at 9600 baud takes 9.6 s */
    SILENT_MS = 1500  /* per band of a printer that never speaks, only its port does */
};
static const uint8_t hello[] = {0x1B, 0x40, 0x1D, 0x61,
                                0xFF}; /* initialise; automatic status back, all of it */
static const uint8_t ask[] = {0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4};
static const uint8_t mark[] = {0x1D, 0x72, 0x01};  /* GS r 1: answered when all before is printed */
static const uint8_t clear[] = {0x10, 0x05, 0x02}; /* recover and throw away what is buffered */

enum job { JOB_NONE, JOB_PAPER, JOB_CUT };
struct escpos {
    struct escpos_listener listener;
    unsigned width, row;
    enum escpos_cut cut;
    enum job job;
    struct raster *raster;
    uint64_t visit;
    uint32_t request;
    bool open, spoke, leftovers; /* leftovers: half a receipt may lie in the printer */
};

static gboolean escpos_options(void *self, const struct uri *uri, GError **error)
{
    static const char *const cuts[] = {"full", "partial", "none"};
    struct escpos *p = self;
    const char *cut = uri_option(uri, "cut", "partial"), *width = uri_option(uri, "width", "576");
    for (unsigned i = 0; i < G_N_ELEMENTS(cuts); i++)
        if (!strcmp(cut, cuts[i]) && (!strcmp(width, "576") || !strcmp(width, "384"))) {
            p->cut = (enum escpos_cut)i;
            p->width = width[0] == '5' ? 576 : 384;
            return TRUE;
        }
    g_set_error(error, g_quark_from_static_string("escpos"), 0,
                "%s has a wrong option: write width=576 or 384, cut=full, partial or none", uri->text);
    return FALSE;
}

static void tell(struct escpos *p, struct device_io *io)
{
    struct device_letter *letter = device_letter_new(LETTER_STATUS, DEVICE_PRINTER);
    letter->attention = escpos_attention(&p->listener.condition);
    letter->status = letter->attention ? STATUS_ATTENTION : p->job ? STATUS_BUSY : STATUS_READY;
    io->emit(io, letter);
}

static void end_job(struct escpos *p, struct device_io *io, enum device_letter_kind kind,
                    enum device_attention why)
{
    struct device_letter *letter = device_letter_new(kind, DEVICE_PRINTER);
    letter->visit = p->visit;
    letter->request = p->request;
    letter->attention = why;
    p->job = JOB_NONE;
    raster_free(p->raster);
    p->raster = NULL;
    io->alarm(io, -1);
    io->emit(io, letter);
}

static void fail(struct escpos *p, struct device_io *io, enum device_attention why)
{
    io->blank(io); /* an unfinished band ends white */
    io->send(io, clear, sizeof clear);
    p->leftovers = p->row > 0;
    end_job(p, io, LETTER_JOB_FAILED, why);
}

static void go_on(struct escpos *p, struct device_io *io)
{
    uint8_t bytes[ESCPOS_BAND_MAX];
    size_t n = p->job == JOB_PAPER ? escpos_band(p->raster, p->width, &p->row, bytes) : 0;
    if (p->job == JOB_CUT) {
        end_job(p, io, LETTER_JOB_DONE, ATTENTION_NONE);
        escpos_asked(&p->listener);
        io->send(io, ask, sizeof ask); /* dots may have looked like orders */
        tell(p, io);
        return;
    }
    if (n == 0) {
        n = escpos_end(p->cut, bytes);
        p->job = JOB_CUT;
    }
    io->send(io, bytes, n);
    io->send(io, mark, sizeof mark);
    secret_wipe(bytes, sizeof bytes);
    io->alarm(io, p->spoke ? STALL_MS : SILENT_MS);
}

/* Paper of another person, printed late, is cut off before anything else. */
static void drop_leftovers(struct escpos *p, struct device_io *io)
{
    uint8_t cut[8];
    p->leftovers = false;
    io->send(io, clear, sizeof clear);
    io->send(io, hello, sizeof hello);
    io->send(io, cut, escpos_end(p->cut, cut));
}

static void condition_changed(struct escpos *p, struct device_io *io)
{
    bool stopped = escpos_stopped(&p->listener.condition);
    tell(p, io);
    if (p->job)
        io->alarm(io, stopped ? GRACE_MS : STALL_MS);
    else if (!stopped && p->leftovers)
        drop_leftovers(p, io);
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
        io->alarm(io, -1);
    p->spoke = true;
    for (size_t i = 0; i < n; i++) {
        enum escpos_news news = escpos_hear(&p->listener, bytes[i]);
        if (news == ESCPOS_STATUS)
            condition_changed(p, io);
        else if (news == ESCPOS_MARK && p->job && !p->leftovers)
            go_on(p, io);
    }
}

static void escpos_alarm(void *self, struct device_io *io)
{
    struct escpos *p = self;
    enum device_lines lines = p->spoke ? LINES_UNKNOWN : io->lines(io);
    if (lines != LINES_UNKNOWN) { /* some never speak over USB; the port's own lines must do */
        p->listener.condition =
            (struct escpos_condition){.paper_out = lines == LINES_PAPER_OUT, .fault = lines == LINES_FAULT};
        tell(p, io);
    }
    enum device_attention why = escpos_attention(&p->listener.condition);
    if (p->job && escpos_stopped(&p->listener.condition)) {
        fail(p, io, why);
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
    if (!p->open || p->job || !command->raster) { /* one receipt at a time */
        struct device_letter *letter = device_letter_new(LETTER_JOB_FAILED, DEVICE_PRINTER);
        letter->visit = command->visit;
        letter->request = command->request;
        letter->attention = p->open ? ATTENTION_FAULT : ATTENTION_OFFLINE;
        io->emit(io, letter);
        return;
    }
    p->raster = raster_new(command->raster->width, command->raster->height);
    memcpy(p->raster->bits, command->raster->bits, (size_t)p->raster->stride * p->raster->height);
    p->visit = command->visit;
    p->request = command->request;
    p->job = JOB_PAPER;
    p->row = 0;
    tell(p, io);
    io->send(io, hello, sizeof hello);
    io->send(io, mark, sizeof mark); /* the first band goes when this is answered: not into a closed mouth */
    io->alarm(io, !p->spoke ? SILENT_MS : escpos_stopped(&p->listener.condition) ? GRACE_MS : STALL_MS);
}

static void escpos_closed(void *self, struct device_io *io)
{
    struct escpos *p = self;
    p->open = false;
    if (p->job) {
        p->leftovers = p->row > 0;
        end_job(p, io, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
    }
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
