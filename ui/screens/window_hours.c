#include "ui/screens/window_hours.h"

#include <glib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/clock.h"

enum { HOUR = 60, WEEK = 7, MONTH = 31 /* looked ahead */ };
static const int64_t DAY_MS = INT64_C(24) * HOUR * 60 * 1000;

/* The next H:MM from *at on, in minutes of the day; -1 when there is none. */
static int next_time(const char **at)
{
    for (const char *p = *at; *p; p++) {
        if (!g_ascii_isdigit(*p))
            continue;
        char *end;
        guint64 hour = g_ascii_strtoull(p, &end, 10);
        if (*end == ':' && g_ascii_isdigit(end[1]) && g_ascii_isdigit(end[2])) {
            int minute = g_ascii_digit_value(end[1]) * 10 + g_ascii_digit_value(end[2]);
            *at = end + 3;
            if (hour < 24 && minute < HOUR)
                return (int)hour * HOUR + minute;
        }
        p = end - 1;
    }
    return -1;
}

static bool opens_on(const char *days, const struct calendar *calendar, int64_t wall_ms)
{
    int weekday = clock_civil(wall_ms).weekday;
    return !calendar_is_holiday(calendar, wall_ms) &&
           (!*days || strchr(days, '0' + (weekday ? weekday : WEEK)) != NULL ||
            calendar_is_worked_weekend(calendar, wall_ms));
}

struct opening window_opening(const char *hours, const char *days, const struct calendar *calendar,
                              int64_t wall_ms)
{
    struct clock_date d = clock_civil(wall_ms);
    int from = next_time(&hours), to = from < 0 ? -1 : next_time(&hours), now = d.hour * HOUR + d.minute;
    struct opening o = {.known = from >= 0 && to > from};
    if (!o.known)
        return o;
    o.now = opens_on(days, calendar, wall_ms) && now >= from && now < to;
    o.hour = from / HOUR;
    o.minute = from % HOUR;
    o.days = now < from ? 0 : 1;
    while (o.days < MONTH && !opens_on(days, calendar, wall_ms + o.days * DAY_MS))
        o.days++;
    o.known = o.days < MONTH;
    o.weekday = (d.weekday + o.days) % WEEK;
    return o;
}
