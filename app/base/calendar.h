/* Working days: Monday to Friday, without the public holidays and with the weekends that are worked for them
 * (调休), as somebody lists them for a year. A plain value, {0} knows none; NULL will do where one is only
 * asked. Pure: any room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CALENDAR_SPANS = 64 };
struct calendar {
    unsigned count;
    struct calendar_span {
        uint32_t from, until; /* both included; Julian days, as GDate counts them */
        uint16_t year;        /* of the first */
        bool worked;          /* else a holiday */
    } spans[CALENDAR_SPANS];
};

/* Adds "2026-10-01/2026-10-07, 2027-01-01": days and spans, commas between; "" adds none. False for any other
 * text, or more than there is room for: then some of it may have been added. */
bool calendar_add(struct calendar *calendar, const char *text, bool worked);
bool calendar_is_holiday(const struct calendar *calendar, int64_t wall_ms);
bool calendar_is_workday(const struct calendar *calendar, int64_t wall_ms);
bool calendar_is_worked_weekend(const struct calendar *calendar, int64_t wall_ms);
/* So many working days later, at the same time of day. */
int64_t calendar_workdays(const struct calendar *calendar, int64_t wall_ms, unsigned days);
/* The holidays of that day's year are listed; else a date that was counted is a guess: say "about". */
bool calendar_knows(const struct calendar *calendar, int64_t wall_ms);
