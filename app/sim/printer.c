#include "sim/printer.h"
#include "sim/escpos_parse.h"
#include "sim/presenter.h"
#include "sim/wires.h"

#include <glib/gstdio.h>
#include <string.h>

#define ROWS_PER_SECOND 1200  /* 150 mm/s at 8 dots/mm */
#define AHEAD_US 10000        /* the paper may run this far ahead of the clock */
#define HELD_MAX (256 * 1024) /* the printer's buffer: when it is full, nothing more is read */

enum { EOT = 0x04, ENQ = 0x05, DLE = 0x10 };
enum { MARKS_MAX = 8000, BAUD_MAX = 921600 };

typedef enum { WELL, PAPER_LOW, PAPER_OUT, COVER_OPEN, CUTTER, OFFLINE, STALL, UNPLUG } Fault;

static const char *const FAULTS[] = {"none",    "paper-low", "paper-out", "cover-open", "cutter",
                                     "offline", "stall",     "unplug",    NULL};

struct SimPrinter {
    SimWire *wire;
    SimFont *font;
    SimPaper paper;
    SimEscpos escpos;
    SimPresenter presenter;
    Fault fault;
    gboolean jammed;    /* the knife stands still until the host recovers it */
    gboolean cut_due;   /* the cut at which it jammed */
    gboolean knife_due; /* as soon as the paper has come to rest */
    gboolean fast;

    guint8 last[2]; /* the two bytes before, for the commands that are obeyed at once */
    GByteArray *held;
    guint held_at;
    gint64 free_at; /* when the paper has come to rest, µs */
    guint waiting;  /* source, 0 when none */

    guint8 asb_items;
    guint8 asb_told[4];
    char *output;
    GString *said;    /* the text since the last cut */
    GByteArray *slip; /* the bytes since the last cut */
    guint cuts;
};

static void run(SimPrinter *printer);

static gboolean is_stopped(const SimPrinter *printer)
{
    Fault fault = printer->fault;
    return printer->jammed || fault == PAPER_OUT || fault == COVER_OPEN || fault == OFFLINE || fault == STALL;
}

/* Every answer to DLE EOT is 0xx1xx10. */
static guint8 status(const SimPrinter *printer, guint8 which)
{
    Fault fault = printer->fault;
    guint8 bits = 0x12;
    switch (which) {
    case 1:
        return bits | (is_stopped(printer) ? 0x08 : 0);
    case 2:
        return bits | (fault == COVER_OPEN ? 0x04 : 0) | (fault == PAPER_OUT ? 0x20 : 0) |
               (printer->jammed ? 0x40 : 0);
    case 3:
        return bits | (printer->jammed ? 0x08 : 0);
    default:
        return bits | (fault == PAPER_LOW ? 0x0C : 0) | (fault == PAPER_OUT ? 0x6C : 0);
    }
}

static guint8 paper_sensors(const SimPrinter *printer)
{
    return printer->fault == PAPER_OUT ? 0x0F : printer->fault == PAPER_LOW ? 0x03 : 0;
}

/* Pyramid and Custom answer DLE EOT 20 with DLE 0F and four bytes: paper, user, errors that pass, errors. */
static void tell_all(SimPrinter *printer)
{
    Fault fault = printer->fault;
    const guint8 all[6] = {DLE,
                           0x0F,
                           (fault == PAPER_OUT ? 0x01 : 0) | (paper_sensors(printer) ? 0x04 : 0) |
                               (printer->presenter.lies ? 0x20 : 0),
                           fault == COVER_OPEN ? 0x03 : 0,
                           0,
                           printer->jammed ? 0x01 : 0};
    sim_wire_send(printer->wire, all, sizeof all);
}

static void fill_asb(const SimPrinter *printer, guint8 asb[4])
{
    asb[0] = 0x10 | (is_stopped(printer) ? 0x08 : 0) | (printer->fault == COVER_OPEN ? 0x20 : 0);
    asb[1] = printer->jammed ? 0x08 : 0;
    asb[2] = paper_sensors(printer);
    asb[3] = 0;
}

static void tell_asb(SimPrinter *printer)
{
    fill_asb(printer, printer->asb_told);
    sim_wire_send(printer->wire, printer->asb_told, sizeof printer->asb_told);
}

