/* The characters in a receipt printer's ROM: 24 dots high, 12 or 24 wide, black or white, from a real font.
 * SimFont owns the opened font; free takes NULL. Shares nothing with the kiosk's text.
 * Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

#define SIM_FONT_HALF 12 /* font A; a Hanzi has two cells */
#define SIM_FONT_HEIGHT 24

typedef struct SimFont SimFont;
typedef struct {
    guint32 rows[SIM_FONT_HEIGHT]; /* bit 31 is the leftmost dot */
} SimCell;

SimFont *sim_font_new(GError **error);
void sim_font_free(SimFont *font);
/* The dots of a character in a cell so wide; FALSE, and an empty frame, for what the font has not. */
gboolean sim_font_cell(SimFont *font, gunichar character, int width, SimCell *cell);
/* One to four bytes of GB 18030; 0 when they are none. */
gunichar sim_font_gb18030(const guint8 *bytes, gsize count);
/* A single byte in one of the printer's tables (ESC t): 1 is the one with half-width katakana, all others are
 * taken for PC437. */
gunichar sim_font_single(guint8 byte, guint8 table);
