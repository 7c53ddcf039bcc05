/* Text of an ESC/POS stream: a printer's fonts are not ours, so each character is a box of its size.
 * Works on the line of a SimEscpos; owns nothing.
 * Runs in the simulator's one loop. */
#pragma once

#include "sim/escpos_parse.h"

void sim_escpos_text(SimEscpos *escpos, guint8 byte);    /* a byte that is no command */
void sim_escpos_flush(SimEscpos *escpos);                /* prints the line when there is one */
void sim_escpos_line_feed(SimEscpos *escpos);            /* prints the line, or moves an empty one on */
int sim_escpos_left(const SimEscpos *escpos, int width); /* where something of this width begins */
