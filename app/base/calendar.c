#include "base/calendar.h"

#include <glib.h>
#include <string.h>

#include "base/clock.h"

enum { SATURDAY = 6, DAY_MS = 24 * 60 * 60 * 1000 };

static uint32_t julian(int year, int month, int day)
{
    GDate date;

    g_date_clear(&date, 1);
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return 0;
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return g_date_get_julian(&date);
}

static int digits(const char *text, unsigned count)
{
    int number = 0;

    for (unsigned i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        number = number * 10 + g_ascii_digit_value(text[i]);
    }
    return number;
}

/* 2026-10-01; 0 for anything else. */
static uint32_t day_of(const char *text, uint16_t *year)
{
    enum { LENGTH = 10, MONTH = 5, DAY = 8 };

    if (strlen(text) != LENGTH || text[MONTH - 1] != '-' || text[DAY - 1] != '-')
        return 0;
    int y = digits(text, MONTH - 1), m = digits(text + MONTH, 2), d = digits(text + DAY, 2);
    *year = (uint16_t)MAX(y, 0);
    return y > 0 && m > 0 && d > 0 ? julian(y, m, d) : 0;
}

static bool add(struct calendar *calendar, char *text, bool worked)
{
    uint16_t last_year;
    struct calendar_span span = {.worked = worked};
    char *slash = strchr(text, '/');

    if (slash != NULL)
        *slash = '\0';
    span.from = day_of(text, &span.year);
    span.until = slash != NULL ? day_of(slash + 1, &last_year) : span.from;
    if (span.from == 0 || span.until < span.from || calendar->count == CALENDAR_SPANS)
        return false;
    calendar->spans[calendar->count++] = span;
    return true;
}

bool calendar_add(struct calendar *calendar, const char *text, bool worked)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    bool good = true;

    for (unsigned i = 0; good && parts[i] != NULL; i++)
        good = add(calendar, g_strstrip(parts[i]), worked);
    return good;
}

static bool lists(const struct calendar *calendar, int64_t wall_ms, bool worked)
{
    struct clock_date d = clock_civil(wall_ms);
    uint32_t day = julian(d.year, d.month, d.day);

    for (unsigned i = 0; calendar != NULL && i < calendar->count; i++) {
        const struct calendar_span *span = &calendar->spans[i];

        if (span->worked == worked && span->from <= day && day <= span->until)
            return true;
    }
    return false;
}

static bool is_weekend(int64_t wall_ms)
{
    int weekday = clock_civil(wall_ms).weekday;

    return weekday == 0 || weekday == SATURDAY;
}

bool calendar_is_holiday(const struct calendar *calendar, int64_t wall_ms)
{
    return lists(calendar, wall_ms, false);
}

bool calendar_is_worked_weekend(const struct calendar *calendar, int64_t wall_ms)
{
    return is_weekend(wall_ms) && lists(calendar, wall_ms, true);
}

bool calendar_is_workday(const struct calendar *calendar, int64_t wall_ms)
{
    return !calendar_is_holiday(calendar, wall_ms) &&
           (!is_weekend(wall_ms) || calendar_is_worked_weekend(calendar, wall_ms));
}

int64_t calendar_workdays(const struct calendar *calendar, int64_t wall_ms, unsigned days)
{
    while (days > 0) {
        wall_ms += DAY_MS;
        days -= calendar_is_workday(calendar, wall_ms) ? 1 : 0;
    }
    return wall_ms;
}

bool calendar_knows(const struct calendar *calendar, int64_t wall_ms)
{
    int year = clock_civil(wall_ms).year;

    for (unsigned i = 0; calendar != NULL && i < calendar->count; i++)
        if (calendar->spans[i].year == year && !calendar->spans[i].worked)
            return true;
    return false;
}
