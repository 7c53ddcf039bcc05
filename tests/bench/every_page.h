/* Each preview drawn without a display, so that no slow page hides behind the three that are timed closely.
 * Room and fonts belong to the caller, who writes between one line and the next. Tests only, one thread. */
#pragma once

#include "ui/screens/screens.h"
#include "ui/ui.h"

struct every_page {
    const struct catalog *catalog;
    struct session *session;
    struct input *input;
    struct screen_context context;
    struct page *page, *bare; /* nothing is on the other, which is shown before each */
    struct text *letters;     /* of the paper that lies before some of them */
    double *times;            /* as many as there are previews */
};

/* One line: how many pages, their median, the slowest by name, in milliseconds of the processor; each
 * drawn whole, the best of a few. */
void every_page_print(struct every_page *room, struct ui *ui, const struct ui_settings *settings);
