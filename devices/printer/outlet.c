#include "devices/printer/outlet.h"

#include "devices/letters.h"

enum {
    ASK_MS = 1000,
    LIES_S = 3,     /* somebody reaches for it meanwhile */
    SILENT_MOST = 5 /* it does not know the question: whoever takes the paper, nobody hears */
};

static void tell(struct outlet *o, bool lies, struct device_io *io)
{
    if (o->told == lies)
        return;
    o->told = lies;
    struct device_letter *letter = device_letter_new(LETTER_PAPER_LIES, DEVICE_PRINTER);
    letter->flag = lies;
    io->emit(io, letter);
}

static void ask(struct escpos_listener *listener, struct device_io *io)
{
    escpos_asked_outlet(listener);
    io->send(io, escpos_ask_outlet, sizeof escpos_ask_outlet);
    io->alarm(io, ASK_MS);
}

static void take_away(const struct escpos_options *options, struct device_io *io)
{
    if (options->presenter == PRESENTER_RETRACT)
        io->send(io, escpos_retract, sizeof escpos_retract);
    else
        io->send(io, escpos_eject, sizeof escpos_eject);
}

void outlet_present(struct outlet *o, const struct escpos_options *options, struct escpos_listener *listener,
                    struct device_io *io)
{
    uint8_t out[8];
    if (options->presenter == PRESENTER_NONE)
        return;
    *o = (struct outlet){.watched = true};
    io->send(io, out, escpos_present((uint8_t)options->steps, out));
    ask(listener, io);
}

void outlet_forget(struct outlet *o, struct device_io *io)
{
    tell(o, false, io);
    *o = (struct outlet){0};
}

/* The first answers may still see the mouth empty: the paper is on its way. */
void outlet_heard(struct outlet *o, const struct escpos_listener *listener, struct device_io *io)
{
    if (!o->watched)
        return;
    o->unanswered = 0;
    if (listener->lies && o->asked >= LIES_S)
        tell(o, true, io);
    if (listener->lies || o->asked < LIES_S)
        return;
    io->alarm(io, -1);
    outlet_forget(o, io);
}

void outlet_alarm(struct outlet *o, const struct escpos_options *options, struct escpos_listener *listener,
                  struct device_io *io)
{
    if (++o->unanswered > SILENT_MOST) {
        outlet_forget(o, io);
        return;
    }
    if (++o->asked == options->take_s && options->presenter != PRESENTER_HOLD)
        take_away(options, io);
    ask(listener, io);
}

void outlet_make_room(struct outlet *o, const struct escpos_options *options, struct device_io *io)
{
    if (o->watched)
        take_away(options, io);
    outlet_forget(o, io);
}
