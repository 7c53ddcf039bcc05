/* What the devices did since the last report, counted from their letters: reads, failures, how often one was
 * lost, paper used. Plain values, nothing of any person. The ui room counts; the report goes to the desk,
 * which keeps it. */
#pragma once

#include "devices/device.h"

enum {
    TALLY_STATUS_MS = 2000 /* a status is news, but a loose plug must not write all day */,
    TALLY_COUNTS_MS = 60000
};

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
    struct tally_slot slots[DEVICE_SLOTS];
    unsigned printing_rows; /* of the slip on its way */
    bool waiting, urgent;
    int64_t reported_ms;
};
void tally_letter(struct tally *t, const struct device_letter *letter, int64_t wall_ms);
void tally_printing(struct tally *t, unsigned rows); /* a slip of so many rows goes to the printer */
/* When the next report is due, monotonic; INT64_MAX: nothing to tell. */
int64_t tally_due(const struct tally *t);
/* What to tell now, as a copy; what was counted begins anew. */
struct tally tally_take(struct tally *t, int64_t now_ms);
