/* kiosk --prompts LOCALE: every sentence that the voice says in that language and that is the same for
 * everybody, as a template for the folder of recordings (ui/voice_prompt.h): sentence, file, and how it
 * stands. What differs from visit to visit is left out: it can only be spoken by the machine. Borrows all.
 * The main thread, before any room is opened. */
#pragma once

#include <stdio.h>

#include "catalog/service.h"
#include "ui/screens/screens.h"
#include "ui/text.h"
#include "ui/theme.h"

struct prompts_options {
    const struct catalog *catalog;
    struct text_fonts *fonts;
    const struct screen_context *context;   /* names of the place */
    const char *folder;                     /* of the recordings; "" for none */
    int width, height, mm_width, mm_height; /* of the panel: which page a list has, and so which number */
    int bottom_mm, reach_mm;
};
/* How many recordings there are to mend: those that cannot be played, and those that stand for nothing. */
unsigned prompts_list(const struct prompts_options *options, enum language language, FILE *to);
