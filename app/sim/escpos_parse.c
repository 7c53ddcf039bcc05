#include "sim/escpos_parse.h"
#include "sim/escpos_qr.h"
#include "sim/escpos_text.h"

#include <string.h>

enum { HT = 0x09, LF = 0x0A, FF = 0x0C, CR = 0x0D, DLE = 0x10, CAN = 0x18, ESC = 0x1B, FS = 0x1C, GS = 0x1D };

#define SPACING 30     /* dots from line to line after power-on */
#define LINE_OF_DATA 8 /* bytes of data a `GS *` cell has */

/* A command: its first two bytes, how many parameters follow at once, and what it does with them. */
typedef SimEscposEvent (*Act)(SimEscpos *escpos, const guint8 *parameters);
typedef struct {
    guint8 lead, code, parameters;
    Act act; /* NULL: taken in its length, changes nothing that can be seen here */
} Command;

void sim_escpos_init(SimEscpos *escpos, SimPaper *paper, SimFont *font)
{
    const SimEscpos before = {
        .unknown = escpos->unknown, .strange = escpos->strange, .said = escpos->said, .mouth = escpos->mouth};
    *escpos = before;
    escpos->paper = paper;
    escpos->font = font;
    escpos->area = paper->print;
    escpos->module = 3;
    escpos->spacing = SPACING;
    escpos->scale_x = escpos->scale_y = 1;
    escpos->hanzi = TRUE;
}

