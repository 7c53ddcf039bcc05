/* Text of an ESC/POS stream: GB 18030 and single bytes in cells of 24 by 24 and 12 by 24 dots.
 * Works on the line of a SimEscpos; owns nothing.
 * Runs in the simulator's one loop. */
#pragma once

#include "sim/escpos_parse.h"

void sim_escpos_text(SimEscpos *escpos, guint8 byte);    /* a byte that is no command */
void sim_escpos_flush(SimEscpos *escpos);                /* prints the line when there is one */
void sim_escpos_line_feed(SimEscpos *escpos);            /* prints the line, or moves an empty one on */
int sim_escpos_left(const SimEscpos *escpos, int width); /* where something of this width begins */