/* A change of an item that is not watched is told with the next one that is. */
static void tell_change(SimPrinter *printer)
{
    guint8 asb[4];
    fill_asb(printer, asb);
    gboolean line = (asb[0] ^ printer->asb_told[0]) != 0 && printer->asb_items & 0x02;
    gboolean error = (asb[1] ^ printer->asb_told[1]) != 0 && printer->asb_items & 0x04;
    gboolean paper = (asb[2] ^ printer->asb_told[2]) != 0 && printer->asb_items & 0x08;
    if (printer->fault != STALL && (line || error || paper))
        tell_asb(printer);
}

static void tell_name(SimPrinter *printer, guint8 which)
{
    static const char *const NAMES[] = {"1.00", "LINCHUANG", "KP-80", "000001"};
    if (which < 65 || which > 68) {
        const guint8 number = which == 2 || which == '2' ? 0x02 : 0x20; /* two-byte characters; model */
        sim_wire_send(printer->wire, &number, 1);
        return;
    }
    g_autofree char *block = g_strconcat("_", NAMES[which - 65], NULL);
    sim_wire_send(printer->wire, (const guint8 *)block, strlen(block) + 1);
}

/* The first number that is not taken, so that an output folder may be used again. */
static char *next_name(SimPrinter *printer)
{
    for (;;) {
        printer->cuts++;
        g_autofree char *bin = g_strdup_printf("%s/%u.bin", printer->output, printer->cuts);
        if (!g_file_test(bin, G_FILE_TEST_EXISTS))
            return g_strdup_printf("%s/%u", printer->output, printer->cuts);
    }
}

static void write_slip(SimPrinter *printer)
{
    g_autoptr(GError) error = NULL;
    if (g_mkdir_with_parents(printer->output, 0700) != 0) {
        g_printerr("kiosk-sim: %s could not be made: choose another printer output\n", printer->output);
        return;
    }
    g_autofree char *name = next_name(printer);
    g_autofree char *bin = g_strconcat(name, ".bin", NULL);
    g_autofree char *png = g_strconcat(name, ".png", NULL);
    g_autofree char *txt = g_strconcat(name, ".txt", NULL);
    gboolean text = printer->said->len > 0;
    if (!g_file_set_contents(bin, (const char *)printer->slip->data, printer->slip->len, &error) ||
        (text && !g_file_set_contents(txt, printer->said->str, (gssize)printer->said->len, &error)) ||
        !sim_paper_cut(&printer->paper, png, &error))
        g_printerr("kiosk-sim: receipt %u is lost: %s\n", printer->cuts, error->message);
    g_byte_array_set_size(printer->slip, 0);
    g_string_truncate(printer->said, 0);
    sim_presenter_cut(&printer->presenter);
}

/* A knife that is broken jams at every cut; a cut with no paper before the knife leaves nothing. */
static void cut(SimPrinter *printer)
{
    printer->cut_due = printer->fault == CUTTER;
    printer->jammed = printer->cut_due;
    if (printer->jammed)
        tell_change(printer);
    else if (sim_paper_ready(&printer->paper) > 0)
        write_slip(printer);
}

/* Whatever it is told to do with the paper, it cuts it off first. */
static void move_mouth(SimPrinter *printer, guint8 what)
{
    if (!printer->presenter.cut && !printer->presenter.lies && sim_paper_ready(&printer->paper) > 0)
        cut(printer);
    printer->escpos.unknown += !sim_presenter_do(&printer->presenter, what);
}

static void print_byte(SimPrinter *printer, guint8 byte)
{
    const guint8 sensors = paper_sensors(printer);
    g_byte_array_append(printer->slip, &byte, 1);
    switch (sim_escpos_feed(&printer->escpos, byte)) {
    case SIM_ESCPOS_RESET:
        printer->asb_items = 0;
        break;
    case SIM_ESCPOS_CUT:
        printer->knife_due = TRUE;
        break;
    case SIM_ESCPOS_ASB:
        printer->asb_items = printer->escpos.argument;
        if (printer->asb_items)
            tell_asb(printer);
        break;
    case SIM_ESCPOS_TELL:
        sim_wire_send(printer->wire, &sensors, 1);
        break;
    case SIM_ESCPOS_TELL_NAME:
        tell_name(printer, printer->escpos.argument);
        break;
    case SIM_ESCPOS_MOUTH:
        move_mouth(printer, printer->escpos.argument);
        break;
    case SIM_ESCPOS_NOTHING:
        break;
    }
}

static gboolean run_on(gpointer user)
{
    SimPrinter *printer = user;
    printer->waiting = 0;
    run(printer);
    return G_SOURCE_REMOVE;
}

