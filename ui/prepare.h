/* The letters of a page that everybody sees, made before it is shown. The ui room. */
#pragma once

#include "ui/layout.h"
#include "ui/text.h"

/* One piece of it, whose letters `text` keeps as common ones; true: that was all of them. The page is laid
 * out anew for each piece, in which those that were made before cost nothing. */
bool prepare(struct text *text, const struct page *page, const struct layout_options *options);
