/* The parts of the audit among themselves. Not for others. Each tells what it finds and returns how many.
 * Pure but for the picture they read: the ui room, and tests. */
#pragma once

#include "ui/audit.h"
#include "ui/canvas.h"

struct audit_run { /* the drawn ink of one run */
    const struct placed *placed;
    const struct run *run;
    struct box ink; /* pixels; empty for blanks */
};

bool audit_seen(const struct audit *a, const struct placed *p);   /* a widget that is not under the scrim */
bool audit_target(const struct audit *a, const struct placed *p); /* seen, and to be pressed, now or later */
/* The words that are the matter of the widget, not what stands beside them. */
bool audit_main_run(const struct placed *p, const struct run *run);
/* Tells one finding; always 1. */
unsigned audit_tell(const struct audit *a, enum audit_kind kind, const struct placed *p, const char *bar,
                    const char *what, ...) __attribute__((format(printf, 5, 6)));

unsigned audit_pixels(const struct audit *a);
unsigned audit_sizes(const struct audit *a);
unsigned audit_places(const struct audit *a);
unsigned audit_keys(const struct audit *a);
unsigned audit_words(const struct audit *a);
