/* The desk: one room that seals and commits, asks the platform through the agent, and turns receipts into
 * dots. Owned by the program; it owns outbox, numbers, line and fonts of its own. Letters go to `out`, which
 * rings the ui room. desk_send from the ui room; everything else happens in the desk's thread. */
#pragma once

#include <glib.h>

#include "base/config.h"
#include "base/mail.h"
#include "letters.h"

struct desk;
struct device_room;
struct text_fonts;

struct desk_options {
    const struct config *config;
    const struct known_time *known; /* corrects the clock; borrowed */
    struct mail *out;               /* desk_letter */
    struct device_room *devices;    /* where a raster goes */
    struct text_fonts *fonts;       /* mapped files, shared with the ui room */
    unsigned dots;                  /* across the receipt printer's paper */
};
/* Opens the store; fails with a GError that says what to do. */
struct desk *desk_start(const struct desk_options *options, GError **error);
void desk_send(struct desk *desk, struct job *job); /* takes it */
void desk_stop(struct desk *desk);                  /* finishes the job in hand; NULL is fine */
