/* How the devices stand and what they did each day, kept for staff (kioskctl devices) and for the heartbeat:
 * counts and words of the cabinet, nothing of any person. Borrows the store. The room of the store. */
#pragma once

#include <stdint.h>

#include "store/open.h"

enum { DEVICE_DAYS_KEPT = 90 };

struct device_report {                     /* one device; texts borrowed for the call */
    const char *slot, *status, *attention; /* words of devices/device.h; attention may be "" */
    const char *identity;                  /* as the device names itself; "" leaves what is known */
    int64_t since_ms;                      /* of the status */
    unsigned done, failed, lost;           /* more than at the report before */
    int64_t paper_mm;                      /* the same, of printed paper */
    gboolean new_roll;                     /* paper is counted from here */
};
/* All in one commit. `day` as 2026-11-26: counts are added to that day's; days older than DEVICE_DAYS_KEPT
 * go. */
gboolean device_reports_put(struct store *store, const char *day, const struct device_report *reports,
                            unsigned count, GError **error);

struct device_row {
    char slot[16], status[16], attention[16], identity[48];
    int64_t since_ms, paper_mm;  /* since the roll was changed */
    unsigned done, failed, lost; /* of the day asked for */
};
/* Array of struct device_row, in the order of their slots' names; NULL on error. g_array_unref. */
GArray *device_rows_get(struct store *store, const char *day, GError **error);
