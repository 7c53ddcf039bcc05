/* A day of the calendar as a person may know it: the year, the month of that year, or the very day. Written
 * as ISO 8601 has it, to the part that is known: 1998, 1998-09, 1998-09-12. Values, nothing is owned. Pure:
 * any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAY_TEXT = 11, DAY_YEAR_LEAST = 1800, DAY_YEAR_MOST = 2199 }; /* bytes with the NUL */

struct day {
    int year, month, day; /* 0: not known; a day only with its month, a month only with its year */
};

/* False, and a zeroed day, for what is no date of the calendar (1998-02-30) or not written so; "" is the
 * empty day. */
bool day_parse(struct day *to, const char *text);
void day_write(char to[DAY_TEXT], struct day day); /* "" for the empty day */
int day_month_length(int year, int month);         /* 28 to 31 */
struct day day_of(int64_t wall_ms);                /* at the kiosk's place */
/* Less than, equal to or greater than 0; only the parts that both know count: 1998-09 equals 1998-09-12. */
int day_compare(struct day a, struct day b);
int day_years(struct day from,
              struct day to); /* whole years as far as both are known; 0 when `from` is later */
