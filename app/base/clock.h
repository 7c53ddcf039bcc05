/* Time as a value, so that a test can wind it: a real clock and one that only moves when told.
 * Owned by the program; the struct is borrowed by those who read it.
 * Any room may read the real clock; a wound clock belongs to one room. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct known_time;
struct clock {
    int64_t (*wall_ms)(const struct clock *);      /* Unix time, milliseconds; may jump */
    int64_t (*monotonic_ms)(const struct clock *); /* never goes back */
    int64_t offset_ms;                             /* what a test advanced; 0 in the field */
    const struct known_time *known; /* corrects the wall clock of a real one; borrowed; or NULL */
};
/* The wall clock is the platform's time, and not merely what this machine believes (base/known_time.h). */
bool clock_sure(const struct clock *clock);
struct clock clock_real(void);
struct clock clock_wound(int64_t start_ms);          /* both readings stand there until advanced */
void clock_advance(struct clock *clock, int64_t ms); /* moves both readings on */
/* Civil date and time of the kiosk's place (Asia/Shanghai is UTC+8 without summer time). */
struct clock_date {
    int year, month, day, weekday /* 0 = Sunday */, hour, minute, second;
};
struct clock_date clock_civil(int64_t wall_ms);
/* Hours of every day, as "22:00-06:00": minutes after midnight; over midnight when they end before they
 * begin. */
struct clock_hours {
    int from, until; /* alike: never */
};
bool clock_hours_parse(const char *text, struct clock_hours *out); /* false, and never, for anything else */
bool clock_within(const struct clock_hours *hours, int64_t wall_ms);
