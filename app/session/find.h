/* What somebody writes to find a service by, and whether they look at what was found. It lies in the session
 * alone: wiped with the page, kept only while a service that was found is being looked at. Owns nothing.
 * The ui room, through session_step only; the screens read. */
#pragma once

#include <stdbool.h>

#include "catalog/search.h"

struct find {
    bool shown; /* what was found; else the keys stand there */
    char text[SEARCH_BYTES];
};
