/* A receipt printer: the next band goes out when the last is answered, so that little lies in a printer whose
 * paper ends. Done means: the mark behind the cut was answered. */
#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/printer/outlet.h"
#include "devices/printer/port.h"
#include "devices/printer/slip.h"

enum {
    HELLO_MS = 2000,  /* for the first answer after opening */
    GRACE_MS = 3000,  /* for somebody who is just closing the cover or loading paper */
    STALL_MS = 12000, /* one band at 9600 baud takes 9.6 s */
    SILENT_MS = 1500, /* per band of a printer that never speaks, only its port does */
    JAM_MS = 15000,   /* from one try to recover the knife to the next: it moves at each */
    REMAINS_MS = 1500 /* for marks of a job that failed to come in and be ignored */
};
enum remains { REMAINS_NONE, REMAINS_LIE /* of a job that failed */, REMAINS_LEAVE };
struct escpos {
    struct escpos_options options;
    struct escpos_listener listener;
    struct slip slip;
    struct outlet outlet;
    enum remains remains;
    bool open, spoke, doubted /* it answers no mark: asked how it is */;
    bool recovering; /* the knife was told to go on, and the alarm is set for the next try */
    bool uncut;      /* the knife jammed at the cut of what a failed job left: it hangs on the next paper */
};

static gboolean escpos_options(void *self, const struct uri *uri, GError **error)
{
    return escpos_options_read(uri, &((struct escpos *)self)->options, error);
}

static bool jammed(const struct escpos *p)
{
    return escpos_attention(&p->listener.condition) == ATTENTION_CUTTER;
}

static void try_knife_later(struct escpos *p, struct device_io *io)
{
    p->recovering = true;
    io->alarm(io, JAM_MS);
}

/* What it held is gone, and with it a greeting that waited behind the jam. */
static void recover_knife(struct escpos *p, struct device_io *io)
{
    io->send(io, escpos_clear, sizeof escpos_clear);
    io->send(io, escpos_hello, sizeof escpos_hello);
    try_knife_later(p, io);
}

/* A jam lasts until the host ends it, also one that somebody has mended. Not again at each word: a knife that
 * is still held may say that it is well in between. */
static void mind_knife(struct escpos *p, struct device_io *io)
{
    bool free = !p->slip.raster && !p->outlet.watched && p->remains != REMAINS_LEAVE;
    if (free && !p->recovering && jammed(p))
        recover_knife(p, io);
}

static void fail(struct escpos *p, struct device_io *io, enum device_attention why)
{
    p->remains = REMAINS_LIE;
    io->alarm(io, -1);
    slip_end(&p->slip, io, LETTER_JOB_FAILED, why);
    io->blank(io); /* an unfinished band ends white */
    io->send(io, escpos_clear, sizeof escpos_clear);
    if (why == ATTENTION_CUTTER)
        try_knife_later(p, io);
}

static void go_on(struct escpos *p, struct device_io *io)
{
    uint8_t part[SLIP_PART_MAX];
    p->doubted = p->uncut = false;
    if (!p->slip.cut) {
        io->send(io, part, slip_next(&p->slip, &p->options, part));
        secret_wipe(part, sizeof part);
        io->alarm(io, p->spoke ? STALL_MS : SILENT_MS);
        return;
    }
    io->alarm(io, -1);
    slip_end(&p->slip, io, LETTER_JOB_DONE, ATTENTION_NONE);
    port_ask(&p->listener, io); /* dots may have looked like orders */
    port_tell(&p->listener, p->slip.raster != NULL, io);
    outlet_present(&p->outlet, &p->options, &p->listener, io);
}

static void drop_remains(struct escpos *p, struct device_io *io)
{
    p->remains = REMAINS_LEAVE;
    p->recovering = false;
    slip_drop_remains(&p->slip, io, &p->options);
    io->alarm(io, REMAINS_MS);
}

static void condition_changed(struct escpos *p, struct device_io *io)
{
    bool stopped = escpos_stopped(&p->listener.condition);
    port_tell(&p->listener, p->slip.raster != NULL, io);
    p->uncut |= p->remains == REMAINS_LEAVE && jammed(p);
    if (!stopped && p->remains == REMAINS_LIE)
        drop_remains(p, io);
    else if (p->slip.raster && p->remains == REMAINS_NONE)
        io->alarm(io, stopped ? GRACE_MS : p->spoke ? STALL_MS : SILENT_MS);
    else
        mind_knife(p, io);
}

/* The first band goes when the mark is answered: not into a closed mouth. */
static void start_job(struct escpos *p, struct device_io *io)
{
    uint8_t cut[8];
    p->recovering = false;
    if (jammed(p))
        io->send(io, escpos_clear, sizeof escpos_clear);
    io->send(io, escpos_hello, sizeof escpos_hello);
    if (p->uncut)
        io->send(io, cut, escpos_end(p->options.cut, p->options.mark, cut));
    io->send(io, escpos_mark, sizeof escpos_mark);
    port_ask(&p->listener, io);
    condition_changed(p, io);
}

