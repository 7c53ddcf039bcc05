#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/known_time.h"

enum { MS_PER_SECOND = 1000, NS_PER_MS = 1000000, SECONDS_PER_DAY = 86400, SHANGHAI_S = 8 * 3600 };

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / NS_PER_MS;
}

static int64_t wall(const struct clock *clock)
{
    int64_t now = read_ms(CLOCK_REALTIME);

    if (clock->known)
        now = known_time_wall(clock->known, now, read_ms(CLOCK_BOOTTIME));
    return now + clock->offset_ms;
}

/* BOOTTIME also counts a suspend: a visit does not outlive a night's sleep of the machine. */
static int64_t monotonic(const struct clock *clock)
{
    return read_ms(CLOCK_BOOTTIME) + clock->offset_ms;
}

bool clock_sure(const struct clock *clock)
{
    return clock->known && known_time_sure(clock->known, read_ms(CLOCK_REALTIME), read_ms(CLOCK_BOOTTIME));
}

struct clock clock_real(void)
{
    return (struct clock){.wall_ms = wall, .monotonic_ms = monotonic};
}

static int64_t standing(const struct clock *clock)
{
    return clock->offset_ms;
}

struct clock clock_wound(int64_t start_ms)
{
    return (struct clock){.wall_ms = standing, .monotonic_ms = standing, .offset_ms = start_ms};
}

void clock_advance(struct clock *clock, int64_t ms)
{
    clock->offset_ms += ms;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Days since 1970-01-01 to a Gregorian date, in 400-year eras that begin on 1 March (the leap day comes
 * last). */
static struct clock_date date_of_day(int64_t day)
{
    enum { DAYS_TO_1970 = 719468, DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400 };
    int64_t shifted = day + DAYS_TO_1970;
    int64_t era = floor_div(shifted, DAYS_PER_ERA);
    int in_era = (int)(shifted - era * DAYS_PER_ERA);
    int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int in_year = in_era - (365 * year + year / 4 - year / 100);
    int march = (5 * in_year + 2) / 153; /* months since March: 31 30 31 30 31 repeats in 153 days */
    struct clock_date date = {
        .year = (int)(era * YEARS_PER_ERA) + year + (march >= 10),
        .month = march < 10 ? march + 3 : march - 9,
        .day = in_year - (153 * march + 2) / 5 + 1,
        .weekday = (int)(day + 4 - floor_div(day + 4, 7) * 7), /* the first day was a Thursday */
    };
    return date;
}

struct clock_date clock_civil(int64_t wall_ms)
{
    int64_t seconds = floor_div(wall_ms, MS_PER_SECOND) + SHANGHAI_S;
    int64_t day = floor_div(seconds, SECONDS_PER_DAY);
    int rest = (int)(seconds - day * SECONDS_PER_DAY);
    struct clock_date date = date_of_day(day);
    date.hour = rest / 3600;
    date.minute = rest / 60 % 60;
    date.second = rest % 60;
    return date;
}

static bool minutes(const char *text, int *out)
{
    enum { HOURS = 24, MINUTES = 60, COLON = 2, LENGTH = 5 };
    for (int i = 0; i < LENGTH; i++)
        if (i == COLON ? text[i] != ':' : text[i] < '0' || text[i] > '9')
            return false;
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    *out = hour * MINUTES + minute;
    return hour < HOURS && minute < MINUTES;
}

bool clock_hours_parse(const char *text, struct clock_hours *out)
{
    enum { LENGTH = 11, DASH = 5 };
    struct clock_hours hours = {0, 0};
    bool well = strlen(text) == LENGTH && text[DASH] == '-' && minutes(text, &hours.from) &&
                minutes(text + DASH + 1, &hours.until);
    *out = well ? hours : (struct clock_hours){0, 0};
    return well;
}

bool clock_within(const struct clock_hours *hours, int64_t wall_ms)
{
    enum { MINUTES = 60 };
    struct clock_date d = clock_civil(wall_ms);
    int now = d.hour * MINUTES + d.minute;
    if (hours->from <= hours->until)
        return hours->from <= now && now < hours->until;
    return now >= hours->from || now < hours->until;
}
