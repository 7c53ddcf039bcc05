/* Which widget the keypad means: the order of DESIGN.md section 5, and steps through it.
 * Nothing is owned; ids are copied into the view.
 * Pure: the ui room, and tests. */
#pragma once

#include "ui/layout.h"

/* The first field or choice that needs an answer, else the main button; a dialog's main button before all. */
void focus_first(const struct layout *layout, struct view *view);
void focus_step(const struct layout *layout, struct view *view, int by); /* +1 Tab, -1 Shift+Tab */
void focus_move(const struct layout *layout, struct view *view, int dx,
                int dy); /* arrows: the nearest that way */