/* TRUE while the paper is still moving; then the printer goes on later. */
static gboolean paper_moves(SimPrinter *printer)
{
    gint64 ahead = printer->free_at - g_get_monotonic_time();
    if (printer->fast || ahead < AHEAD_US)
        return FALSE;
    if (!printer->waiting)
        printer->waiting = g_timeout_add((guint)(ahead / 1000), run_on, printer);
    return TRUE;
}

static void run(SimPrinter *printer)
{
    while ((printer->knife_due || printer->held_at < printer->held->len) && !is_stopped(printer) &&
           !paper_moves(printer)) {
        if (printer->knife_due) {
            printer->knife_due = FALSE;
            cut(printer);
            continue;
        }
        guint64 before = printer->paper.moved;
        print_byte(printer, printer->held->data[printer->held_at++]);
        gint64 moved = (gint64)(printer->paper.moved - before);
        gint64 now = g_get_monotonic_time();
        if (moved)
            printer->free_at = MAX(printer->free_at, now) + moved * G_USEC_PER_SEC / ROWS_PER_SECOND;
    }
    if (printer->held_at == printer->held->len || printer->held_at > HELD_MAX / 2) {
        g_byte_array_remove_range(printer->held, 0, printer->held_at);
        printer->held_at = 0;
    }
    sim_wire_listen(printer->wire,
                    printer->fault != STALL && printer->held->len - printer->held_at < HELD_MAX);
}

static void drop_held(SimPrinter *printer)
{
    g_byte_array_set_size(printer->held, 0);
    printer->held_at = 0;
    printer->knife_due = FALSE;
    sim_escpos_init(&printer->escpos, &printer->paper, printer->font);
}

/* DLE ENQ 1 goes on from where it failed; 2 throws away what was held. Without an error both mean nothing. */
static void recover(SimPrinter *printer, guint8 how)
{
    if (!printer->jammed)
        return;
    printer->jammed = FALSE;
    if (how == 2)
        drop_held(printer);
    if (how == 1 && printer->cut_due)
        cut(printer);
    printer->cut_due = FALSE;
    tell_change(printer);
}

/* Obeyed as they arrive, even between the bytes of a picture; the bytes stay in the stream as well. */
static void real_time(SimPrinter *printer, guint8 byte)
{
    const guint8 *last = printer->last;
    if (last[0] == DLE && last[1] == EOT && byte >= 1 && byte <= 4) {
        const guint8 answer = status(printer, byte);
        sim_wire_send(printer->wire, &answer, 1);
    } else if (last[0] == DLE && last[1] == EOT && byte == 20 && printer->presenter.fitted) {
        tell_all(printer);
    } else if (last[0] == DLE && last[1] == ENQ && (byte == 1 || byte == 2)) {
        recover(printer, byte);
    }
    printer->last[0] = printer->last[1];
    printer->last[1] = byte;
}

static void heard(const guint8 *bytes, gsize count, gpointer user)
{
    SimPrinter *printer = user;
    for (gsize i = 0; i < count; i++) {
        g_byte_array_append(printer->held, &bytes[i], 1);
        real_time(printer, bytes[i]);
    }
    run(printer);
}

SimPrinter *sim_printer_new(const char *dir, gboolean fast, int port, GError **error)
{
    SimPrinter *printer = g_new0(SimPrinter, 1);
    printer->fast = fast;
    printer->output = g_build_filename(dir, "paper", NULL);
    printer->held = g_byte_array_new();
    printer->slip = g_byte_array_new();
    printer->said = g_string_new(NULL);
    printer->font = sim_font_new(error);
    sim_paper_init(&printer->paper);
    printer->escpos.said = printer->said;
    sim_escpos_init(&printer->escpos, &printer->paper, printer->font);
    printer->wire = sim_wire_new(dir, "printer", 0, heard, printer);
    if (port >= 0)
        sim_wire_over_tcp(printer->wire, (guint16)port);
    if (printer->font && sim_wire_plug(printer->wire, error))
        return printer;
    sim_printer_free(printer);
    return NULL;
}

void sim_printer_free(SimPrinter *printer)
{
    if (!printer)
        return;
    if (printer->waiting)
        g_source_remove(printer->waiting);
    sim_wire_free(printer->wire);
    sim_paper_clear(&printer->paper);
    g_byte_array_unref(printer->held);
    g_byte_array_unref(printer->slip);
    g_string_free(printer->said, TRUE);
    sim_font_free(printer->font);
    g_free(printer->output);
    g_free(printer);
}

