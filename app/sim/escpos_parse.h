/* Reads an ESC/POS stream byte by byte and prints it on the paper; what needs more than paper comes back as
 * an event. SimEscpos borrows the paper; init does not allocate. Real-time commands are the printer's: here
 * they only pass. Runs in the simulator's one loop. */
#pragma once

#include "sim/font.h"
#include "sim/paper.h"

#define SIM_ESCPOS_GLYPHS 64
#define SIM_ESCPOS_GROUP 3200 /* bytes of a GS ( command that are kept: more than any QR code holds */

typedef enum {
    SIM_ESCPOS_NOTHING,
    SIM_ESCPOS_RESET,     /* ESC @ */
    SIM_ESCPOS_CUT,       /* the feed that belongs to it is done */
    SIM_ESCPOS_ASB,       /* argument: which items are to be told */
    SIM_ESCPOS_TELL,      /* GS r, argument: which sensor */
    SIM_ESCPOS_TELL_NAME, /* GS I, argument: which name */
    SIM_ESCPOS_MOUTH,     /* GS e, argument: what the presenter shall do */
} SimEscposEvent;

/* The data behind a command that says how much of it follows. */
typedef enum {
    SIM_DATA_NONE,
    SIM_DATA_SKIP,
    SIM_DATA_UNTIL_NUL,
    SIM_DATA_RASTER,
    SIM_DATA_GROUP
} SimEscposData;

typedef struct {
    int x, width, height; /* as printed: its cell, made larger by these */
    int scale_x, scale_y;
    gboolean reverse; /* white on black */
    guint underline;  /* rows */
    SimCell cell;
} SimGlyph;

typedef struct {
    SimPaper *paper;
    SimFont *font;
    GString *said;      /* what was printed as text, a line each; or NULL */
    guint8 command[12]; /* the command as far as it came */
    guint have;
    guint8 argument;
    guint unknown;  /* commands this printer does not have */
    guint strange;  /* characters its font does not have */
    gboolean mouth; /* it has a presenter, and knows GS e */

    SimEscposData data;
    gsize data_left;
    guint row_bytes, row_at, row_scale_x, row_scale_y;
    guint8 row[SIM_PAPER_PRINT_MOST / 8];

    guint align, margin, area, spacing; /* as set by the stream; dots */
    guint scale_x, scale_y, underline;
    gboolean hanzi, bold, reverse;
    guint8 table;   /* ESC t: what single bytes above 7F mean */
    guint8 lead[4]; /* a character of several bytes, as far as it came */
    guint lead_have;
    SimGlyph line[SIM_ESCPOS_GLYPHS];
    guint glyphs;
    int pen;

    guint8 group[SIM_ESCPOS_GROUP]; /* the GS ( command that is being taken */
    gsize group_have;
    guint8 symbol[SIM_ESCPOS_GROUP]; /* QR: what was stored last */
    gsize symbol_have;
    guint module, level;
} SimEscpos;

void sim_escpos_init(SimEscpos *escpos, SimPaper *paper, SimFont *font); /* as after power-on */
SimEscposEvent sim_escpos_feed(SimEscpos *escpos, guint8 byte);
