#include "platform/slots.h"

#include <string.h>

#include "base/terminal.h"
#include "platform/booking.h"
#include "platform/storage.h"
#include "wire/messages.h"

enum { DAY_MIN = 24 * 60, DAY_SLOTS = DAY_MIN / SLOTS_STEP_MIN, MINUTE_MS = 60 * 1000 };

GQuark slots_error_quark(void)
{
    return g_quark_from_static_string("platform-slots");
}

static gboolean refuse(GError **error, const char *what, const char *given)
{
    g_set_error(error, slots_error_quark(), SLOTS_ERROR_WISH, "'%s' %s", given, what);
    return FALSE;
}

/* Who slips is told what there is. `place` NULL: any. */
static gboolean check_service(const char *service, const char *place, GError **error)
{
    g_autofree char *services = booking_services(), *places = booking_places(service);
    g_autofree char *what = g_strdup_printf(places ? "is no place of that service: take one of %s"
                                                   : "cannot be booked: take one of %s",
                                            places ? places : services);
    return (places && (!place || booking_place(service, place))) ||
           refuse(error, what, places ? place : service);
}

/* HH:MM as minutes after midnight; -1 for anything else. */
static int minute_of(const char *text)
{
    if (strlen(text) != 5 || text[2] != ':' || !g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) ||
        !g_ascii_isdigit(text[3]) || !g_ascii_isdigit(text[4]))
        return -1;
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

struct times {
    int64_t first_ms;
    unsigned count;
    uint32_t each;
};

static gboolean read_wish(const struct slots_wish *wish, int64_t now_ms, struct times *out, GError **error)
{
    g_autofree char *moment = g_strconcat(wish->from, ":00+08:00", NULL);
    const char *clock = strchr(wish->from, 'T');
    int from = clock ? minute_of(clock + 1) : -1, to = minute_of(wish->to);
    guint64 each = 0;
    if (!check_service(wish->service, wish->place, error))
        return FALSE;
    if (from < 0 || !message_time_parse(moment, &out->first_ms) || out->first_ms <= now_ms)
        return refuse(error, "is no time to come: write it as 2026-12-05T08:00", wish->from);
    if (to <= from)
        return refuse(error, "is no time after it: write when the last one is over, as 11:30", wish->to);
    if (!g_ascii_string_to_unsigned(wish->each, 10, 1, SLOTS_PEOPLE_MAX, &each, NULL))
        return refuse(error, "is no number of people: write 1 to 1000", wish->each);
    out->count = (unsigned)(to - from + SLOTS_STEP_MIN - 1) / SLOTS_STEP_MIN;
    out->each = (uint32_t)each;
    return TRUE;
}

static void count_slot(const struct storage_slot *slot, void *data)
{
    (void)slot;
    ++*(unsigned *)data;
}

/* What a kiosk cannot take in one answer, it takes not at all. */
static gboolean has_room(struct storage *storage, const struct slots_wish *wish, const struct times *times,
                         int64_t now_ms, GError **error)
{
    unsigned there = 0;
    if (!storage_slots(storage, wish->service, now_ms, count_slot, &there, error))
        return FALSE;
    if (there + times->count <= SLOTS_MOST)
        return TRUE;
    g_set_error(error, slots_error_quark(), SLOTS_ERROR_WISH,
                "%u times stand there already, and a kiosk shows %d: make fewer", there, SLOTS_MOST);
    return FALSE;
}

gboolean slots_make(struct storage *storage, const struct slots_wish *wish, int64_t now_ms, GError **error)
{
    struct storage_slot slots[DAY_SLOTS];
    struct times times;
    if (!read_wish(wish, now_ms, &times, error) || !has_room(storage, wish, &times, now_ms, error))
        return FALSE;
    for (unsigned i = 0; i < times.count; i++) {
        slots[i] = (struct storage_slot){.at_ms = times.first_ms + (int64_t)i * SLOTS_STEP_MIN * MINUTE_MS,
                                         .capacity = times.each};
        g_strlcpy(slots[i].place, wish->place, sizeof slots[i].place);
    }
    return storage_add_slots(storage, wish->service, slots, times.count, now_ms, error);
}

static void print_slot(const struct storage_slot *slot, void *data)
{
    struct clock_date d = clock_civil(slot->at_ms);
    (void)data;
    terminal_print("%04d-%02d-%02d %02d:%02d  %-10s  %u of %u\n", d.year, d.month, d.day, d.hour, d.minute,
                   slot->place, slot->taken, slot->capacity);
}

gboolean slots_list(struct storage *storage, const char *service, int64_t now_ms, GError **error)
{
    return check_service(service, NULL, error) &&
           storage_slots(storage, service, now_ms, print_slot, NULL, error);
}
