/* kiosk --audit: every preview of every screen, rendered without a display in every locale, mode and size,
 * and looked at by ui/audit. Borrows catalog, fonts and context. The main thread, before any room is opened.
 */
#pragma once

#include "catalog/service.h"
#include "ui/screens/screens.h"
#include "ui/text.h"

struct audit_options {
    const struct catalog *catalog;
    struct text_fonts *fonts;
    const struct screen_context *context; /* names of the place */
    struct pinyin *pinyin;                /* borrowed: what letters may stand for */
    int bottom_mm, reach_mm;
    const char *pictures; /* folder for pictures of the pages with findings, or NULL */
    char **only; /* words that narrow it: previews, modes, locales, sizes, kinds; NULL or empty: everything */
};
/* Prints one line a finding and a summary; how many there were, -1 with an error. */
int audit_run(const struct audit_options *options, GError **error);
