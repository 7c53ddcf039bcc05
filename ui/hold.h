/* A list whose rows are laid anew, by larger letters, wider gaps or a row more, breaks elsewhere: the page in
 * view is then the one that holds what was pressed last, or where the focus went, or what stood first on it.
 * The view belongs to the caller. The ui room only; pure. */
#pragma once

#include "ui/layout.h"

/* Pressed, or focused by a key: it is what one looks at. What stands on every page holds none. */
void hold_on(struct view *view, const struct page *page, const char *id);
/* The pages were turned: what was pressed on another one holds no more. */
void hold_nothing(struct view *view);
/* After the layout of what may have changed. True: view->list_page is another one, lay out again. */
bool hold_page(const struct layout *layout, struct view *view);