static SimEscposEvent skip(SimEscpos *escpos, gsize count)
{
    escpos->data = count ? SIM_DATA_SKIP : SIM_DATA_NONE;
    escpos->data_left = count;
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_reset(SimEscpos *escpos, const guint8 *p)
{
    (void)p;
    sim_escpos_init(escpos, escpos->paper, escpos->font);
    return SIM_ESCPOS_RESET;
}

static SimEscposEvent act_align(SimEscpos *escpos, const guint8 *p)
{
    if ((p[0] & ~'0') <= 2 && escpos->glyphs == 0) /* only at the beginning of a line */
        escpos->align = p[0] & 3;
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_feed_dots(SimEscpos *escpos, const guint8 *p)
{
    sim_escpos_flush(escpos);
    sim_paper_feed(escpos->paper, p[0]);
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_feed_lines(SimEscpos *escpos, const guint8 *p)
{
    sim_escpos_flush(escpos);
    sim_paper_feed(escpos->paper, p[0] * escpos->spacing);
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_spacing(SimEscpos *escpos, const guint8 *p)
{
    escpos->spacing = escpos->command[1] == '2' ? SPACING : p[0];
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_size(SimEscpos *escpos, const guint8 *p)
{
    escpos->scale_x = (p[0] >> 4 & 7) + 1;
    escpos->scale_y = (p[0] & 7) + 1;
    return SIM_ESCPOS_NOTHING;
}

/* ESC ! n, and FS ! n for Hanzi. */
static SimEscposEvent act_mode(SimEscpos *escpos, const guint8 *p)
{
    gboolean hanzi = escpos->command[0] == FS;
    escpos->scale_x = p[0] & (hanzi ? 0x04 : 0x20) ? 2 : 1;
    escpos->scale_y = p[0] & (hanzi ? 0x08 : 0x10) ? 2 : 1;
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_style(SimEscpos *escpos, const guint8 *p)
{
    guint on = p[0] & ~(guint)'0';
    switch (escpos->command[1]) {
    case 'E':
    case 'G':
        escpos->bold = on & 1;
        break;
    case 'B':
        escpos->reverse = on & 1;
        break;
    case '-':
        escpos->underline = MIN(on, 2);
        break;
    default:
        escpos->table = p[0];
        break;
    }
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_hanzi(SimEscpos *escpos, const guint8 *p)
{
    (void)p;
    escpos->hanzi = escpos->command[1] == '&';
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_margin(SimEscpos *escpos, const guint8 *p)
{
    escpos->margin = MIN(p[0] + 256u * p[1], escpos->paper->print);
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_area(SimEscpos *escpos, const guint8 *p)
{
    escpos->area = MIN(p[0] + 256u * p[1], escpos->paper->print);
    return SIM_ESCPOS_NOTHING;
}

/* ESC $ and ESC \: where on the line the next character stands, from its beginning or from the last one. */
static SimEscposEvent act_place(SimEscpos *escpos, const guint8 *p)
{
    int place = p[0] + 256 * p[1];
    if (place <= (int)escpos->paper->print)
        escpos->pen = place;
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_move(SimEscpos *escpos, const guint8 *p)
{
    int place = escpos->pen + (gint16)(p[0] + 256 * p[1]);
    if (place >= 0 && place <= (int)escpos->paper->print)
        escpos->pen = place;
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_asb(SimEscpos *escpos, const guint8 *p)
{
    escpos->argument = p[0];
    return SIM_ESCPOS_ASB;
}

static SimEscposEvent act_tell(SimEscpos *escpos, const guint8 *p)
{
    escpos->argument = p[0];
    return SIM_ESCPOS_TELL;
}

/* GS e n [m [t]]: what the mouth shall do, how far, for how long. */
static SimEscposEvent act_mouth(SimEscpos *escpos, const guint8 *p)
{
    escpos->argument = p[0];
    escpos->unknown += !escpos->mouth;
    return escpos->mouth ? SIM_ESCPOS_MOUTH : SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_seek_mark(SimEscpos *escpos, const guint8 *p)
{
    (void)p;
    sim_escpos_flush(escpos);
    sim_paper_seek_mark(escpos->paper);
    return SIM_ESCPOS_NOTHING;
}

static SimEscposEvent act_tell_name(SimEscpos *escpos, const guint8 *p)
{
    escpos->argument = p[0];
    return SIM_ESCPOS_TELL_NAME;
}

/* ESC i and ESC m cut where the paper stands; so do GS V 0 and 1. */
static SimEscposEvent act_cut_here(SimEscpos *escpos, const guint8 *p)
{
    (void)p;
    sim_escpos_flush(escpos);
    return SIM_ESCPOS_CUT;
}

/* GS V m [n]: the forms with n bring what was printed in front of the knife first. */
static SimEscposEvent act_cut(SimEscpos *escpos, const guint8 *p)
{
    if (p[0] <= 1 || p[0] == '0' || p[0] == '1')
        return act_cut_here(escpos, p);
    if (escpos->have < 4) /* n is still to come */
        return SIM_ESCPOS_NOTHING;
    sim_escpos_flush(escpos);
    sim_paper_feed(escpos->paper, SIM_PAPER_CUTTER + p[1]);
    return SIM_ESCPOS_CUT;
}

/* GS v 0 m x y: x bytes a row, y rows. */
static SimEscposEvent act_raster(SimEscpos *escpos, const guint8 *p)
{
    escpos->row_bytes = p[2] + 256u * p[3];
    gsize rows = p[4] + 256u * p[5];
    if (p[0] != '0' || (p[1] & ~'0') > 3) {
        escpos->unknown++;
        return SIM_ESCPOS_NOTHING;
    }
    sim_escpos_flush(escpos);
    escpos->row_scale_x = p[1] & 1 ? 2 : 1;
    escpos->row_scale_y = p[1] & 2 ? 2 : 1;
    escpos->row_at = 0;
    escpos->data_left = escpos->row_bytes * rows;
    escpos->data = escpos->data_left ? SIM_DATA_RASTER : SIM_DATA_NONE;
    return SIM_ESCPOS_NOTHING;
}

/* GS ( k, GS ( L and their kin: a length of two bytes behind the function. */
static SimEscposEvent act_group(SimEscpos *escpos, const guint8 *p)
{
    SimEscposEvent event = skip(escpos, p[1] + 256u * p[2]);
    escpos->group_have = 0;
    if (escpos->command[0] == GS && p[0] == 'k' && escpos->data == SIM_DATA_SKIP)
        escpos->data = SIM_DATA_GROUP;
    return event;
}

static SimEscposEvent act_large_group(SimEscpos *escpos, const guint8 *p)
{
    return skip(escpos, p[1] + 256u * p[2] + 65536u * p[3] + 16777216u * (gsize)p[4]);
}

static SimEscposEvent act_bit_image(SimEscpos *escpos, const guint8 *p)
{
    return skip(escpos, (p[1] + 256u * p[2]) * (p[0] >= 32 ? 3u : 1u));
}

static SimEscposEvent act_define_image(SimEscpos *escpos, const guint8 *p)
{
    return skip(escpos, (gsize)p[0] * p[1] * LINE_OF_DATA);
}

static SimEscposEvent act_until_nul(SimEscpos *escpos, const guint8 *p)
{
    (void)p;
    escpos->data = SIM_DATA_UNTIL_NUL;
    return SIM_ESCPOS_NOTHING;
}

/* GS k m: the old bar codes end with 00, the new ones bring their length. */
static SimEscposEvent act_bar_code(SimEscpos *escpos, const guint8 *p)
{
    if (p[0] <= 6)
        return act_until_nul(escpos, p);
    return escpos->have < 4 ? SIM_ESCPOS_NOTHING : skip(escpos, p[1]);
}

static SimEscposEvent act_hanzi_pattern(SimEscpos *escpos, const guint8 *p)
{
    (void)p;
    return skip(escpos, 72);
}

static const Command COMMANDS[] = {
    {ESC, '@', 0, act_reset},
    {ESC, 'a', 1, act_align},
    {ESC, 'J', 1, act_feed_dots},
    {ESC, 'd', 1, act_feed_lines},
    {ESC, '2', 0, act_spacing},
    {ESC, '3', 1, act_spacing},
    {ESC, '!', 1, act_mode},
    {ESC, '*', 3, act_bit_image},
    {ESC, 'D', 0, act_until_nul},
    {ESC, 'i', 0, act_cut_here},
    {ESC, 'm', 0, act_cut_here},
    {ESC, '(', 3, act_group},
    {ESC, 'E', 1, act_style},
    {ESC, 'G', 1, act_style},
    {ESC, 't', 1, act_style},
    {ESC, 'R', 1, NULL},
    {ESC, 'M', 1, NULL},
    {ESC, ' ', 1, NULL},
    {ESC, '-', 1, act_style},
    {ESC, '{', 1, NULL},
    {ESC, 'V', 1, NULL},
    {ESC, 'r', 1, NULL},
    {ESC, 'c', 2, NULL},
    {ESC, 'p', 3, NULL},
    {ESC, '$', 2, act_place},
    {ESC, '\\', 2, act_move},
    {ESC, '=', 1, NULL},
    {ESC, 'S', 0, NULL},
    {ESC, 'L', 0, NULL},
    {ESC, 'T', 1, NULL},
    {ESC, 'W', 8, NULL},
    {ESC, '9', 1, NULL},
    {ESC, FF, 0, NULL},
    {GS, '!', 1, act_size},
    {GS, 'V', 1, act_cut},
    {GS, 'v', 6, act_raster},
    {GS, 'a', 1, act_asb},
    {GS, 'r', 1, act_tell},
    {GS, 'I', 1, act_tell_name},
    {GS, 'L', 2, act_margin},
    {GS, 'W', 2, act_area},
    {GS, '(', 3, act_group},
    {GS, '8', 5, act_large_group},
    {GS, 'k', 1, act_bar_code},
    {GS, '*', 2, act_define_image},
    {GS, 'B', 1, act_style},
    {GS, 'e', 1, act_mouth},
    {GS, 0xF8, 0, act_seek_mark},
    {GS, 'H', 1, NULL},
    {GS, 'h', 1, NULL},
    {GS, 'w', 1, NULL},
    {GS, 'f', 1, NULL},
    {GS, 'b', 1, NULL},
    {GS, 'j', 1, NULL},
    {GS, 'P', 2, NULL},
    {GS, '$', 2, NULL},
    {GS, '\\', 2, NULL},
    {GS, '/', 1, NULL},
    {GS, ':', 0, NULL},
    {GS, '^', 3, NULL},
    {FS, '&', 0, act_hanzi},
    {FS, '.', 0, act_hanzi},
    {FS, '!', 1, act_mode},
    {FS, 'W', 1, NULL},
    {FS, '-', 1, act_style},
    {FS, 'S', 2, NULL},
    {FS, 'C', 1, NULL},
    {FS, 'p', 2, NULL},
    {FS, '2', 2, act_hanzi_pattern},
    {FS, '(', 3, act_group},
    {DLE, 0x04, 1, NULL},
    {DLE, 0x05, 1, NULL},
    {DLE, 0x14, 3, NULL},
};

static const Command *command_of(guint8 lead, guint8 code)
{
    for (gsize i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
        if (COMMANDS[i].lead == lead && COMMANDS[i].code == code)
            return &COMMANDS[i];
    }
    return NULL;
}

/* Three commands say in their first parameter whether another one follows. */
static guint parameters_of(const SimEscpos *escpos, const Command *command)
{
    guint8 first = escpos->command[2];
    if (escpos->have >= 3 && command->act == act_cut && first > 1 && first != '0' && first != '1')
        return 2;
    if (escpos->have >= 3 && command->act == act_bar_code && first > 6)
        return 2;
    if (escpos->have >= 3 && command->act == act_mouth)
        return first == 32 ? 3 : first == 3 ? 2 : 1;
    return command->parameters;
}

static SimEscposEvent command_byte(SimEscpos *escpos, guint8 byte)
{
    escpos->command[escpos->have++] = byte;
    if (escpos->have < 2)
        return SIM_ESCPOS_NOTHING;
    const Command *command = command_of(escpos->command[0], escpos->command[1]);
    if (!command) {
        escpos->unknown++;
        escpos->have = 0;
        return SIM_ESCPOS_NOTHING;
    }
    if (escpos->have < 2 + parameters_of(escpos, command))
        return SIM_ESCPOS_NOTHING;
    SimEscposEvent event = command->act ? command->act(escpos, escpos->command + 2) : SIM_ESCPOS_NOTHING;
    escpos->have = 0;
    return event;
}

/* The heads burn one row as soon as it is there. */
static void print_row(SimEscpos *escpos)
{
    guint bytes = MIN(escpos->row_bytes, sizeof escpos->row);
    int left = sim_escpos_left(escpos, (int)(escpos->row_bytes * 8 * escpos->row_scale_x));
    for (guint again = 0; again < escpos->row_scale_y; again++) {
        sim_paper_feed(escpos->paper, 1);
        for (guint dot = 0; dot < bytes * 8 * escpos->row_scale_x; dot++) {
            guint bit = dot / escpos->row_scale_x;
            if (escpos->row[bit / 8] >> (7 - bit % 8) & 1)
                sim_paper_burn(escpos->paper, 0, left + (int)dot);
        }
    }
}

static void raster_byte(SimEscpos *escpos, guint8 byte)
{
    if (escpos->row_at < sizeof escpos->row) /* what is wider than the head is lost */
        escpos->row[escpos->row_at] = byte;
    if (++escpos->row_at < escpos->row_bytes)
        return;
    escpos->row_at = 0;
    print_row(escpos);
}

static void data_byte(SimEscpos *escpos, guint8 byte)
{
    if (escpos->data == SIM_DATA_UNTIL_NUL) {
        escpos->data = byte == 0 ? SIM_DATA_NONE : SIM_DATA_UNTIL_NUL;
        return;
    }
    if (escpos->data == SIM_DATA_RASTER)
        raster_byte(escpos, byte);
    if (escpos->data == SIM_DATA_GROUP && escpos->group_have < sizeof escpos->group)
        escpos->group[escpos->group_have++] = byte;
    if (--escpos->data_left > 0)
        return;
    if (escpos->data == SIM_DATA_GROUP)
        sim_escpos_symbol(escpos);
    escpos->data = SIM_DATA_NONE;
}

static gboolean begins_command(guint8 byte)
{
    return byte == ESC || byte == GS || byte == FS || byte == DLE;
}

SimEscposEvent sim_escpos_feed(SimEscpos *escpos, guint8 byte)
{
    if (byte < ' ') /* no second half of a character looks like this: the first one was none */
        escpos->lead_have = 0;
    if (escpos->data != SIM_DATA_NONE)
        data_byte(escpos, byte);
    else if (escpos->have > 0 || begins_command(byte))
        return command_byte(escpos, byte);
    else if (byte == LF)
        sim_escpos_line_feed(escpos);
    else if (byte == FF)
        return act_seek_mark(escpos, NULL);
    else if (byte == CAN)
        escpos->glyphs = escpos->pen = 0;
    else
        sim_escpos_text(escpos, byte);
    return SIM_ESCPOS_NOTHING;
}
