/* When somebody is at the window: read from the configured hours, so that the call tile tells the truth.
 * Values only, nothing owned. Pure: the ui room, and tests. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct calendar;
struct opening {
    bool known;       /* the text named two times, the later one last */
    bool now;         /* somebody is there */
    int hour, minute; /* else: of the next opening */
    int days;         /* from today: 0 later today, 1 tomorrow */
    int weekday;      /* of that day, 0 = Sunday */
};
/* `hours`: a text with two times in it, 8:30 到 17:30. `days`: digits, 1 = Monday to 7 = Sunday; "" is every
 * day. Never on a holiday of the calendar, and on a weekend that is worked as on any day; NULL: neither is
 * known. */
struct opening window_opening(const char *hours, const char *days, const struct calendar *calendar,
                              int64_t wall_ms);
