#include <stdio.h>
#include <string.h>

#include "wire/messages.h"

void message_time(int64_t unix_ms, char out[WIRE_TIME_MAX])
{
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(unix_ms / 1000);

    out[0] = 0;
    if (when && unix_ms >= 0)
        snprintf(out, WIRE_TIME_MAX, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", g_date_time_get_year(when),
                 g_date_time_get_month(when), g_date_time_get_day_of_month(when), g_date_time_get_hour(when),
                 g_date_time_get_minute(when), g_date_time_get_second(when), (int)(unix_ms % 1000));
}

bool message_time_parse(const char *text, int64_t *unix_ms)
{
    size_t len = strlen(text);

    if (len < 20 || len >= WIRE_TIME_MAX || text[10] != 'T')
        return false;
    g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(text, NULL); /* NULL: only with its own zone */
    if (!when)
        return false;
    *unix_ms = g_date_time_to_unix(when) * 1000 + g_date_time_get_microsecond(when) / 1000;
    return *unix_ms >= 0; /* before 1970 nothing of ours was written, nor can it be said again */
}
