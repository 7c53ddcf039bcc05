/* Reads an ESC/POS stream byte by byte and prints it on the paper; what needs more than paper comes back as
 * an event. SimEscpos borrows the paper; init does not allocate. Real-time commands are the printer's: here
 * they only pass. Runs in the simulator's one loop. */
#pragma once

#include "sim/paper.h"

#define SIM_ESCPOS_GLYPHS 64

typedef enum {
    SIM_ESCPOS_NOTHING,
    SIM_ESCPOS_RESET,     /* ESC @ */
    SIM_ESCPOS_CUT,       /* the feed that belongs to it is done */
    SIM_ESCPOS_ASB,       /* argument: which items are to be told */
    SIM_ESCPOS_TELL,      /* GS r, argument: which sensor */
    SIM_ESCPOS_TELL_NAME, /* GS I, argument: which name */
} SimEscposEvent;

/* The data behind a command that says how much of it follows. */
typedef enum { SIM_DATA_NONE, SIM_DATA_SKIP, SIM_DATA_UNTIL_NUL, SIM_DATA_RASTER } SimEscposData;

typedef struct {
    int x, width, height;
} SimGlyph;

typedef struct {
    SimPaper *paper;
    guint8 command[12]; /* the command as far as it came */
    guint have;
    guint8 argument;
    guint unknown; /* commands this printer does not have */

    SimEscposData data;
    gsize data_left;
    guint row_bytes, row_at, row_scale_x, row_scale_y;
    guint8 row[SIM_PAPER_PRINT / 8];

    guint align, margin, area, spacing; /* as set by the stream; dots */
    guint scale_x, scale_y;
    gboolean hanzi;
    guint8 lead; /* the first half of a two-byte character, 0 when there is none */
    SimGlyph line[SIM_ESCPOS_GLYPHS];
    guint glyphs;
    int pen;
} SimEscpos;

void sim_escpos_init(SimEscpos *escpos, SimPaper *paper); /* as after power-on */
SimEscposEvent sim_escpos_feed(SimEscpos *escpos, guint8 byte);
