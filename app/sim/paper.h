/* The roll of a receipt printer, 80 or 58 mm wide: rows of dots, 8 to the millimetre, black or white.
 * SimPaper owns the dots since the last cut; init and clear do not allocate the struct itself.
 * Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

#define SIM_PAPER_PRINT_MOST 576 /* dots the widest head can burn */
#define SIM_PAPER_CUTTER 96      /* the knife stands 12 mm behind the head */

typedef struct {
    GByteArray *dots;           /* one byte a dot, `width` a row */
    guint64 moved;              /* rows since the roll was put in */
    guint width, margin, print; /* dots: of the paper, left of the head and right of it, of the head */
    guint marks;                /* rows from one black mark on the back to the next; 0: none */
} SimPaper;

void sim_paper_init(SimPaper *paper);
void sim_paper_clear(SimPaper *paper);
void sim_paper_feed(SimPaper *paper, guint rows);
/* One dot of the row `up` rows above the head, x counted from the left end of the head. */
void sim_paper_burn(SimPaper *paper, guint up, int x);
gsize sim_paper_ready(const SimPaper *paper); /* rows that lie before the knife */
/* Another roll: of 80 or 58 mm, with marks so many rows apart. What was not cut is gone with the old one. */
void sim_paper_load(SimPaper *paper, guint millimetres, guint marks);
/* Until the next mark lies under the knife, and all that was printed before it. Without marks half a metre,
 * as the manual of the JPM112 says. */
void sim_paper_seek_mark(SimPaper *paper);
/* Cuts: writes what lies before the knife as a picture, keeps what lies between knife and head. */
gboolean sim_paper_cut(SimPaper *paper, const char *png, GError **error);
