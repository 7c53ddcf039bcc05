#include "base/day.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { MONTHS = 12, YEAR_DIGITS = 4, PART_DIGITS = 2 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int day_month_length(int year, int month)
{
    static const int lengths[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    g_assert(month >= 1 && month <= MONTHS);
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Exactly n digits; -1 when they are not there. */
static int digits(const char **at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++, (*at)++) {
        if (!g_ascii_isdigit(**at))
            return -1;
        value = value * 10 + (**at - '0');
    }
    return value;
}

static bool part(const char **at, int *to, int most)
{
    if (**at == '\0')
        return true;
    if (*(*at)++ != '-')
        return false;
    *to = digits(at, PART_DIGITS);
    return *to >= 1 && *to <= most;
}

bool day_parse(struct day *to, const char *text)
{
    struct day day = {0};
    const char *at = text;
    *to = day;
    if (*text == '\0')
        return true;
    day.year = digits(&at, YEAR_DIGITS);
    if (day.year < DAY_YEAR_LEAST || day.year > DAY_YEAR_MOST || !part(&at, &day.month, MONTHS))
        return false;
    if (day.month && !part(&at, &day.day, day_month_length(day.year, day.month)))
        return false;
    if (*at != '\0')
        return false;
    *to = day;
    return true;
}

void day_write(char to[DAY_TEXT], struct day day)
{
    to[0] = '\0';
    if (day.year <= 0)
        return;
    unsigned year = (unsigned)day.year % 10000, month = (unsigned)day.month % 100,
             d = (unsigned)day.day % 100;
    if (!month)
        snprintf(to, DAY_TEXT, "%04u", year);
    else if (!d)
        snprintf(to, DAY_TEXT, "%04u-%02u", year, month);
    else
        snprintf(to, DAY_TEXT, "%04u-%02u-%02u", year, month, d);
}

struct day day_of(int64_t wall_ms)
{
    struct clock_date date = clock_civil(wall_ms);
    return (struct day){date.year, date.month, date.day};
}

int day_compare(struct day a, struct day b)
{
    if (!a.year || !b.year || a.year != b.year)
        return a.year && b.year ? a.year - b.year : 0;
    if (!a.month || !b.month || a.month != b.month)
        return a.month && b.month ? a.month - b.month : 0;
    return a.day && b.day ? a.day - b.day : 0;
}

int day_years(struct day from, struct day to)
{
    int years = to.year - from.year;
    from.year = to.year;
    if (day_compare(from, to) > 0)
        years--;
    return MAX(years, 0);
}
