/* The roll of an 80 mm receipt printer: rows of dots, 8 to the millimetre, black or white.
 * SimPaper owns the dots since the last cut; init and clear do not allocate the struct itself.
 * Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

#define SIM_PAPER_WIDTH 640 /* dots: 80 mm of paper */
#define SIM_PAPER_MARGIN 32 /* left of the head, and right of it */
#define SIM_PAPER_PRINT 576 /* dots the head can burn */
#define SIM_PAPER_CUTTER 96 /* the knife stands 12 mm behind the head */

typedef struct {
    GByteArray *dots; /* one byte a dot, SIM_PAPER_WIDTH a row */
    guint64 moved;    /* rows since the roll was put in */
} SimPaper;

void sim_paper_init(SimPaper *paper);
void sim_paper_clear(SimPaper *paper);
void sim_paper_feed(SimPaper *paper, guint rows);
/* One dot of the row `up` rows above the head, x counted from the left end of the head. */
void sim_paper_burn(SimPaper *paper, guint up, int x);
gsize sim_paper_ready(const SimPaper *paper); /* rows that lie before the knife */
/* Cuts: writes what lies before the knife as a picture, keeps what lies between knife and head. */
gboolean sim_paper_cut(SimPaper *paper, const char *png, GError **error);
