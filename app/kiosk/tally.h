/* How many visits there were, and what the devices did since the last report, counted from their letters:
 * reads, failures, how often one was lost, paper used. Plain values, nothing of any person. The ui room
 * counts; the report goes to the desk, which keeps it. */
#pragma once

#include "devices/device.h"

enum {
    TALLY_STATUS_MS = 2000 /* a status is news, but a loose plug must not write all day */,
    TALLY_COUNTS_MS = 60000
};

/* Parts in front that no driver speaks for: rows behind the devices'. */
enum tally_part { TALLY_TOUCH = DEVICE_SLOTS, TALLY_DISPLAY, TALLY_SOUND, TALLY_ROWS };

struct tally_slot {
    enum device_status status;
    enum device_attention attention;
    int64_t since_ms; /* wall time of the status */
    unsigned done, failed, lost;
    unsigned paper_rows; /* dots, of jobs that came out */
    char identity[48];
    bool low; /* its paper, since it was last well */
    bool new_roll, changed;
};
struct tally { /* zeroed: nothing heard yet */
    struct tally_slot slots[TALLY_ROWS];
    unsigned printing_rows; /* of the slip on its way */
    unsigned visits;        /* that ended */
    bool waiting, urgent;
    int64_t reported_ms;
};
void tally_letter(struct tally *t, const struct device_letter *letter, int64_t wall_ms);
/* How a part stands, as often as one likes: true when that is news. */
bool tally_part(struct tally *t, enum tally_part part, enum device_status status,
                enum device_attention attention, int64_t wall_ms);
const char *tally_name(unsigned row);                /* of a device or a part */
void tally_printing(struct tally *t, unsigned rows); /* a slip of so many rows goes to the printer */
void tally_visit(struct tally *t);                   /* one is over */
/* When the next report is due, monotonic; INT64_MAX: nothing to tell. */
int64_t tally_due(const struct tally *t);
/* What to tell now, as a copy; what was counted begins anew. */
struct tally tally_take(struct tally *t, int64_t now_ms);
