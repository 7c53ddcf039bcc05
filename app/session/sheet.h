/* A whole page: a certificate as the platform's own document, on its way through the printer of pages. The
 * receipt printer and its slip are another matter (print_state). Plain values; part of the session. The ui
 * room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "session/event.h"
#include "session/health.h"

struct session;

enum sheet_state { SHEET_NONE, SHEET_ASKED /* fetched and printed */, SHEET_PRINTED, SHEET_FAILED };
struct sheet {
    enum sheet_state state;
    enum device_cause cause; /* why not, when the printer said so */
    enum problem problem;    /* why not, when the document itself did not come */
    uint32_t request;
};

/* There is a document, and a printer for it is part of this cabinet. */
bool sheet_is_offered(const struct session *s);
/* And it can print now: what is low still prints. */
bool sheet_is_ready(const struct session *s);
/* What keeps the page, or keeps one from asking for it; CAUSE_NONE: nothing. A printer that is gone is
 * CAUSE_OFFLINE. */
enum device_cause sheet_cause(const struct session *s);