static void escpos_opened(void *self, struct device_io *io)
{
    struct escpos *p = self;
    p->open = true, p->spoke = p->recovering = false;
    p->listener = (struct escpos_listener){0};
    if (p->remains == REMAINS_LIE)
        slip_whiten(&p->slip, io);
    io->send(io, escpos_hello, sizeof escpos_hello);
    port_ask(&p->listener, io);
    io->alarm(io, HELLO_MS);
}

/* While a paper lay there the mouth had the alarm for itself. */
static void mouth_heard(struct escpos *p, struct device_io *io)
{
    outlet_heard(&p->outlet, &p->listener, io);
    mind_knife(p, io);
}

static void escpos_received(void *self, struct device_io *io, const uint8_t *bytes, size_t n)
{
    struct escpos *p = self;
    if (!p->spoke && !p->slip.raster)
        io->alarm(io, -1); /* somebody is there */
    p->spoke = true;
    for (size_t i = 0; i < n; i++) {
        enum escpos_news news = escpos_hear(&p->listener, bytes[i]);
        if (news == ESCPOS_STATUS)
            condition_changed(p, io);
        else if (news == ESCPOS_MARK && p->slip.raster && p->remains == REMAINS_NONE)
            go_on(p, io);
        else if (news == ESCPOS_OUTLET)
            mouth_heard(p, io);
    }
}

static void knife_alarm(struct escpos *p, struct device_io *io)
{
    p->recovering = false;
    mind_knife(p, io);
    if (p->recovering)
        port_ask(&p->listener, io); /* not all tell unasked that it is over */
}

static void escpos_alarm(void *self, struct device_io *io)
{
    struct escpos *p = self;
    enum device_lines lines = port_lines(&p->listener, p->spoke, p->slip.raster != NULL, io);
    if (p->remains == REMAINS_LEAVE) {
        p->remains = REMAINS_NONE;
        if (p->slip.raster)
            start_job(p, io);
        mind_knife(p, io); /* it jammed again at that cut */
    } else if (p->outlet.watched) {
        outlet_alarm(&p->outlet, &p->options, &p->listener, io);
        mind_knife(p, io);
    } else if (p->recovering) {
        knife_alarm(p, io);
    } else if (p->slip.raster && escpos_stopped(&p->listener.condition)) {
        fail(p, io, escpos_attention(&p->listener.condition));
    } else if (p->slip.raster && lines == LINES_WELL) {
        go_on(p, io);
    } else if (p->slip.raster && p->spoke && !p->doubted) { /* not all tell a fault unasked */
        p->doubted = true;
        port_ask(&p->listener, io);
        io->alarm(io, HELLO_MS);
    } else if (lines == LINES_UNKNOWN) { /* it stalls, or nobody is there */
        if (p->slip.raster)
            fail(p, io, ATTENTION_OFFLINE);
        io->reopen(io);
    }
}

static void escpos_command(void *self, struct device_io *io, const struct device_command *command)
{
    struct escpos *p = self;
    if (command->kind != COMMAND_PRINT)
        return; /* a printer has no visits */
    if (p->open && p->remains == REMAINS_LIE &&
        port_lines(&p->listener, p->spoke, p->slip.raster != NULL, io) == LINES_WELL)
        drop_remains(p, io);
    if (!p->open || p->slip.raster ||
        p->remains == REMAINS_LIE) { /* one at a time, none on top of another's */
        enum device_attention why = escpos_attention(&p->listener.condition);
        if (p->open && !p->slip.raster && jammed(p))
            recover_knife(p, io); /* for the next try */
        slip_refuse(command, io, p->open ? why : ATTENTION_OFFLINE);
        return;
    }
    slip_begin(&p->slip, command);
    outlet_make_room(&p->outlet, &p->options, io);
    if (p->remains == REMAINS_NONE)
        start_job(p, io);
}

static void escpos_closed(void *self, struct device_io *io)
{
    struct escpos *p = self;
    p->open = false;
    outlet_forget(&p->outlet, io);
    p->remains = p->slip.raster || p->remains ? REMAINS_LIE : REMAINS_NONE;
    if (p->slip.raster)
        slip_end(&p->slip, io, LETTER_JOB_FAILED, ATTENTION_OFFLINE);
}

const struct device_driver escpos_driver = {.slot = DEVICE_PRINTER,
                                            .scheme = "escpos",
                                            .wire = &wire_stream,
                                            .baud = 115200,
                                            .size = sizeof(struct escpos),
                                            .knows = escpos_option_names,
                                            .options = escpos_options,
                                            .opened = escpos_opened,
                                            .received = escpos_received,
                                            .alarm = escpos_alarm,
                                            .command = escpos_command,
                                            .closed = escpos_closed};
