/* GS ( k for QR codes: size, level, store, print.
 * Works on the parser's state; owns nothing.
 * Runs in the simulator's one loop. */
#pragma once

#include "sim/escpos_parse.h"

void sim_escpos_symbol(SimEscpos *escpos); /* a whole GS ( k is in `group`: it is carried out */