/* Pulled out, it loses its power with its line: nothing is held, no status is promised. */
static void pull_out(SimPrinter *printer)
{
    sim_wire_unplug(printer->wire);
    drop_held(printer);
    printer->jammed = printer->cut_due = FALSE;
    printer->asb_items = 0;
}

static gboolean set_fault(SimPrinter *printer, const char *word, GError **error)
{
    int which = sim_word(FAULTS, word, error);
    if (which < 0)
        return FALSE;
    printer->fault = (Fault)which;
    if (printer->fault == UNPLUG)
        pull_out(printer);
    else if (!sim_wire_plug(printer->wire, error))
        return FALSE;
    if (printer->fault == CUTTER)
        printer->jammed = TRUE;
    tell_change(printer);
    run(printer);
    return TRUE;
}

static gboolean set_output(SimPrinter *printer, const char *dir, GError **error)
{
    if (!g_path_is_absolute(dir))
        return sim_refuse(error, "the output folder is not an absolute path", "write it from the root");
    if (g_mkdir_with_parents(dir, 0700) != 0)
        return sim_refuse(error, "the output folder could not be made", "choose one you may write to");
    g_free(printer->output);
    printer->output = g_strdup(dir);
    printer->cuts = 0;
    return TRUE;
}

/* Another roll is put in by somebody who takes the old one out, uncut as it is. */
static gboolean set_paper(SimPrinter *printer, const char *rest, GError **error)
{
    static const char *const WIDTHS[] = {"80", "58", NULL};
    g_auto(GStrv) words = g_strsplit(rest, " ", 2); /* millimetres, then rows from mark to mark */
    int which = sim_word(WIDTHS, words[0] ? words[0] : "", error);
    gint64 marks = which >= 0 && words[1] ? sim_number(words[1], MARKS_MAX, error) : 0;
    if (which < 0 || marks < 0)
        return FALSE;
    sim_paper_load(&printer->paper, which == 0 ? 80 : 58, (guint)marks);
    g_byte_array_set_size(printer->slip, 0);
    sim_escpos_init(&printer->escpos, &printer->paper, printer->font);
    return TRUE;
}

static gboolean set_presenter(SimPrinter *printer, const char *word, GError **error)
{
    static const char *const WORDS[] = {"off", "on", NULL};
    int which = sim_word(WORDS, word, error);
    if (which >= 0)
        printer->presenter = (SimPresenter){.fitted = which == 1};
    printer->escpos.mouth = printer->presenter.fitted;
    return which >= 0;
}

/* Ten bits a byte; 0: as they are written. */
static gboolean set_baud(SimPrinter *printer, const char *word, GError **error)
{
    gint64 baud = sim_number(word, BAUD_MAX, error);
    if (baud >= 0)
        sim_wire_pace(printer->wire, (guint)baud / 10);
    return baud >= 0;
}

static void tell_state(const SimPrinter *printer, GString *answer)
{
    const SimPresenter *mouth = &printer->presenter;
    g_string_append_printf(
        answer, "fault=%s stopped=%s jammed=%s held=%u asb=%u unknown=%u strange=%u mm=%.1f cuts=%u ",
        FAULTS[printer->fault], is_stopped(printer) ? "yes" : "no", printer->jammed ? "yes" : "no",
        printer->held->len - printer->held_at, printer->asb_items, printer->escpos.unknown,
        printer->escpos.strange, (double)printer->paper.moved / 8, printer->cuts);
    g_string_append_printf(
        answer, "width=%u marks=%u mouth=%s taken=%u ejected=%u retracted=%u port=%u output=%s",
        printer->paper.print, printer->paper.marks,
        !mouth->fitted ? "none"
        : mouth->lies  ? "paper"
                       : "empty",
        mouth->taken, mouth->ejected, mouth->retracted, sim_wire_port(printer->wire), printer->output);
}

gboolean sim_printer_command(gpointer device, const char *verb, const char *rest, GString *answer,
                             GError **error)
{
    static const char *const VERBS[] = {"fault",     "output", "state", "paper",
                                        "presenter", "take",   "baud",  NULL};
    SimPrinter *printer = device;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return set_fault(printer, rest, error);
    case 1:
        return set_output(printer, rest, error);
    case 2:
        tell_state(printer, answer);
        return TRUE;
    case 3:
        return set_paper(printer, rest, error);
    case 4:
        return set_presenter(printer, rest, error);
    case 5:
        return sim_presenter_take(&printer->presenter) ||
               sim_refuse(error, "no paper hangs in the mouth", "print one on a printer with a presenter");
    case 6:
        return set_baud(printer, rest, error);
    default:
        return FALSE;
    }
}
